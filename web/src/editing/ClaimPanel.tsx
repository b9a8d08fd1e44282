import { useState } from "react";
import { inWords, plural } from "../model/words.ts";
import { Assessments } from "./Assessments.tsx";
import { useAnswer } from "./context.ts";
import { CorrectForm } from "./CorrectForm.tsx";
import { DisputeForm } from "./DisputeForm.tsx";
import { AssessClaimDocument, ClaimToEditDocument, RetractClaimsDocument } from "./generated.ts";
import type { Claim } from "./statement.ts";
import { When, Who } from "./Who.tsx";
import { WorkLink } from "./WorkLink.tsx";
import { WriteForm } from "./WriteForm.tsx";

/** One claim with its citations, and what can be done about it: endorse, dispute, correct, retract. */
export function ClaimPanel({ id }: { id: string }) {
  const answer = useAnswer(ClaimToEditDocument, { id });
  if (!answer) return null;
  const claim = answer.node;
  if (!claim || !("sentence" in claim)) return <p className="none">The graph knows no claim {id}.</p>;
  return (
    <>
      <p className="sentence lead">{claim.sentence}</p>
      <p className="muted">
        Commit {claim.commit.number}, <Who agent={claim.commit.by} />, <When at={claim.commit.at} />, {inWords(claim.standing)}.
      </p>
      {claim.revises && <OtherClaim does="It corrects" claim={claim.revises} />}
      {claim.revisedBy && <OtherClaim does="It was corrected:" claim={claim.revisedBy} />}
      <h2>{plural(claim.citations.length, "citation")}</h2>
      <ul className="cards">
        {claim.citations.map((citation) => (
          <li key={citation.id}>
            {citation.quote ? (
              <blockquote>{citation.quote}</blockquote>
            ) : (
              <p>The text is not held here: {citation.locator ?? "by its digest"}.</p>
            )}
            <p className="muted">
              <WorkLink to={{ show: "document", id: citation.document.id }}>{citation.document.name}</WorkLink>
              {citation.locator && `, ${citation.locator}`}
            </p>
          </li>
        ))}
      </ul>
      <Assessments claim={claim} />
      {claim.retracted ? (
        <p>
          Retracted <When at={claim.retracted} />.
        </p>
      ) : (
        <Acts key={claim.id} claim={claim} />
      )}
    </>
  );
}

const OtherClaim = ({ does, claim }: { does: string; claim: { id: string; sentence: string } }) => (
  <p>
    {does} <WorkLink to={{ show: "claim", id: claim.id }}>{claim.sentence}</WorkLink>
  </p>
);

function Acts({ claim }: { claim: Claim }) {
  return (
    <>
      <details name="act">
        <summary>Endorse</summary>
        <WriteForm
          does="Endorse"
          mutation="assessClaim"
          document={AssessClaimDocument}
          variables={{ input: { claim: claim.id, verdict: "ENDORSE" } }}
        >
          <p>The cited words say so.</p>
        </WriteForm>
      </details>
      <details name="act">
        <summary>Dispute</summary>
        <DisputeForm claim={claim} />
      </details>
      <details name="act">
        <summary>Correct</summary>
        <CorrectForm claim={claim} />
      </details>
      <details name="act">
        <summary>Retract</summary>
        <RetractForm claim={claim.id} />
      </details>
    </>
  );
}

function RetractForm({ claim }: { claim: string }) {
  const [reason, setReason] = useState("");
  const why = reason.trim();
  return (
    <WriteForm
      does="Retract"
      mutation="retractClaims"
      document={RetractClaimsDocument}
      variables={why ? { input: { claims: [claim], reason: why } } : undefined}
    >
      <label>
        Why
        <input required value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
    </WriteForm>
  );
}
