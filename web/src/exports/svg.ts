import { type Box, boxOf, labelGap, labelLine, labelLines, type Lettering, type Place, type Point, radiusOf } from "../model/box.ts";
import { glyphPath } from "../model/glyphs.ts";
import type { GraphNode, Line } from "../model/graph.ts";
import { labelRows, labelScale, labelSpots } from "../model/labels.ts";
import { type EdgeStyle, edgeStyleOf } from "../model/edgestyle.ts";
import { control, type Route, routesOf } from "../model/route.ts";
import { faint, type Palette, thingColour } from "../model/palette.ts";
import { type ExportInput, termsOf } from "./exportinput.ts";
import { escaped } from "./graphml.ts";

const margin = 24;
const fontSize = 14;
const font = "Source Sans 3, system-ui, sans-serif";

/** The picture as SVG 1.1, in the theme it is seen in; text stays text. */
export function toSVG(drawing: ExportInput, palette: Palette, lettering: Lettering): string {
  const { graph, places, vocabulary } = drawing;
  const nodes = [...graph.nodes.values()].filter((node) => places.has(node.id));
  const frame = bounds(nodes.map((node) => boxOf(node, places.get(node.id)!, lettering)));
  const looks = new Map([...graph.lines.values()].map((line) => [line.id, edgeStyleOf(line, vocabulary)]));
  const labelling = {
    labelOf: (line: Line) => looks.get(line.id)!.label,
    preference: (line: Line) => Number(looks.get(line.id)!.money || looks.get(line.id)!.disputed),
  };
  const routes = routesOf(graph, places, lettering);
  const spots = labelSpots(graph, places, routes, labelling, lettering);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${frame.x1} ${frame.y1} ${frame.x2 - frame.x1} ${frame.y2 - frame.y1}" font-family="${font}" font-size="${fontSize}">`,
    `<title>${escaped(drawing.title)}</title>`,
    ...attributionSVG(drawing),
    `<rect x="${frame.x1}" y="${frame.y1}" width="${frame.x2 - frame.x1}" height="${frame.y2 - frame.y1}" fill="${palette.ground}"/>`,
    ...[...routes].map(([id, route]) => lineSVG(route, looks.get(id)!, palette)),
    ...[...spots].map(([id, spot]) => labelSVG(spot, looks.get(id)!, palette, lettering)),
    ...nodes.map((node) => nodeSVG(node, places.get(node.id)!, palette, lettering)),
    "</svg>",
    "",
  ].join("\n");
}

/** What must be said wherever the picture is shown, and where the terms of its claims stand: for programs and for those who can't see it. */
function attributionSVG({ facts, terms }: ExportInput): string[] {
  const attribution = termsOf(facts, terms, "attribution");
  const licences = termsOf(facts, terms, "licence");
  if (!attribution.length && !licences.length) return [];
  const said = [
    ...attribution.map((text) => `<dc:rights>${escaped(text)}</dc:rights>`),
    ...licences.map((address) => `<dcterms:license rdf:resource="${escaped(address)}"/>`),
  ];
  const names =
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"';
  return [
    `<desc>${escaped([...attribution, ...licences].join("; "))}</desc>`,
    `<metadata><rdf:RDF ${names}><rdf:Description rdf:about="">${said.join("")}</rdf:Description></rdf:RDF></metadata>`,
  ];
}

function bounds(boxes: Box[]): Box {
  return {
    x1: Math.floor(Math.min(0, ...boxes.map((box) => box.x1)) - margin),
    y1: Math.floor(Math.min(0, ...boxes.map((box) => box.y1)) - margin),
    x2: Math.ceil(Math.max(0, ...boxes.map((box) => box.x2)) + margin),
    y2: Math.ceil(Math.max(0, ...boxes.map((box) => box.y2)) + margin),
  };
}

function lineSVG({ from, to, bow }: Route, look: EdgeStyle, palette: Palette): string {
  const middle = control(from, to, bow);
  const colour = colourOf(look, palette, palette.line);
  const dash = { solid: "", dotted: ' stroke-dasharray="2 4"', dashed: ' stroke-dasharray="8 5"' }[look.dash];
  const path = `<path d="M${xy(from)} Q${xy(middle)} ${xy(to)}" fill="none"`;
  return [
    `<g${look.faint ? ` opacity="${faint}"` : ""}>`,
    look.disputed
      ? `${path} stroke="${colour}" stroke-width="6"/>${path} stroke="${palette.ground}" stroke-width="3"/>`
      : `${path} stroke="${colour}" stroke-width="1.5"${dash}/>`,
    look.toB ? arrowHead(middle, to, colour) : "",
    look.toA ? arrowHead(middle, from, colour) : "",
    "</g>",
  ].join("");
}

const colourOf = (look: EdgeStyle, palette: Palette, ordinary: string): string =>
  look.disputed ? palette.warning : look.money ? palette.money : ordinary;

function labelSVG({ x, y }: Point, look: EdgeStyle, palette: Palette, lettering: Lettering): string {
  const colour = colourOf(look, palette, palette.muted);
  const rows = labelRows(look.label, lettering);
  const line = labelScale * labelLine;
  const text = rows.map(
    (row, i) => `<tspan x="${round(x)}" y="${round(y + 4 + (i - (rows.length - 1) / 2) * line)}">${escaped(row)}</tspan>`,
  );
  return `<text text-anchor="middle" font-size="${labelScale * fontSize}" fill="${colour}" stroke="${palette.ground}" stroke-width="4" paint-order="stroke">${text.join("")}</text>`;
}

function arrowHead(from: Point, tip: Point, colour: string): string {
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x);
  const corner = (turn: number) => xy({ x: tip.x - 9 * Math.cos(angle + turn), y: tip.y - 9 * Math.sin(angle + turn) });
  return `<path d="M${xy(tip)} L${corner(0.4)} L${corner(-0.4)} Z" fill="${colour}"/>`;
}

function nodeSVG(node: GraphNode, spot: Place, palette: Palette, lettering: Lettering): string {
  const r = radiusOf(node);
  const rows = labelLines(node.name, lettering);
  const x = { left: -r - labelGap - 2, right: r + labelGap + 2, above: 0, below: 0 }[spot.side];
  const height = (rows.length - 1) * labelLine;
  const y = { left: 4 - height / 2, right: 4 - height / 2, above: -r - labelGap - 4 - height, below: r + labelGap + 13 }[spot.side];
  const anchor = { left: "end", right: "start", above: "middle", below: "middle" }[spot.side];
  const text = rows.map((row, i) => `<tspan x="${x}" y="${y + i * labelLine}">${escaped(row)}</tspan>`).join("");
  return `<g transform="translate(${xy(spot)})"><path d="${glyphPath(node.kind, r)}" fill="${thingColour(palette, node.kind)}"/><text text-anchor="${anchor}" fill="${palette.text}" stroke="${palette.ground}" stroke-width="3" paint-order="stroke">${text}</text></g>`;
}

const round = (value: number) => Math.round(value * 10) / 10;
const xy = (point: Point) => `${round(point.x)} ${round(point.y)}`;
