import { boxOf, labelSize, type Lettering, type Place, type Point, radiusOf } from "./box.ts";
import type { GraphNode } from "./graph.ts";

/** The room that a picture has, in pixels. */
export interface Room {
  width: number;
  height: number;
}

/** Where a picture is narrower than this, names have little room at the sides. */
export const narrowWidth = 600;

/** Between one thing of a column and the next, and how little it may be where there are many. */
const gap = 12;
const tight = 3;
/** How much of a column a thing gets where there is room to spare. */
const ease = 130;
const margin = 28;

/**
 * Stands a family on an ellipse around its parent, in two columns read from top to bottom, names looking outward. Since
 * an ellipse bulges, no line from its middle runs through a thing or a name; since columns are spaced by the names in
 * them, no two names touch.
 */
export function starOf(
  parent: GraphNode,
  centre: Point,
  columns: readonly [left: GraphNode[], right: GraphNode[]],
  lettering: Lettering,
  room: Room,
): Map<string, Place> {
  const heights = columns.map((column) => column.map((node) => heightOf(node, lettering)));
  const spans = heights.map((column) => spanOf(column, room));
  const half = Math.max(...spans) / 2;
  const width = halfWidth(parent, columns.flat(), half, lettering, room);
  const places = new Map<string, Place>();
  columns.forEach((column, i) => {
    const side = i === 0 ? "left" : "right";
    const spare = (spans[i]! - sum(heights[i]!)) / column.length;
    let y = -spans[i]! / 2;
    column.forEach((node, j) => {
      const middle = y + (heights[i]![j]! + spare) / 2;
      const x = Math.max(radiusOf(node) + tight, width * Math.sqrt(1 - (middle / half) ** 2));
      places.set(node.id, { x: Math.round(centre.x + (side === "left" ? -x : x)), y: Math.round(centre.y + middle), side });
      y += heights[i]![j]! + spare;
    });
  });
  return places;
}

function heightOf(node: GraphNode, lettering: Lettering): number {
  const box = boxOf(node, { x: 0, y: 0, side: "right" }, lettering);
  return box.y2 - box.y1;
}

/** How high a column is: as its names need, and beyond that as high as it can use. */
function spanOf(heights: number[], room: Room): number {
  const count = heights.length;
  return Math.max(sum(heights) + tight * count, Math.min(room.height - 2 * margin, Math.max(sum(heights) + gap * count, ease * count)));
}

/** Half the ellipse's width: what the names at both sides leave, and never so little that the parent's name is in the way. */
function halfWidth(parent: GraphNode, family: GraphNode[], half: number, lettering: Lettering, room: Room): number {
  const widest = Math.max(...family.map(radiusOf));
  const name = boxOf(parent, { x: 0, y: 0, side: "below" }, lettering);
  const shrunk = Math.max(1, (2 * half) / Math.max(1, room.height - 2 * margin));
  const longest = Math.max(...family.map((node) => labelSize(node.name, lettering).width));
  const left = (shrunk * room.width) / 2 - margin - longest - widest;
  return Math.max(name.x2 + widest + gap, Math.min(left, Math.max(200, 1.15 * half)));
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
