import type { EntityKind, ExpansionQuery, RelationshipKind, ThingFragment, TieFragment } from "../api/generated.ts";

export type Thing = ThingFragment;
export type Tie = TieFragment;

export interface GraphNode extends Thing {
  /** Whose expansion brought it; null for those that stand by themselves. */
  parent: string | null;
}

/** Everything that ties two things: one line in the picture. */
export interface Line {
  id: string;
  a: string;
  b: string;
  ties: Tie[];
  /** How many claims there are, which may be more than were sent. */
  count: number;
  /** The server's sums of all of its money, where not all of its claims were sent. */
  sums: readonly LineSum[];
}

/** What the server added up: the low and the high end of each currency. */
export interface Sum {
  count: number;
  /** Claims that state no amount. */
  unstated: number;
  totals: readonly { currency: string; low: string; high: string | null }[];
  /** Not all claims were read in time: the sum is of those that were. */
  partial: boolean;
}

/** The sum of one kind of claim between a thing and another. */
export interface LineSum extends Sum {
  other: string;
  outward: boolean;
  kind: RelationshipKind;
}

type Expansion = NonNullable<ExpansionQuery["entity"]>;
type Edge = Expansion["fresh"]["edges"][number];

/** What is drawn: things, and lines between them. It knows nothing of how it looks. */
export class Graph {
  readonly nodes = new Map<string, GraphNode>();
  readonly lines = new Map<string, Line>();
  /** How many neighbours of each opened thing its expansions left undrawn, and how many pass the filters in all. */
  readonly remaining = new Map<string, number>();
  readonly neighbours = new Map<string, number>();
  /** A path that is to be seen as one: its things from end to end. */
  chain: readonly string[] = [];
  /** Whether of many neighbours those that give or get most were drawn first. */
  moneyFirst = false;
  /** Whether what most money means was added up of a part of the claims alone, for want of time. */
  moneyPartly = false;

  addThing(thing: Thing, parent: string | null = null) {
    if (!this.nodes.has(thing.id)) this.nodes.set(thing.id, { ...thing, parent });
  }

  addTie(tie: Tie) {
    const a = tie.subject.id;
    const b = tie.object.id;
    if (a === b || !this.nodes.has(a) || !this.nodes.has(b)) return;
    const line = this.line(a, b);
    if (line.ties.some((other) => other.id === tie.id)) return;
    line.ties.push(tie);
    line.count = Math.max(line.count, line.ties.length);
  }

  /** Adds the answer to one expansion. */
  addExpansion(entity: Expansion) {
    this.addThing(entity);
    for (const edge of entity.fresh.edges) this.addThing(edge.node, entity.id);
    for (const edge of [...entity.fresh.edges, ...entity.known.edges]) this.addEdge(entity.id, edge);
    this.remaining.set(entity.id, Math.max(0, entity.left.totalCount - entity.fresh.edges.length));
    this.neighbours.set(entity.id, entity.all.totalCount);
  }

  private addEdge(from: string, edge: Edge) {
    for (const tie of edge.relationships) this.addTie(tie);
    const line = this.lines.get(lineId(from, edge.node.id));
    if (line) line.count = Math.max(line.count, edge.relationshipCount);
  }

  private line(a: string, b: string): Line {
    const id = lineId(a, b);
    const line = this.lines.get(id) ?? { id, a, b, ties: [], count: 0, sums: [] };
    this.lines.set(id, line);
    return line;
  }

  /** The other ends of a thing's lines that stand for more claims than were sent, some of them money. */
  shortOfMoney(id: string, isMoney: (kind: RelationshipKind) => boolean): string[] {
    return this.linesAt(id)
      .filter((line) => line.ties.length < line.count && line.ties.some((tie) => isMoney(tie.kind)))
      .map((line) => otherEnd(line, id));
  }

  addSum(id: string, sum: LineSum) {
    const line = this.lines.get(lineId(id, sum.other));
    const known = line?.sums.some((one) => one.kind === sum.kind && one.outward === sum.outward && one.other === sum.other);
    if (line && !known) line.sums = [...line.sums, sum];
  }

  /** How many claims its lines stand for, and how many of those were sent. */
  get claims(): { shown: number; all: number } {
    const lines = [...this.lines.values()];
    return {
      shown: lines.reduce((sum, line) => sum + line.ties.length, 0),
      all: lines.reduce((sum, line) => sum + line.count, 0),
    };
  }

  /** The same without some things, and without the lines that end in them. */
  without(ids: Iterable<string>): Graph {
    const hidden = new Set(ids);
    return this.only((id) => !hidden.has(id));
  }

  only(keep: (id: string) => boolean): Graph {
    const graph = new Graph();
    for (const [id, node] of this.nodes) if (keep(id)) graph.nodes.set(id, node);
    for (const [id, line] of this.lines) if (keep(line.a) && keep(line.b)) graph.lines.set(id, line);
    graph.chain = this.chain.filter(keep);
    graph.moneyFirst = this.moneyFirst;
    graph.moneyPartly = this.moneyPartly;
    for (const [id, count] of this.remaining) if (keep(id)) graph.remaining.set(id, count);
    for (const [id, count] of this.neighbours) if (keep(id)) graph.neighbours.set(id, count);
    return graph;
  }

  get size(): number {
    return this.nodes.size + this.lines.size;
  }

  linesAt(id: string): Line[] {
    return [...this.lines.values()].filter((line) => line.a === id || line.b === id);
  }

  /** How many claims about a thing are not in the picture. */
  undrawn(id: string): number {
    const drawn = this.linesAt(id).reduce((sum, line) => sum + line.count, 0);
    return Math.max(0, (this.nodes.get(id)?.degree ?? 0) - drawn);
  }

  /** Everything but a thing and what is tied to it. */
  othersThan(id: string): string[] {
    const kept = new Set([id, ...this.linesAt(id).flatMap((line) => [line.a, line.b])]);
    return [...this.nodes.keys()].filter((other) => !kept.has(other));
  }

  countKinds(): Map<EntityKind, number> {
    const counts = new Map<EntityKind, number>();
    for (const node of this.nodes.values()) counts.set(node.kind, (counts.get(node.kind) ?? 0) + 1);
    return counts;
  }
}

export function lineId(a: string, b: string): string {
  return a < b ? `${a}~${b}` : `${b}~${a}`;
}

export const otherEnd = (line: Line, id: string): string => (line.a === id ? line.b : line.a);

/** At most this many things and lines are drawn; a picture of more is no picture. */
export const drawingLimit = 300;

/** The part of a graph that is drawn: its first things, as many as stay within the limit with their lines. */
export function within(graph: Graph, limit = drawingLimit): Graph {
  if (graph.size <= limit) return graph;
  const kept = new Set<string>();
  let size = 0;
  for (const id of graph.nodes.keys()) {
    const lines = graph.linesAt(id).filter((line) => kept.has(otherEnd(line, id))).length;
    if (size + 1 + lines > limit) continue;
    kept.add(id);
    size += 1 + lines;
  }
  return graph.only((id) => kept.has(id));
}
