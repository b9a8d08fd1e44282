import type { Fact } from "../api/questions.ts";
import { plural } from "../model/words.ts";
import { FactItem } from "./FactItem.tsx";
import { ThingLink } from "./ThingLink.tsx";
import { useExplorerState } from "./workbench.tsx";

/** The claims behind one line of the picture. */
export function BetweenPanel({ a, b, facts }: { a: string; b: string; facts: Fact[] }) {
  const { graph } = useExplorerState();
  const name = (id: string) => graph.nodes.get(id)?.name ?? id;
  return (
    <>
      <header className="subject">
        <p className="kind">What ties</p>
        <h1>
          <ThingLink id={a} name={name(a)} /> and <ThingLink id={b} name={name(b)} />
        </h1>
      </header>
      <p className="fact-count">{plural(facts.length, "fact")}</p>
      {facts.length === 0 && (
        <p className="none">No claim ties these two directly. Find paths from either to see how they are connected.</p>
      )}
      <section className="group">
        <ul>
          {facts.map((fact) => (
            <FactItem key={fact.id} fact={fact} />
          ))}
        </ul>
      </section>
    </>
  );
}
