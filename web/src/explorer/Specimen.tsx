import { useEffect, useState } from "react";
import { askFacts, type Fact } from "../api/questions.ts";
import { emptyView } from "../model/view.ts";
import { FactItem } from "./FactItem.tsx";
import { useExplorer } from "./workbench.tsx";

/** One claim with its passage open: what every answer here is made of. Where none can be had, there is simply none. */
export function Specimen({ funded }: { funded: string | undefined }) {
  const { client } = useExplorer();
  const [fact, setFact] = useState<Fact>();
  useEffect(() => {
    if (!funded) return;
    const asking = new AbortController();
    askFacts(client, { ...emptyView, opened: [funded], kinds: ["FUNDS"] }, funded, asking.signal).then(
      (found) => setFact(found?.facts.find((one) => one.citations[0]?.quote != null)),
      () => undefined,
    );
    return () => asking.abort();
  }, [client, funded]);
  if (!fact) return null;
  return (
    <aside className="specimen" aria-labelledby="specimen-title">
      <h2 id="specimen-title">A claim, and what it rests on</h2>
      <ul>
        <FactItem fact={fact} opened />
      </ul>
    </aside>
  );
}
