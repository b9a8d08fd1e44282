import type { ElementDefinition } from "cytoscape";
import { type Place, radiusOf } from "../model/box.ts";
import { glyphPolygon } from "../model/glyphs.ts";
import type { Graph, GraphNode, Line } from "../model/graph.ts";
import { type LineLook, lookOf } from "../model/line.ts";
import { type Palette, thingColour } from "../model/palette.ts";
import type { Vocabulary } from "../model/words.ts";
import { badge } from "./look.ts";

export interface Scene {
  graph: Graph;
  vocabulary: Vocabulary;
  palette: Palette;
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
      name: node.name,
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
export function edgeElement(line: Line, { vocabulary, palette }: Scene): ElementDefinition {
  const look: LineLook = lookOf(line, vocabulary);
  return {
    group: "edges",
    data: {
      id: line.id,
      source: line.a,
      target: line.b,
      label: look.label,
      colour: look.money ? palette.money : palette.line,
      money: look.money || undefined,
      dash: look.dash,
      opacity: look.faint ? 0.6 : 1,
      toB: look.toB ? "triangle" : "none",
      toA: look.toA ? "triangle" : "none",
    },
  };
}
