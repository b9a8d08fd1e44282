import type { Welcome } from "../api/questions.ts";
import { addressOf } from "../model/address.ts";
import { listAddress } from "../model/listaddress.ts";
import { mostFunded, startQuestions } from "../model/startquestions.ts";
import { emptyView } from "../model/view.ts";
import { number } from "../model/words.ts";
import { FailureNote } from "./FailureNote.tsx";
import { MainSearch } from "./MainSearch.tsx";
import { Specimen } from "./Specimen.tsx";
import { useExplorer, useExplorerState } from "./workbench.tsx";

/** What a newcomer sees: what this is, a way in by name, three questions that the data can answer, and one answer. */
export function WelcomePane() {
  const { welcome, failure } = useExplorerState("welcome", "failure");
  return (
    <main className="welcome">
      <div className="opening">
        <h1>Who funds what, and how do we know?</h1>
        <p className="lead">People, organisations, programmes and places, tied by claims. Every claim leads to the passage it rests on.</p>
        <MainSearch eager />
        {failure && <FailureNote failure={failure} />}
        {welcome && <Questions welcome={welcome} />}
      </div>
      {welcome && <Specimen funded={mostFunded(welcome)?.id} />}
    </main>
  );
}

function Questions({ welcome }: { welcome: Welcome }) {
  const explorer = useExplorer();
  const questions = startQuestions(welcome);
  if (welcome.stats.entities === 0)
    return (
      <p className="none">
        Nothing is loaded yet. <code>whence load FILE</code> loads claims files, grants, registers and tables.
      </p>
    );
  return (
    <>
      {questions.length > 0 && <h2>Or start with a question</h2>}
      <ul className="examples">
        {questions.map(({ question, view, address }) => (
          <li key={question}>
            <a
              href={address ?? addressOf(view!)}
              onClick={(event) => {
                if (!view || event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                explorer.move(() => view);
              }}
            >
              {question}
            </a>
          </li>
        ))}
      </ul>
      <p className="muted">
        {extent(welcome)}{" "}
        {funds(welcome) && <a href={listAddress("/list", {}, { ...emptyView, kinds: ["FUNDS"] })}>All funding as a list</a>}
      </p>
    </>
  );
}

const funds = ({ funding }: Welcome): boolean => (funding?.rows.length ?? 0) > 0;

function extent({ stats }: Welcome): string {
  const claims = stats.relationships + stats.measures + stats.attributes;
  return `${number(stats.entities)} things, ${number(claims)} claims, ${number(stats.documents)} documents.`;
}
