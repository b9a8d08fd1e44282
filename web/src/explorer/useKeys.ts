import { useEffect } from "react";
import { commandOf } from "../model/keys.ts";
import { useExplorer } from "./workbench.tsx";

/** The keys that work everywhere. Those of the picture are its own. */
export function useKeys(onHelp: () => void) {
  const { history } = useExplorer();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement &&
        event.target.closest("input:not([type=checkbox]):not([type=range]), textarea, select, dialog");
      const command = commandOf(event, false);
      if (!command || typing || event.defaultPrevented) return;
      event.preventDefault();
      if (command === "search") document.getElementById("search")?.focus();
      if (command === "undo") history.undo();
      if (command === "redo") history.redo();
      if (command === "help") onHelp();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [history, onHelp]);
}
