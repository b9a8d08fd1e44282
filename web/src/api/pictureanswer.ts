import { drawingLimit, Graph, type LineSum } from "../model/graph.ts";
import { isMoney, moneyKinds } from "../model/moneykinds.ts";
import { expandedIn, type View } from "../model/view.ts";
import type { Client } from "./client.ts";
import {
  type EntityFilter,
  ExpansionDocument,
  type ExpansionQuery,
  MoneyDocument,
  type MoneyQuery,
  type RelationshipKind,
} from "./generated.ts";
import { claimFilter } from "./questions.ts";

/** How many neighbours one expansion draws. */
export const expansionSize = 25;

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
  to: EntityFilter;
}

export interface Picture {
  graph: Graph;
  steps: Step[];
  /** Opened ids that the graph doesn't know. */
  unknown: string[];
  /** How many expansions were not made because the picture is full. */
  unopened: number;
}

/** Whether the neighbours that give or get most are drawn first: where that was chosen, or where money alone is looked at. */
const moneyFirst = (view: View): boolean =>
  view.first === "money" || (view.first === "usual" && view.kinds.length > 0 && view.kinds.every(isMoney));

/** Whether most claims of a thing with more neighbours than are drawn are money: then that is what it is looked at for. */
function mostlyMoney(view: View, entity: ExpansionQuery["entity"]): boolean {
  if (!entity || view.first !== "usual" || view.kinds.length > 0 || entity.left.totalCount <= expansionSize) return false;
  const count = (counts: readonly { count: number }[]) => counts.reduce((sum, one) => sum + one.count, 0);
  return 2 * count(entity.relationshipCounts.filter(({ kind }) => isMoney(kind))) > count(entity.relationshipCounts);
}

/**
 * The picture that a view describes. Each expansion leaves out what is drawn already, so each waits for the one before it;
 * the client keeps the answers, so a further expansion asks only for itself. A picture that is full takes no more.
 */
export async function askPicture(client: Client, view: View, signal: AbortSignal): Promise<Picture> {
  const picture: Picture = { graph: new Graph(), steps: [], unknown: [], unopened: 0 };
  for (const id of expandedIn(view)) {
    if (picture.graph.nodes.size >= drawingLimit) {
      picture.unopened++;
      continue;
    }
    const drawn = [...new Set([id, ...picture.graph.nodes.keys()])];
    const { step, byMoney, partly, entity } = await expand(client, view, id, drawn, signal);
    if (!entity) picture.unknown.push(id);
    else picture.graph.addExpansion(entity);
    picture.graph.moneyFirst ||= byMoney;
    picture.graph.moneyPartly ||= partly;
    picture.steps.push(step);
    if (entity) await addSums(client, view, picture.graph, id, signal);
  }
  return picture;
}

/** One expansion: as usual by connections; where money is looked at, or most of what there is, by money. */
async function expand(client: Client, view: View, id: string, drawn: string[], signal: AbortSignal) {
  const things = { kinds: pictureVariables(view).things };
  const ask = async (byMoney: boolean) => {
    const most = byMoney ? await mostMoney(client, view, id, drawn, signal) : { partly: false };
    const step = { id, drawn, to: most.to ?? things };
    return { step, byMoney, partly: most.partly, entity: await askExpansion(client, view, step, signal) };
  };
  const first = await ask(moneyFirst(view));
  return mostlyMoney(view, first.entity) ? ask(true) : first;
}

async function askExpansion(client: Client, view: View, { id, drawn, to }: Step, signal: AbortSignal) {
  const variables = { ...pictureVariables(view), id, drawn, to, first: expansionSize };
  return (await client.ask(ExpansionDocument, variables, signal)).entity;
}

interface MostMoney {
  to?: EntityFilter;
  /** Whether not all claims could be added up in time. */
  partly: boolean;
}

/** The neighbours that give or get most of those not drawn; undefined when all that have money are drawn. */
async function mostMoney(client: Client, view: View, id: string, drawn: string[], signal: AbortSignal): Promise<MostMoney> {
  const { things } = pictureVariables(view);
  const sums = await askSums(client, view, id, { kinds: things, not: { ids: drawn } }, signal);
  const ids = [...new Set(sums.sort(byAmount).map((sum) => sum.other))].slice(0, expansionSize);
  return { to: ids.length > 0 ? { ids } : undefined, partly: sums.some(({ partial }) => partial) };
}

/** The most first; sums of several currencies can't be compared, so the unstated and they come as the server has them. */
function byAmount(a: LineSum, b: LineSum): number {
  const [one, other] = [a.totals[0], b.totals[0]];
  return one && other && one.currency === other.currency ? Number(other.low) - Number(one.low) : 0;
}

/** Adds the server's sums to the lines of a thing whose claims were not all sent. */
async function addSums(client: Client, view: View, graph: Graph, id: string, signal: AbortSignal) {
  const ids = graph.shortOfMoney(id, isMoney);
  if (ids.length === 0) return;
  for (const sum of await askSums(client, view, id, { ids }, signal)) graph.addSum(id, sum);
}

/** A claim that is between a thing and others by money, added up: of an unknown thing there is none. */
async function askSums(client: Client, view: View, id: string, others: EntityFilter, signal: AbortSignal): Promise<LineSum[]> {
  const { kinds, filter } = pictureVariables(view);
  const money: RelationshipKind[] = kinds ? kinds.filter(isMoney) : [...moneyKinds];
  if (money.length === 0) return [];
  const variables = {
    kinds: money,
    given: { ...filter, subject: { ids: [id] }, object: others },
    received: { ...filter, object: { ids: [id] }, subject: others },
    first: 100,
  };
  const { given, received } = await client.askOr(MoneyDocument, variables, {}, signal);
  return [...sumsOf(given, true), ...sumsOf(received, false)];
}

function sumsOf(sums: MoneyQuery["given"] | undefined, outward: boolean): LineSum[] {
  return (sums?.rows ?? []).flatMap(({ key, count, unstated, totals }) => {
    const other = key[0]?.entity?.id;
    return other
      ? [{ other, outward, kind: key[1]!.value as RelationshipKind, count, unstated, totals, partial: sums!.partial ?? false }]
      : [];
  });
}
