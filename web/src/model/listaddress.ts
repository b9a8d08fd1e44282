import { at } from "./base.ts";
import { emptyView, type View } from "./view.ts";

/** Which claims a list is of, in the words of the addresses /list and /list.csv. */
export interface Selection {
  /** Of what it is claimed, in any part. */
  about?: readonly string[];
  /** What stands at the other end of what `about` names. */
  with?: readonly string[];
  from?: readonly string[];
  to?: readonly string[];
  documents?: readonly string[];
  /** Data sets that say it. */
  sets?: readonly string[];
  /** A place: for money that is for it. */
  within?: string;
}

type Filters = Pick<View, "kinds" | "things" | "certainty" | "status" | "at" | "known" | "datedOnly">;

/** The address of all claims that a selection and the filters of a view let pass: `/list?about=place/hub&k=funds`. */
export function listAddress(path: "/list" | "/list.csv", selection: Selection, filters: Filters = emptyView): string {
  const params = new URLSearchParams();
  const add = (name: string, values: readonly string[] | undefined) => values?.forEach((value) => params.append(name, value));
  const words = (name: string, constants: readonly string[]) =>
    constants.length > 0 && params.append(name, constants.map((constant) => constant.toLowerCase().replaceAll("_", "-")).join(","));
  add("about", selection.about);
  add("with", selection.with);
  add("from", selection.from);
  add("to", selection.to);
  add("in", selection.within ? [selection.within] : undefined);
  add("doc", selection.documents);
  add("set", selection.sets);
  words("k", filters.kinds);
  if (selection.about) words("t", filters.things);
  words("c", filters.certainty);
  words("st", filters.status);
  if (filters.at) params.append("at", filters.at);
  if (filters.known) params.append("known", filters.known);
  if (filters.datedOnly) params.append("dated", "only");
  const query = params.toString().replace(/%(2F|3A|2C|40)/g, decodeURIComponent);
  return at(query ? `${path}?${query}` : path);
}
