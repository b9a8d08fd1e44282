import { behindName, type Box, crosses, edgeOf, type Lettering, partsOf, type Place, type Point, touching } from "./box.ts";
import type { Graph, Line } from "./graph.ts";

/** How a line runs from thing to thing: straight, or in a bow around what stands in between. */
export interface Route {
  from: Point;
  to: Point;
  /** How far the bow's control point is from the middle of the straight line, to its right; 0 for a straight one. */
  bow: number;
  /** Where it leaves a thing that is not seen at its symbol's edge, since a name is in the way. */
  fromName?: Point;
  toName?: Point;
}

type Places = ReadonlyMap<string, Place>;

/** Bows are tried in this order. */
const bows = [24, -24, 45, -45, 80, -80, 130, -130, 200, -200];

/** So many things in the way of a line are a crowd. */
const hopeless = 4;

/** The routes of all lines whose ends stand. A straight line is the rule; a bow is for one that would run through a thing. */
export function routesOf(graph: Graph, places: Places, lettering: Lettering): Map<string, Route> {
  const boxes = new Map<string, Box[]>();
  for (const [id, spot] of places) if (graph.nodes.has(id)) boxes.set(id, partsOf(graph.nodes.get(id)!, spot, lettering));
  const routes = new Map<string, Route>();
  for (const line of graph.lines.values()) {
    const [a, b] = [places.get(line.a), places.get(line.b)];
    if (a && b) routes.set(line.id, routed(graph, line, a, b, clearest(line, a, b, boxes), lettering));
  }
  return routes;
}

/** The bow that runs through fewest things. Where a straight line runs through many, no bow would help: it stays straight. */
function clearest(line: Line, a: Place, b: Place, boxes: ReadonlyMap<string, Box[]>): number {
  const near = nearby(line, a, b, boxes);
  const hits = (bow: number) => {
    const points = curve(a, b, bow);
    return near.filter((box) => runsThrough(points, box)).length;
  };
  let [best, fewest] = [0, hits(0)];
  if (fewest > hopeless) return 0;
  for (const bow of bows) {
    if (fewest === 0) break;
    const count = hits(bow);
    if (count < fewest) [best, fewest] = [bow, count];
  }
  return best;
}

/** What stands where a line or a bow of it may come. */
function nearby(line: Line, a: Place, b: Place, boxes: ReadonlyMap<string, Box[]>): Box[] {
  const reach = Math.max(...bows) / 2;
  const area = { x1: Math.min(a.x, b.x), y1: Math.min(a.y, b.y), x2: Math.max(a.x, b.x), y2: Math.max(a.y, b.y) };
  const near: Box[] = [];
  for (const [id, parts] of boxes)
    if (id !== line.a && id !== line.b) for (const part of parts) if (touching(part, area, reach)) near.push(part);
  return near;
}

function routed(graph: Graph, line: Line, a: Place, b: Place, bow: number, lettering: Lettering): Route {
  const [first, last] = [graph.nodes.get(line.a)!, graph.nodes.get(line.b)!];
  const [towardsB, towardsA] = bow === 0 ? [b, a] : [control(a, b, bow), control(a, b, bow)];
  return {
    from: edgeOf(first, a, towardsB, lettering),
    to: edgeOf(last, b, towardsA, lettering),
    bow,
    fromName: behindName(first, a, towardsB, lettering),
    toName: behindName(last, b, towardsA, lettering),
  };
}

/** The control point of the quadratic curve that a bow is. */
export function control(from: Point, to: Point, bow: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return {
    x: (from.x + to.x) / 2 - (bow * (to.y - from.y)) / length,
    y: (from.y + to.y) / 2 + (bow * (to.x - from.x)) / length,
  };
}

/** A point of a route; 0 is where it begins, 1 is where it ends. */
export function pointOn({ from, to, bow }: Pick<Route, "from" | "to" | "bow">, share: number): Point {
  const middle = control(from, to, bow);
  const mix = (a: number, b: number, c: number) => (1 - share) ** 2 * a + 2 * share * (1 - share) * b + share ** 2 * c;
  return { x: mix(from.x, middle.x, to.x), y: mix(from.y, middle.y, to.y) };
}

const curve = (from: Point, to: Point, bow: number): Point[] =>
  bow === 0 ? [from, to] : Array.from({ length: 13 }, (_, i) => pointOn({ from, to, bow }, i / 12));

/** Whether a line that follows a route would be seen in a box. */
export const crossesRoute = ({ from, to, bow }: Route, box: Box): boolean => runsThrough(curve(from, to, bow), box);

function runsThrough(points: readonly Point[], box: Box): boolean {
  for (let i = 1; i < points.length; i++) if (crosses(points[i - 1]!, points[i]!, box)) return true;
  return false;
}
