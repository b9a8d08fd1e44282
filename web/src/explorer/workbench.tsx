import { createContext, type ReactNode, type RefObject, useContext, useEffect, useRef, useSyncExternalStore } from "react";
import type { Explorer, State } from "../control/explorer.ts";
import { AskingContext } from "./asking.ts";
import type { Stage } from "../picture/stage.ts";

interface Bench {
  explorer: Explorer;
  /** The picture, once it stands. */
  stage: RefObject<Stage | null>;
  /** Whether the last thing that was done was done by key. */
  byKey: RefObject<boolean>;
}

const BenchContext = createContext<Bench | null>(null);

export function Workbench({ explorer, children }: { explorer: Explorer; children: ReactNode }) {
  const stage = useRef<Stage>(null);
  const byKey = useRef(false);
  useEffect(() => {
    const note = (event: Event) => {
      byKey.current = event.type === "keydown";
    };
    addEventListener("keydown", note, true);
    addEventListener("pointerdown", note, true);
    return () => {
      removeEventListener("keydown", note, true);
      removeEventListener("pointerdown", note, true);
    };
  }, []);
  return (
    <AskingContext value={explorer}>
      <BenchContext value={{ explorer, stage, byKey }}>{children}</BenchContext>
    </AskingContext>
  );
}

export function useBench(): Bench {
  const bench = useContext(BenchContext);
  if (!bench) throw new Error("outside of the workbench");
  return bench;
}

export const useExplorer = (): Explorer => useBench().explorer;

/** Parts of the explorer's state; the component draws again when one of them changes, and not for the others. */
export function useExplorerState<Part extends keyof State>(...parts: Part[]): Pick<State, Part> {
  const { store } = useExplorer();
  const held = useRef<State>(undefined);
  const get = () => {
    const now = store.get();
    if (!held.current || parts.some((part) => held.current![part] !== now[part])) held.current = now;
    return held.current;
  };
  return useSyncExternalStore(store.watch, get);
}
