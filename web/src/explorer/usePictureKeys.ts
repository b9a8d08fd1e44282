import { type KeyboardEvent, useRef } from "react";
import type { Graph } from "../model/graph.ts";
import { type Command, commandOf } from "../model/keys.ts";
import { nextTowards } from "../model/labels.ts";
import { arrangeAfresh, hide, pin, select, selectAlso, unpin } from "../model/moves.ts";
import { focusOf, type View } from "../model/view.ts";
import { kindWord, plural } from "../model/words.ts";
import { toggleOpen } from "./usePicture.ts";
import { useBench, useExplorerState } from "./workbench.tsx";

/** The keyboard in the picture: a cursor that goes from thing to thing, and does what a pointer can. */
export function usePictureKeys(graph: Graph) {
  const { explorer, stage } = useBench();
  const { view } = useExplorerState();
  const cursor = useRef<string>(undefined);
  const current = () => (cursor.current && graph.nodes.has(cursor.current) ? cursor.current : focusOf(view));

  const goTo = (id: string | undefined) => {
    const node = id && graph.nodes.get(id);
    if (!node) return;
    cursor.current = node.id;
    stage.current?.mark(node.id);
    const undrawn = graph.undrawn(node.id);
    explorer.announce(
      `${node.name}, ${kindWord(node.kind)}, ${plural(graph.linesAt(node.id).length, "line")}${undrawn ? `, ${plural(undrawn, "more claim")}` : ""}`,
    );
  };

  const press = (event: KeyboardEvent) => {
    const command = commandOf(event, true);
    const id = current();
    if (!command || !id || !stage.current) return;
    if (look(command) || direction(command)) event.preventDefault();
    const towards = direction(command);
    if (towards) goTo(nextTowards(stage.current.drawnPlaces, id, towards));
    if (command === "fit") stage.current.fit();
    if (command === "zoomIn") stage.current.zoomBy(1.3);
    if (command === "zoomOut") stage.current.zoomBy(1 / 1.3);
    const move = moveOf(command, id, graph, stage.current.cy.getElementById(id).position());
    if (!move) return;
    event.preventDefault();
    explorer.move(move);
  };

  return { press, enter: () => goTo(current()), leave: () => stage.current?.mark(undefined) };
}

const look = (command: Command) => ["fit", "zoomIn", "zoomOut"].includes(command);

function direction(command: Command): "up" | "down" | "left" | "right" | undefined {
  return command === "up" || command === "down" || command === "left" || command === "right" ? command : undefined;
}

/** The move that a key makes with the thing under the cursor. */
function moveOf(command: Command, id: string, graph: Graph, at: { x: number; y: number }): ((view: View) => View) | undefined {
  switch (command) {
    case "arrange":
      return arrangeAfresh;
    case "select":
      return (view) => select(view, id);
    case "selectAlso":
      return (view) => selectAlso(view, id);
    case "expand":
      return (view) => toggleOpen(view, id);
    case "hide":
      return (view) => hide(view, [id]);
    case "hideOthers":
      return (view) => hide(view, othersThan(graph, id));
    case "pin":
      return (view) => (view.pins.some((held) => held.id === id) ? unpin(view, id) : pin(view, id, at.x, at.y));
    default:
      return undefined;
  }
}

/** Everything drawn but a thing and what is tied to it. */
export function othersThan(graph: Graph, id: string): string[] {
  const kept = new Set([id, ...graph.linesAt(id).flatMap((line) => [line.a, line.b])]);
  return [...graph.nodes.keys()].filter((other) => !kept.has(other));
}
