import type { ElementDefinition } from "cytoscape";
import { labelLines, type Lettering, type Place, type Point, radiusOf } from "../model/box.ts";
import { glyphPolygon } from "../model/glyphs.ts";
import type { Graph, GraphNode, Line } from "../model/graph.ts";
import { labelRows } from "../model/labels.ts";
import { type EdgeStyle, edgeStyleOf } from "../model/edgestyle.ts";
import { faint, type Palette, thingColour } from "../model/palette.ts";
import type { Route } from "../model/route.ts";
import type { Vocabulary } from "../model/words.ts";
import { badge } from "./look.ts";

export interface Scene {
  graph: Graph;
  vocabulary: Vocabulary;
  palette: Palette;
  lettering: Lettering;
  /** Counts of undrawn claims mean nothing while a filter narrows what is drawn. */
  countUndrawn: boolean;
}

/** A thing as Cytoscape takes it. */
export function nodeElement(node: GraphNode, spot: Place, scene: Scene): ElementDefinition {
  const size = 2 * radiusOf(node);
  const undrawn = scene.countUndrawn ? scene.graph.undrawn(node.id) : 0;
  return {
    group: "nodes",
    position: { x: spot.x, y: spot.y },
    data: {
      id: node.id,
      rows: labelLines(node.name, scene.lettering).join("\n"),
      kind: node.kind,
      size,
      side: spot.side,
      colour: thingColour(scene.palette, node.kind),
      outline: glyphPolygon(node.kind),
      badge: badge(undrawn, size, scene.palette.ground),
    },
  };
}

/** A line as Cytoscape takes it. */
export function edgeElement(line: Line, places: ReadonlyMap<string, Place>, route: Route, scene: Scene): ElementDefinition {
  const { vocabulary, palette } = scene;
  const look: EdgeStyle = edgeStyleOf(line, vocabulary);
  return {
    group: "edges",
    data: {
      id: line.id,
      source: line.a,
      target: line.b,
      label: look.label,
      rows: labelRows(look.label, scene.lettering).join("\n"),
      colour: look.money ? palette.money : palette.line,
      money: look.money || undefined,
      disputed: look.disputed || undefined,
      dash: look.dash,
      opacity: look.faint ? faint : 1,
      faint: look.faint || undefined,
      toB: look.toB ? "triangle" : "none",
      toA: look.toA ? "triangle" : "none",
      from: endpoint(places.get(line.a)!, route.fromName),
      to: endpoint(places.get(line.b)!, route.toName),
      bow: route.bow || undefined,
      labelX: 0,
      labelY: 0,
    },
  };
}

/** Where a line leaves a thing, from its middle; Cytoscape knows the symbol's edge itself, but not the name's. */
function endpoint(place: Place, out: Point | undefined): string {
  return out ? `${Math.round(out.x - place.x)}px ${Math.round(out.y - place.y)}px` : "outside-to-node";
}
