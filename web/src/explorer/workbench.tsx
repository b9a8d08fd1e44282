import { createContext, type ReactNode, type RefObject, useContext, useRef, useSyncExternalStore } from "react";
import type { Explorer, State } from "../control/explorer.ts";
import type { Stage } from "../picture/stage.ts";

interface Bench {
  explorer: Explorer;
  /** The picture, once it stands. */
  stage: RefObject<Stage | null>;
}

const BenchContext = createContext<Bench | null>(null);

export function Workbench({ explorer, children }: { explorer: Explorer; children: ReactNode }) {
  const stage = useRef<Stage>(null);
  return <BenchContext value={{ explorer, stage }}>{children}</BenchContext>;
}

export function useBench(): Bench {
  const bench = useContext(BenchContext);
  if (!bench) throw new Error("outside of the workbench");
  return bench;
}

export const useExplorer = (): Explorer => useBench().explorer;

/** The explorer's state; the component draws again whenever it changes. */
export function useExplorerState(): State {
  const { store } = useExplorer();
  return useSyncExternalStore(store.watch, store.get);
}
