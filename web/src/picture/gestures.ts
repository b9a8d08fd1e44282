import type { EventObject } from "cytoscape";
import { labelSize } from "./look.ts";
import type { Stage } from "./stage.ts";

/** What a pointer can ask for in the picture. */
export interface GestureHandlers {
  select(id: string): void;
  selectAlso(id: string): void;
  expand(id: string): void;
  selectLine(a: string, b: string): void;
  pin(id: string, x: number, y: number): void;
}

/** How far, in pixels of the screen, a press may wander and still be a click. */
const slack = 6;

/** Turns Cytoscape's events into moves. */
export function attachGestures(stage: Stage, handlers: GestureHandlers) {
  const { cy } = stage;
  cy.on("tap", "node", (event: EventObject) => {
    const pointer = event.originalEvent as MouseEvent;
    const id = event.target.id() as string;
    if (pointer.shiftKey || pointer.ctrlKey || pointer.metaKey) handlers.selectAlso(id);
    else handlers.select(id);
  });
  cy.on("dbltap", "node", (event: EventObject) => handlers.expand(event.target.id() as string));
  cy.on("tap", "edge", (event: EventObject) => handlers.selectLine(event.target.data("source"), event.target.data("target")));
  cy.on("mouseover", "node", (event: EventObject) => {
    event.target.closedNeighborhood().addClass("near");
    // However far away, the name that is pointed at can be read.
    event.target.data("reading", Math.max(labelSize, labelSize / cy.zoom())).addClass("read");
  });
  cy.on("mouseover", "edge", (event: EventObject) => void event.target.addClass("near"));
  cy.on("mouseout", "node, edge", () => void cy.elements(".near").removeClass("near read"));
  attachDragging(stage, handlers);
}

function attachDragging({ cy }: Stage, handlers: GestureHandlers) {
  let start: { x: number; y: number } | undefined;
  cy.on("grab", "node", (event: EventObject) => {
    start = { ...event.target.position() };
  });
  cy.on("free", "node", (event: EventObject) => {
    const { x, y } = event.target.position();
    if (start && Math.hypot(x - start.x, y - start.y) * cy.zoom() > slack) handlers.pin(event.target.id(), x, y);
    else if (start) event.target.position(start);
    start = undefined;
  });
}
