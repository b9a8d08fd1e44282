import { useEffect, useState } from "react";
import type { Client } from "../api/client.ts";
import { askAbout, askFacts, type Fact } from "../api/questions.ts";
import { emptyView } from "../model/view.ts";
import { FactItem } from "./FactItem.tsx";
import { useExplorer } from "./workbench.tsx";

/** A claim on who funds what is most asked for, if its passage can be read; else what the program says of itself. */
async function find(client: Client, funded: string | undefined, signal: AbortSignal): Promise<Fact | undefined> {
  const known = funded ? await askFacts(client, { ...emptyView, opened: [funded], kinds: ["FUNDS"] }, funded, signal) : null;
  const isReadable = (fact: Fact | undefined) => fact?.citations[0]?.quote != null;
  const read = known?.facts.find(isReadable);
  if (read) return read;
  const about = await askAbout(client, signal);
  return isReadable(about) ? about : undefined;
}

/** One claim with its passage open: what every answer here is made of. Where none can be had, there is simply none. */
export function Specimen({ funded }: { funded: string | undefined }) {
  const { client } = useExplorer();
  const [fact, setFact] = useState<Fact>();
  useEffect(() => {
    const asking = new AbortController();
    find(client, funded, asking.signal).then(
      (found) => !asking.signal.aborted && setFact(found),
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
