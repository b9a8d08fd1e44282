import { type Box, boxOf, labelGap, labelLine, labelLines, type Measure, type Place, type Point, radiusOf } from "../model/box.ts";
import { glyphPath } from "../model/glyphs.ts";
import type { GraphNode, Line } from "../model/graph.ts";
import { type LineLook, lookOf } from "../model/line.ts";
import { type Palette, thingColour } from "../model/palette.ts";
import type { Drawing } from "./drawing.ts";
import { escaped } from "./graphml.ts";

const margin = 24;
const font = "Source Sans 3, system-ui, sans-serif";

/** The picture as SVG 1.1, in the theme it is seen in; text stays text. */
export function toSVG(drawing: Drawing, palette: Palette, measure: Measure): string {
  const { graph, places, vocabulary } = drawing;
  const nodes = [...graph.nodes.values()].filter((node) => places.has(node.id));
  const frame = bounds(nodes.map((node) => boxOf(node, places.get(node.id)!, measure)));
  const lines = [...graph.lines.values()].filter((line) => places.has(line.a) && places.has(line.b));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${frame.x1} ${frame.y1} ${frame.x2 - frame.x1} ${frame.y2 - frame.y1}" font-family="${font}" font-size="13">`,
    `<title>${escaped(drawing.title)}</title>`,
    `<rect x="${frame.x1}" y="${frame.y1}" width="${frame.x2 - frame.x1}" height="${frame.y2 - frame.y1}" fill="${palette.ground}"/>`,
    ...lines.map((line) => lineSVG(line, lookOf(line, vocabulary), drawing, palette)),
    ...nodes.map((node) => nodeSVG(node, places.get(node.id)!, palette, measure)),
    "</svg>",
    "",
  ].join("\n");
}

function bounds(boxes: Box[]): Box {
  return {
    x1: Math.floor(Math.min(0, ...boxes.map((box) => box.x1)) - margin),
    y1: Math.floor(Math.min(0, ...boxes.map((box) => box.y1)) - margin),
    x2: Math.ceil(Math.max(0, ...boxes.map((box) => box.x2)) + margin),
    y2: Math.ceil(Math.max(0, ...boxes.map((box) => box.y2)) + margin),
  };
}

function lineSVG(line: Line, look: LineLook, { graph, places }: Drawing, palette: Palette): string {
  const [a, b] = [places.get(line.a)!, places.get(line.b)!];
  const start = towards(a, b, radiusOf(graph.nodes.get(line.a)!) + 2);
  const end = towards(b, a, radiusOf(graph.nodes.get(line.b)!) + 2);
  const colour = look.money ? palette.money : palette.line;
  const dash = { solid: "", dotted: ' stroke-dasharray="2 4"', dashed: ' stroke-dasharray="8 5"' }[look.dash];
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  return [
    `<g${look.faint ? ' opacity="0.6"' : ""}><path d="M${xy(start)} L${xy(end)}" stroke="${colour}" stroke-width="1.5" fill="none"${dash}/>`,
    look.toB ? arrowHead(start, end, colour) : "",
    look.toA ? arrowHead(end, start, colour) : "",
    `<text x="${round(middle.x)}" y="${round(middle.y + 4)}" text-anchor="middle" font-size="11" fill="${palette.muted}" stroke="${palette.ground}" stroke-width="4" paint-order="stroke">${escaped(look.label)}</text></g>`,
  ].join("");
}

function arrowHead(from: Point, tip: Point, colour: string): string {
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x);
  const corner = (turn: number) => xy({ x: tip.x - 9 * Math.cos(angle + turn), y: tip.y - 9 * Math.sin(angle + turn) });
  return `<path d="M${xy(tip)} L${corner(0.4)} L${corner(-0.4)} Z" fill="${colour}"/>`;
}

function nodeSVG(node: GraphNode, spot: Place, palette: Palette, measure: Measure): string {
  const r = radiusOf(node);
  const rows = labelLines(node.name, measure);
  const x = { left: -r - labelGap - 2, right: r + labelGap + 2, above: 0, below: 0 }[spot.side];
  const height = (rows.length - 1) * labelLine;
  const y = { left: 4 - height / 2, right: 4 - height / 2, above: -r - labelGap - 4 - height, below: r + labelGap + 13 }[spot.side];
  const anchor = { left: "end", right: "start", above: "middle", below: "middle" }[spot.side];
  const text = rows.map((row, i) => `<tspan x="${x}" y="${y + i * labelLine}">${escaped(row)}</tspan>`).join("");
  return `<g transform="translate(${xy(spot)})"><path d="${glyphPath(node.kind, r)}" fill="${thingColour(palette, node.kind)}"/><text text-anchor="${anchor}" fill="${palette.text}" stroke="${palette.ground}" stroke-width="3" paint-order="stroke">${text}</text></g>`;
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: from.x + ((to.x - from.x) * distance) / length, y: from.y + ((to.y - from.y) * distance) / length };
}

const round = (value: number) => Math.round(value * 10) / 10;
const xy = (point: Point) => `${round(point.x)} ${round(point.y)}`;
