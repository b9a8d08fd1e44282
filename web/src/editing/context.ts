import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { Operation } from "../api/client.ts";
import type { WorkControl, WorkState } from "./workcontrol.ts";

export const WorkContext = createContext<WorkControl | null>(null);

export function useWork(): WorkControl {
  const control = useContext(WorkContext);
  if (!control) throw new Error("outside the page of work");
  return control;
}

export function useWorkState(): WorkState {
  const { store } = useWork();
  return useSyncExternalStore(store.watch, store.get);
}

/** The answer to a question, asked again whenever its variables change or something was written. The last one stays until the next is here. */
export function useAnswer<T, V>(document: Operation<T, V>, variables: V): T | undefined {
  const control = useWork();
  const { writes, viewer } = useWorkState();
  const [answer, setAnswer] = useState<{ to: string; data: T }>();
  const asked = JSON.stringify(variables);
  useEffect(() => {
    const loading = new AbortController();
    control.client.ask(document, variables, loading.signal).then(
      (data) => !loading.signal.aborted && setAnswer({ to: asked, data }),
      (error) => !loading.signal.aborted && control.report(error),
    );
    return () => loading.abort();
  }, [document, asked, writes, viewer]);
  return answer?.to === asked ? answer.data : undefined;
}
