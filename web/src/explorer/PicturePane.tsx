import { useRef } from "react";
import { clearFilters, showHidden } from "../model/viewactions.ts";
import { plural } from "../model/words.ts";
import { Legend } from "./Legend.tsx";
import { PictureTools } from "./PictureTools.tsx";
import { TablePane } from "./TablePane.tsx";
import { usePicture } from "./usePicture.ts";
import { usePictureKeys } from "./usePictureKeys.ts";
import { useExplorer, useExplorerState } from "./workbench.tsx";

export function PicturePane({ onFacts }: { onFacts: () => void }) {
  const container = useRef<HTMLDivElement>(null);
  const { view, graph, waiting } = useExplorerState();
  const shown = usePicture(container);
  const { press, enter, leave } = usePictureKeys(shown);
  const whole = graph.without(view.hidden);
  const size = `${plural(shown.nodes.size, "thing")}, ${plural(shown.lines.size, "line")}`;
  return (
    <section className="picture" aria-label="Picture" data-table={view.table || undefined}>
      {!view.table && <Overflow count={whole.nodes.size - shown.nodes.size} />}
      <div
        ref={container}
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
      {!view.table && shown.nodes.size === 0 && waiting === "no" && <p className="empty">Nothing to draw here.</p>}
      <Caption onFacts={onFacts} />
      {!view.table && <Legend graph={shown} />}
      <div className="picture-foot">
        <PictureTools />
        <p className="size">
          {size}
          <Hidden count={view.hidden.length} />
        </p>
      </div>
    </section>
  );
}

/** Where there is room for one pane only: what is selected, and the way to its facts. */
function Caption({ onFacts }: { onFacts: () => void }) {
  const { view, graph } = useExplorerState();
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
  const { view } = useExplorerState();
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
