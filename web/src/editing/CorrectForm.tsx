import { useState } from "react";
import { Field, KindSelect } from "./Field.tsx";
import { CorrectClaimDocument, type Status } from "./generated.ts";
import { type Claim, type Correction, correctedStatement, correctionOf } from "./statement.ts";
import { WriteForm } from "./WriteForm.tsx";

const statuses: readonly Status[] = ["ACTUAL", "PLANNED", "PROPOSED", "ENDED"];

/** What a claim should have said. It is retracted, and the right one asserted with the same citations, in one commit. */
export function CorrectForm({ claim }: { claim: Claim }) {
  const [right, setRight] = useState(correctionOf(claim));
  const [reason, setReason] = useState("");
  const set = (part: Partial<Correction>) => setRight({ ...right, ...part });
  const why = reason.trim();
  const holds = right.holds.trim();
  const input = {
    claim: claim.id,
    correct: correctedStatement(claim, right),
    reason: why,
    ...(right.status !== claim.status && { status: right.status as Status }),
    ...(holds !== (claim.holds?.edtf ?? "") && { holds: holds ? { edtf: holds } : null }),
  };
  const tie = claim.__typename === "Relationship";
  return (
    <WriteForm does="Correct" mutation="correctClaim" document={CorrectClaimDocument} variables={why ? { input } : undefined}>
      {tie && <KindSelect value={right.kind} onChange={(kind) => set({ kind })} />}
      <Field label={tie ? "Amount, in whole units" : "Value"} value={right.value} onChange={(value) => set({ value })} />
      {tie && <Field label="Currency" value={right.currency} onChange={(currency) => set({ currency })} />}
      {tie && <Field label="For" value={right.purpose} onChange={(purpose) => set({ purpose })} />}
      {tie && <Field label="Role" value={right.role} onChange={(role) => set({ role })} />}
      <Field label="Date (2014, 2014-03, 2014-03-01)" value={right.holds} onChange={(value) => set({ holds: value })} />
      <label>
        Status
        <select value={right.status} onChange={(event) => set({ status: event.target.value })}>
          {statuses.map((status) => (
            <option key={status} value={status}>
              {status.toLowerCase()}
            </option>
          ))}
        </select>
      </label>
      <Field label="What was wrong" value={reason} onChange={setReason} required />
    </WriteForm>
  );
}
