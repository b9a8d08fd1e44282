import {
  type Box,
  boxOf,
  crosses,
  labelGap,
  labelLine,
  labelLines,
  type Measure,
  type Place,
  type Point,
  radiusOf,
  roughly,
  touching,
} from "./box.ts";
import { type Graph, type GraphNode, lineId, otherEnd } from "./graph.ts";

export interface LayoutOptions {
  measure?: Measure;
  /** How much wider than high the picture is. */
  aspect?: number;
  /** Names stand below, where there is no room for them at the sides. */
  narrow?: boolean;
}

/** The sector of a circle that newcomers are spread over, in radians; y points down, as on the screen. */
interface Sector {
  middle: number;
  width: number;
}

/**
 * Places what has no place yet, near what brought it, and moves nothing that has one. No two things or names overlap.
 * Around the first thing, claims that lead to it come from the left and claims that lead away go to the right.
 */
export function place(graph: Graph, placed: ReadonlyMap<string, Place>, options: LayoutOptions = {}): Map<string, Place> {
  return new Layout(graph, placed, options).run();
}

class Layout {
  private readonly places: Map<string, Place>;
  private readonly boxes = new Map<string, Box>();
  private readonly measure: Measure;
  private readonly aspect: number;
  private readonly narrow: boolean;

  constructor(
    private readonly graph: Graph,
    placed: ReadonlyMap<string, Place>,
    options: LayoutOptions,
  ) {
    this.measure = options.measure ?? roughly;
    this.aspect = Math.min(1.6, Math.max(0.6, options.aspect ?? 1.2));
    this.narrow = options.narrow ?? false;
    this.places = new Map([...placed].filter(([id]) => graph.nodes.has(id)));
    for (const [id, spot] of this.places) this.boxes.set(id, boxOf(graph.nodes.get(id)!, spot, this.measure));
  }

  run(): Map<string, Place> {
    const between = new Set(this.graph.chain.slice(1, -1));
    const families = new Map<string | null, GraphNode[]>();
    for (const node of this.graph.nodes.values()) {
      if (between.has(node.id) && node.parent === null) continue;
      families.set(node.parent, [...(families.get(node.parent) ?? []), node]);
    }
    for (const [parent, family] of families) {
      if (family.every((node) => this.places.has(node.id))) continue;
      if (parent !== null) this.placeFamily(parent, family);
      else for (const node of family) this.placeAlone(node);
    }
    this.placeChain();
    return this.places;
  }

  /** The inner things of a path stand on an arc from end to end. */
  private placeChain() {
    const { chain, nodes } = this.graph;
    const [start, end] = [this.places.get(chain[0] ?? ""), this.places.get(chain.at(-1) ?? "")];
    if (!start || !end) return;
    chain.forEach((id, i) => {
      if (this.places.has(id)) return;
      const t = i / (chain.length - 1);
      const rise = 0.9 * t * (1 - t);
      const spot = {
        x: start.x + t * (end.x - start.x) - rise * (end.y - start.y),
        y: start.y + t * (end.y - start.y) + rise * (end.x - start.x),
      };
      this.settle(nodes.get(id)!, spot, { middle: Math.PI / 2, width: 2 * Math.PI }, 0, "below");
    });
  }

  /** Something without a parent: between what it is tied to, or else beside all there is. */
  private placeAlone(node: GraphNode) {
    if (this.places.has(node.id)) return;
    const tied = this.neighboursOf(node.id);
    const centre = tied.length ? mean(tied) : this.places.size ? this.beside() : { x: 0, y: 0 };
    this.settle(node, centre, { middle: Math.PI / 2, width: 2 * Math.PI }, 0, "below");
  }

  private placeFamily(parentId: string, family: GraphNode[]) {
    const parent = this.places.get(parentId);
    if (!parent) {
      for (const node of family) this.placeAlone(node);
      return;
    }
    const tied = this.neighboursOf(parentId, (id) => this.graph.nodes.get(id)!.parent !== parentId);
    if (tied.length) {
      const from = mean(tied);
      const middle = Math.atan2(parent.y - from.y, parent.x - from.x);
      this.fan(parent, family, { middle, width: Math.min(5.2, 0.7 + family.length * 0.42) }, 125);
      return;
    }
    const leadsHere = (node: GraphNode) => this.graph.lines.get(lineId(parentId, node.id))?.ties[0]?.object.id === parentId;
    const inward = family.filter(leadsHere);
    const outward = family.filter((node) => !leadsHere(node));
    const radius = Math.max(150, 70 + family.length * 5);
    // Clockwise from below: the gap that is left there is for the name.
    const gap = this.nameGap(parentId, family.length);
    const turn = 2 * (Math.PI - gap);
    const width = (turn * inward.length) / family.length;
    const first = Math.PI / 2 + gap;
    this.fan(parent, inward, { middle: first + width / 2, width }, radius);
    this.fan(parent, outward, { middle: first + (width + turn) / 2, width: turn - width }, radius);
  }

  /** The angle from straight down within which a line would run through the name of the thing that it comes from. */
  private nameGap(id: string, lines: number): number {
    const node = this.graph.nodes.get(id)!;
    const below = radiusOf(node) + labelGap + labelLine / 2;
    const angles = labelLines(node.name, this.measure).map((text, i) => Math.atan2(this.measure(text) / 2 + 8, below + i * labelLine));
    return Math.min(1, Math.max(0.3, Math.max(...angles) - Math.PI / (lines + 1)));
  }

  /** Spreads a family over a sector, like beside like. */
  private fan(centre: Point, family: GraphNode[], sector: Sector, radius: number) {
    const alike = [...family].sort((a, b) => this.kindOf(a).localeCompare(this.kindOf(b)) || a.name.localeCompare(b.name));
    alike.forEach((node, i) => {
      // Those that stand already keep their share of the sector, so that the rest stand as they would with them.
      if (this.places.has(node.id)) return;
      const middle = sector.middle - sector.width / 2 + (sector.width * (i + 0.5)) / alike.length;
      this.settle(node, centre, { middle, width: sector.width / alike.length }, radius + (alike.length > 12 && i % 2 ? 70 : 0));
    });
  }

  /** Takes the free spot that is nearest to the wished angle and radius, and whose line crosses least. */
  private settle(node: GraphNode, centre: Point, wish: Sector, radius: number, side?: Place["side"]) {
    let best: { spot: Place; box: Box } | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (let ring = 0; !best || ring < 8; ring++) {
      for (const turn of [0, 0.5, -0.5, 1, -1, 1.5, -1.5, 2, -2]) {
        const angle = wish.middle + turn * Math.min(0.5, wish.width);
        const spot = this.spotAt(centre, angle, radius + ring * 26, side);
        const box = boxOf(node, spot, this.measure);
        // Far out, any spot will do, so that this ends.
        if (ring < 60 && this.blocked(box)) continue;
        const cost = ring + Math.abs(turn) / 2 + (radius > 0 ? 3 * this.crossings(node, centre, spot, box) : 0);
        if (cost < least) [best, least] = [{ spot, box }, cost];
      }
      if (least <= ring + 1) break;
    }
    this.places.set(node.id, best!.spot);
    this.boxes.set(node.id, best!.box);
  }

  private spotAt(centre: Point, angle: number, radius: number, side?: Place["side"]): Place {
    return {
      x: Math.round(centre.x + radius * this.aspect * Math.cos(angle)),
      y: Math.round(centre.y + radius * Math.sin(angle)),
      side: side ?? (this.narrow ? uprightSideOf(angle) : sideOf(angle)),
    };
  }

  private blocked(box: Box): boolean {
    for (const other of this.boxes.values()) if (touching(box, other)) return true;
    return false;
  }

  /** How many things the line from the centre would run through, and how many such lines would run through this. */
  private crossings(node: GraphNode, centre: Point, spot: Point, box: Box): number {
    let count = 0;
    for (const [id, other] of this.boxes) {
      const place = this.places.get(id)!;
      if (id === node.parent || (place.x === centre.x && place.y === centre.y)) continue;
      if (crosses(centre, spot, other)) count++;
      if (this.graph.nodes.get(id)!.parent === node.parent && crosses(centre, place, box)) count++;
    }
    return count;
  }

  private neighboursOf(id: string, counts: (other: string) => boolean = () => true): Point[] {
    return this.graph
      .linesAt(id)
      .map((line) => otherEnd(line, id))
      .filter(counts)
      .map((other) => this.places.get(other))
      .filter((spot) => spot !== undefined);
  }

  private beside(): Point {
    const right = Math.max(...[...this.boxes.values()].map((box) => box.x2));
    return { x: right + 340, y: mean([...this.places.values()]).y };
  }

  private kindOf(node: GraphNode): string {
    const line = node.parent ? this.graph.lines.get(lineId(node.parent, node.id)) : undefined;
    return line?.ties[0]?.kind ?? "";
  }
}

/** A name stands on the side that looks away from the centre, so that no line runs through it. */
export function sideOf(angle: number): Place["side"] {
  const across = Math.cos(angle);
  if (across > 0.34) return "right";
  if (across < -0.34) return "left";
  return Math.sin(angle) < 0 ? "above" : "below";
}

/** The same where there is no room at the sides. */
export const uprightSideOf = (angle: number): Place["side"] => (Math.sin(angle) < -0.5 ? "above" : "below");

export function mean(points: readonly Point[]): Point {
  const sum = points.reduce((total, point) => ({ x: total.x + point.x, y: total.y + point.y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
