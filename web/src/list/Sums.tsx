import { number, plural, totalInWords } from "../model/words.ts";
import type { Group, Groups, ListAnswer } from "./listanswer.ts";

/** How many claims there are, and what they come to: one sum a currency, of every claim and not of the rows below. */
export function Sums({ answer: { rows, total, given, received } }: { answer: ListAnswer }) {
  return (
    <p className="sums" aria-live="polite">
      <strong>{plural(rows.total, "claim")}</strong>
      {total && <Sum sum={total} />}
      {given && given.total.totals.length > 0 && (
        <>
          {" · "}gives
          <Sum sum={given} />
        </>
      )}
      {received && received.total.totals.length > 0 && (
        <>
          {" · "}gets
          <Sum sum={received} />
        </>
      )}
      {rows.others > 0 && <> · {plural(rows.others, "figure or text", "figures and texts")} besides, in the CSV</>}
    </p>
  );
}

function Sum({ sum: { total, partial } }: { sum: Groups }) {
  return (
    <>
      {total.totals.length > 0 && <> · {groupTotal(total, partial ?? false)}</>}
      {total.totals.length > 0 && <> · {number(total.unstated)} unstated</>}
      {partial && <> · only of the claims that could be read in time</>}
    </>
  );
}

/** "£9,282,912", "£2 million to £3 million and at least €5"; empty where no claim states an amount. */
export const groupTotal = ({ totals, unstated }: Group, partial: boolean): string =>
  totals.map((total) => totalInWords(total, unstated > 0 || partial)).join(" and ");
