import { useState } from "react";
import { Search } from "../explorer/Search.tsx";
import { at } from "../model/base.ts";
import { plural } from "../model/words.ts";
import { useAnswer, useWork, useWorkState } from "./context.ts";
import { Field } from "./Field.tsx";
import { JudgeIdentityDocument, MergeEntitiesDocument, SideDocument, type SideQuery } from "./generated.ts";
import { SplitForm } from "./SplitForm.tsx";
import { WriteForm } from "./WriteForm.tsx";

type Entity = NonNullable<SideQuery["entity"]>;

/** Two entities side by side: are they one? And one that a merge made, to be split again. */
export function MergePanel({ keep, other }: { keep?: string; other?: string }) {
  const control = useWork();
  const left = useSide(keep);
  const right = useSide(other);
  return (
    <>
      <div className="sides">
        <Side label="The one that is kept" id="keep" entity={left} onPick={(id) => control.move({ show: "merge", keep: id, other })} />
        <Side label="The other" id="other" entity={right} onPick={(id) => control.move({ show: "merge", keep, other: id })} />
      </div>
      {left && right && left.identity.canonical === right.identity.canonical && <p>These ids are one entity already.</p>}
      {left && right && left.identity.canonical !== right.identity.canonical && (
        <Judge key={`${left.id} ${right.id}`} left={left} right={right} />
      )}
      {left && !right && left.identity.members.length > 1 && <SplitForm key={left.id} entity={left} />}
    </>
  );
}

function useSide(id?: string): Entity | undefined {
  const answer = useAnswer(SideDocument, { id: id ?? "" });
  return id ? (answer?.entity ?? undefined) : undefined;
}

interface SideProps {
  label: string;
  id: string;
  entity?: Entity;
  onPick: (id: string) => void;
}

function Side({ label, id, entity, onPick }: SideProps) {
  return (
    <section aria-label={label}>
      <Search id={id} label={label} onPick={onPick} />
      {entity && (
        <>
          <h2>
            <a href={at(`/entity/${entity.id}`)}>{entity.name}</a>
          </h2>
          <p className="muted">
            {entity.kind.toLowerCase()}, {entity.id}
          </p>
          <ul>
            {entity.identifiers.map(({ scheme, value }) => (
              <li key={`${scheme}${value}`}>
                {scheme} {value}
              </li>
            ))}
            {entity.aliases.length > 0 && <li>Also: {entity.aliases.join(", ")}</li>}
            {entity.relationships.nodes.map((one) => (
              <li key={one.id} className="sentence">
                {one.sentence}
              </li>
            ))}
          </ul>
          <p className="muted">
            {entity.relationships.nodes.length} of {plural(entity.relationships.totalCount, "fact")}
          </p>
        </>
      )}
    </section>
  );
}

/** The judgement of a pair: one thing, with what proves it, or two. */
function Judge({ left, right }: { left: Entity; right: Entity }) {
  const { viewer } = useWorkState();
  const [reason, setReason] = useState("");
  const [document, setDocument] = useState("");
  const [quote, setQuote] = useState("");
  if (!viewer?.mayPropose.includes("mergeEntities")) return null;
  const why = reason.trim();
  const shared = left.identifiers.some((one) => right.identifiers.some((two) => one.scheme === two.scheme && one.value === two.value));
  const cited = document.trim() && quote.trim() ? [{ document: document.trim(), quote: quote.trim() }] : undefined;
  const expect = { keep: left.id, merge: [right.id], reason: why, citations: cited };
  return (
    <>
      <Field label="Why" value={reason} onChange={setReason} required />
      {shared ? (
        <p>They share an identifier, which is proof enough.</p>
      ) : (
        <>
          <Field label="Document that says they are one (its id)" value={document} onChange={setDocument} />
          <Field label="The words that say so" value={quote} onChange={setQuote} />
        </>
      )}
      <div className="buttons">
        <WriteForm
          does="Merge"
          mutation="mergeEntities"
          document={MergeEntitiesDocument}
          variables={why && (shared || cited) ? { input: expect } : undefined}
        >
          {null}
        </WriteForm>
        <WriteForm
          does="Judge them two things"
          mutation="judgeIdentity"
          document={JudgeIdentityDocument}
          variables={why ? { input: { left: left.id, right: right.id, verdict: "DIFFERENT", reason: why } } : undefined}
        >
          {null}
        </WriteForm>
      </div>
    </>
  );
}
