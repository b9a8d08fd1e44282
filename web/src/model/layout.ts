import { type Box, boxOf, crosses, type Lettering, type Place, type Point, roughly, touching } from "./box.ts";
import { type Graph, type GraphNode, lineId, otherEnd } from "./graph.ts";
import { isMoney } from "./moneykinds.ts";
import { narrowWidth, type Room, starOf } from "./star.ts";

export interface LayoutOptions {
  lettering?: Lettering;
  room?: Room;
}

const ordinary: Room = { width: 900, height: 740 };

/** How much wider than high the room is for things, once names have taken theirs at both sides. */
export function aspectOf({ room = ordinary, lettering = roughly }: LayoutOptions): number {
  return Math.min(1.6, Math.max(0.6, (room.width - 1.6 * lettering.wrap) / Math.max(1, room.height - 60)));
}

/** Names stand below, where there is no room for them at the sides. */
export const narrowed = ({ room = ordinary }: LayoutOptions): boolean => room.width < narrowWidth;

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
  private readonly lettering: Lettering;
  private readonly room: Room;
  private readonly aspect: number;
  private readonly narrow: boolean;

  constructor(
    private readonly graph: Graph,
    placed: ReadonlyMap<string, Place>,
    options: LayoutOptions,
  ) {
    this.lettering = options.lettering ?? roughly;
    this.room = options.room ?? ordinary;
    this.aspect = aspectOf(options);
    this.narrow = narrowed(options);
    this.places = new Map([...placed].filter(([id]) => graph.nodes.has(id)));
    for (const [id, spot] of this.places) this.boxes.set(id, boxOf(graph.nodes.get(id)!, spot, this.lettering));
  }

  run(): Map<string, Place> {
    const { nodes, chain } = this.graph;
    if (this.places.size === 0) this.placeFirstChain();
    const between = new Set(chain.slice(1, -1));
    const families = new Map<string, GraphNode[]>();
    for (const node of nodes.values()) if (node.parent !== null) families.set(node.parent, [...(families.get(node.parent) ?? []), node]);
    // In the order they came, so that what is tied to something finds it standing.
    for (const node of nodes.values()) {
      if (this.places.has(node.id) || (between.has(node.id) && node.parent === null)) continue;
      if (node.parent === null) this.placeAlone(node);
      else this.placeFamily(node.parent, families.get(node.parent)!);
    }
    this.placeChain();
    return this.places;
  }

  /** A path that stands by itself goes from side to side, or from top to bottom, and to and fro, which keeps its names apart. */
  private placeFirstChain() {
    const { chain, nodes } = this.graph;
    chain.forEach((id, i) => {
      const [along, across] = [i - (chain.length - 1) / 2, i % 2 ? 1 : -1];
      const step = Math.min(200, ((this.narrow ? this.room.height : this.room.width) - 160) / chain.length);
      const spot = this.narrow ? { x: -60 + 25 * across, y: along * step } : { x: along * Math.max(130, step), y: 55 * across };
      const side = this.narrow ? "right" : across > 0 ? "below" : "above";
      this.settle(nodes.get(id)!, spot, { middle: Math.PI / 2, width: 2 * Math.PI }, 0, side);
    });
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

  /** Something without a parent: beyond what it is tied to, or else beside all there is. */
  private placeAlone(node: GraphNode) {
    const tied = this.neighboursOf(node.id);
    if (tied.length === 1) {
      const middle = this.outward(tied[0]!);
      this.settle(node, tied[0]!, { middle, width: 2 }, 160);
      return;
    }
    const centre = tied.length ? mean(tied) : this.places.size ? this.beside() : { x: 0, y: 0 };
    this.settle(node, centre, { middle: Math.PI / 2, width: 2 * Math.PI }, 0, "below");
  }

  /** The way from the middle of all there is, in the direction in which there is room. */
  private outward(from: Point): number {
    const middle = mean([...this.places.values()]);
    return this.narrow ? Math.sign(from.y - middle.y || 1) * (Math.PI / 2) : Math.atan2(from.y - middle.y, from.x - middle.x);
  }

  private placeFamily(parentId: string, family: GraphNode[]) {
    const parent = this.places.get(parentId);
    if (!parent) {
      for (const node of family) if (!this.places.has(node.id)) this.placeAlone(node);
      return;
    }
    const tied = this.neighboursOf(parentId, (id) => this.graph.nodes.get(id)!.parent !== parentId);
    if (tied.length === 0) {
      this.standAround(parentId, parent, family);
      return;
    }
    const from = mean(tied);
    const middle = Math.atan2(parent.y - from.y, parent.x - from.x);
    this.fan(parent, family, { middle, width: Math.min(5.2, 0.7 + family.length * 0.42) }, 125);
  }

  /** Claims that lead to the parent come from the left, and claims that lead away go to the right, as far as both have some. */
  private standAround(parentId: string, parent: Place, family: GraphNode[]) {
    const leadsHere = (node: GraphNode) => this.tieOf(node)?.object.id === parentId;
    const ordered = [...this.alike(family.filter(leadsHere)), ...this.alike(family.filter((node) => !leadsHere(node)))];
    const inward = family.filter(leadsHere).length;
    const even = inward >= family.length / 3 && inward <= (2 * family.length) / 3;
    const split = even || family.length === 1 ? inward : Math.round(family.length / 2);
    const columns = [ordered.slice(0, split), ordered.slice(split)] as [GraphNode[], GraphNode[]];
    const spots = starOf(this.graph.nodes.get(parentId)!, parent, columns, this.lettering, this.room);
    for (const node of ordered) if (!this.places.has(node.id)) this.take(node, parent, spots.get(node.id)!);
  }

  /** Takes a spot, or the nearest further out where others stand in the way. */
  private take(node: GraphNode, centre: Point, spot: Place) {
    const box = boxOf(node, spot, this.lettering);
    if (!this.blocked(box, 2)) {
      this.places.set(node.id, spot);
      this.boxes.set(node.id, box);
      return;
    }
    const [x, y] = [(spot.x - centre.x) / this.aspect, spot.y - centre.y];
    this.settle(node, centre, { middle: Math.atan2(y, x), width: 0.2 }, Math.hypot(x, y));
  }

  /** Spreads a family over a sector, like beside like. */
  private fan(centre: Point, family: GraphNode[], sector: Sector, radius: number) {
    const alike = this.alike(family);
    alike.forEach((node, i) => {
      // Those that stand already keep their share of the sector, so that the rest stand as they would with them.
      if (this.places.has(node.id)) return;
      const middle = sector.middle - sector.width / 2 + (sector.width * (i + 0.5)) / alike.length;
      this.settle(node, centre, { middle, width: sector.width / alike.length }, radius + (alike.length > 12 && i % 2 ? 70 : 0));
    });
  }

  /** Money first, then like beside like. */
  private alike(family: GraphNode[]): GraphNode[] {
    const key = (node: GraphNode) => {
      const kind = this.tieOf(node)?.kind;
      return `${kind && isMoney(kind) ? 0 : 1}${kind ?? ""}`;
    };
    return [...family].sort((a, b) => key(a).localeCompare(key(b)) || a.name.localeCompare(b.name));
  }

  /** Takes the free spot that is nearest to the wished angle and radius, and whose line crosses least. */
  private settle(node: GraphNode, centre: Point, wish: Sector, radius: number, side?: Place["side"]) {
    let best: { spot: Place; box: Box } | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (let ring = 0; !best || ring < 8; ring++) {
      for (const turn of [0, 0.5, -0.5, 1, -1, 1.5, -1.5, 2, -2]) {
        const angle = wish.middle + turn * Math.min(0.5, wish.width);
        const spot = this.spotAt(centre, angle, radius + ring * 26, side);
        const box = boxOf(node, spot, this.lettering);
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

  private blocked(box: Box, gap?: number): boolean {
    for (const other of this.boxes.values()) if (touching(box, other, gap)) return true;
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

  /** The claim that a thing came by. */
  private tieOf(node: GraphNode) {
    const line = node.parent ? this.graph.lines.get(lineId(node.parent, node.id)) : undefined;
    return line?.ties[0];
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
