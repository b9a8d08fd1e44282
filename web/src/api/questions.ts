import { Graph } from "../model/graph.ts";
import { expandedIn, type View } from "../model/view.ts";
import type { Client } from "./client.ts";
import type { ClaimFilter } from "./generated.ts";
import {
  BetweenDocument,
  CitedByDocument,
  ClaimsDocument,
  ConflictSidesDocument,
  ExpansionDocument,
  type FactFragment,
  FactsDocument,
  type FactsQuery,
  SuggestDocument,
  type SuggestQuery,
  WaysDocument,
  type WaysFragment,
  WelcomeDocument,
  type WelcomeQuery,
} from "./generated.ts";

/** The questions that the explorer asks, each one GraphQL operation of operations.graphql. */

export type Fact = FactFragment;
export type Subject = NonNullable<FactsQuery["entity"]>;
export type Suggestion = NonNullable<SuggestQuery["search"]>["edges"][number];
export type Welcome = WelcomeQuery;
export type Ways = WaysFragment;

/** How many neighbours one expansion draws, and how many facts one page lists. */
export const expansionSize = 25;
export const pageSize = 25;

/** The part of a view that the server filters claims by; undefined where nothing is filtered. */
export function claimFilter(view: View): ClaimFilter | undefined {
  const filter: ClaimFilter = {
    ...(view.at && { validAt: view.at }),
    ...(view.datedOnly && { includeUndated: false, validAt: view.at || "0001/9999" }),
    ...(view.known && { knownAt: `${view.known}T23:59:59Z` }),
    ...(view.certainty.length && { certainty: [...view.certainty] }),
    ...(view.status.length && { status: [...view.status] }),
  };
  return Object.keys(filter).length ? filter : undefined;
}

export function pictureVariables(view: View) {
  return {
    kinds: view.kinds.length ? [...view.kinds] : undefined,
    things: view.things.length ? [...view.things] : undefined,
    filter: claimFilter(view),
  };
}

/** One expansion as it was asked: what "the query that made this picture" is written from. */
export interface Step {
  id: string;
  drawn: string[];
}

export interface Picture {
  graph: Graph;
  steps: Step[];
  /** Opened ids that the graph doesn't know. */
  unknown: string[];
}

/**
 * The picture that a view describes. Each expansion asks once, and leaves out what is drawn already, so each waits for
 * the one before it; the client keeps the answers, so a further expansion asks only for itself.
 */
export async function askPicture(client: Client, view: View, signal: AbortSignal): Promise<Picture> {
  const picture: Picture = { graph: new Graph(), steps: [], unknown: [] };
  for (const id of expandedIn(view)) {
    const step = { id, drawn: [...new Set([id, ...picture.graph.nodes.keys()])] };
    const variables = { ...pictureVariables(view), ...step, first: expansionSize };
    const { entity } = await client.ask(ExpansionDocument, variables, signal);
    if (!entity) picture.unknown.push(id);
    else picture.graph.addExpansion(entity);
    picture.steps.push(step);
  }
  return picture;
}

export interface Facts {
  subject: Subject;
  facts: Fact[];
  /** How many pass the filters, and how many there are. */
  matching: number;
  total: number;
  /** For a document: the claims that cite it. */
  cited?: { facts: Fact[]; total: number };
}

export async function askFacts(client: Client, view: View, id: string, pages: number, signal: AbortSignal): Promise<Facts | null> {
  const { entity } = await client.ask(FactsDocument, factVariables(view, id, pages), signal);
  if (!entity) return null;
  const lists = [entity.relationships, entity.inward, entity.measures, entity.attributes].filter((list) => list != null);
  return {
    subject: entity,
    facts: distinct(lists.flatMap((list): Fact[] => list.nodes)),
    matching: lists.reduce((sum, list) => sum + (list.nodes.length ? list.totalCount : 0), 0),
    total: entity.allRelationships.totalCount + entity.allMeasures.totalCount + entity.allAttributes.totalCount,
    cited: entity.kind === "DOCUMENT" ? await askCited(client, entity.id, 100, signal) : undefined,
  };
}

function factVariables(view: View, id: string, pages: number) {
  const { kinds, things, filter } = pictureVariables(view);
  const first = Math.min(100, pages * pageSize);
  const narrow = things !== undefined;
  return {
    id,
    kinds,
    relationshipFilter: filter,
    direction: narrow ? ("OUT" as const) : ("BOTH" as const),
    outFilter: narrow ? { ...filter, object: { kinds: things } } : filter,
    narrow,
    inFilter: narrow ? { ...filter, subject: { kinds: things } } : undefined,
    measureFilter: filter,
    claimFilter: filter,
    first,
    // Figures and texts tie nothing: where a kind of tie or of other end is asked for, they don't pass.
    figures: kinds || narrow ? 0 : first,
  };
}

function distinct(facts: Fact[]): Fact[] {
  return [...new Map(facts.map((fact) => [fact.id, fact])).values()];
}

async function askCited(client: Client, document: string, first: number, signal: AbortSignal) {
  const { claims } = await client.ask(CitedByDocument, { document, first }, signal);
  return { facts: claims?.nodes ?? [], total: claims?.totalCount ?? 0 };
}

/** The claims that tie two things. */
export async function askBetween(client: Client, view: View, signal: AbortSignal): Promise<Fact[]> {
  const [a, b] = view.line;
  const { kinds, filter } = pictureVariables(view);
  const { entity } = await client.ask(BetweenDocument, { a: a!, b: b!, kinds, filter }, signal);
  return entity?.neighbours.edges.flatMap((edge) => edge.relationships) ?? [];
}

export async function askWays(client: Client, view: View, signal: AbortSignal) {
  const [from, to] = view.selected;
  const { kinds, filter } = pictureVariables(view);
  return client.ask(WaysDocument, { from: from!, to: to!, kinds, filter }, signal);
}

export async function askSuggestions(client: Client, text: string, signal: AbortSignal): Promise<Suggestion[]> {
  const { search } = await client.ask(SuggestDocument, { text }, signal);
  return search?.edges ?? [];
}

export const askWelcome = (client: Client, signal?: AbortSignal): Promise<Welcome> => client.ask(WelcomeDocument, {}, signal);

export async function askConflict(client: Client, id: string, signal?: AbortSignal): Promise<Fact[]> {
  const { node } = await client.ask(ConflictSidesDocument, { id }, signal);
  return node && "claims" in node ? node.claims : [];
}

/** Claims with their sources, for exports. The server takes a hundred ids at a time. */
export async function askClaims(client: Client, ids: string[]): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (let i = 0; i < ids.length; i += 50) {
    const { nodes } = await client.ask(ClaimsDocument, { ids: ids.slice(i, i + 50) });
    facts.push(...nodes.filter((node): node is Fact => node !== null && "sentence" in node));
  }
  return facts;
}
