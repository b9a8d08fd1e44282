import cytoscape, { type Core, type EdgeSingular, type ElementDefinition, type NodeSingular } from "cytoscape";
import type { Lettering, Place } from "../model/box.ts";
import type { Cursor } from "../model/cursor.ts";
import { type Labelling, labelSpots } from "../model/labels.ts";
import { pointOn, type Route, routesOf } from "../model/route.ts";
import { narrowWidth, type Room } from "../model/star.ts";
import { Positions } from "../model/positions.ts";
import type { Pin } from "../model/view.ts";
import { edgeElement, nodeElement, type Scene } from "./elements.ts";
import { look } from "./look.ts";
import { letteringFor } from "./measure.ts";

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
  private positions = new Positions();
  private scene?: Scene;
  private pins: readonly Pin[] = [];
  private arranged = 0;
  private routes: ReadonlyMap<string, Route> = new Map();
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
  draw(drawing: Omit<Scene, "lettering">, pins: readonly Pin[], arranged: number) {
    const began = performance.now();
    const restyled = this.scene?.palette !== drawing.palette;
    const before = this.places;
    const { room } = this;
    const scene = { ...drawing, lettering: this.lettering };
    this.scene = scene;
    this.pins = pins;
    const { fresh } = this.positions.settle(scene.graph, pins, arranged, { room, lettering: scene.lettering });
    this.routes = routesOf(scene.graph, this.places, scene.lettering);
    if (restyled) this.cy.style(look(scene.palette));
    this.sync();
    this.label();
    performance.measure("layout", { start: began, end: performance.now() });
    const came = [...this.places.keys()].filter((id) => !before.has(id));
    if (fresh || arranged !== this.arranged || before.size - this.places.size > 3 || came.some((id) => !this.inSight(id)))
      this.fit(before.size > 0);
    this.arranged = arranged;
  }

  /** Where everything stands. */
  get places(): ReadonlyMap<string, Place> {
    return this.positions.places;
  }

  private sync() {
    const { graph } = this.scene!;
    const elements = new Map<string, ElementDefinition>();
    for (const [id, spot] of this.places) elements.set(id, nodeElement(graph.nodes.get(id)!, spot, this.scene!));
    for (const line of graph.lines.values()) elements.set(line.id, edgeElement(line, this.places, this.routes.get(line.id)!, this.scene!));
    this.cy.batch(() => {
      this.cy.elements().forEach((element) => {
        if (!elements.has(element.id())) element.remove();
      });
      for (const [id, definition] of elements) {
        const drawn = this.cy.getElementById(id);
        if (drawn.empty()) this.cy.add(definition);
        else this.update(drawn as NodeSingular, definition);
      }
      this.cy.nodes().forEach(
        (node) =>
          void node.toggleClass(
            "pinned",
            this.pins.some((pin) => pin.id === node.id()),
          ),
      );
    });
  }

  private update(drawn: NodeSingular, definition: ElementDefinition) {
    drawn.data(definition.data);
    if (definition.position) drawn.position(definition.position);
  }

  private label() {
    if (!this.scene) return;
    const { graph, lettering } = this.scene;
    const edgeOf = (line: { id: string }) => this.cy.getElementById(line.id);
    const labelling: Labelling = {
      labelOf: (line) => edgeOf(line).data("label"),
      preference: (line) => preferenceOf(edgeOf(line)),
    };
    const spots = labelSpots(graph, this.places, this.routes, labelling, lettering);
    this.cy.batch(() =>
      this.cy.edges().forEach((edge) => {
        const [spot, route] = [spots.get(edge.id()), this.routes.get(edge.id())];
        edge.toggleClass("labelled", spot !== undefined);
        const middle = route && pointOn(route, 0.5);
        if (spot && middle) edge.data({ labelX: spot.x - middle.x, labelY: spot.y - middle.y });
      }),
    );
  }

  /** Shows what is chosen. */
  choose({ focus, second, line, way }: Choice) {
    this.cy.batch(() => {
      const ends = new Set(
        [...way].flatMap((id) =>
          this.cy
            .getElementById(id)
            .connectedNodes()
            .map((node) => node.id()),
        ),
      );
      this.cy.nodes().forEach((node) => {
        node
          .toggleClass("focus", node.id() === focus)
          .toggleClass("second", node.id() === second)
          .toggleClass("aside", way.size > 0 && !ends.has(node.id()));
      });
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

  /** Marks what the keyboard is on: a thing, or one of its lines. */
  mark(cursor: Cursor | undefined) {
    const on = cursor?.line ?? cursor?.thing;
    this.cy.batch(() => this.cy.elements().forEach((element) => void element.toggleClass("cursor", element.id() === on)));
    if (cursor && !this.inSight(cursor.thing))
      this.cy.animate({ center: { eles: this.cy.getElementById(cursor.thing) }, duration: this.pace });
  }

  /** Brings out the line that something outside of the picture points at; undefined for none. */
  point(line: string | undefined) {
    this.cy.batch(() => this.cy.edges().forEach((edge) => void edge.toggleClass("near", edge.id() === line)));
  }

  /** Fits the picture into a pane of another size; where names must be broken otherwise, as on a turned phone, it is laid out anew. */
  resized() {
    if (this.scene && this.scene.lettering.wrap !== this.lettering.wrap) {
      this.positions = new Positions();
      this.draw(this.scene, this.pins, this.arranged);
    }
    this.fit();
  }

  /** Fits the picture into its pane; at once where nothing stood there before, since each frame of a movement draws all of it. */
  fit(moving = true) {
    if (this.cy.elements().empty() || this.container.clientWidth === 0) return;
    this.cy.resize();
    const box = this.cy.elements().boundingBox({});
    const pad = this.container.clientWidth < narrowWidth ? 12 : 28;
    const [width, height] = [this.container.clientWidth, this.container.clientHeight];
    const zoom = Math.min(1.25, (width - 2 * pad) / box.w, (height - 2 * pad) / box.h);
    const pan = { x: width / 2 - zoom * (box.x1 + box.w / 2), y: height / 2 - zoom * (box.y1 + box.h / 2) };
    if (moving) this.cy.stop().animate({ zoom, pan, duration: this.pace, easing: "ease-out-cubic" });
    else this.cy.stop().viewport({ zoom, pan });
  }

  zoomBy(factor: number) {
    const middle = { x: this.container.clientWidth / 2, y: this.container.clientHeight / 2 };
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: middle });
  }

  /** The picture as PNG, at twice the size it is seen at. */
  png(ground: string): Promise<Blob> {
    return this.cy.png({ output: "blob-promise", full: true, scale: 2, bg: ground, maxWidth: 8000, maxHeight: 8000 });
  }

  get lettering(): Lettering {
    return letteringFor(this.room.width);
  }

  destroy() {
    this.cy.destroy();
  }

  /** The room there is; while the picture is out of sight, what it will have. */
  private get room(): Room {
    const { clientWidth, clientHeight } = this.container;
    return clientWidth ? { width: clientWidth, height: clientHeight } : { width: innerWidth, height: innerHeight - 220 };
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

/** Which labels are shown first; those of lines that are set aside, never. */
function preferenceOf(edge: EdgeSingular): number {
  if (edge.hasClass("aside")) return -1;
  if (edge.hasClass("chosen") || edge.hasClass("way")) return 2;
  return edge.data("money") || edge.data("disputed") ? 1 : 0;
}
