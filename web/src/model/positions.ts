import { arrange } from "./arrange.ts";
import { boxOf, type Place, roughly, touching } from "./box.ts";
import type { Graph } from "./graph.ts";
import { type LayoutOptions, place } from "./layout.ts";
import type { Pin } from "./view.ts";

type Places = ReadonlyMap<string, Place>;

/**
 * Where things stand, from one view to the next. What stands doesn't move, unless it is pinned or all is arranged afresh;
 * and whatever is undone stands where it stood before.
 */
export class Positions {
  places: Places = new Map();
  /** Where things stood that are not drawn now. */
  private readonly remembered = new Map<string, Place>();
  /** Where pinned things would stand. */
  private readonly homes = new Map<string, Place>();
  /** What each arranging made, and what it found. */
  private readonly arrangements = new Map<number, Places>();
  private arranged = 0;

  /** Gives everything in a graph its place. Says whether anything stands that stood before. */
  settle(graph: Graph, pins: readonly Pin[], arranged: number, room: LayoutOptions): { fresh: boolean } {
    const fresh = ![...graph.nodes.keys()].some((id) => this.places.has(id));
    if (fresh) this.forget();
    const standing = new Map([...this.base(graph, pins, arranged, room)].filter(([id]) => graph.nodes.has(id)));
    this.release(standing, pins);
    this.recall(standing, graph, room);
    const places = place(graph, standing, room);
    this.hold(places, pins);
    this.places = places;
    for (const [id, spot] of this.places) this.remembered.set(id, spot);
    return { fresh };
  }

  private forget() {
    this.places = new Map();
    this.remembered.clear();
    this.homes.clear();
    this.arrangements.clear();
    this.arranged = 0;
  }

  private base(graph: Graph, pins: readonly Pin[], arranged: number, room: LayoutOptions): Places {
    if (arranged === this.arranged) return this.places;
    this.arrangements.set(this.arranged, this.places);
    this.arranged = arranged;
    const held = new Map(
      pins
        .filter(({ id }) => graph.nodes.has(id))
        .map(({ id, x, y }) => [id, { x, y, side: this.places.get(id)?.side ?? "below" } as Place]),
    );
    return this.arrangements.get(arranged) ?? arrange(graph, held, room);
  }

  /** A pin comes last: nothing else gives way to it, so that the same view looks the same however it came about. */
  private hold(places: Map<string, Place>, pins: readonly Pin[]) {
    for (const { id, x, y } of pins) {
      const spot = places.get(id);
      if (!spot) continue;
      if (!this.homes.has(id)) this.homes.set(id, spot);
      places.set(id, { ...spot, x, y });
    }
  }

  private release(standing: Map<string, Place>, pins: readonly Pin[]) {
    for (const [id, home] of this.homes) {
      if (pins.some((pin) => pin.id === id)) continue;
      this.homes.delete(id);
      this.remembered.delete(id);
      if (standing.has(id)) standing.set(id, home);
    }
  }

  /** What comes back takes the spot that it had, where that is still free. */
  private recall(standing: Map<string, Place>, graph: Graph, { lettering = roughly }: LayoutOptions) {
    for (const [id, node] of graph.nodes) {
      const spot = this.remembered.get(id);
      if (!spot || standing.has(id)) continue;
      const box = boxOf(node, spot, lettering);
      const free = [...standing].every(([other, taken]) => !touching(box, boxOf(graph.nodes.get(other)!, taken, lettering)));
      if (free) standing.set(id, spot);
    }
  }
}
