import { memo } from "react";
import { type Facts, pageSize } from "../api/questions.ts";
import { groupFacts } from "../model/groups.ts";
import { listAddress } from "../model/listaddress.ts";
import { clearFilters } from "../model/viewactions.ts";
import { narrowed, type View } from "../model/view.ts";
import { inWords, number, plural, type Vocabulary } from "../model/words.ts";
import { FactItem } from "./FactItem.tsx";
import { SubjectActions } from "./SubjectActions.tsx";
import { SubjectHeader } from "./SubjectHeader.tsx";
import { SubjectLinks } from "./SubjectLinks.tsx";
import { useExplorer, useExplorerState } from "./workbench.tsx";

/** One thing: what it is, and what is claimed about it. */
export const SubjectPanel = memo(function SubjectPanel({ id, facts }: { id: string; facts: Facts | null }) {
  const { vocabulary } = useExplorerState("vocabulary");
  if (!facts) return <Unknown id={id} />;
  const { subject } = facts;
  return (
    <>
      <SubjectHeader subject={subject} />
      <SubjectLinks subject={subject} />
      <FactCount facts={facts} />
      {facts.facts.length === 0 && <NoFacts facts={facts} />}
      {groupFacts(facts.facts, subject.id, vocabulary).map((group) => (
        <section key={group.title} className="group">
          <h2>{group.title}</h2>
          <ul>
            {group.facts.map((fact) => (
              <FactItem key={fact.id} fact={fact} />
            ))}
          </ul>
        </section>
      ))}
      <MoreFacts facts={facts} />
      {facts.cited && <Cited document={subject.id} cited={facts.cited} />}
      <SubjectActions subject={subject} />
    </>
  );
});

function Unknown({ id }: { id: string }) {
  return (
    <div className="failure">
      <h1 tabIndex={-1}>Nothing has this address</h1>
      <p>
        The graph knows no <code>{id}</code>. It may have been mistyped, or never recorded here. Search above finds things by name.
      </p>
    </div>
  );
}

function FactCount({ facts }: { facts: Facts }) {
  const explorer = useExplorer();
  const { view, vocabulary } = useExplorerState("view", "vocabulary");
  if (!narrowed(view)) return <p className="fact-count">{plural(facts.total, "fact")}</p>;
  return (
    <p className="fact-count" aria-live="polite">
      {/* Till the answer comes, all that is listed is still there. */}
      {facts.matching < facts.total && `${number(facts.matching)} of `}
      {plural(facts.total, "fact")}
      <button
        type="button"
        className="chip"
        onClick={() => explorer.move(clearFilters)}
        aria-label={`Clear the filters: ${filterWords(view, vocabulary)}`}
      >
        {filterWords(view, vocabulary)} <span aria-hidden="true">✕</span>
      </button>
    </p>
  );
}

function filterWords(view: View, vocabulary: Vocabulary): string {
  const words = [
    ...view.kinds.map((kind) => vocabulary.label(kind)),
    ...view.things.map(inWords),
    ...view.status.map(inWords),
    ...view.certainty.map(inWords),
    view.at?.replaceAll("..", "…"),
    view.known && `known ${view.known}`,
    view.datedOnly && "dated",
  ].filter((word) => word !== "" && word !== false);
  return words.length > 3 ? `${words.length} filters` : words.join(", ");
}

function NoFacts({ facts }: { facts: Facts }) {
  const explorer = useExplorer();
  if (facts.total === 0)
    return <p className="none">No claim is recorded about {facts.subject.name}. It may be named in the claims about other things.</p>;
  return (
    <p className="none">
      None of its {plural(facts.total, "fact")} passes the filters.{" "}
      <button type="button" className="link" onClick={() => explorer.move(clearFilters)}>
        Clear filters
      </button>
    </p>
  );
}

/** How many of how many are listed, the next ones, and the way to all of them at once. */
function MoreFacts({ facts }: { facts: Facts }) {
  const explorer = useExplorer();
  const { view } = useExplorerState("view");
  const listed = facts.facts.length;
  if (Object.keys(facts.onward).length > 0)
    return (
      <div className="more">
        <p className="muted">
          {number(listed)} of {number(facts.matching)} are listed, the latest first.{" "}
          <a href={listAddress("/list", { about: [facts.subject.id] }, view)}>All as a list</a>
        </p>
        <button type="button" className="button wide" onClick={() => void explorer.showMore()}>
          Show {Math.min(pageSize, facts.matching - listed)} more
        </button>
      </div>
    );
  if (listed > 0 && narrowed(view) && facts.matching < facts.total)
    return (
      <button type="button" className="button wide" onClick={() => explorer.move(clearFilters)}>
        Clear the filters: {number(facts.total - facts.matching)} more
      </button>
    );
  return null;
}

function Cited({ document, cited }: { document: string; cited: NonNullable<Facts["cited"]> }) {
  return (
    <section className="group">
      <h2>cited for {plural(cited.total, "claim")}</h2>
      <ul>
        {cited.facts.map((fact) => (
          <FactItem key={fact.id} fact={fact} />
        ))}
      </ul>
      {cited.facts.length < cited.total && (
        <p className="muted">
          {number(cited.facts.length)} of {number(cited.total)} are listed.{" "}
          <a href={listAddress("/list", { documents: [document] })}>All as a list</a>
        </p>
      )}
    </section>
  );
}
