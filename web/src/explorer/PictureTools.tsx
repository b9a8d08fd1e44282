import { arrangeAfresh } from "../model/viewactions.ts";
import { useBench, useExplorerState } from "./workbench.tsx";

export function PictureTools() {
  const { explorer, stage } = useBench();
  const { view } = useExplorerState("view");
  const swap = () => explorer.move((current) => ({ ...current, table: !current.table }));
  return (
    <div className="picture-tools" role="toolbar" aria-label="Picture tools">
      {!view.table && (
        <>
          <button
            type="button"
            className="tool icon"
            aria-label="Farther"
            title="Farther (−)"
            onClick={() => stage.current?.zoomBy(1 / 1.3)}
          >
            −
          </button>
          <button type="button" className="tool icon" aria-label="Nearer" title="Nearer (+)" onClick={() => stage.current?.zoomBy(1.3)}>
            +
          </button>
          <button type="button" className="tool" title="Fit the picture into view (F)" onClick={() => stage.current?.fit()}>
            Fit
          </button>
          <button type="button" className="tool" title="Arrange afresh what isn’t pinned (A)" onClick={() => explorer.move(arrangeAfresh)}>
            Arrange
          </button>
        </>
      )}
      <button type="button" className="tool" aria-pressed={view.table} onClick={swap}>
        Table
      </button>
    </div>
  );
}
