import type { Graph } from "../model/graph.ts";
import { signsOf } from "../model/legend.ts";
import { narrowed } from "../model/view.ts";
import { Sample } from "./Sample.tsx";
import { useExplorerState } from "./workbench.tsx";

/** What the lines and numbers of the picture mean: those that are in it, and no others. */
export function Legend({ graph }: { graph: Graph }) {
  const { vocabulary, view } = useExplorerState("vocabulary", "view");
  const signs = signsOf(graph, vocabulary, !narrowed(view));
  if (signs.length === 0) return null;
  return (
    <ul className="legend" aria-label="Legend">
      {signs.map(({ sign, means }) => (
        <li key={sign}>
          <Sample sign={sign} />
          {means}
        </li>
      ))}
    </ul>
  );
}
