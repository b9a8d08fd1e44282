import { add, start } from "../model/moves.ts";
import { ExportMenu } from "./ExportMenu.tsx";
import { Icon } from "./Icon.tsx";
import { Search } from "./Search.tsx";
import { ShareButton } from "./ShareButton.tsx";
import { useExplorer, useExplorerState } from "./workbench.tsx";

export function Header({ onHelp }: { onHelp: () => void }) {
  const explorer = useExplorer();
  const { view } = useExplorerState();
  return (
    <header className="header">
      <a className="brand" href="/">
        Whence
      </a>
      <Search
        id="search"
        label="Find a person, organisation, programme or place"
        keyHint="/"
        onPick={(id, beside) => explorer.move((current) => (beside ? add(current, id) : start(current, id)))}
        eager={view.opened.length === 0}
        canAdd={view.opened.length > 0}
      />
      <div className="tools">
        <UndoButtons />
        {view.opened.length > 0 && <ShareButton />}
        {view.opened.length > 0 && <ExportMenu />}
        <a className="tool" href="/playground">
          Playground
        </a>
        <button type="button" className="tool icon" aria-label="Help and keys" title="Help and keys (?)" onClick={onHelp}>
          ?
        </button>
      </div>
    </header>
  );
}

function UndoButtons() {
  const { journey } = useExplorer();
  return (
    <>
      <button
        type="button"
        className="tool icon"
        aria-label="Undo"
        title="Undo (Ctrl+Z)"
        disabled={!journey.canUndo}
        onClick={() => journey.undo()}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        className="tool icon"
        aria-label="Redo"
        title="Redo (Ctrl+Shift+Z)"
        disabled={!journey.canRedo}
        onClick={() => journey.redo()}
      >
        <Icon name="redo" />
      </button>
    </>
  );
}
