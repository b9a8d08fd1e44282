import type { GraphiQLPlugin } from "@graphiql/react";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { Client } from "../api/client.ts";
import { type Answer, askAnswer } from "../api/questions.ts";
import { useNewTab } from "./useNewTab.ts";

/** A tab of the playground that takes a question in words, and shows the operation that answers it beside the answer. */
export const questionsPlugin: GraphiQLPlugin = {
  title: "Questions in words",
  icon: () => (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <path d="M4 5h16v11H9l-5 4zM10 9a2 2 0 1 1 2.600 1.900c-.4.1-.6.4-.6.8M12 13.600v.1" strokeLinecap="round" />
    </svg>
  ),
  content: Questions,
};

const client = new Client();

const outcomes: Record<Answer["status"], string> = {
  ANSWERED: "Answered",
  NOTHING: "Understood; nothing here says so",
  PARTLY: "Understood in part",
  AMBIGUOUS: "It can be taken in several ways",
  NOT_UNDERSTOOD: "Not understood",
};

interface Asked {
  question: string;
  answer?: Answer | null;
  failure?: string;
}

function Questions() {
  const box = useRef<HTMLInputElement>(null);
  const latest = useRef<AbortController>(undefined);
  const [asked, setAsked] = useState<Asked>();
  const ask = async (question: string) => {
    latest.current?.abort();
    const mine = (latest.current = new AbortController());
    setAsked({ question });
    try {
      const answer = await askAnswer(client, question, mine.signal);
      if (!mine.signal.aborted) setAsked({ question, answer });
    } catch (error) {
      if (!mine.signal.aborted) setAsked({ question, failure: error instanceof Error ? error.message : String(error) });
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const question = box.current?.value.trim();
    if (question) void ask(question);
  };
  const again = (question: string) => {
    if (box.current) box.current.value = question;
    void ask(question);
  };
  return (
    <section className="questions">
      <h1>Questions in words</h1>
      <form onSubmit={submit}>
        <label htmlFor="question">A question in English, of at most 200 characters</label>
        <input id="question" ref={box} maxLength={200} autoComplete="off" placeholder="Who funds iCentrum?" />
        <button type="submit" className="graphiql-button">
          Ask
        </button>
      </form>
      <div role="status">
        {asked?.failure && <p>{asked.failure}</p>}
        {asked && asked.answer === undefined && !asked.failure && <p>Asking…</p>}
        {asked?.answer === null && <p>The question could not be answered now.</p>}
        {asked?.answer && (
          <p>
            <strong>{outcomes[asked.answer.status]}.</strong> {asked.answer.sentence}
          </p>
        )}
      </div>
      {asked?.answer && <Found question={asked.question} answer={asked.answer} again={again} />}
    </section>
  );
}

/** What stands behind an answer: how the words were taken, what was left out, the operation, the claims. */
function Found({ question, answer, again }: { question: string; answer: Answer; again: (question: string) => void }) {
  const open = useNewTab();
  const words = [...question]; // spans count characters, not UTF-16 units
  const said = ({ start, end }: { start: number; end: number }) => words.slice(start, end).join("");
  return (
    <>
      <List title="Taken for" items={answer.understood.map(({ span, as }) => `${said(span)}: ${as}`)} />
      <List title="Not known" items={answer.unknownWords.map(said)} />
      <List title="Left out" items={answer.leftOut} />
      {answer.operation && (
        <>
          <h2>The operation that was run</h2>
          {/* A region that scrolls must be reached by the keyboard. */}
          <pre tabIndex={0} role="region" aria-label="The operation that was run">
            {answer.operation}
            {answer.variables && `\n# variables\n${answer.variables}`}
          </pre>
          <button
            type="button"
            className="graphiql-button"
            onClick={() => open({ query: answer.operation!, variables: answer.variables ?? undefined })}
          >
            Open in an editor tab
          </button>
        </>
      )}
      <List title="What it rests on" items={answer.claims.map(({ sentence }) => sentence)} />
      <List title="Other ways to take it" items={answer.alternatives.map(({ sentence }) => sentence)} />
      <List
        title="Did you mean"
        items={answer.suggestions.map((next) => (
          <button type="button" className="link" onClick={() => again(next)}>
            {next}
          </button>
        ))}
      />
      <List title="Facts in words like these" items={(answer.similar ?? []).map(({ sentence }) => sentence)} />
    </>
  );
}

function List({ title, items }: { title: string; items: readonly ReactNode[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {items.map((item, i) => (
          <li key={i}>{item}</li>
        ))}
      </ul>
    </>
  );
}
