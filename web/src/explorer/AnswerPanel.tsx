import { type FormEvent, type ReactNode, useRef } from "react";
import type { RelationshipKind } from "../api/generated.ts";
import type { Answer, Fact } from "../api/questions.ts";
import { askInWords } from "../model/viewactions.ts";
import { playgroundLink } from "../playground/link.ts";
import { FactItem } from "./FactItem.tsx";
import { ThingLink } from "./ThingLink.tsx";
import { useExplorer, useExplorerState } from "./workbench.tsx";

/** The answer to a question in words: how it was understood, the answer, and the claims that it rests on. */
export function AnswerPanel({ question, answer }: { question: string; answer: Answer | null }) {
  if (!answer) return <h1 className="none">The question could not be answered now</h1>;
  return (
    <>
      <header className="subject">
        <p className="kind">{outcomes[answer.status]}</p>
        <h1>{question}</h1>
      </header>
      <Understood question={question} answer={answer} />
      {answer.sentence && <p className="answer">{answer.sentence}</p>}
      <LeftOut answer={answer} />
      <Facts title="What it rests on" facts={answer.claims} />
      <Alternatives question={question} answer={answer} />
      <Suggestions answer={answer} />
      <Facts title="Facts in words like these" facts={answer.similar ?? []} />
      {answer.operation && (
        <p>
          <a href={playgroundLink({ query: answer.operation, variables: answer.variables ?? undefined })}>Open as GraphQL</a>
        </p>
      )}
    </>
  );
}

const outcomes: Record<Answer["status"], string> = {
  ANSWERED: "Answered",
  NOTHING: "Understood; nothing here says so",
  PARTLY: "Understood in part",
  AMBIGUOUS: "It can be taken in several ways",
  NOT_UNDERSTOOD: "Not understood",
};

/** The words of the question as they were taken. One that is pressed is selected in the question, to be written anew. */
function Understood({ question, answer }: { question: string; answer: Answer }) {
  const explorer = useExplorer();
  const box = useRef<HTMLInputElement>(null);
  const words = [...question]; // spans count characters, not UTF-16 units
  const said = (from: number, to: number) => words.slice(from, to).join("");
  const edit = (from: number, to: number) => {
    box.current?.focus();
    box.current?.setSelectionRange(said(0, from).length, said(0, to).length);
  };
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const next = box.current?.value.trim();
    if (next) explorer.move((view) => askInWords(view, next));
  };
  return (
    <form className="question" onSubmit={ask}>
      <label>
        <span className="unseen">Your question</span>
        <input ref={box} name="question" defaultValue={question} maxLength={200} autoComplete="off" />
      </label>
      <button type="submit" className="button">
        Ask
      </button>
      <ul className="taken" aria-label="Understood as">
        {answer.understood.map((taken) => (
          <li key={taken.span.start}>
            <button type="button" className="chip" onClick={() => edit(taken.span.start, taken.span.end)}>
              {said(taken.span.start, taken.span.end)} <As word={said(taken.span.start, taken.span.end)} as={taken.as} />
            </button>
          </li>
        ))}
        {answer.unknownWords.map((span) => (
          <li key={span.start}>
            <button type="button" className="chip unknown" onClick={() => edit(span.start, span.end)}>
              {said(span.start, span.end)} <span className="as">not known</span>
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}

/** What a word was taken for, where that is another than the word. */
function As({ word, as }: { word: string; as: string }) {
  const { vocabulary } = useExplorerState("vocabulary");
  const words = vocabulary.known && /^[A-Z_]+$/.test(as) ? vocabulary.label(as as RelationshipKind) : as;
  return words.toLowerCase() === word.toLowerCase() ? null : <span className="as">{words}</span>;
}

function LeftOut({ answer }: { answer: Answer }) {
  return (
    <>
      {answer.leftOut.length > 0 && <p className="left-out">Left out: {answer.leftOut.join("; ")}.</p>}
      {answer.entities.length > 0 && (
        <Named title="Named in the answer">
          {answer.entities.map((thing) => (
            <li key={thing.id}>
              <ThingLink id={thing.id} name={thing.name} />
            </li>
          ))}
        </Named>
      )}
    </>
  );
}

function Alternatives({ question, answer }: { question: string; answer: Answer }) {
  const words = [...question];
  if (answer.alternatives.length === 0) return null;
  return (
    <Named title="Other ways to take it">
      {answer.alternatives.map((reading) => (
        <li key={reading.operation + reading.variables}>
          {reading.sentence}{" "}
          <span className="muted">
            {reading.understood.map(({ span, as }) => `${words.slice(span.start, span.end).join("")}: ${as}`).join(" · ")}
          </span>{" "}
          <a
            href={playgroundLink({ query: reading.operation, variables: reading.variables })}
            aria-label={`Open as GraphQL: ${reading.sentence}`}
          >
            Open as GraphQL
          </a>
        </li>
      ))}
    </Named>
  );
}

function Suggestions({ answer }: { answer: Answer }) {
  const explorer = useExplorer();
  if (answer.suggestions.length === 0) return null;
  return (
    <Named title="Did you mean">
      {answer.suggestions.map((next) => (
        <li key={next}>
          <button type="button" className="link" onClick={() => explorer.move((view) => askInWords(view, next))}>
            {next}
          </button>
        </li>
      ))}
    </Named>
  );
}

function Facts({ title, facts }: { title: string; facts: readonly Fact[] }) {
  if (facts.length === 0) return null;
  return (
    <Named title={title}>
      {facts.map((fact) => (
        <FactItem key={fact.id} fact={fact} />
      ))}
    </Named>
  );
}

function Named({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="group" aria-label={title}>
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}
