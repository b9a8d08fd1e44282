import type { Between } from "../api/questions.ts";
import { listAddress } from "../model/listaddress.ts";
import { number, plural } from "../model/words.ts";
import { FactItem } from "./FactItem.tsx";
import { ThingLink } from "./ThingLink.tsx";
import { useExplorerState } from "./workbench.tsx";

/** The claims behind one line of the picture. */
export function BetweenPanel({ a, b, between: { facts, total } }: { a: string; b: string; between: Between }) {
  const { graph, view } = useExplorerState("graph", "view");
  const name = (id: string) => graph.nodes.get(id)?.name ?? id;
  return (
    <>
      <header className="subject">
        <p className="kind">What ties</p>
        <h1>
          <ThingLink id={a} name={name(a)} /> and <ThingLink id={b} name={name(b)} />
        </h1>
      </header>
      <p className="fact-count">
        {facts.length < total && `${number(facts.length)} of `}
        {plural(total, "fact")}
        {facts.length < total && <a href={listAddress("/list", { about: [a], with: [b] }, view)}>All as a list</a>}
      </p>
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
