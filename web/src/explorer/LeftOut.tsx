import { plural } from "../model/words.ts";
import { useExplorerState } from "./workbench.tsx";

/** What the address asks for and the page does not show: nothing is left out without a word. */
export function LeftOut() {
  const { unread, unknown, unopened, view } = useExplorerState("unread", "unknown", "unopened", "view");
  const said = [
    unread.length > 0 && `This address says what can’t be read, which is left out: ${unread.join(", ")}.`,
    unknown.length > 0 && view.opened.length > 1 && `Nothing here has the address ${unknown.slice(0, 3).join(", ")}.`,
    unopened > 0 && `The picture is full: ${plural(unopened, "more thing")} of this address can’t be drawn in it.`,
  ].filter((line) => line !== false);
  if (said.length === 0) return null;
  return (
    <div className="left-out" role="status">
      {said.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
