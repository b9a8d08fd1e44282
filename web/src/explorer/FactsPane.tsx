import { memo, type RefObject, useEffect, useRef } from "react";
import { AnswerPanel } from "./AnswerPanel.tsx";
import { BetweenPanel } from "./BetweenPanel.tsx";
import { FailureNote } from "./FailureNote.tsx";
import { SubjectPanel } from "./SubjectPanel.tsx";
import { WaysPanel } from "./WaysPanel.tsx";
import { useBench, useExplorerState } from "./workbench.tsx";

/** The facts with their sources: what the picture is an index to. */
export const FactsPane = memo(function FactsPane() {
  const { panel, failure, waiting } = useExplorerState("panel", "failure", "waiting");
  const pane = useRef<HTMLElement>(null);
  const subject = panel.show === "facts" ? panel.id : panel.show === "answer" ? panel.question : panel.show;
  const read = useRef(subject);
  useEffect(() => {
    // What comes first stands at the top: to scroll it there would cost a layout.
    if (pane.current && read.current !== "nothing" && read.current !== subject) pane.current.scrollTop = 0;
    read.current = subject;
  }, [subject]);
  useEffect(() => {
    if (panel.show !== "nothing" && performance.getEntriesByName("answer").length) performance.measure("facts", "answer");
  }, [panel]);
  useFocusOnHeading(pane, panel);
  return (
    <main ref={pane} className="facts" id="facts" tabIndex={-1} aria-label="Facts" aria-busy={waiting !== "no"}>
      {failure && <FailureNote failure={failure} />}
      {panel.show === "facts" && <SubjectPanel key={panel.id} id={panel.id} facts={panel.facts} />}
      {panel.show === "answer" && <AnswerPanel key={panel.question} question={panel.question} answer={panel.answer} />}
      {panel.show === "between" && <BetweenPanel a={panel.a} b={panel.b} between={panel.between} />}
      {panel.show === "ways" && <WaysPanel from={panel.from} to={panel.to} ways={panel.ways} />}
    </main>
  );
});

/**
 * After a move by key the focus goes to what came: the heading. A link or a button that was followed is gone with the old
 * facts, and a reader would be sent back to the top of the page.
 */
function useFocusOnHeading(pane: RefObject<HTMLElement | null>, panel: unknown) {
  const { byKey } = useBench();
  useEffect(() => {
    if (!byKey.current || (document.activeElement && document.activeElement !== document.body)) return;
    const heading = pane.current?.querySelector<HTMLElement>("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus();
  }, [byKey, pane, panel]);
}
