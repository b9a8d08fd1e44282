import type { Certainty, EntityFilter, RelationshipFilter, RelationshipKind, Status } from "../api/generated.ts";
import { Parameters } from "./address.ts";
import { at } from "./base.ts";
import { certainties, relationshipKinds, statuses } from "./enums.ts";

/** What the page /list shows: which claims, in what order, grouped by what. The same address with /list.csv is all of them. */
export interface ListView {
  about: readonly string[];
  with: readonly string[];
  from: readonly string[];
  to: readonly string[];
  /** A place: for money that is for it or a place in it, and for other claims on what lies there. */
  within: string;
  via: readonly string[];
  documents: readonly string[];
  /** Data sets that say it. */
  sets: readonly string[];
  kinds: readonly RelationshipKind[];
  certainty: readonly Certainty[];
  status: readonly Status[];
  /** A year, or years from the first to the last: "2014", "2010-2014", "..-2014"; or any time as EDTF in `at`. */
  years: string;
  at: string;
  known: string;
  datedOnly: boolean;
  /** The least and the most, of a currency. */
  min: string;
  max: string;
  currency: string;
  sort: Sort;
  by: Grouping;
  /** Two that give, side by side. */
  compare: readonly string[];
}

export const sorts = ["date", "-date", "amount", "-amount"] as const;
export type Sort = (typeof sorts)[number];

export const groupings = ["claims", "awards", "year", "funder", "recipient", "programme", "place"] as const;
export type Grouping = (typeof groupings)[number];

export const emptyList: ListView = {
  about: [],
  with: [],
  from: [],
  to: [],
  within: "",
  via: [],
  documents: [],
  sets: [],
  kinds: [],
  certainty: [],
  status: [],
  years: "",
  at: "",
  known: "",
  datedOnly: false,
  min: "",
  max: "",
  currency: "",
  sort: "-date",
  by: "claims",
  compare: [],
};

const lists = [
  ["about", "about"],
  ["with", "with"],
  ["from", "from"],
  ["to", "to"],
  ["via", "via"],
  ["doc", "documents"],
  ["set", "sets"],
] as const;

/** The most ids that one parameter may name: more are no list that a query may ask for. */
const mostIds = 100;

/** Reads the address of a list; what can't be read is left out, and told. */
export function readList(search: string): { view: ListView; unread: string[] } {
  const params = new Parameters(search);
  const ids = Object.fromEntries(lists.map(([name, field]) => [field, params.atMost(name, mostIds, params.all(name))]));
  const view: ListView = {
    ...emptyList,
    ...ids,
    within: params.one("in"),
    kinds: params.constants("k", relationshipKinds),
    certainty: params.constants("c", certainties),
    status: params.constants("st", statuses),
    years: params.matching("y", /^(\d{4}|(\d{4}|\.\.)-(\d{4}|\.\.))$/),
    at: params.matching("at", /^[-\d.~?%/]+$/),
    known: params.matching("known", /^\d{4}-\d\d-\d\d$/),
    datedOnly: params.one("dated") === "only",
    min: params.matching("min", /^-?\d+(\.\d+)?$/),
    max: params.matching("max", /^-?\d+(\.\d+)?$/),
    currency: params.matching("cur", /^[A-Za-z]{3}$/).toUpperCase(),
    sort: params.oneOf("sort", sorts, emptyList.sort),
    by: params.oneOf("by", groupings, emptyList.by),
    compare: params.atMost("compare", 2, params.one("compare").split(",")),
  };
  if (showsAwards(view)) view.kinds = ["FUNDS"];
  return { view: view.compare.length === 2 ? view : { ...view, compare: [] }, unread: params.unread };
}

/** The address of a list, without what is as usual. */
export function addressOfList(view: ListView, path: "/list" | "/list.csv" = "/list"): string {
  const parts: string[] = [];
  const add = (name: string, value: string) =>
    value && parts.push(`${name}=${encodeURIComponent(value).replace(/%(2F|3A|2C|40)/g, decodeURIComponent)}`);
  const words = (name: string, constants: readonly string[]) =>
    add(name, constants.map((constant) => constant.toLowerCase().replaceAll("_", "-")).join(","));
  for (const [name, field] of lists) for (const id of view[field]) add(name, id);
  add("in", view.within);
  words("k", view.kinds);
  words("c", view.certainty);
  words("st", view.status);
  add("y", view.years);
  add("at", view.at);
  add("known", view.known);
  if (view.datedOnly) add("dated", "only");
  add("min", view.min);
  add("max", view.max);
  add("cur", view.currency);
  if (path === "/list") {
    if (view.sort !== emptyList.sort) add("sort", view.sort);
    if (view.by !== emptyList.by) add("by", view.by);
    add("compare", view.compare.join(","));
  }
  return at(parts.length ? `${path}?${parts.join("&")}` : path);
}

/** Every id that a list names. */
export const namedIn = (view: ListView): string[] => [
  ...new Set([...lists.flatMap(([, field]) => view[field]), ...(view.within ? [view.within] : []), ...view.compare]),
];

/** The list without the ids that the graph doesn't know: one of them would be an error for all. */
export function without(view: ListView, unknown: ReadonlySet<string>): ListView {
  const kept = Object.fromEntries(lists.map(([, field]) => [field, view[field].filter((id) => !unknown.has(id))]));
  const compare = view.compare.some((id) => unknown.has(id)) ? [] : view.compare;
  return { ...view, ...kept, within: unknown.has(view.within) ? "" : view.within, compare };
}

/** The claims of a comparison are those of the two that are compared. */
export const listed = (view: ListView): ListView => (view.compare.length === 2 ? { ...view, from: view.compare } : view);

/** The list as the API filters it. An entity whose claims are listed is no filter: see `about`. */
export function filterOf(view: ListView): RelationshipFilter {
  const at = view.at || edtfOf(view.years);
  return {
    ...(at && { validAt: at }),
    ...(at && view.years && { includeUndated: false }),
    ...(view.datedOnly && { includeUndated: false, validAt: at || "0001/9999" }),
    ...(view.known && { knownAt: `${view.known}T23:59:59Z` }),
    ...(view.certainty.length && { certainty: [...view.certainty] }),
    ...(view.status.length && { status: [...view.status] }),
    ...(view.documents.length && { documents: [...view.documents] }),
    ...(view.sets.length && { datasets: [...view.sets] }),
    ...(view.via.length && { through: throughAny(view.via) }),
    ...(view.currency && (view.min || view.max)
      ? { amount: { currency: view.currency, min: view.min || undefined, max: view.max || undefined } }
      : {}),
    ...(view.from.length && { subject: { ids: [...view.from] } }),
    ...(view.to.length && { object: { ids: [...view.to] } }),
    ...(view.within && { place: view.within }),
  };
}

/** Money comes through a programme by an award, too, which is part of it. */
const throughAny = (ids: readonly string[]): EntityFilter => ({
  or: [{ ids: [...ids] }, { has: [{ kinds: ["PART_OF"], direction: "OUT", to: { ids: [...ids] } }] }],
});

/** Whether the table has the columns of awards, which only money has. */
export const showsAwards = ({ by }: ListView): boolean => by === "awards";

/** Whether rows are shown, and no groups of them. */
export const showsRows = ({ by }: ListView): boolean => by === "claims" || by === "awards";

/** Years as EDTF: "2010-2014" is "2010/2014" there. */
export const edtfOf = (years: string): string => years.replace("-", "/");

/** The first and the last year, open where none is given. */
export function yearsOf(years: string): [from: string, to: string] {
  const [from = "", to = from] = years.split("-");
  return [from === ".." ? "" : from, to === ".." ? "" : to];
}

export function writeYearSpan(from: string, to: string): string {
  if (!from && !to) return "";
  if (from === to) return from;
  if (from && to && from > to) return `${to}-${from}`;
  return `${from || ".."}-${to || ".."}`;
}
