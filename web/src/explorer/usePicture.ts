import { type RefObject, useEffect, useMemo, useState } from "react";
import type { Explorer, State } from "../control/explorer.ts";
import { type Graph, lineId, within } from "../model/graph.ts";
import { pin, select, selectAlso, selectLine, toggleOpen } from "../model/viewactions.ts";
import { palettes } from "../model/palette.ts";
import { focusOf, narrowed, type View } from "../model/view.ts";
import { attachGestures } from "../picture/gestures.ts";
import { fontReady } from "../picture/measure.ts";
import type { Choice, Stage } from "../picture/stage.ts";
import { useTheme } from "./useTheme.ts";
import { useBench, useExplorerState } from "./workbench.tsx";

/** Keeps a Stage in the container in step with the explorer. Gives what is drawn, and whether the script that draws could not be had. */
export function usePicture(container: RefObject<HTMLDivElement | null>): { shown: Graph; failed: boolean } {
  const state = useExplorerState("graph", "view", "vocabulary", "panel");
  const { view, vocabulary } = state;
  const palette = palettes[useTheme()];
  const ready = useFont();
  const shown = useMemo(() => shownGraph(state.graph, view), [state.graph, view.hidden]);

  const { standing, failed } = useStage(container, state.graph.nodes.size > 0 || state.panel.show !== "nothing");

  useEffect(() => {
    if (ready) standing?.draw({ graph: shown, vocabulary, palette, countUndrawn: !narrowed(view) }, view.pins, view.arranged);
  }, [ready, shown, vocabulary, palette, view.pins, view.arranged, standing]);

  useEffect(() => standing?.choose(choice(state)), [ready, shown, palette, state.panel, view, standing]);
  useResize(container);
  return { shown, failed };
}

/**
 * Cytoscape is half of the script, and facts don't wait for it: it is taken up when there is something to draw. The page names it
 * in its head, so that it is fetched meanwhile.
 */
function useStage(container: RefObject<HTMLDivElement | null>, wanted: boolean) {
  const { explorer, stage } = useBench();
  const [standing, setStanding] = useState<Stage | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!wanted) return;
    let left = false;
    const stand = ({ Stage: Made }: typeof import("../picture/stage.ts")) => {
      if (left) return;
      stage.current = new Made(container.current!);
      attachGestures(stage.current, gestures(explorer));
      setStanding(stage.current);
    };
    import("../picture/stage.ts").then(stand, () => setFailed(true));
    return () => {
      left = true;
      stage.current?.destroy();
      stage.current = null;
      setStanding(null);
    };
  }, [container, explorer, stage, wanted]);
  return { standing, failed };
}

function useFont(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let left = false;
    void fontReady.then(() => {
      if (!left) setReady(true);
    });
    return () => {
      left = true;
    };
  }, []);
  return ready;
}

export function shownGraph(graph: Graph, view: View): Graph {
  return within(graph.without(view.hidden));
}

function gestures(explorer: Explorer) {
  return {
    select: (id: string) => explorer.move((view) => select(view, id)),
    selectAlso: (id: string) => explorer.move((view) => selectAlso(view, id)),
    expand: (id: string) => explorer.move((view) => toggleOpen(view, id)),
    selectLine: (a: string, b: string) => explorer.move((view) => selectLine(view, a, b)),
    pin: (id: string, x: number, y: number) => explorer.move((view) => pin(view, id, x, y)),
  };
}

function choice({ view, panel }: Pick<State, "view" | "panel">): Choice {
  const way = new Set<string>();
  if (panel.show === "ways") for (const step of panel.ways.paths[view.way]?.steps ?? []) way.add(lineId(step.from.id, step.to.id));
  return {
    focus: view.line.length ? undefined : focusOf(view),
    second: view.selected[1],
    line: view.line.length ? lineId(view.line[0]!, view.line[1]!) : undefined,
    way,
  };
}

/** Fits the picture again when its pane changes size: a turned phone, a pane that comes into view. */
function useResize(container: RefObject<HTMLDivElement | null>) {
  const { stage } = useBench();
  useEffect(() => {
    let width = container.current!.clientWidth;
    const observer = new ResizeObserver(() => {
      const now = container.current?.clientWidth ?? 0;
      if (now !== width) stage.current?.resized();
      width = now;
    });
    observer.observe(container.current!);
    return () => observer.disconnect();
  }, [container, stage]);
}
