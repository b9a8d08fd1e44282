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
export const labelWidth = 148;
export const labelLine = 16;
export const labelGap = 5;

/** Half the width of a thing's symbol: the better connected, the larger. */
export function radiusOf(node: Pick<GraphNode, "degree">): number {
  return Math.min(22, 10 + 2 * Math.sqrt(node.degree));
}

/** The width in pixels of a line of label text. */
export type Measure = (text: string) => number;

/** A rough width for where nothing can be measured. */
export const roughly: Measure = (text) => text.length * 7;

/** A name, broken between words to labelWidth. */
export function labelLines(text: string, measure: Measure): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && measure(longer) <= labelWidth) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

export function labelSize(text: string, measure: Measure): { width: number; height: number } {
  const lines = labelLines(text, measure);
  return { width: Math.max(...lines.map(measure)), height: lines.length * labelLine };
}

/** What a thing covers with its name. */
export function boxOf(node: GraphNode, place: Place, measure: Measure): Box {
  const r = radiusOf(node) + 2;
  const { width, height } = labelSize(node.name, measure);
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

/** Whether two boxes overlap or come nearer than the gap. */
export function touching(a: Box, b: Box, gap = 6): boolean {
  return a.x1 < b.x2 + gap && b.x1 < a.x2 + gap && a.y1 < b.y2 + gap && b.y1 < a.y2 + gap;
}

/** Whether the line between two points runs through a box. */
export function crosses(from: Point, to: Point, box: Box): boolean {
  let [enter, leave] = [0, 1];
  const edges = [
    [from.x - to.x, from.x - box.x1],
    [to.x - from.x, box.x2 - from.x],
    [from.y - to.y, from.y - box.y1],
    [to.y - from.y, box.y2 - from.y],
  ] as const;
  // Liang and Barsky: each edge of the box cuts off a part of the line.
  for (const [direction, distance] of edges) {
    if (direction === 0 && distance < 0) return false;
    const at = distance / direction;
    if (direction < 0) enter = Math.max(enter, at);
    if (direction > 0) leave = Math.min(leave, at);
  }
  return enter < leave;
}
