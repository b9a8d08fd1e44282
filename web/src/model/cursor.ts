import type { Place } from "./box.ts";
import { type Graph, type Line, otherEnd } from "./graph.ts";

/** Where the keyboard is in the picture: on a thing, or on one of its lines. */
export interface Cursor {
  thing: string;
  line?: string;
}

type Places = ReadonlyMap<string, Place>;

/** The nearest thing in a direction: what an arrow key goes to. Sideways distance counts double. */
export function nextTowards(places: Places, from: string, direction: "up" | "down" | "left" | "right"): string | undefined {
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

/** The line of a thing that comes after another, clockwise from the top, and around again; the first where it is on none. */
export function nextLine(graph: Graph, places: Places, { thing, line }: Cursor, step: 1 | -1): Line | undefined {
  const lines = clockwise(graph, places, thing);
  const at = lines.findIndex(({ id }) => id === line);
  const next = at < 0 ? (step > 0 ? 0 : lines.length - 1) : (at + step + lines.length) % lines.length;
  return lines[next];
}

function clockwise(graph: Graph, places: Places, thing: string): Line[] {
  const from = places.get(thing);
  const turn = (line: Line) => {
    const to = places.get(otherEnd(line, thing));
    if (!from || !to) return 0;
    const angle = Math.atan2(to.x - from.x, from.y - to.y);
    return angle < 0 ? angle + 2 * Math.PI : angle;
  };
  return graph.linesAt(thing).sort((a, b) => turn(a) - turn(b) || a.id.localeCompare(b.id));
}
