import type { Ways } from "../api/questions.ts";
import type { Thing } from "../model/graph.ts";
import { narrowed } from "../model/view.ts";
import { clearFilters, select } from "../model/viewactions.ts";
import { plural } from "../model/words.ts";
import { FactItem } from "./FactItem.tsx";
import { ThingLink } from "./ThingLink.tsx";
import { useExplorer, useExplorerState } from "./workbench.tsx";

/** How two things are connected: paths as sentences, each step with its source; one of them stands out in the picture. */
export function WaysPanel({ from, to, ways }: { from: Thing | null; to: Thing | null; ways: Ways }) {
  const explorer = useExplorer();
  const { view } = useExplorerState("view");
  if (!from || !to) return <h1 className="none">One of the two isn’t known here</h1>;
  return (
    <>
      <header className="subject">
        <p className="kind">How are they connected?</p>
        <h1>
          <ThingLink id={from.id} name={from.name} /> and <ThingLink id={to.id} name={to.name} />
        </h1>
      </header>
      <p className="fact-count" aria-live="polite">
        {ways.paths.length ? plural(ways.paths.length, "path") : "No path"} {searched(ways)}
        <button
          type="button"
          className="chip"
          onClick={() => explorer.move((current) => select(current, from.id))}
          aria-label="paths: back to one thing"
        >
          paths <span aria-hidden="true">✕</span>
        </button>
      </p>
      {ways.paths.length === 0 && <NoPath from={from} to={to} ways={ways} />}
      <ol className="ways">
        {ways.paths.map((way, i) => (
          <li key={way.entities.map((thing) => thing.id).join()} aria-current={i === view.way}>
            <button
              type="button"
              className="way"
              aria-pressed={i === view.way}
              onClick={() => explorer.move((current) => ({ ...current, way: i }))}
            >
              {way.entities.map((thing) => thing.name).join(" → ")}
              <span className="muted">{way.why}</span>
            </button>
            {i === view.way && <Steps steps={way.steps} />}
          </li>
        ))}
      </ol>
    </>
  );
}

/** No path: what to try next. */
function NoPath({ from, to, ways }: { from: Thing; to: Thing; ways: Ways }) {
  const explorer = useExplorer();
  const { view } = useExplorerState("view");
  return (
    <div className="none">
      <p>Nothing that is recorded here ties them in so few steps. What to try:</p>
      <ul className="next-steps">
        {ways.searchedTo < longestPath && (
          <li>
            <button type="button" className="link" onClick={() => explorer.move((current) => ({ ...current, reach: longestPath }))}>
              Look up to {longestPath} steps far
            </button>
          </li>
        )}
        {narrowed(view) && (
          <li>
            <button type="button" className="link" onClick={() => explorer.move(clearFilters)}>
              Look through all relationships: clear the filters
            </button>
          </li>
        )}
        {[from, to].map((end) => (
          <li key={end.id}>
            <ThingLink id={end.id} name={`See what ${end.name} is tied to`} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The most steps that the server looks for. */
const longestPath = 10;

function searched({ searchedTo, truncated }: Ways): string {
  const reach = `within ${plural(searchedTo, "step")}`;
  return truncated ? `${reach}; the search was cut short` : reach;
}

function Steps({ steps }: { steps: Ways["paths"][number]["steps"] }) {
  return (
    <ol className="group steps">
      {steps
        .flatMap((step) => step.relationships.slice(0, 1))
        .map((fact) => (
          <FactItem key={fact.id} fact={fact} />
        ))}
    </ol>
  );
}
