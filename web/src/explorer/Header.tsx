import { at, base } from "../model/base.ts";
import { isFresh } from "../model/view.ts";
import { ExportMenu } from "./ExportMenu.tsx";
import { Icon } from "./Icon.tsx";
import { MainSearch } from "./MainSearch.tsx";
import { ShareButton } from "./ShareButton.tsx";
import { useExplorer, useExplorerState } from "./workbench.tsx";

export function Header({ onHelp }: { onHelp: () => void }) {
  const fresh = isFresh(useExplorerState("view").view);
  return (
    <header className="header">
      <a className="brand" href={base}>
        Whence
      </a>
      {!fresh && <MainSearch canAdd />}
      <div className="tools">
        <UndoButtons />
        {!fresh && <ShareButton />}
        {!fresh && <ExportMenu />}
        <a className="tool" href={at("/data")}>
          Data
        </a>
        <a className="tool" href={at("/playground")}>
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
  const { history } = useExplorer();
  return (
    <>
      <button
        type="button"
        className="tool icon"
        aria-label="Undo"
        title="Undo (Ctrl+Z)"
        disabled={!history.canUndo}
        onClick={() => history.undo()}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        className="tool icon"
        aria-label="Redo"
        title="Redo (Ctrl+Shift+Z)"
        disabled={!history.canRedo}
        onClick={() => history.redo()}
      >
        <Icon name="redo" />
      </button>
    </>
  );
}
