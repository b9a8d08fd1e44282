import type { Client } from "../api/client.ts";
import {
  type AwardFragment,
  type GroupBy,
  type GroupFragment,
  GroupsDocument,
  type GroupsQuery,
  NamedDocument,
  type RelationshipKind,
  type RelationshipOrder,
  type RowFragment,
  RowsAboutDocument,
  RowsDocument,
  SharedDocument,
} from "../api/generated.ts";
import { relationshipKinds } from "../model/enums.ts";
import { filterOf, type Grouping, listed, type ListView, namedIn, showsAwards, without } from "../model/listview.ts";
import { isMoney } from "../model/moneykinds.ts";

/** A row; of a table of awards, with what that has besides. */
export type Row = RowFragment & Partial<AwardFragment>;
export type Group = GroupFragment;
export type Groups = NonNullable<GroupsQuery["aggregate"]>;

/** How many rows one page adds. */
export const pageSize = 50;

export interface Rows {
  rows: Row[];
  total: number;
  /** Behind what the next page begins; undefined at the end. */
  onward?: string;
  /** Figures and words about the entity, which are no rows of the table. */
  others: number;
}

export interface Comparison {
  names: [string, string];
  years: [Groups, Groups];
  recipients: [Groups, Groups];
  shared: { id: string; name: string }[];
  truncated: boolean;
}

export interface ListAnswer {
  /** The view without what the graph doesn't know. */
  view: ListView;
  names: ReadonlyMap<string, string>;
  unknown: string[];
  rows: Rows;
  /** Of all years, whichever are chosen; null where the sums of a thing's claims at both of its ends would be mixed. */
  years: Groups | null;
  /** Of what is chosen. */
  total: Groups | null;
  /** What an entity gives and gets, where the list is about it. */
  given: Groups | null;
  received: Groups | null;
  funders: Groups | null;
  recipients: Groups | null;
  /** Of money alone. */
  programmes: Groups | null;
  places: Groups | null;
  groups: Groups | null;
  comparison: Comparison | null;
}

const all = [...relationshipKinds] as RelationshipKind[];
const kindsOf = (view: ListView): RelationshipKind[] => (view.kinds.length ? [...view.kinds] : all);

/** The kinds that a sum is of: what is no money states no amount, and would only be counted as unstated. */
function summed(view: ListView): RelationshipKind[] {
  const money = kindsOf(view).filter(isMoney);
  return money.length || view.kinds.length === 0 ? money : [...view.kinds];
}

const groupBys: Record<Exclude<Grouping, "claims" | "awards">, GroupBy> = {
  year: "YEAR",
  funder: "SUBJECT",
  recipient: "OBJECT",
  programme: "PROGRAMME",
  place: "PLACE",
};

/** Everything that a list shows, asked at once: rows, sums, facets. */
export async function askList(client: Client, asked: ListView, signal: AbortSignal): Promise<ListAnswer> {
  const { names, unknown } = await askNames(client, namedIn(asked), signal);
  const named = without(asked, new Set(unknown));
  const view = listed(named);
  const groups = (by: GroupBy[], first: number, of: ListView = view, kinds = kindsOf(of)) =>
    askGroups(client, of, kinds, by, first, signal);
  const about = view.about[0];
  const only = (answer: Promise<Groups | null>) => (about ? Promise.resolve(null) : answer);
  const money = view.kinds.length > 0 && view.kinds.every(isMoney);
  const [rows, years, total, funders, recipients, programmes, places, grouped, given, received, comparison] = await Promise.all([
    askRows(client, view, undefined, signal),
    only(groups(["YEAR"], 100, { ...view, years: "", at: "" })),
    only(groups(["STATUS"], 1, view, summed(view))),
    only(groups(["SUBJECT"], 10, { ...view, from: [] })),
    only(groups(["OBJECT"], 10, { ...view, to: [] })),
    money ? only(groups(["PROGRAMME"], 10, { ...view, via: [] })) : null,
    money ? only(groups(["PLACE"], 10)) : null,
    view.by === "claims" || view.by === "awards" ? null : only(groups([groupBys[view.by]], 100)),
    about ? groups(["STATUS"], 1, { ...view, from: [about] }, summed(view)) : null,
    about ? groups(["STATUS"], 1, { ...view, to: [about] }, summed(view)) : null,
    view.compare.length === 2 ? askComparison(client, view, names, signal) : null,
  ]);
  return {
    view: named,
    names,
    unknown,
    rows,
    years,
    total,
    funders,
    recipients,
    programmes,
    places,
    groups: grouped,
    given,
    received,
    comparison,
  };
}

async function askNames(client: Client, ids: string[], signal: AbortSignal) {
  const names = new Map<string, string>();
  const unknown: string[] = [];
  for (let i = 0; i < ids.length; i += 100) {
    const part = ids.slice(i, i + 100);
    const { nodes } = await client.ask(NamedDocument, { ids: part }, signal);
    nodes.forEach((node, at) => {
      if (node && "name" in node) names.set(part[at]!, node.name);
      else if (node && "title" in node) names.set(part[at]!, node.title);
      else unknown.push(part[at]!);
    });
  }
  return { names, unknown };
}

/** A page of the rows; the first where nothing is given to go on from. */
export async function askRows(client: Client, shown: ListView, after: string | undefined, signal: AbortSignal): Promise<Rows> {
  const view = listed(shown);
  const variables = {
    kinds: view.kinds.length ? [...view.kinds] : undefined,
    filter: filterOf(view),
    orderBy: orderOf(view),
    first: pageSize,
    after,
  };
  const about = view.about[0];
  if (!about) {
    const { relationships } = await client.ask(RowsDocument, { ...variables, awards: showsAwards(view) }, signal);
    return pageOf(relationships, 0);
  }
  const { entity } = await client.ask(RowsAboutDocument, { ...variables, id: about, filter: withOther(view) }, signal);
  const others = view.kinds.length || view.with.length ? 0 : (entity?.measures.totalCount ?? 0) + (entity?.attributes.totalCount ?? 0);
  return pageOf(entity?.relationships ?? null, others);
}

/** Of claims at both ends of an entity, those that lead to another: it is at one of the ends, and so is the entity itself. */
function withOther(view: ListView) {
  const filter = filterOf(view);
  if (view.with.length === 0) return filter;
  const ends = { ids: [view.about[0]!, ...view.with] };
  return { ...filter, subject: ends, object: ends };
}

type Connection = { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: Row[] } | null;

const pageOf = (page: Connection, others: number): Rows => ({
  rows: page?.nodes ?? [],
  total: page?.totalCount ?? 0,
  onward: page?.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? undefined) : undefined,
  others,
});

function orderOf({ sort }: ListView): RelationshipOrder {
  return { field: sort.endsWith("amount") ? "AMOUNT" : "HOLDS", direction: sort.startsWith("-") ? "DESC" : "ASC" };
}

async function askGroups(
  client: Client,
  view: ListView,
  kinds: RelationshipKind[],
  groupBy: GroupBy[],
  first: number,
  signal: AbortSignal,
): Promise<Groups | null> {
  const { aggregate } = await client.askOr(GroupsDocument, { kinds, groupBy, filter: filterOf(view), first }, {}, signal);
  return aggregate ?? null;
}

async function askComparison(
  client: Client,
  view: ListView,
  names: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<Comparison | null> {
  const [a, b] = view.compare as [string, string];
  const of = (id: string, by: GroupBy, first: number) => askGroups(client, { ...view, from: [id] }, kindsOf(view), [by], first, signal);
  const [yearsA, yearsB, recipientsA, recipientsB, { inCommon }] = await Promise.all([
    of(a, "YEAR", 100),
    of(b, "YEAR", 100),
    of(a, "OBJECT", 10),
    of(b, "OBJECT", 10),
    client.askOr(SharedDocument, { of: [a, b], kinds: kindsOf(view) }, {}, signal),
  ]);
  if (!yearsA || !yearsB || !recipientsA || !recipientsB) return null;
  return {
    names: [names.get(a) ?? a, names.get(b) ?? b],
    years: [yearsA, yearsB],
    recipients: [recipientsA, recipientsB],
    shared: inCommon?.shared.map(({ entity }) => entity) ?? [],
    truncated: inCommon?.truncated ?? false,
  };
}
