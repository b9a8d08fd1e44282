import { earliestYear, latestYear, type Years } from "../model/years.ts";

/** Two years, each chosen from a list: one gesture with a mouse, the arrows or the digits by key, and nothing to drag. */
export function YearSelects({ years, onChange }: { years: Years; onChange: (years: Years) => void }) {
  return (
    <div className="years">
      <label>
        from{" "}
        <YearSelect
          label="From year"
          open="any year"
          value={years.from}
          end={earliestYear}
          onChange={(from) => onChange({ from, to: Math.max(from, years.to) })}
        />
      </label>
      <label>
        to{" "}
        <YearSelect
          label="To year"
          open="any year"
          value={years.to}
          end={latestYear}
          onChange={(to) => onChange({ from: Math.min(years.from, to), to })}
        />
      </label>
    </div>
  );
}

interface YearSelectProps {
  label: string;
  /** What the open end is called, and the year that stands for it. */
  open: string;
  end: number;
  value: number;
  onChange: (year: number) => void;
}

function YearSelect({ label, open, end, value, onChange }: YearSelectProps) {
  const years = Array.from({ length: latestYear - earliestYear + 1 }, (_, i) => latestYear - i);
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(Number(event.target.value))}>
      {years.map((year) => (
        <option key={year} value={year}>
          {year === end ? open : year}
        </option>
      ))}
    </select>
  );
}
