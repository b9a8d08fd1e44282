import type { Point } from "../model/box.ts";
import type { Cursor } from "../model/cursor.ts";
import type { Graph } from "../model/graph.ts";
import type { Command } from "../model/keys.ts";
import { arrangeAfresh, hide, pin, select, selectAlso, selectLine, toggleOpen, unpin } from "../model/viewactions.ts";
import type { View } from "../model/view.ts";

/** The move that a key makes with what is under the cursor; undefined for keys that move nothing. */
export function moveOf(command: Command, { thing, line }: Cursor, graph: Graph, at: Point): ((view: View) => View) | undefined {
  const on = line === undefined ? undefined : graph.lines.get(line);
  if (on && (command === "select" || command === "expand")) return (view) => selectLine(view, on.a, on.b);
  switch (command) {
    case "arrange":
      return arrangeAfresh;
    case "select":
      return (view) => select(view, thing);
    case "selectAlso":
      return (view) => selectAlso(view, thing);
    case "expand":
      return (view) => toggleOpen(view, thing);
    case "hide":
      return (view) => hide(view, [thing]);
    case "hideOthers":
      return (view) => hide(view, graph.othersThan(thing));
    case "pin":
      return (view) => (view.pins.some((held) => held.id === thing) ? unpin(view, thing) : pin(view, thing, at.x, at.y));
    default:
      return undefined;
  }
}
