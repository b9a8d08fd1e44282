import cytoscape, { type Core, type ElementDefinition, type NodeSingular } from "cytoscape";
import { arrange } from "../model/arrange.ts";
import { boxOf, labelWidth, type Measure, type Place, touching } from "../model/box.ts";
import { readableLabels } from "../model/labels.ts";
import { type LayoutOptions, place } from "../model/layout.ts";
import type { Pin } from "../model/view.ts";
import { edgeElement, nodeElement, type Scene } from "./elements.ts";
import { look } from "./look.ts";
import { measureText } from "./measure.ts";

/** What is chosen in the picture. */
export interface Choice {
  focus?: string;
  second?: string;
  line?: string;
  way: ReadonlySet<string>;
}

/** The picture without its page: it keeps Cytoscape's elements, and where they stand, in step with a graph. */
export class Stage {
  readonly cy: Core;
  private places = new Map<string, Place>();
  /** Where things stood that are not drawn now, so that undo puts them back. */
  private readonly remembered = new Map<string, Place>();
  private scene?: Scene;
  private pinned: ReadonlySet<string> = new Set();
  private readonly measure: Measure = measureText;

  constructor(private readonly container: HTMLElement) {
    this.cy = cytoscape({
      container,
      style: [],
      minZoom: 0.15,
      maxZoom: 2.5,
      boxSelectionEnabled: false,
      autounselectify: true,
      selectionType: "single",
    });
  }

  /** Draws a scene. Nothing that stands already moves, unless it is pinned elsewhere. */
  draw(scene: Scene, pins: readonly Pin[]) {
    const began = performance.now();
    const fresh = ![...scene.graph.nodes.keys()].some((id) => this.places.has(id));
    const restyled = this.scene?.palette !== scene.palette;
    if (fresh) this.remembered.clear();
    this.scene = scene;
    this.pinned = new Set(pins.map((pin) => pin.id));
    const before = this.places;
    this.places = place(scene.graph, this.standing(pins, fresh), this.room);
    for (const [id, spot] of this.places) this.remembered.set(id, spot);
    if (restyled) this.cy.style(look(scene.palette));
    this.sync();
    this.label();
    performance.measure("layout", { start: began, end: performance.now() });
    const came = [...this.places.keys()].filter((id) => !before.has(id));
    if (fresh || before.size - this.places.size > 3 || came.some((id) => !this.inSight(id))) this.fit();
  }

  /** The things whose place is settled: pinned, drawn before, or remembered with their spot still free. */
  private standing(pins: readonly Pin[], fresh: boolean): Map<string, Place> {
    const { graph } = this.scene!;
    const standing = new Map<string, Place>();
    for (const id of graph.nodes.keys()) {
      const spot = fresh ? undefined : this.places.get(id);
      if (spot) standing.set(id, spot);
    }
    for (const { id, x, y } of pins) if (graph.nodes.has(id)) standing.set(id, { side: standing.get(id)?.side ?? "below", x, y });
    for (const [id, node] of graph.nodes) {
      const spot = this.remembered.get(id);
      if (!spot || standing.has(id)) continue;
      const box = boxOf(node, spot, this.measure);
      const free = [...standing].every(([other, taken]) => !touching(box, boxOf(graph.nodes.get(other)!, taken, this.measure)));
      if (free) standing.set(id, spot);
    }
    return standing;
  }

  private sync() {
    const { graph } = this.scene!;
    const elements = new Map<string, ElementDefinition>();
    for (const [id, spot] of this.places) elements.set(id, nodeElement(graph.nodes.get(id)!, spot, this.scene!));
    for (const line of graph.lines.values()) elements.set(line.id, edgeElement(line, this.scene!));
    this.cy.batch(() => {
      this.cy.elements().forEach((element) => {
        if (!elements.has(element.id())) element.remove();
      });
      for (const [id, definition] of elements) {
        const drawn = this.cy.getElementById(id);
        if (drawn.empty()) this.cy.add(definition);
        else this.update(drawn as NodeSingular, definition);
      }
      this.cy.nodes().forEach((node) => void node.toggleClass("pinned", this.pinned.has(node.id())));
    });
  }

  private update(drawn: NodeSingular, definition: ElementDefinition) {
    drawn.data(definition.data);
    if (definition.position) drawn.position(definition.position);
  }

  private label() {
    if (!this.scene) return;
    const { graph } = this.scene;
    const labelOf = (line: { id: string }) => this.cy.getElementById(line.id).data("label") as string;
    const preferred = (line: { id: string }) => {
      const edge = this.cy.getElementById(line.id);
      return edge.hasClass("chosen") || edge.hasClass("way") ? 2 : edge.data("money") ? 1 : 0;
    };
    const readable = readableLabels(graph, this.places, labelOf, preferred, this.measure);
    this.cy.batch(() => this.cy.edges().forEach((edge) => void edge.toggleClass("labelled", readable.has(edge.id()))));
  }

  /** Shows what is chosen. */
  choose({ focus, second, line, way }: Choice) {
    this.cy.batch(() => {
      this.cy.nodes().forEach((node) => void node.toggleClass("focus", node.id() === focus).toggleClass("second", node.id() === second));
      this.cy.edges().forEach((edge) => {
        const on = way.has(edge.id());
        edge
          .toggleClass("chosen", edge.id() === line)
          .toggleClass("way", on)
          .toggleClass("aside", way.size > 0 && !on);
      });
    });
    this.label();
  }

  /** Marks the thing that the keyboard is on. */
  mark(id: string | undefined) {
    this.cy.batch(() => this.cy.nodes().forEach((node) => void node.toggleClass("cursor", node.id() === id)));
    if (id && !this.inSight(id)) this.cy.animate({ center: { eles: this.cy.getElementById(id) }, duration: this.pace });
  }

  /** Arranges everything afresh; gives the places, so that they can be kept. */
  rearrange() {
    if (!this.scene) return;
    const began = performance.now();
    const fixed = new Map([...this.places].filter(([id]) => this.pinned.has(id)));
    this.places = arrange(this.scene.graph, fixed, this.room);
    for (const [id, spot] of this.places) this.remembered.set(id, spot);
    this.sync();
    this.label();
    performance.measure("layout", { start: began, end: performance.now() });
    this.fit();
  }

  moved(id: string, x: number, y: number) {
    const spot = this.places.get(id);
    if (!spot) return;
    this.places.set(id, { ...spot, x, y });
    this.label();
  }

  fit() {
    if (this.cy.elements().empty() || this.container.clientWidth === 0) return;
    this.cy.resize();
    const box = this.cy.elements().boundingBox({});
    const pad = 28;
    const [width, height] = [this.container.clientWidth, this.container.clientHeight];
    const zoom = Math.min(1.25, (width - 2 * pad) / box.w, (height - 2 * pad) / box.h);
    const pan = { x: width / 2 - zoom * (box.x1 + box.w / 2), y: height / 2 - zoom * (box.y1 + box.h / 2) };
    this.cy.stop().animate({ zoom, pan, duration: this.pace, easing: "ease-out-cubic" });
  }

  zoomBy(factor: number) {
    const middle = { x: this.container.clientWidth / 2, y: this.container.clientHeight / 2 };
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: middle });
  }

  /** The picture as PNG, at twice the size it is seen at. */
  png(ground: string): Promise<Blob> {
    return this.cy.png({ output: "blob-promise", full: true, scale: 2, bg: ground, maxWidth: 8000, maxHeight: 8000 });
  }

  get drawnPlaces(): ReadonlyMap<string, Place> {
    return this.places;
  }

  destroy() {
    this.cy.destroy();
  }

  /** The room there is: names reach out to the left and the right, and take their width from what the things can use. */
  private get room(): LayoutOptions {
    const { clientWidth, clientHeight } = this.container;
    const narrow = clientWidth < 4 * labelWidth;
    const width = clientWidth - (narrow ? 0.5 : 1.6) * labelWidth;
    return { measure: this.measure, aspect: width / Math.max(1, clientHeight - 60), narrow };
  }

  private inSight(id: string): boolean {
    const element = this.cy.getElementById(id);
    if (element.empty()) return false;
    const { x, y } = (element as NodeSingular).renderedPosition();
    return x > 20 && y > 20 && x < this.container.clientWidth - 20 && y < this.container.clientHeight - 20;
  }

  /** How long movements take, in milliseconds: none for those who asked for less motion. */
  private get pace(): number {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 220;
  }
}
