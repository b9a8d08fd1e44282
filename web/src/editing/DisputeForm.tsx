import { useState } from "react";
import { AssessClaimDocument, type DisputeGround } from "./generated.ts";
import type { Claim } from "./statement.ts";
import { WriteForm } from "./WriteForm.tsx";

/** CONTRADICTED is left to the API: it needs a citation of the other source. */
const grounds: readonly [DisputeGround, string][] = [
  ["NOT_IN_CITATION", "The cited words don't say this"],
  ["OUT_OF_CONTEXT", "The words are cited out of their context"],
  ["WRONG_ENTITY", "It is about somebody or something else"],
  ["WRONG_FIGURE", "The figure, currency or unit is wrong"],
  ["WRONG_DATE", "The date is wrong"],
  ["WRONG_KIND", "The kind of tie, its direction or its status is wrong"],
  ["OTHER", "Something else"],
];

/** A dispute of a claim, or of one of its citations. The claim goes on standing, and says that it is disputed. */
export function DisputeForm({ claim }: { claim: Claim }) {
  const [ground, setGround] = useState<DisputeGround>("NOT_IN_CITATION");
  const [citation, setCitation] = useState("");
  const [comment, setComment] = useState("");
  const said = comment.trim();
  const input = { claim: claim.id, verdict: "DISPUTE" as const, ground, citation: citation || null, comment: said || null };
  return (
    <WriteForm
      does="Dispute"
      mutation="assessClaim"
      document={AssessClaimDocument}
      variables={ground === "OTHER" && !said ? undefined : { input }}
    >
      <label>
        What is wrong
        <select value={ground} onChange={(event) => setGround(event.target.value as DisputeGround)}>
          {grounds.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <label>
        What is disputed
        <select value={citation} onChange={(event) => setCitation(event.target.value)}>
          <option value="">The claim</option>
          {claim.citations.map((one, index) => (
            <option key={one.id} value={one.id}>
              {`Citation ${index + 1}: ${one.document.name}`}
            </option>
          ))}
        </select>
      </label>
      <label>
        In your words{ground === "OTHER" ? "" : " (may be left out)"}
        <textarea rows={2} value={comment} onChange={(event) => setComment(event.target.value)} />
      </label>
    </WriteForm>
  );
}
