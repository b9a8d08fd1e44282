import { useCallback, useEffect, useState } from "react";
import { focusOf, isFresh, type Pane, panes } from "../model/view.ts";
import { ChangesNote } from "./ChangesNote.tsx";
import { FactsPane } from "./FactsPane.tsx";
import { Filters } from "./Filters.tsx";
import { Header } from "./Header.tsx";
import { HelpDialog } from "./HelpDialog.tsx";
import { LeftOut } from "./LeftOut.tsx";
import { Gone, Progress } from "./Notices.tsx";
import { PicturePane } from "./PicturePane.tsx";
import { useKeys } from "./useKeys.ts";
import { WelcomePane } from "./WelcomePane.tsx";
import { useExplorer, useExplorerState } from "./workbench.tsx";

/** Filters | picture | facts, side by side where there is room, else one at a time. */
export function Page() {
  const { view, graph, announcement } = useExplorerState("view", "graph", "announcement");
  const explorer = useExplorer();
  const { pane } = view;
  // A pane is a place to go back from, as on every phone.
  const setPane = useCallback((next: Pane) => explorer.move((current) => ({ ...current, pane: next })), [explorer]);
  const toFacts = useCallback(() => setPane("facts"), [setPane]);
  const [help, setHelp] = useState(false);
  useKeys(() => setHelp(true));
  const title = graph.nodes.get(focusOf(view) ?? "")?.name;
  useEffect(() => {
    document.title = title ? `${title} – Whence` : "Whence";
  }, [title]);
  const fresh = isFresh(view);
  return (
    <div className="page" data-pane={pane} data-empty={fresh || undefined}>
      {!fresh && (
        <>
          <a className="skip" href="#facts">
            Skip to the facts
          </a>
          {!view.table && (
            <a className="skip" href="#picture">
              Skip to the picture
            </a>
          )}
        </>
      )}
      <Header onHelp={() => setHelp(true)} />
      <Progress />
      <Gone />
      <ChangesNote />
      <LeftOut />
      {fresh ? (
        <WelcomePane />
      ) : (
        <>
          <PaneSwitch pane={pane} onChange={setPane} />
          <Filters />
          <PicturePane onFacts={toFacts} />
          <FactsPane />
        </>
      )}
      <div className="unseen" aria-live="polite" role="status">
        {announcement}
      </div>
      {help && <HelpDialog onClose={() => setHelp(false)} />}
    </div>
  );
}

function PaneSwitch({ pane, onChange }: { pane: Pane; onChange: (pane: Pane) => void }) {
  return (
    <nav className="switch" aria-label="Panes">
      {panes.map((name) => (
        <button key={name} type="button" aria-pressed={pane === name} onClick={() => onChange(pane === name ? "facts" : name)}>
          {name}
        </button>
      ))}
    </nav>
  );
}
