import { useEffect, useRef, useState } from "react";
import { Failure } from "../api/client.ts";
import { plural } from "../model/words.ts";
import { useCardKeys } from "./cardkeys.ts";
import { useWork } from "./context.ts";
import { PairsDocument, type PairsQuery } from "./generated.ts";
import { PairCard } from "./PairCard.tsx";

const page = 10;

export type Pair = NonNullable<PairsQuery["identityCandidates"]>["nodes"][number];

interface Found {
  pairs: Pair[];
  total: number;
  onward?: string;
}

/**
 * Pairs that may be one thing, likeliest first. What is judged stays where it stood, with its undo, until the page is asked
 * again: under one's hands nothing moves.
 */
export function PairsPanel({ about }: { about?: string }) {
  const list = useRef<HTMLOListElement>(null);
  const [found, setFound] = useState<Found>();
  const { ask, asking } = useCandidates(about, setFound);
  useCardKeys(list);
  if (!found) return <p role="status">{asking === "again" ? "The pairs are being found, which takes a moment …" : "Asking …"}</p>;
  if (found.pairs.length === 0) return <p className="none">No pair waits to be judged.</p>;
  return (
    <>
      <p>
        {found.pairs.length} of {plural(found.total, "pair")}, likeliest first. <kbd>J</kbd> next, <kbd>K</kbd> back, <kbd>S</kbd> same,{" "}
        <kbd>D</kbd> different, <kbd>R</kbd> related, <kbd>U</kbd> unsure, <kbd>L</kbd> later: till the page is opened again.
      </p>
      <ol ref={list} className="cards pairs">
        {found.pairs.map((pair) => (
          <PairCard key={`${pair.left.id} ${pair.right.id}`} pair={pair} />
        ))}
      </ol>
      {found.onward && (
        <button type="button" className="button" disabled={asking !== "no"} onClick={() => void ask(found)}>
          Show {page} more
        </button>
      )}
    </>
  );
}

/** Asks for pairs, and again while the server finds them. */
function useCandidates(about: string | undefined, give: (found: Found) => void) {
  const control = useWork();
  const [asking, setAsking] = useState<"no" | "yes" | "again">("yes");
  const leaving = useRef(new AbortController());

  const ask = async (before?: Found) => {
    const { signal } = leaving.current;
    setAsking("yes");
    for (let tries = 0; tries < 30; tries++) {
      try {
        const variables = { about: about ?? null, first: page, after: before?.onward ?? null };
        const answer = (await control.client.askAnew(PairsDocument, variables, signal)).identityCandidates;
        const pairs = [...(before?.pairs ?? []), ...(answer?.nodes ?? [])];
        const onward = answer?.pageInfo.hasNextPage ? (answer.pageInfo.endCursor ?? undefined) : undefined;
        give({ pairs, total: answer?.totalCount ?? 0, onward });
        break;
      } catch (error) {
        if (signal.aborted) return;
        const found = error instanceof Failure && (error.code === "TIMEOUT" || error.code === "PATH_LIMIT" || error.kind === "busy");
        if (!found || tries === 29) {
          control.report(error);
          break;
        }
        setAsking("again");
        await new Promise((resolve) => setTimeout(resolve, 1500));
      }
    }
    setAsking("no");
  };

  useEffect(() => {
    leaving.current = new AbortController();
    void ask();
    return () => leaving.current.abort();
  }, [about]);
  return { ask, asking };
}
