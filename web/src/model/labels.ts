import { type Box, boxOf, type Measure, type Place, touching } from "./box.ts";
import type { Graph, Line } from "./graph.ts";

/** The size of a line's label against a name's. */
const scale = 0.86;

/** Enough labels to tell what the lines are about. The rest show when they are pointed at. */
const mostLabels = 14;
const mostAlike = 5;

/**
 * The lines whose labels can be read: those that cover no name, no symbol and no other label. The preferred come first,
 * then short labels, which leave more room for others. A label that many lines share is shown on a few.
 */
export function readableLabels(
  graph: Graph,
  places: ReadonlyMap<string, Place>,
  labelOf: (line: Line) => string,
  preference: (line: Line) => number,
  measure: Measure,
): Set<string> {
  const taken: Box[] = [];
  for (const [id, node] of graph.nodes) {
    const spot = places.get(id);
    if (spot) taken.push(boxOf(node, spot, measure));
  }
  const readable = new Set<string>();
  const alike = new Map<string, number>();
  const order = [...graph.lines.values()].sort((a, b) => preference(b) - preference(a) || labelOf(a).length - labelOf(b).length);
  for (const line of order) {
    const shown = alike.get(labelOf(line)) ?? 0;
    if (preference(line) === 0 && (readable.size >= mostLabels || shown >= mostAlike)) continue;
    const [a, b] = [places.get(line.a), places.get(line.b)];
    if (!a || !b) continue;
    const half = (measure(labelOf(line)) * scale) / 2;
    const x = (a.x + b.x) / 2;
    const y = (a.y + b.y) / 2;
    const box = { x1: x - half, y1: y - 8, x2: x + half, y2: y + 8 };
    if (taken.some((other) => touching(box, other, 2))) continue;
    taken.push(box);
    alike.set(labelOf(line), shown + 1);
    readable.add(line.id);
  }
  return readable;
}

/** The nearest thing in a direction: what an arrow key goes to. Sideways distance counts double. */
export function nextTowards(
  places: ReadonlyMap<string, Place>,
  from: string,
  direction: "up" | "down" | "left" | "right",
): string | undefined {
  const start = places.get(from);
  if (!start) return places.keys().next().value;
  const sign = direction === "up" || direction === "left" ? -1 : 1;
  const vertical = direction === "up" || direction === "down";
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [id, spot] of places) {
    const ahead = sign * (vertical ? spot.y - start.y : spot.x - start.x);
    const aside = Math.abs(vertical ? spot.x - start.x : spot.y - start.y);
    if (id === from || ahead <= 0 || aside > ahead * 2.5) continue;
    const distance = ahead + 2 * aside;
    if (distance < least) [best, least] = [id, distance];
  }
  return best;
}
