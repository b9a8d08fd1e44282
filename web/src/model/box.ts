import type { GraphNode } from "./graph.ts";

export interface Point {
  x: number;
  y: number;
}

/** Where a thing stands, and on which side of it its name is written. */
export interface Place extends Point {
  side: "left" | "right" | "above" | "below";
}

export interface Box {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** Measures in the picture's own units; stage.ts draws by the same. */
export const labelLine = 17;
export const labelGap = 5;

/** Half the width of a thing's symbol: the better connected, the larger. */
export function radiusOf(node: Pick<GraphNode, "degree">): number {
  return Math.min(22, 10 + 2 * Math.sqrt(node.degree));
}

/** How names are written: how wide a line of text is, and how wide it may be, both in pixels. */
export interface Lettering {
  widthOf(text: string): number;
  wrap: number;
}

/** Rough widths for where nothing can be measured. */
export const roughly: Lettering = { widthOf: (text) => text.length * 7.5, wrap: 156 };

/** A name, broken between words to the lettering's wrap. */
export function labelLines(text: string, { widthOf, wrap }: Lettering): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && widthOf(longer) <= wrap) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

export function labelSize(text: string, lettering: Lettering): { width: number; height: number } {
  const lines = labelLines(text, lettering);
  return { width: Math.max(...lines.map(lettering.widthOf)), height: lines.length * labelLine };
}

/** What a thing covers with its name. */
export function boxOf(node: GraphNode, place: Place, lettering: Lettering): Box {
  const r = radiusOf(node) + 2;
  const { width, height } = labelSize(node.name, lettering);
  const { x, y, side } = place;
  if (side === "above" || side === "below") {
    const half = Math.max(r, width / 2);
    const far = r + labelGap + height;
    return { x1: x - half, y1: y - (side === "above" ? far : r), x2: x + half, y2: y + (side === "below" ? far : r) };
  }
  const half = Math.max(r, height / 2);
  const far = r + labelGap + width;
  return { x1: x - (side === "left" ? far : r), y1: y - half, x2: x + (side === "right" ? far : r), y2: y + half };
}

/** The same in two: the symbol, and the name. There is room beside a name that stands below. */
export function partsOf(node: GraphNode, place: Place, lettering: Lettering): [symbol: Box, name: Box] {
  const r = radiusOf(node) + 2;
  const symbol = { x1: place.x - r, y1: place.y - r, x2: place.x + r, y2: place.y + r };
  return [symbol, nameBox(node, place, lettering)];
}

/** Whether two boxes overlap or come nearer than the gap. */
export function touching(a: Box, b: Box, gap = 6): boolean {
  return a.x1 < b.x2 + gap && b.x1 < a.x2 + gap && a.y1 < b.y2 + gap && b.y1 < a.y2 + gap;
}

/** Whether the line between two points runs through a box. */
export const crosses = (from: Point, to: Point, box: Box): boolean => cut(from, to, box) !== undefined;

/** The part of the line between two points that runs through a box, as shares of its length. */
function cut(from: Point, to: Point, box: Box): { enter: number; leave: number } | undefined {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if ((dx === 0 && (from.x < box.x1 || from.x > box.x2)) || (dy === 0 && (from.y < box.y1 || from.y > box.y2))) return undefined;
  const [x1, x2] = dx === 0 ? [0, 1] : [(box.x1 - from.x) / dx, (box.x2 - from.x) / dx];
  const [y1, y2] = dy === 0 ? [0, 1] : [(box.y1 - from.y) / dy, (box.y2 - from.y) / dy];
  const enter = Math.max(0, Math.min(x1, x2), Math.min(y1, y2));
  const leave = Math.min(1, Math.max(x1, x2), Math.max(y1, y2));
  return enter < leave ? { enter, leave } : undefined;
}

/** Where a line to another point leaves a thing: at the edge of its symbol, or of its name where that is in the way. */
export function edgeOf(node: GraphNode, place: Place, to: Point, lettering: Lettering): Point {
  const behind = behindName(node, place, to, lettering);
  if (behind) return behind;
  const length = Math.hypot(to.x - place.x, to.y - place.y) || 1;
  return along(place, to, Math.min(0.5, (radiusOf(node) + 2) / length));
}

/** Where a line to another point comes out from behind a thing's name; undefined where the name isn't in its way. */
export function behindName(node: GraphNode, place: Place, to: Point, lettering: Lettering): Point | undefined {
  const through = cut(place, to, nameBox(node, place, lettering));
  return through && through.leave < 0.9 ? along(place, to, through.leave) : undefined;
}

const along = (from: Point, to: Point, share: number): Point => ({
  x: from.x + share * (to.x - from.x),
  y: from.y + share * (to.y - from.y),
});

/** What a thing's name covers without its symbol. */
function nameBox(node: GraphNode, place: Place, lettering: Lettering): Box {
  const { width, height } = labelSize(node.name, lettering);
  const near = radiusOf(node) + labelGap - 1;
  const { x, y, side } = place;
  if (side === "below" || side === "above") {
    const [y1, y2] = side === "below" ? [y + near, y + near + height + 3] : [y - near - height - 3, y - near];
    return { x1: x - width / 2, y1, x2: x + width / 2, y2 };
  }
  const [x1, x2] = side === "right" ? [x + near, x + near + width + 3] : [x - near - width - 3, x - near];
  return { x1, y1: y - height / 2, x2, y2: y + height / 2 };
}
