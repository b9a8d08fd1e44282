import { memo } from "react";
import type { Certainty, Status } from "../api/generated.ts";
import { clearFilters, toggle } from "../model/viewactions.ts";
import { narrowed } from "../model/view.ts";
import { certaintyWord, kindWord, statusWord } from "../model/words.ts";
import { kindCounts, thingCounts, yearsOf } from "./counts.ts";
import { DateFilter } from "./DateFilter.tsx";
import { Facet } from "./Facet.tsx";
import { Glyph } from "./Glyph.tsx";
import { useExplorer, useExplorerState } from "./workbench.tsx";

const certainties: Certainty[] = ["STATED", "CLAIMED", "EXPECTED", "RUMOURED", "INFERRED"];
const statuses: Status[] = ["ACTUAL", "PLANNED", "PROPOSED", "ENDED"];

export const Filters = memo(function Filters() {
  const explorer = useExplorer();
  const state = useExplorerState("view", "vocabulary", "panel", "graph");
  const { view, vocabulary } = state;
  return (
    <aside className="filters" aria-label="Filters">
      <div className="filters-head">
        <h2>Show only</h2>
        {narrowed(view) && (
          <button type="button" className="link" onClick={() => explorer.move(clearFilters)}>
            Clear filters
          </button>
        )}
      </div>
      <Facet
        title="Relationships"
        options={kindCounts(state).map(({ kind, count }) => ({ value: kind, label: vocabulary.label(kind), count }))}
        ticked={view.kinds}
        onToggle={(kind) => explorer.move((current) => toggle(current, "kinds", kind))}
      />
      <Facet
        title="Tied to"
        options={thingCounts(state).map(({ kind, count }) => ({
          value: kind,
          label: kindWord(kind, 2),
          count,
          mark: <Glyph kind={kind} />,
        }))}
        ticked={view.things}
        onToggle={(kind) => explorer.move((current) => toggle(current, "things", kind))}
      />
      <DateFilter view={view} dated={yearsOf(state)} onChange={(dates) => explorer.move((current) => ({ ...current, ...dates }))} />
      <Facet
        title="Status"
        options={statuses.map((value) => ({ value, label: statusWord(value) }))}
        ticked={view.status}
        onToggle={(value) => explorer.move((current) => toggle(current, "status", value))}
      />
      <Facet
        title="Certainty"
        options={certainties.map((value) => ({ value, label: certaintyWord(value) }))}
        ticked={view.certainty}
        onToggle={(value) => explorer.move((current) => toggle(current, "certainty", value))}
      />
    </aside>
  );
});
