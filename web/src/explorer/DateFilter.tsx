import { useState } from "react";
import { edtfInWords } from "../model/time.ts";
import type { View } from "../model/view.ts";
import { earliestYear, latestYear, readYears, writeYears, type Years } from "../model/years.ts";

type Dates = Pick<View, "at" | "known" | "datedOnly">;

/** Both clocks: when a claim holds in the world, and when the graph knew it. */
export function DateFilter({ view, onChange }: { view: Dates; onChange: (dates: Partial<Dates>) => void }) {
  const [years, setYears] = useState<Years>(() => readYears(view.at));
  const commit = () => {
    const at = writeYears(years);
    if (at !== view.at) onChange({ at });
  };
  // A year that is still being typed is a date too: 0002, 0020, 0202.
  const known = (day: string) => {
    if (day === "" || day >= "1900") onChange({ known: day });
  };
  const text = writeYears(years);
  return (
    <fieldset className="facet dates">
      <legend>Dates</legend>
      <output>{text ? `Holds ${edtfInWords(text)}` : "Holds at any time"}</output>
      <div className="span">
        <YearSlider
          label="From year"
          value={years.from}
          onChange={(from) => setYears({ from, to: Math.max(from, years.to) })}
          onCommit={commit}
        />
        <YearSlider
          label="To year"
          value={years.to}
          onChange={(to) => setYears({ from: Math.min(years.from, to), to })}
          onCommit={commit}
        />
        <div className="ends" aria-hidden="true">
          <span>{earliestYear}</span>
          <span>{latestYear}</span>
        </div>
      </div>
      <label>
        <input type="checkbox" checked={!view.datedOnly} onChange={() => onChange({ datedOnly: !view.datedOnly })} />
        <span>include undated</span>
      </label>
      <label className="known">
        <span>as known on</span>
        <input type="date" defaultValue={view.known} onChange={(event) => known(event.target.value)} />
      </label>
    </fieldset>
  );
}

interface YearSliderProps {
  label: string;
  value: number;
  onChange: (year: number) => void;
  /** The slider is let go: only then is it a move. */
  onCommit: () => void;
}

function YearSlider({ label, value, onChange, onCommit }: YearSliderProps) {
  return (
    <input
      type="range"
      aria-label={label}
      min={earliestYear}
      max={latestYear}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
      onPointerUp={onCommit}
      onKeyUp={onCommit}
      onBlur={onCommit}
    />
  );
}
