import { useEffect, useRef, useState } from "react";
import { toQuery } from "../exports/query.ts";
import { playgroundLink } from "../playground/link.ts";
import type { Graph } from "../model/graph.ts";
import { listAddress } from "../model/listaddress.ts";
import { expandedIn } from "../model/view.ts";
import { number, plural } from "../model/words.ts";
import { formats, useExports } from "./useExports.ts";
import { useExplorerState } from "./workbench.tsx";

/** Gives away exactly what is shown. */
export function ExportMenu() {
  const menu = useRef<HTMLDetailsElement>(null);
  const { steps, view, graph, panel } = useExplorerState("steps", "view", "graph", "panel");
  const about = view.line.length ? view.line.slice(0, 1) : view.selected.length === 1 ? view.selected : [...new Set(expandedIn(view))];
  const matching = panel.show === "facts" && panel.facts && about.length === 1 ? ` (${number(panel.facts.matching)})` : "";
  const { save, busy, failed } = useExports();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      const outside = event instanceof KeyboardEvent ? event.key === "Escape" : !menu.current?.contains(event.target as Node);
      if (!outside || !menu.current) return;
      menu.current.open = false;
      if (event instanceof KeyboardEvent) menu.current.querySelector("summary")?.focus();
    };
    addEventListener("pointerdown", close);
    addEventListener("keydown", close);
    return () => {
      removeEventListener("pointerdown", close);
      removeEventListener("keydown", close);
    };
  }, [open]);
  return (
    <details ref={menu} className="menu" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="tool">Export</summary>
      <div className="menu-list">
        {about.length > 0 && (
          <a href={listAddress("/list.csv", { about, with: view.line.slice(1) }, view)} download>
            CSV <span className="muted">every claim that matches{matching}</span>
          </a>
        )}
        {graph.nodes.size > 0 && <p className="muted">The picture: {extent(graph)}</p>}
        {formats.map(({ name, what }) => (
          <button key={name} type="button" disabled={busy} onClick={() => void save(name)}>
            {name} <span className="muted">{what}</span>
          </button>
        ))}
        <a href={playgroundLink(toQuery(steps, view))}>
          GraphQL <span className="muted">the query, in the playground</span>
        </a>
        {failed && <p role="alert">The sources couldn’t be fetched. Try again.</p>}
      </div>
    </details>
  );
}

/** What files of the picture hold, of what there is. */
function extent(graph: Graph): string {
  const { shown, all } = graph.claims;
  const undrawn = [...graph.remaining.values()].reduce((sum, count) => sum + count, 0);
  return `${number(graph.nodes.size)} of ${plural(graph.nodes.size + undrawn, "thing")}, ${number(shown)} of ${plural(all, "claim")}`;
}
