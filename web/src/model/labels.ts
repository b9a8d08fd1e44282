import { type Box, labelLine, labelLines, type Lettering, partsOf, type Place, type Point, touching } from "./box.ts";
import type { Graph, Line } from "./graph.ts";
import { crossesRoute, pointOn, type Route } from "./route.ts";

/** The size of a line's label against a name's. */
export const labelScale = 0.86;

/** A line's label in rows, narrower than names are: it stands on its line. */
export const labelRows = (label: string, { widthOf, wrap }: Lettering): string[] =>
  labelLines(label, { widthOf: (text) => labelScale * widthOf(text), wrap: 0.72 * wrap });

/** Enough labels to tell what the lines are about. The rest show when they are pointed at. */
const mostLabels = 14;
const mostAlike = 5;

/** Where along its line a label may stand, the best first. */
const shares = [0.5, 0.58, 0.42, 0.66, 0.34];

export interface Labelling {
  labelOf(line: Line): string;
  /** Below 0: never shown. 0: shown where there is room. Above: shown wherever it covers nothing. */
  preference(line: Line): number;
}

/**
 * Where the labels of lines can be read: where they cover no name, no symbol and no other label, and no other line runs
 * through them. The preferred come first, and may lie on another line; then short ones, which leave more room for others.
 * A label that many lines share is shown on a few.
 */
export function labelSpots(
  graph: Graph,
  places: ReadonlyMap<string, Place>,
  routes: ReadonlyMap<string, Route>,
  { labelOf, preference }: Labelling,
  lettering: Lettering,
): Map<string, Point> {
  const taken: Box[] = [];
  for (const [id, node] of graph.nodes) {
    const spot = places.get(id);
    if (spot) taken.push(...partsOf(node, spot, lettering));
  }
  const spots = new Map<string, Point>();
  const alike = new Map<string, number>();
  const wanted = [...graph.lines.values()].filter((line) => preference(line) >= 0);
  const order = wanted.sort((a, b) => preference(b) - preference(a) || labelOf(a).length - labelOf(b).length);
  for (const line of order) {
    const [label, drawn, preferred] = [labelOf(line), routes.get(line.id), preference(line) > 0];
    const shown = alike.get(label) ?? 0;
    if (!drawn || (!preferred && (spots.size >= mostLabels || shown >= mostAlike))) continue;
    const boxAt = boxFor(labelRows(label, lettering), lettering);
    const clear = spotsOn(drawn).filter((spot) => !taken.some((other) => touching(boxAt(spot), other, 2)));
    const alone = clear.find((spot) => !runThrough(routes, line, boxAt(spot)));
    const spot = alone ?? (preferred ? clear[0] : undefined);
    if (!spot) continue;
    taken.push(boxAt(spot));
    alike.set(label, shown + 1);
    spots.set(line.id, spot);
  }
  return spots;
}

const spotsOn = (route: Route): Point[] => shares.map((share) => pointOn(route, share));

function boxFor(rows: string[], { widthOf }: Lettering): (spot: Point) => Box {
  const across = (labelScale * Math.max(...rows.map(widthOf))) / 2 + 2;
  const down = (rows.length * labelScale * labelLine) / 2 + 1;
  return ({ x, y }) => ({ x1: x - across, y1: y - down, x2: x + across, y2: y + down });
}

function runThrough(routes: ReadonlyMap<string, Route>, line: Line, box: Box): boolean {
  for (const [id, route] of routes) if (id !== line.id && crossesRoute(route, box)) return true;
  return false;
}
