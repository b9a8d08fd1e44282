import { type Graph, type Line, otherEnd } from "../model/graph.ts";
import { listAddress } from "../model/listaddress.ts";
import { expandedIn } from "../model/view.ts";
import { certaintyWord, moneyInWords, number, plural, statusWord } from "../model/words.ts";
import { ThingLink } from "./ThingLink.tsx";
import { useExplorerState } from "./workbench.tsx";

/** What is drawn, as a table: a row a claim. */
export function TablePane({ graph }: { graph: Graph }) {
  return (
    <div className="table" tabIndex={0} role="region" aria-label="Table of what is shown">
      <table>
        <thead>
          <tr>
            {["From", "Relationship", "To", "Certainty", "Status"].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...graph.lines.values()].map((line) => (
            <Rows key={line.id} graph={graph} line={line} />
          ))}
        </tbody>
      </table>
      <Rest graph={graph} />
    </div>
  );
}

/** How many of how many claims the rows are, and the way to all of them with their sums. */
function Rest({ graph }: { graph: Graph }) {
  const { view } = useExplorerState("view");
  const { shown, all } = graph.claims;
  const undrawn = [...graph.remaining.values()].reduce((sum, count) => sum + count, 0);
  const about = [...new Set(expandedIn(view))];
  return (
    <p className="table-rest">
      {number(shown)} of {plural(all, "claim")} between the {plural(graph.nodes.size, "thing")} drawn
      {undrawn > 0 && `; ${plural(undrawn, "more thing")} not drawn`}.{" "}
      {about.length > 0 && <a href={listAddress("/list", { about }, view)}>All claims as a list, with sums</a>}
    </p>
  );
}

function Rows({ graph, line }: { graph: Graph; line: Line }) {
  const { vocabulary } = useExplorerState("vocabulary");
  return line.ties.map((tie) => {
    const subject = graph.nodes.get(tie.subject.id)!;
    const object = graph.nodes.get(otherEnd(line, subject.id))!;
    return (
      <tr key={tie.id}>
        <td>
          <ThingLink id={subject.id} name={subject.name} />
        </td>
        <td>
          {vocabulary.label(tie.kind)} {tie.amount && moneyInWords(tie.amount)}
        </td>
        <td>
          <ThingLink id={object.id} name={object.name} />
        </td>
        <td>{certaintyWord(tie.certainty)}</td>
        <td>
          {statusWord(tie.status)}
          {tie.conflicts.length > 0 && ", disputed"}
        </td>
      </tr>
    );
  });
}
