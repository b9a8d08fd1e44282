import { type KeyboardEvent, useEffect, useState } from "react";
import { useSuggestions } from "./useSuggestions.ts";

/** What a combobox does, by the ARIA practices: the focus stays in the box, arrows go through the list, Enter takes. */
export function useCombobox(take: (id: string, beside: boolean) => void) {
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const [wanted, setWanted] = useState<{ beside: boolean }>();
  const suggestions = useSuggestions(text);
  const settled = suggestions.text === text.trim();
  const count = suggestions.found.length;

  const change = (next: string) => {
    setText(next);
    setOpen(next !== "");
    setAt(0);
  };

  const pick = (index: number, beside: boolean) => {
    const found = suggestions.found[index];
    if (!found) return;
    change("");
    take(found.node.id, beside);
  };

  useEffect(() => {
    // Enter was pressed before the answer came: its first is taken as soon as it is here.
    if (!wanted || !settled) return;
    setWanted(undefined);
    if (!suggestions.nearest) pick(0, wanted.beside);
  });

  const step = (by: number) => {
    setOpen(true);
    if (count) setAt((at + by + count) % count);
  };

  const press = (event: KeyboardEvent) => {
    const keys: Record<string, () => void> = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Enter: () => (settled ? pick(at, event.shiftKey) : setWanted({ beside: event.shiftKey })),
      Escape: () => (open ? setOpen(false) : change("")),
    };
    const act = keys[event.key];
    if (!act || text.trim() === "") return;
    event.preventDefault();
    act();
  };

  return { text, shown: open && text.trim() !== "", at, suggestions, settled, change, setOpen, pick, press };
}
