import type { ListView } from "../model/listview.ts";
import { number } from "../model/words.ts";
import type { Group, Groups } from "./listanswer.ts";
import type { Move } from "./move.ts";
import { groupTotal } from "./Sums.tsx";

/** One row a group, the largest first; a row narrows the list to it. */
export function GroupTable({ groups, view, move }: { groups: Groups; view: ListView; move: Move }) {
  const narrow = narrowing(view);
  return (
    <>
      <table className="rows" id="rows">
        <thead>
          <tr>
            <th scope="col">{heads[view.by]}</th>
            <th scope="col">Sum</th>
            <th scope="col">Unstated</th>
            <th scope="col">Claims</th>
          </tr>
        </thead>
        <tbody>
          {groups.rows.map((row) => {
            const { value, entity } = row.key[0]!;
            const change = narrow(row);
            return (
              <tr key={entity?.id ?? value}>
                <th scope="row">
                  {change ? (
                    <button type="button" className="link" onClick={() => move(change)}>
                      {entity?.name ?? value}
                    </button>
                  ) : (
                    entity?.name || value || "not known"
                  )}
                </th>
                <td className="figure">{groupTotal(row, groups.partial ?? false) || "not stated"}</td>
                <td className="figure">{number(row.unstated)}</td>
                <td className="figure">{number(row.count)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="muted">
        {number(groups.rows.length)} rows
        {groups.truncated ? ", the largest; there are more: narrow the list, or take the CSV" : ", which are all"}.
        {groups.partial ? " The sums are of the claims that could be read in time." : ""}
      </p>
    </>
  );
}

const heads: Record<ListView["by"], string> = {
  claims: "",
  awards: "",
  year: "Year",
  funder: "Funder",
  recipient: "Recipient",
  programme: "Programme",
  place: "Place",
};

/** How a row narrows the list: undefined where it is of what is not known. */
function narrowing({ by }: ListView): (row: Group) => ((view: ListView) => ListView) | undefined {
  return ({ key }) => {
    const { value, entity } = key[0]!;
    const to = (part: Partial<ListView>) => (view: ListView) => ({ ...view, ...part, by: "claims" as const });
    if (by === "year") return /^\d{4}$/.test(value) ? to({ years: value, at: "" }) : undefined;
    if (!entity) return undefined;
    if (by === "funder") return to({ from: [entity.id] });
    if (by === "recipient") return to({ to: [entity.id] });
    if (by === "programme") return to({ via: [entity.id] });
    return to({ within: entity.id });
  };
}
