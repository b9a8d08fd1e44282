import { type KeyboardEvent, useRef } from "react";
import { type Cursor, nextLine, nextTowards } from "../model/cursor.ts";
import type { Graph } from "../model/graph.ts";
import { type Command, commandOf } from "../model/keys.ts";
import { focusOf } from "../model/view.ts";
import { kindWord, plural } from "../model/words.ts";
import type { Stage } from "../picture/stage.ts";
import { moveOf } from "./keyMoves.ts";
import { useBench, useExplorerState } from "./workbench.tsx";

/** The keyboard in the picture: a cursor that goes from thing to thing and along lines, and does what a pointer can. */
export function usePictureKeys(graph: Graph) {
  const { explorer, stage } = useBench();
  const { view } = useExplorerState("view");
  const held = useRef<Cursor>(undefined);

  const current = (): Cursor | undefined => {
    const { thing = "", line } = held.current ?? {};
    if (!graph.nodes.has(thing)) return onThing(focusOf(view));
    return line !== undefined && graph.lines.has(line) ? { thing, line } : { thing };
  };

  const goTo = (cursor: Cursor | undefined) => {
    if (!cursor || !graph.nodes.has(cursor.thing)) return;
    held.current = cursor;
    stage.current?.mark(cursor);
    explorer.announce(inWords(cursor, graph));
  };

  const press = (event: KeyboardEvent) => {
    const command = commandOf(event, true);
    const cursor = current();
    if (!command || !cursor || !stage.current) return;
    const move = moveOf(command, cursor, graph, stage.current.cy.getElementById(cursor.thing).position());
    const step = steps[command] ?? looks[command];
    if (!move && !step) return;
    event.preventDefault();
    if (move) explorer.move(move);
    else goTo(steps[command]?.(cursor, graph, stage.current));
    looks[command]?.(stage.current);
  };

  return { press, enter: () => goTo(current()), leave: () => stage.current?.mark(undefined) };
}

const onThing = (thing: string | undefined): Cursor | undefined => (thing === undefined ? undefined : { thing });

type Step = (cursor: Cursor, graph: Graph, stage: Stage) => Cursor | undefined;

const towards =
  (direction: "up" | "down" | "left" | "right"): Step =>
  ({ thing }, _, { places }) =>
    onThing(nextTowards(places, thing, direction));

const along =
  (by: 1 | -1): Step =>
  (cursor, graph, { places }) => ({ thing: cursor.thing, line: nextLine(graph, places, cursor, by)?.id });

/** Keys that move the cursor. */
const steps: Partial<Record<Command, Step>> = {
  up: towards("up"),
  down: towards("down"),
  left: towards("left"),
  right: towards("right"),
  nextLine: along(1),
  lineBefore: along(-1),
};

/** Keys that change how the picture is seen. */
const looks: Partial<Record<Command, (stage: Stage) => void>> = {
  fit: (stage) => stage.fit(),
  zoomIn: (stage) => stage.zoomBy(1.3),
  zoomOut: (stage) => stage.zoomBy(1 / 1.3),
};

/** What the cursor is on, for those who hear it. */
function inWords({ thing, line }: Cursor, graph: Graph): string {
  const on = graph.lines.get(line ?? "");
  if (on) return on.ties.map((tie) => tie.sentence).join(" ");
  const { name, kind } = graph.nodes.get(thing)!;
  const undrawn = graph.undrawn(thing);
  const parts = [name, kindWord(kind), plural(graph.linesAt(thing).length, "line")];
  return [...parts, ...(undrawn ? [plural(undrawn, "more claim")] : [])].join(", ");
}
