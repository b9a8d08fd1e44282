import type { Fact } from "../api/questions.ts";
import { signedIn } from "../api/session.ts";
import { lineId } from "../model/graph.ts";
import { addressOfWork } from "../model/workaddress.ts";
import { timeInWords } from "../model/time.ts";
import { certaintyWord, inWords, moneyInWords, namedBy, statusWord, stretches } from "../model/words.ts";
import { ConflictMark } from "./ConflictMark.tsx";
import { Sources } from "./Sources.tsx";
import { ThingLink } from "./ThingLink.tsx";
import { useBench, useExplorerState } from "./workbench.tsx";

/** A claim as a sentence, then how much, how, when, how sure, and where it says so; opened, with its first passage. */
export function FactItem({ fact, opened }: { fact: Fact; opened?: boolean }) {
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
      <Sources citations={fact.citations} opened={opened} />
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
}

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
  const { panel } = useExplorerState();
  const here = panel.show === "facts" ? panel.facts?.subject.id : undefined;
  return stretches(fact.sentence, namedBy(fact)).map(({ text, id }, i) =>
    id && id !== here ? <ThingLink key={i} id={id} name={text} /> : <span key={i}>{text}</span>,
  );
}

function Details({ details }: { details: readonly Detail[] }) {
  if (details.length === 0) return null;
  return (
    <p className="details">
      {details.map(({ text, title, marked }) => (
        <span key={text} title={title} data-marked={marked || undefined}>
          {text}
        </span>
      ))}
    </p>
  );
}

interface Detail {
  text: string;
  title?: string;
  /** Not what one would take for granted: told apart by weight, not by colour alone. */
  marked?: boolean;
}

function details(fact: Fact): Detail[] {
  const tie = fact.__typename === "Relationship" ? fact : undefined;
  const said = fact.statedBy && `${certaintyWord(fact.certainty)} by ${fact.statedBy.name}`;
  const all: (Detail | null | undefined)[] = [
    tie?.amount ? { text: moneyInWords(tie.amount), title: tie.amount.wording ?? undefined } : null,
    tie?.instrument && tie.instrument !== "OTHER" ? { text: inWords(tie.instrument) } : null,
    fact.holds ? { text: timeInWords(fact.holds), title: fact.holds.basis ?? undefined } : null,
    // That a document says so itself, and that it is so, is what one takes for granted: only the rest is worth a word.
    said || fact.certainty !== "STATED" ? { text: said ?? certaintyWord(fact.certainty), marked: fact.certainty !== "STATED" } : null,
    fact.status !== "ACTUAL" ? { text: statusWord(fact.status), marked: true } : null,
    fact.retracted ? { text: "retracted", marked: true } : null,
  ];
  return all.filter((detail) => detail != null && detail.text !== "") as Detail[];
}
