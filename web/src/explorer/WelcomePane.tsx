import type { Welcome } from "../api/questions.ts";
import { addressOf } from "../model/address.ts";
import { emptyView, type View } from "../model/view.ts";
import { number } from "../model/words.ts";
import { FailureNote } from "./FailureNote.tsx";
import { MainSearch } from "./MainSearch.tsx";
import { Specimen } from "./Specimen.tsx";
import { useExplorer, useExplorerState } from "./workbench.tsx";

interface Example {
  question: string;
  view: View;
}

/** What a newcomer sees: what this is, a way in by name, three questions that the data can answer, and one answer. */
export function WelcomePane() {
  const { welcome, failure } = useExplorerState();
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
  return (
    <>
      <h2>Or start with a question</h2>
      <ul className="examples">
        {examples(welcome).map(({ question, view }) => (
          <li key={question}>
            <a
              href={addressOf(view)}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                explorer.move(() => view);
              }}
            >
              {question}
            </a>
          </li>
        ))}
      </ul>
      <p className="muted">{extent(welcome)}</p>
    </>
  );
}

function examples(welcome: Welcome): Example[] {
  const { people, places } = welcome;
  const funded = mostFunded(welcome);
  const person = people?.nodes[0];
  const place = places?.nodes[0];
  const found: Example[] = [];
  if (funded) found.push({ question: `Who funds ${funded.name}?`, view: { ...emptyView, opened: [funded.id], kinds: ["FUNDS"] } });
  if (person && funded)
    found.push({
      question: `How is ${person.name} connected to ${funded.name}?`,
      view: { ...emptyView, selected: [person.id, funded.id] },
    });
  if (place) found.push({ question: `What goes on in ${place.name}?`, view: { ...emptyView, opened: [place.id] } });
  return found;
}

type Funding = NonNullable<Welcome["funding"]>["nodes"][number];

/** The place or programme with the most funders: what is best known; else whatever has most. */
function mostFunded(welcome: Welcome): Funding["object"] | undefined {
  const funding = welcome.funding?.nodes ?? [];
  const funders = new Map<string, Set<string>>();
  for (const { subject, object } of funding) funders.set(object.id, (funders.get(object.id) ?? new Set()).add(subject.id));
  const known = ({ object }: Funding) => Number(object.kind === "PLACE" || object.kind === "PROGRAMME");
  const count = ({ object }: Funding) => funders.get(object.id)?.size ?? 0;
  return [...funding].sort((a, b) => known(b) - known(a) || count(b) - count(a))[0]?.object;
}

function extent({ stats }: Welcome): string {
  const claims = stats.relationships + stats.measures + stats.attributes;
  return `${number(stats.entities)} things, ${number(claims)} claims, ${number(stats.documents)} documents.`;
}
