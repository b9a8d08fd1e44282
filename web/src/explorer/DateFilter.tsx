import { edtfInWords } from "../model/time.ts";
import type { View } from "../model/view.ts";
import { readYears, writeYears, yearsBetween } from "../model/years.ts";
import { YearSelects } from "./YearSelects.tsx";

type Dates = Pick<View, "at" | "known" | "datedOnly">;

/** Both clocks: when a claim holds in the world, and when the graph knew it. */
export function DateFilter({
  view,
  dated,
  onChange,
}: {
  view: Dates;
  dated: readonly number[];
  onChange: (dates: Partial<Dates>) => void;
}) {
  const years = readYears(view.at);
  // A year that is still being typed is a date too: 0002, 0020, 0202.
  const known = (day: string) => {
    if (day === "" || day >= "1900") onChange({ known: day });
  };
  return (
    <fieldset className="facet dates">
      <legend>Dates</legend>
      <output>{view.at ? `Holds ${edtfInWords(view.at)}` : "Holds at any time"}</output>
      <YearSelects
        years={years}
        among={yearsBetween(dated, [years.from, years.to])}
        onChange={(chosen) => onChange({ at: writeYears(chosen) })}
      />
      <label>
        <input type="checkbox" checked={!view.datedOnly} onChange={() => onChange({ datedOnly: !view.datedOnly })} />
        <span>include undated</span>
      </label>
      <label className="known">
        <span>as known on</span>
        <input key={view.known} type="date" defaultValue={view.known} onBlur={(event) => known(event.target.value)} />
      </label>
    </fieldset>
  );
}
