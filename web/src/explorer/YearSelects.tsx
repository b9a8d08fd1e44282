import type { Years } from "../model/years.ts";

interface YearSelectsProps {
  years: Years;
  /** Those that the data have. */
  among: readonly string[];
  onChange: (years: Years) => void;
}

/** Two years, each chosen from a list: one gesture with a mouse, the arrows or the digits by key, and nothing to drag. */
export function YearSelects({ years, among, onChange }: YearSelectsProps) {
  return (
    <div className="years">
      <label>
        from <YearSelect label="From year" value={years.from} among={among} onChange={(from) => onChange({ ...years, from })} />
      </label>
      <label>
        to <YearSelect label="To year" value={years.to} among={among} onChange={(to) => onChange({ ...years, to })} />
      </label>
    </div>
  );
}

interface YearSelectProps {
  label: string;
  value: string;
  among: readonly string[];
  onChange: (year: string) => void;
}

function YearSelect({ label, value, among, onChange }: YearSelectProps) {
  const all = value && !among.includes(value) ? [...among, value].sort() : among;
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">any year</option>
      {all.map((year) => (
        <option key={year}>{year}</option>
      ))}
    </select>
  );
}
