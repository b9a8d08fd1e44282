import { type KeyboardEvent, useRef, useState } from "react";
import { Failure } from "../api/client.ts";
import { at } from "../model/base.ts";
import {
  citationInput,
  type Evidence,
  evidenceInWords,
  evidenceOf,
  reasonsInWords,
  sharesIdentifier,
  usualReason,
  type Verdict,
} from "../model/pairs.ts";
import { kindWord, plural } from "../model/words.ts";
import { typing } from "./cardkeys.ts";
import { useWork, useWorkState } from "./context.ts";
import { JudgeIdentityDocument, type OutcomeFragment, UndoCommitDocument } from "./generated.ts";
import type { Pair } from "./PairsPanel.tsx";
import { WorkLink } from "./WorkLink.tsx";

type Judged =
  { at: "open" | "later" | "sending" } | { at: "judged"; verdict: Verdict; commit?: { id: string; number: number } } | { at: "undone" };

/** What two can be judged to be to each other, with the key for it. */
const verdicts: readonly { verdict: Verdict; key: string; does: string; done: string; means: string }[] = [
  { verdict: "SAME", key: "s", does: "Same", done: "Judged the same", means: "They are one thing" },
  { verdict: "DIFFERENT", key: "d", does: "Different", done: "Judged different", means: "They are two things, however alike" },
  {
    verdict: "RELATED",
    key: "r",
    does: "Related",
    done: "Judged related",
    means: "They are two things that belong together: a body and its trading arm",
  },
  { verdict: "UNSURE", key: "u", does: "Unsure", done: "Left open", means: "Looked at; offered again when a name or a number changes" },
];

/** A pair side by side, with what speaks for and against. A judgement is one key, has a reason and a proof, and can be undone. */
export function PairCard({ pair }: { pair: Pair }) {
  const card = useRef<HTMLLIElement>(null);
  const { viewer } = useWorkState();
  const { left, right } = pair;
  const evidence = [evidenceOf(left), evidenceOf(right)].filter((one) => one !== undefined);
  const { judged, refusal, judge, undo, later } = useJudgement(pair, evidence, () => goOn(card.current));
  const [reason, setReason] = useState("");
  const may = viewer?.mayPropose.includes("judgeIdentity") && judged.at !== "judged" && judged.at !== "sending";
  const propose = viewer?.mayCommit.includes("judgeIdentity") ? "" : "Propose: ";

  const press = (event: KeyboardEvent) => {
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey || !may) return;
    const pressed = verdicts.find(({ key }) => key === event.key);
    if (pressed) void judge(pressed.verdict, reason);
    if (event.key === "l") later();
  };
  return (
    <li ref={card} tabIndex={-1} onKeyDown={press} data-judged={judged.at === "judged" || undefined}>
      <h2>
        <bdi>{left.name}</bdi> = <bdi>{right.name}</bdi>?
      </h2>
      <div className="sides">
        <Side side={left} label="One" />
        <Side side={right} label="The other" />
      </div>
      <p>
        {Math.floor(pair.score * 100)} % likely. {pair.for.length > 0 && `For: ${reasonsInWords(pair.for).join(", ")}. `}
        {pair.against.length > 0 && `Against: ${reasonsInWords(pair.against).join(", ")}.`}
      </p>
      {may && (
        <>
          <label>
            Why (if left empty: compared side by side, with what speaks for it or against)
            <input value={reason} onChange={(event) => setReason(event.target.value)} />
          </label>
          <p className="muted">
            {sharesIdentifier(left, right)
              ? "They share an identifier, which is proof enough."
              : evidence.length > 0
                ? `“Same” cites ${evidence.map(evidenceInWords).join(" and ")}.`
                : "Nothing here could be cited for “same”."}{" "}
            <WorkLink to={{ show: "merge", keep: left.id, other: right.id }}>Other proof …</WorkLink>
          </p>
          <div className="buttons">
            {verdicts.map(({ verdict, key, does, means }) => (
              <button
                key={key}
                type="button"
                className="button"
                title={means}
                aria-keyshortcuts={key}
                onClick={() => void judge(verdict, reason)}
              >
                {propose}
                {does}
              </button>
            ))}
            <button type="button" className="button" aria-keyshortcuts="l" onClick={later}>
              Later
            </button>
          </div>
        </>
      )}
      <div role="status">
        {judged.at === "judged" && (
          <p>
            {verdicts.find(({ verdict }) => verdict === judged.verdict)!.done}:{" "}
            {judged.commit ? `commit ${judged.commit.number}.` : "proposed, and an editor decides."}{" "}
            {judged.commit && (
              <button type="button" className="link" onClick={() => void undo(judged.commit!.id)}>
                Undo
              </button>
            )}
          </p>
        )}
        {judged.at === "later" && <p className="muted">Left for later.</p>}
        {judged.at === "undone" && <p>Undone.</p>}
      </div>
      {refusal && (
        <p className="refusal" role="alert">
          {refusal}
        </p>
      )}
    </li>
  );
}

/** From the card that was judged to the next, unless the judge is elsewhere by then. A button that was pressed is gone, and its focus with it. */
function goOn(card: HTMLElement | null) {
  const at = document.activeElement;
  if (card && (at === document.body || card.contains(at))) ((card.nextElementSibling ?? card) as HTMLElement).focus();
}

function useJudgement(pair: Pair, evidence: readonly Evidence[], onDone: () => void) {
  const control = useWork();
  const { viewer } = useWorkState();
  const [judged, setJudged] = useState<Judged>({ at: "open" });
  const [refusal, setRefusal] = useState<string>();
  const key = useRef({ of: "", is: "" });
  const { left, right } = pair;

  const send = async (write: () => Promise<{ written: OutcomeFragment | null }>): Promise<OutcomeFragment | undefined> => {
    setRefusal(undefined);
    try {
      const { written } = await write();
      const wrong = written?.userErrors[0];
      if (written && !wrong) return written;
      setRefusal(wrong?.message ?? "The server answered nothing. Try again: nothing is written twice.");
    } catch (error) {
      const again = error instanceof Failure && error.kind !== "refused" ? " Try again: nothing is written twice." : "";
      setRefusal(`${error instanceof Error ? error.message : String(error)}${again}`);
    }
    return undefined;
  };

  const judge = async (verdict: Verdict, reason: string) => {
    const proof = verdict === "SAME" && !sharesIdentifier(left, right) ? evidence.map(citationInput) : undefined;
    const input = { left: left.id, right: right.id, verdict, reason: reason.trim() || usualReason(verdict, pair), citations: proof };
    // A reply that was lost is asked for again: one judgement has one key.
    const wanted = JSON.stringify(input);
    if (key.current.of !== wanted) key.current = { of: wanted, is: crypto.randomUUID() };
    const propose = !viewer?.mayCommit.includes("judgeIdentity");
    const options = { idempotencyKey: key.current.is, ...(propose && { propose }) };
    setJudged({ at: "sending" });
    const written = await send(() => control.client.write(JudgeIdentityDocument, { input, options }));
    if (written) key.current = { of: "", is: "" };
    setJudged(written ? { at: "judged", verdict, commit: written.commit ?? undefined } : { at: "open" });
    if (written) onDone();
  };

  const undo = async (commit: string) => {
    const input = { commit, reason: "judged by mistake" };
    const written = await send(() => control.client.write(UndoCommitDocument, { input, options: {} }));
    if (written) setJudged({ at: "undone" });
  };

  const later = () => {
    setJudged({ at: "later" });
    onDone();
  };
  return { judged, refusal, judge, undo, later };
}

function Side({ side, label }: { side: Pair["left"]; label: string }) {
  const sets = side.names[0]?.claim?.datasets ?? [];
  return (
    <section role="group" aria-label={label}>
      <h3>
        <a href={at(`/entity/${side.id}`)}>
          <bdi>{side.name}</bdi>
        </a>
      </h3>
      <p className="muted">
        {kindWord(side.kind)}
        {side.locations.nodes.length > 0 && `, in ${side.locations.nodes.map(({ name }) => name).join(", ")}`}
        {sets.length > 0 && `, from ${sets.map(({ title }) => title).join(", ")}`}
      </p>
      <ul>
        {side.identifiers.map(({ scheme, value }) => (
          <li key={`${scheme}${value}`}>
            {scheme} {value}
          </li>
        ))}
        {side.aliases.length > 0 && <li>Also: {side.aliases.slice(0, 5).join(", ")}</li>}
        {side.relationships.nodes.map(({ id, sentence, citations }) => (
          <li key={id}>
            <span className="sentence">{sentence}</span>
            {citations[0] && (
              <span className="muted">
                {" "}
                {citations[0].quote ? <q>{citations[0].quote.slice(0, 200)}</q> : null} {evidenceInWords(citations[0])}
              </span>
            )}
          </li>
        ))}
      </ul>
      <p className="muted">
        {side.relationships.nodes.length} of {plural(side.relationships.totalCount, "fact")}
      </p>
    </section>
  );
}
