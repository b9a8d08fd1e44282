import { memo, useRef } from "react";
import type { Graph } from "../model/graph.ts";
import { clearFilters, showHidden } from "../model/viewactions.ts";
import type { DrawnFirst } from "../model/view.ts";
import { number, plural } from "../model/words.ts";
import { Legend } from "./Legend.tsx";
import { PictureTools } from "./PictureTools.tsx";
import { TablePane } from "./TablePane.tsx";
import { usePicture } from "./usePicture.ts";
import { usePictureKeys } from "./usePictureKeys.ts";
import { useExplorer, useExplorerState } from "./workbench.tsx";

export const PicturePane = memo(function PicturePane({ onFacts }: { onFacts: () => void }) {
  const container = useRef<HTMLDivElement>(null);
  const { view, graph, waiting } = useExplorerState("view", "graph", "waiting");
  const { shown, failed } = usePicture(container);
  const { press, enter, leave } = usePictureKeys(shown);
  const whole = graph.without(view.hidden);
  const size = `${plural(shown.nodes.size, "thing")}, ${plural(shown.lines.size, "line")}`;
  return (
    <section className="picture" aria-label="Picture" data-table={view.table || undefined}>
      {!view.table && <Overflow count={whole.nodes.size - shown.nodes.size} />}
      <div
        ref={container}
        id="picture"
        className="stage"
        role="application"
        aria-roledescription="graph"
        aria-label={`${size}. Arrow keys go from thing to thing, L along its lines, Space reads facts, Enter expands. The facts beside it say the same in sentences.`}
        tabIndex={0}
        onKeyDown={press}
        onFocus={enter}
        onBlur={leave}
      />
      {view.table && <TablePane graph={whole} />}
      {!view.table && failed && (
        <p className="empty">The picture couldn’t be fetched. The facts are whole; reload the page to draw them.</p>
      )}
      {!view.table && shown.nodes.size === 0 && waiting === "no" && <p className="empty">Nothing to draw here.</p>}
      <Caption onFacts={onFacts} />
      {!view.table && <Legend graph={shown} />}
      <div className="picture-foot">
        <PictureTools />
        <p className="size">
          {size}
          <Undrawn graph={shown} />
          <Hidden count={view.hidden.length} />
        </p>
      </div>
    </section>
  );
});

/** How many of the neighbours are drawn, by what they were chosen, and the choice. */
function Undrawn({ graph }: { graph: Graph }) {
  const explorer = useExplorer();
  const { view } = useExplorerState("view");
  const left = view.opened.filter((id, i) => view.opened.indexOf(id) === i && (graph.remaining.get(id) ?? 0) > 0);
  if (left.length === 0) return null;
  const said = left.map((id) => {
    const all = graph.neighbours.get(id) ?? 0;
    return `${number(all - graph.remaining.get(id)!)} of ${number(all)} around ${graph.nodes.get(id)?.name ?? id}`;
  });
  return (
    <>
      {" · "}
      {said.join(", ")},{" "}
      <select
        aria-label="Drawn first"
        value={graph.moneyFirst ? "money" : "connections"}
        onChange={(event) => explorer.move((current) => ({ ...current, first: event.target.value as DrawnFirst }))}
      >
        <option value="money">most money first</option>
        <option value="connections">best connected first</option>
      </select>
      {graph.moneyPartly && " of the claims that could be added up in time"}
    </>
  );
}

/** Where there is room for one pane only: what is selected, and the way to its facts. */
function Caption({ onFacts }: { onFacts: () => void }) {
  const { view, graph } = useExplorerState("view", "graph");
  const ids = view.line.length ? view.line : view.selected.length ? view.selected : view.opened.slice(0, 1);
  const names = ids.map((id) => graph.nodes.get(id)?.name ?? id);
  return (
    <button type="button" className="caption button" onClick={onFacts}>
      {names.join(" and ")}: read the facts
    </button>
  );
}

function Hidden({ count }: { count: number }) {
  const explorer = useExplorer();
  if (count === 0) return null;
  return (
    <>
      {" · "}
      <button type="button" className="link" onClick={() => explorer.move(showHidden)}>
        {count} hidden: show
      </button>
    </>
  );
}

/** More than can be drawn readably: says so, and offers ways on. */
function Overflow({ count }: { count: number }) {
  const explorer = useExplorer();
  const { view } = useExplorerState("view");
  if (count <= 0) return null;
  return (
    <div className="overflow" role="status">
      <p>{plural(count, "more thing")} would be too many to read here. Narrow the view by a filter, hide what you don’t need, or</p>
      <button type="button" className="link" onClick={() => explorer.move((current) => ({ ...current, table: true }))}>
        read all of it as a table
      </button>
      <button
        type="button"
        className="link"
        onClick={() => explorer.move((current) => ({ ...current, opened: current.opened.slice(0, -1) }))}
      >
        take the last expansion back
      </button>
      <button
        type="button"
        className="link"
        onClick={() => explorer.move((current) => ({ ...current, kinds: [...new Set([...current.kinds, "FUNDS" as const])] }))}
      >
        show funding only
      </button>
      {view.kinds.length > 0 && (
        <button type="button" className="link" onClick={() => explorer.move(clearFilters)}>
          clear the filters
        </button>
      )}
    </div>
  );
}
