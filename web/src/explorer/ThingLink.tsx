import type { MouseEvent } from "react";
import { addressOf } from "../model/address.ts";
import { add, select } from "../model/viewactions.ts";
import { useExplorer, useExplorerState } from "./workbench.tsx";

/** A thing's name that leads to its facts; what isn't drawn yet is drawn. It is a link, so it opens in a new tab too. */
export function ThingLink({ id, name }: { id: string; name: string }) {
  const explorer = useExplorer();
  const { graph, view } = useExplorerState("graph", "view");
  const next = graph.nodes.has(id) ? select(view, id) : add(view, id);
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    explorer.move(() => next);
  };
  return (
    <a className="thing" href={addressOf(next)} onClick={follow}>
      <bdi>{name}</bdi>
    </a>
  );
}
