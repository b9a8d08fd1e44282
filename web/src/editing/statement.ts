import type { EditableFragment, StatementInput } from "./generated.ts";

export type Claim = EditableFragment;

/** What of a claim is most often wrong, as text fields hold it. Empty is none. */
export interface Correction {
  kind: string;
  value: string;
  currency: string;
  role: string;
  purpose: string;
  holds: string;
  status: string;
}

export const correctionOf = (claim: Claim): Correction => ({
  kind: claim.__typename === "Relationship" ? claim.kind : "",
  value: valueOf(claim),
  currency: claim.__typename === "Relationship" ? (claim.amount?.currency ?? "GBP") : "",
  role: claim.__typename === "Relationship" ? (claim.role ?? "") : "",
  purpose: claim.__typename === "Relationship" ? (claim.purpose ?? "") : "",
  holds: claim.holds?.edtf ?? "",
  status: claim.status,
});

function valueOf(claim: Claim): string {
  switch (claim.__typename) {
    case "Relationship":
      return claim.amount?.value ?? "";
    case "Measure":
      return claim.figure.value ?? "";
    case "Attribute":
      return claim.value;
  }
}

/** The whole of what a claim should have said: what it says, with its corrections. */
export function correctedStatement(claim: Claim, correction: Correction): StatementInput {
  switch (claim.__typename) {
    case "Relationship":
      return { relationship: correctedRelationship(claim, correction) };
    case "Measure": {
      const { about, metric, scope, place, figure } = claim;
      const changed = correction.value.trim() !== (figure.value ?? "");
      const value = correction.value.trim() || null;
      // Bounds and words belong to the figure that was wrong.
      const right = changed ? { value, unit: figure.unit, comparator: figure.comparator } : figure;
      return { measure: { about: about.id, metric, scope, place: place?.id, figure: right } };
    }
    case "Attribute": {
      const { about, property, value, date } = claim;
      const right = correction.value.trim();
      return { attribute: { about: about.id, property, value: right, date: right === value ? date : null } };
    }
  }
}

function correctedRelationship(claim: Extract<Claim, { __typename: "Relationship" }>, correction: Correction) {
  const { subject, object, instrument, via, recipient, quantity, amount } = claim;
  const value = correction.value.trim();
  const same = amount && amount.value === value && amount.currency === correction.currency;
  return {
    subject: subject.id,
    kind: correction.kind as typeof claim.kind,
    object: object.id,
    role: correction.role.trim() || null,
    purpose: correction.purpose.trim() || null,
    instrument,
    via: via?.id,
    recipient: recipient?.id,
    quantity,
    amount: same ? amount : value ? { value, currency: correction.currency } : null,
  };
}
