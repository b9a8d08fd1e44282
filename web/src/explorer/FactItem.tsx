import { memo } from "react";
import type { Fact } from "../api/questions.ts";
import { signedIn } from "../api/session.ts";
import { lineId } from "../model/graph.ts";
import { addressOfWork } from "../model/workaddress.ts";
import { certaintyWord, namedBy, statusWord, stretches } from "../model/words.ts";
import { ConflictMark } from "./ConflictMark.tsx";
import { Sources } from "./Sources.tsx";
import { ThingLink } from "./ThingLink.tsx";
import { useBench, useExplorerState } from "./workbench.tsx";

/** A claim as a sentence, then what the sentence leaves open, and where it says so; opened, with its first passage. */
export const FactItem = memo(function FactItem({ fact, opened }: { fact: Fact; opened?: boolean }) {
  const pointing = usePointing(fact);
  return (
    <li className="fact" data-claim={fact.id} {...pointing}>
      <p className="sentence">
        <Sentence fact={fact} />
      </p>
      <Details details={details(fact)} />
      {fact.derivedFrom.length > 0 && (
        <p className="details">Worked out from: {fact.derivedFrom.map((claim) => claim.sentence).join(" ")}</p>
      )}
      <Sources citations={fact.citations} opened={opened} notes={notes(fact)} />
      {signedIn() && (
        <a className="link" href={addressOfWork({ show: "claim", id: fact.id })}>
          Dispute or correct
        </a>
      )}
      {fact.conflicts.map((conflict) => (
        <ConflictMark key={conflict.id} conflict={conflict} claim={fact.id} renderSide={(side) => <FactItem key={side.id} fact={side} />} />
      ))}
    </li>
  );
});

/** Whatever points at a claim that ties two things points at its line in the picture too. */
function usePointing(fact: Fact) {
  const { stage } = useBench();
  if (fact.__typename !== "Relationship") return {};
  const on = () => stage.current?.point(lineId(fact.subject.id, fact.object.id));
  const off = () => stage.current?.point(undefined);
  return { onPointerEnter: on, onPointerLeave: off, onFocus: on, onBlur: off };
}

/** The sentence, each name in it leading to its thing; the thing that is read about already leads nowhere. */
function Sentence({ fact }: { fact: Fact }) {
  const { panel } = useExplorerState("panel");
  const here = panel.show === "facts" ? panel.facts?.subject.id : undefined;
  return stretches(fact.sentence, namedBy(fact)).map(({ text, id }, i) =>
    id && id !== here ? <ThingLink key={i} id={id} name={text} /> : id ? <bdi key={i}>{text}</bdi> : <span key={i}>{text}</span>,
  );
}

function Details({ details }: { details: readonly string[] }) {
  if (details.length === 0) return null;
  return (
    <p className="details">
      {details.map((text) => (
        <span key={text} data-marked>
          {text}
        </span>
      ))}
    </p>
  );
}

/**
 * What qualifies a claim and its sentence doesn't say: the amount, the date, a plan, a forecast and who speaks stand in the
 * sentence. Told apart by weight, not by colour alone.
 */
function details({ certainty, status, statedBy }: Fact): string[] {
  return [
    ...(certainty === "CLAIMED" && statedBy ? [certaintyWord(certainty)] : []),
    ...(status === "PROPOSED" || status === "ENDED" ? [statusWord(status)] : []),
  ];
}

/** How the sentence was read from the passage: the source's own words for a sum, and what a date rests on. */
function notes(fact: Fact): string[] {
  const amount = fact.__typename === "Relationship" ? fact.amount?.wording : undefined;
  return [amount && `In its words: “${amount}”.`, fact.holds?.basis && `The date: ${fact.holds.basis}.`].filter(
    (note) => !!note,
  ) as string[];
}
