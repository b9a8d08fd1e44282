import type { ListView } from "./listview.ts";
import type { Vocabulary } from "./words.ts";

/** What a list is of, in words: "Funding in Birmingham", "What Sport England funds", "Claims that cite the Register". */
export function titleOf(view: ListView, names: ReadonlyMap<string, string>, vocabulary: Vocabulary): string {
  const name = (id: string | undefined) => (id && names.get(id)) ?? id ?? "";
  const several = (ids: readonly string[]) => (ids.length > 2 ? `${name(ids[0])} and ${ids.length - 1} more` : ids.map(name).join(" and "));
  const kind = view.kinds.length === 1 ? view.kinds[0]! : undefined;
  const funding = kind === "FUNDS";
  if (view.about.length > 0) return `All claims about ${several(view.about)}${view.with.length ? ` and ${several(view.with)}` : ""}`;
  if (view.documents.length > 0) return `Claims that cite ${several(view.documents)}`;
  if (view.sets.length > 0 && !funding && view.from.length + view.to.length === 0) return `Claims of ${several(view.sets)}`;
  if (view.compare.length === 2) return `${several(view.compare)} compared`;
  const what = funding
    ? "Funding"
    : kind
      ? `“${vocabulary.label(kind)}”`
      : view.kinds.length > 1
        ? "Relationships of some kinds"
        : "Relationships";
  const where = view.within ? ` in ${name(view.within)}` : "";
  if (view.from.length > 0 && view.to.length === 0 && kind) return `What ${several(view.from)} ${vocabulary.label(kind)}${where}`;
  const from = view.from.length > 0 ? ` from ${several(view.from)}` : "";
  const to = view.to.length > 0 ? ` to ${several(view.to)}` : "";
  return `${what}${from}${to}${where}${view.via.length ? ` through ${several(view.via)}` : ""}`;
}
