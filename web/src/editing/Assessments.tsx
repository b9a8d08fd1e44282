import { useState } from "react";
import { useWorkState } from "./context.ts";
import { WithdrawAssessmentDocument } from "./generated.ts";
import type { Claim } from "./statement.ts";
import { When, Who } from "./Who.tsx";
import { WriteForm } from "./WriteForm.tsx";

/** What people hold of a claim. Everybody takes back their own; an editor, anybody's. */
export function Assessments({ claim }: { claim: Claim }) {
  if (claim.assessments.length === 0) return null;
  return (
    <>
      <h2>Assessments</h2>
      <ul className="cards">
        {claim.assessments.map((one) => (
          <li key={one.id}>
            <p>
              {one.verdict === "ENDORSE" ? "Endorsed" : "Disputed"} by <Who agent={one.commit.by} />, <When at={one.commit.at} />
              {one.ground && `: ${one.ground.toLowerCase().replaceAll("_", " ")}`}
              {one.citation && ", of one citation"}
            </p>
            {one.comment && <p>“{one.comment}”</p>}
            <Withdraw assessment={one.id} by={one.commit.by.id} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Withdraw({ assessment, by }: { assessment: string; by: string }) {
  const { viewer } = useWorkState();
  const [reason, setReason] = useState("");
  const editor = viewer?.role === "EDITOR" || viewer?.role === "ADMIN";
  if (!editor && viewer?.agent?.id !== by) return null;
  const why = reason.trim();
  return (
    <details>
      <summary>Take back</summary>
      <WriteForm
        direct
        does="Take back"
        mutation="withdrawAssessment"
        document={WithdrawAssessmentDocument}
        variables={why ? { assessment, reason: why } : undefined}
      >
        <label>
          Why
          <input required value={reason} onChange={(event) => setReason(event.target.value)} />
        </label>
      </WriteForm>
    </details>
  );
}
