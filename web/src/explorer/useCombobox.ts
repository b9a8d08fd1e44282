import { type KeyboardEvent, useEffect, useState } from "react";
import type { Suggestion } from "../api/questions.ts";
import { canBeAsked, isQuestion } from "../model/question.ts";
import { type Suggestions, useSuggestions } from "./useSuggestions.ts";

/** A row of the list: a question to ask, or a thing by its name. */
export type Row = { question: string } | { found: Suggestion };

export interface Picks {
  take: (id: string, beside: boolean) => void;
  /** Where questions are taken. */
  ask?: (question: string) => void;
}

/** What a combobox does, by the ARIA practices: the focus stays in the box, arrows go through the list, Enter takes. */
export function useCombobox({ take, ask }: Picks) {
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const [wanted, setWanted] = useState<{ beside: boolean }>();
  const suggestions = useSuggestions(text, ask !== undefined);
  const settled = suggestions.text === text.trim();
  const rows = rowsOf(text.trim(), suggestions, settled, ask !== undefined);

  const change = (next: string) => {
    setText(next);
    setOpen(next !== "");
    setAt(0);
  };

  const pick = (index: number, beside: boolean) => {
    const row = rows[index];
    if (!row) return;
    change("");
    if ("question" in row) ask?.(row.question);
    else take(row.found.node.id, beside);
  };

  useEffect(() => {
    // Enter was pressed before the answer came: its first is taken as soon as it is here.
    if (!wanted || !settled) return;
    setWanted(undefined);
    if (!suggestions.nearest || isQuestion(text)) pick(0, wanted.beside);
  });

  const step = (by: number) => {
    setOpen(true);
    if (rows.length) setAt((at + by + rows.length) % rows.length);
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

  return { text, shown: open && text.trim() !== "", at, rows, suggestions, settled, change, setOpen, pick, press };
}

/** What reads like a question comes before the names, and what could be one behind them, once they are known. */
function rowsOf(text: string, { found, questions }: Suggestions, settled: boolean, asks: boolean): Row[] {
  const names = found.map((one) => ({ found: one }));
  if (!asks || !canBeAsked(text) || (!settled && !isQuestion(text))) return names;
  const own: Row[] = [text, ...questions.map((one) => one.text)].map((question) => ({ question }));
  return isQuestion(text) ? [...own, ...names] : [...names, ...own];
}
