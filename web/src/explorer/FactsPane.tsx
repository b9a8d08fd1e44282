import { useEffect, useRef } from "react";
import { BetweenPanel } from "./BetweenPanel.tsx";
import { FailureNote } from "./FailureNote.tsx";
import { SubjectPanel } from "./SubjectPanel.tsx";
import { WaysPanel } from "./WaysPanel.tsx";
import { useExplorerState } from "./workbench.tsx";

/** The facts with their sources: what the picture is an index to. */
export function FactsPane() {
  const { panel, failure, waiting } = useExplorerState();
  const pane = useRef<HTMLElement>(null);
  const subject = panel.show === "facts" ? panel.id : panel.show;
  useEffect(() => {
    if (pane.current) pane.current.scrollTop = 0;
  }, [subject]);
  useEffect(() => {
    if (panel.show !== "nothing" && performance.getEntriesByName("answer").length) performance.measure("facts", "answer");
  }, [panel]);
  return (
    <main ref={pane} className="facts" id="facts" tabIndex={-1} aria-label="Facts" aria-busy={waiting !== "no"}>
      {failure && <FailureNote failure={failure} />}
      {panel.show === "facts" && <SubjectPanel key={panel.id} id={panel.id} facts={panel.facts} />}
      {panel.show === "between" && <BetweenPanel a={panel.a} b={panel.b} facts={panel.facts} />}
      {panel.show === "ways" && <WaysPanel from={panel.from} to={panel.to} ways={panel.ways} />}
    </main>
  );
}
