import cytoscape, { type Core, type ElementDefinition, type NodeSingular } from "cytoscape";
import { labelWidth, type Measure, type Place } from "../model/box.ts";
import { readableLabels } from "../model/labels.ts";
import type { LayoutOptions } from "../model/layout.ts";
import { Positions } from "../model/positions.ts";
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
  private readonly positions = new Positions();
  private scene?: Scene;
  private pinned: ReadonlySet<string> = new Set();
  private arranged = 0;
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

  /** Draws a scene. Nothing that stands already moves, unless it is pinned elsewhere or all is arranged afresh. */
  draw(scene: Scene, pins: readonly Pin[], arranged: number) {
    const began = performance.now();
    const restyled = this.scene?.palette !== scene.palette;
    const before = this.places;
    this.scene = scene;
    this.pinned = new Set(pins.map((pin) => pin.id));
    const { fresh } = this.positions.settle(scene.graph, pins, arranged, this.room);
    if (restyled) this.cy.style(look(scene.palette));
    this.sync();
    this.label();
    performance.measure("layout", { start: began, end: performance.now() });
    const came = [...this.places.keys()].filter((id) => !before.has(id));
    if (fresh || arranged !== this.arranged || before.size - this.places.size > 3 || came.some((id) => !this.inSight(id))) this.fit();
    this.arranged = arranged;
  }

  private get places(): ReadonlyMap<string, Place> {
    return this.positions.places;
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
