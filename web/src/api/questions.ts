import type { View } from "../model/view.ts";
import { type Client, Failure } from "./client.ts";
import type { ClaimFilter } from "./generated.ts";
import {
  AboutDocument,
  AskDocument,
  type AskQuery,
  BetweenDocument,
  CitedByDocument,
  ClaimsDocument,
  TermsDocument,
  CommitCountDocument,
  CompleteDocument,
  type CompleteQuery,
  ConflictSidesDocument,
  RecordFieldsDocument,
  DocumentPlaceDocument,
  EndsDocument,
  type FactFragment,
  FactsDocument,
  type FactsQuery,
  KindsDocument,
  type KindsQuery,
  MoreFactsDocument,
  SuggestDocument,
  type SuggestQuery,
  TiedDocument,
  WaysDocument,
  type WaysFragment,
  type WaysQuery,
  WelcomeDocument,
  type WelcomeQuery,
} from "./generated.ts";

/** The questions that the explorer asks, each one GraphQL operation of operations.graphql. */

export type Fact = FactFragment;
export type Subject = NonNullable<FactsQuery["entity"]>;
export type Suggestion = NonNullable<SuggestQuery["search"]>["edges"][number];
/** What a newcomer can be offered; tied where the person and the thing that it names are known to be connected. */
export type Welcome = WelcomeQuery & { tied?: boolean };
export type Answer = NonNullable<AskQuery["ask"]>;
export type Completion = NonNullable<CompleteQuery["complete"]>[number];
export type Ways = WaysFragment;

/** How many facts one page lists. */
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

function listVariables(view: View) {
  return {
    kinds: view.kinds.length ? [...view.kinds] : undefined,
    things: view.things.length ? [...view.things] : undefined,
    filter: claimFilter(view),
  };
}

/** The lists that a thing's facts come from. */
const lists = ["relationships", "inward", "measures", "attributes"] as const;
type List = (typeof lists)[number];

interface FactPage {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  nodes: Fact[];
}

export interface Facts {
  subject: Subject;
  facts: Fact[];
  /** How many pass the filters, and how many there are. */
  matching: number;
  total: number;
  /** Behind what the next page begins, of the lists that go on. */
  onward: Partial<Record<List, string>>;
  /** For a document: the claims that cite it. */
  cited?: { facts: Fact[]; total: number };
}

export async function askFacts(client: Client, view: View, id: string, signal: AbortSignal): Promise<Facts | null> {
  const { entity } = await client.ask(FactsDocument, factVariables(view, id), signal);
  if (!entity) return null;
  const { facts, onward, matching } = gather(entity);
  return {
    subject: entity,
    facts,
    onward,
    matching,
    total: entity.allRelationships.totalCount + entity.allMeasures.totalCount + entity.allAttributes.totalCount,
    cited: entity.kind === "DOCUMENT" ? await askCited(client, entity.id, signal) : undefined,
  };
}

/** The facts with the next page of each list that goes on. Nothing is asked for twice, so no page is too dear, however many there are. */
export async function askMoreFacts(client: Client, view: View, known: Facts, signal: AbortSignal): Promise<Facts> {
  const { onward } = known;
  const variables = {
    ...factVariables(view, known.subject.id),
    first: pageSize,
    outward: onward.relationships !== undefined,
    afterOut: onward.relationships,
    inward: onward.inward !== undefined,
    afterIn: onward.inward,
    measured: onward.measures !== undefined,
    afterMeasures: onward.measures,
    attributed: onward.attributes !== undefined,
    afterAttributes: onward.attributes,
  };
  const { entity } = await client.ask(MoreFactsDocument, variables, signal);
  const next = gather(entity ?? {});
  return { ...known, facts: distinct([...known.facts, ...next.facts]), onward: next.onward };
}

function gather(entity: Partial<Record<List, FactPage | undefined>>): Pick<Facts, "facts" | "onward" | "matching"> {
  const onward: Facts["onward"] = {};
  const facts: Fact[] = [];
  let matching = 0;
  for (const list of lists) {
    const page = entity[list];
    if (!page || page.nodes.length === 0) continue;
    facts.push(...page.nodes);
    matching += page.totalCount;
    if (page.pageInfo.hasNextPage && page.pageInfo.endCursor) onward[list] = page.pageInfo.endCursor;
  }
  return { facts: distinct(facts), onward, matching };
}

function factVariables(view: View, id: string) {
  const { kinds, things, filter } = listVariables(view);
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
    first: pageSize,
    // Figures and texts tie nothing: where a kind of tie or of other end is asked for, they don't pass.
    figures: kinds || narrow ? 0 : pageSize,
  };
}

function distinct(facts: Fact[]): Fact[] {
  return [...new Map(facts.map((fact) => [fact.id, fact])).values()];
}

async function askCited(client: Client, document: string, signal: AbortSignal) {
  const { claims } = await client.ask(CitedByDocument, { document, first: pageSize }, signal);
  return { facts: claims?.nodes ?? [], total: claims?.totalCount ?? 0 };
}

export interface Between {
  facts: Fact[];
  total: number;
}

/** The claims that tie two things: the latest stated, and how many there are. */
export async function askBetween(client: Client, view: View, signal: AbortSignal): Promise<Between> {
  const [a, b] = view.line;
  const { kinds, filter } = listVariables(view);
  const { entity } = await client.askOr(BetweenDocument, { a: a!, b: b!, kinds, filter }, { entity: null }, signal);
  const edge = entity?.neighbours.edges[0];
  return { facts: edge?.relationships ?? [], total: edge?.relationshipCount ?? 0 };
}

/** The paths between two things; only which of them is known, where one is not. */
export async function askWays(client: Client, view: View, signal: AbortSignal): Promise<WaysQuery> {
  const [from, to] = view.selected;
  const { kinds, filter } = listVariables(view);
  const ends = { from: from!, to: to! };
  try {
    return await client.ask(WaysDocument, { ...ends, kinds, filter, maxLength: view.reach || undefined }, signal);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "NOT_FOUND") throw error;
    return { ...(await client.ask(EndsDocument, ends, signal)), paths: null };
  }
}

export async function askSuggestions(client: Client, text: string, signal: AbortSignal): Promise<Suggestion[]> {
  const { search } = await client.ask(SuggestDocument, { text }, signal);
  return search?.edges ?? [];
}

/** The answer to a question in words; null where the server could not say. */
export async function askAnswer(client: Client, question: string, signal: AbortSignal): Promise<Answer | null> {
  return (await client.ask(AskDocument, { question }, signal)).ask;
}

/** Ways to go on with a question. A box that can't offer any still takes the question, so an error is no answer here. */
export async function askCompletions(client: Client, prefix: string, signal: AbortSignal): Promise<Completion[]> {
  return (await client.askOr(CompleteDocument, { prefix }, { complete: [] }, signal)).complete ?? [];
}

export const askKinds = (client: Client): Promise<KindsQuery> => client.ask(KindsDocument, {});

/** How many commits there are, as of now. */
export const askCommitCount = async (client: Client, signal?: AbortSignal): Promise<number> =>
  (await client.askAnew(CommitCountDocument, {}, signal)).commits?.totalCount ?? 0;

export const askWelcome = (client: Client, signal?: AbortSignal): Promise<Welcome> => client.ask(WelcomeDocument, {}, signal);

/** Whether two things are connected by a short path. */
export async function askTied(client: Client, ends: { from: string; to: string }): Promise<boolean> {
  const { paths } = await client.askOr(TiedDocument, ends, { paths: null });
  return (paths?.paths.length ?? 0) > 0;
}

/** The claim that the program makes of itself, whose passage can be read wherever it was loaded. */
export async function askAbout(client: Client, signal?: AbortSignal): Promise<Fact | undefined> {
  const { entity } = await client.ask(AboutDocument, { id: "programme/whence" }, signal);
  return entity?.attributes.nodes[0];
}

export async function askConflict(client: Client, id: string, signal?: AbortSignal): Promise<Fact[]> {
  const { node } = await client.ask(ConflictSidesDocument, { id }, signal);
  return node && "claims" in node ? node.claims : [];
}

/** Where a document can be had; null where the graph knows no such document. */
/** The fields of a record, as far as they are open to the reader; none where its file is not held. */
export async function askRecord(client: Client, document: string, key: string, signal?: AbortSignal) {
  const { entity } = await client.ask(RecordFieldsDocument, { id: document, key }, signal);
  return entity && "record" in entity ? (entity.record?.fields ?? []) : [];
}

export async function askDocumentPlace(client: Client, id: string, signal?: AbortSignal) {
  const { entity } = await client.ask(DocumentPlaceDocument, { id }, signal);
  return entity && "url" in entity ? entity : null;
}

/** Claims with their sources, for exports: as many at a time as a query may ask for. */
export async function askClaims(client: Client, ids: string[]): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (let i = 0; i < ids.length; i += 50) {
    const { nodes } = await client.ask(ClaimsDocument, { ids: ids.slice(i, i + 50) });
    facts.push(...nodes.filter((node): node is Fact => node !== null && "sentence" in node));
  }
  return facts;
}

/** On what conditions a document may be shown: where its licence stands, and what must be said. */
export interface Terms {
  licence: string | null;
  attribution: string | null;
}

/** The terms of documents, by their ids. */
export async function askTerms(client: Client, ids: string[]): Promise<Map<string, Terms>> {
  const terms = new Map<string, Terms>();
  for (let i = 0; i < ids.length; i += 50) {
    const { nodes } = await client.ask(TermsDocument, { ids: ids.slice(i, i + 50) });
    for (const node of nodes) if (node && "licence" in node) terms.set(node.id, { licence: node.licence, attribution: node.attribution });
  }
  return terms;
}
