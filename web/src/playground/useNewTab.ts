import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect, useState } from "react";
import type { LinkedQuery } from "./link.ts";

/** Opens a query in a tab of its own: the editors take it once the new tab is there. */
export function useNewTab(): (query: LinkedQuery) => void {
  const tabs = useGraphiQL((state) => state.tabs);
  const { addTab } = useGraphiQLActions();
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const [next, setNext] = useState<LinkedQuery>();
  useEffect(() => {
    if (!next) return;
    queryEditor?.setValue(next.query);
    variableEditor?.setValue(next.variables ?? "");
    setNext(undefined);
  }, [tabs.length, next, queryEditor, variableEditor]);
  return (query) => {
    addTab();
    setNext(query);
  };
}
