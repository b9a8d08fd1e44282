import { plural } from "../model/words.ts";
import type { OutcomeFragment, PlanFragment } from "./generated.ts";

/** What a write would do, what is wrong with it, and what a reader would doubt. */
export function PlanView({ outcome }: { outcome: Pick<OutcomeFragment, "plan" | "userErrors" | "warnings"> }) {
  const { plan } = outcome;
  const refusals = unique([...outcome.userErrors, ...(plan?.userErrors ?? [])]);
  const doubts = unique([...outcome.warnings, ...(plan?.warnings ?? [])]);
  return (
    <div className="plan" role="status">
      {plan && refusals.length === 0 && <p>{effectOf(plan)}</p>}
      {plan && (
        <ul>
          {plan.sentences.map(({ id, sentence, citations }) => (
            <li key={id}>
              <p className="sentence">{sentence}</p>
              {citations.map((one, index) => (
                <p key={index} className="muted">
                  {one.quote ? <q>{one.quote}</q> : (one.locator ?? "The place is kept by its digest")}, {one.document.name}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
      {refusals.map(({ code, message, field, nearest, blockedBy }) => (
        <div key={`${code}${message}${field?.join(".") ?? ""}`} className="refusal" role="alert">
          <p>{message}</p>
          {field && <p className="muted">In {field.filter((part) => part !== "input").join(" → ")}</p>}
          {nearest.length > 0 && <p>Nearest: {nearest.slice(0, 5).join(" · ")}</p>}
          {blockedBy.length > 0 && <p>{`First ${blockedBy.map((commit) => `commit ${commit.number}`).join(", ")}.`}</p>}
        </div>
      ))}
      {doubts.map(({ code, message }) => (
        <p key={`${code}${message}`} className="doubt">
          Check: {message}
        </p>
      ))}
    </div>
  );
}

const unique = <T extends { message: string }>(all: T[]): T[] => [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];

/** The effect in words: "Asserts 1 claim and retracts 1 claim." */
function effectOf(plan: PlanFragment): string {
  const parts = [
    plan.asserted && `asserts ${plural(plan.asserted, "claim", "claims")}`,
    plan.retracted && `retracts ${plural(plan.retracted, "claim", "claims")}`,
    plan.cited && `adds ${plural(plan.cited, "citation", "citations")}`,
    plan.uncited && `takes away ${plural(plan.uncited, "citation", "citations")}`,
    plan.described && `describes ${plural(plan.described, "entity", "entities")}`,
    plan.unchanged && `leaves ${plural(plan.unchanged, "claim", "claims")} as it is`,
  ].filter((part) => part !== 0);
  if (parts.length === 0) return "No claim changes.";
  const text = parts.length === 1 ? parts[0]! : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
  return `It ${text}.`;
}
