import { useEffect, useState } from "react";
import { askCompletions, askSuggestions, type Completion, type Suggestion } from "../api/questions.ts";
import { canBeAsked } from "../model/question.ts";
import { useAsking } from "./asking.ts";

export interface Suggestions {
  text: string;
  found: Suggestion[];
  /** Whole questions that go on from the text, where questions are taken. */
  questions: Completion[];
  /** Nothing has this name: these are spelt most like it. */
  nearest: boolean;
}

const nothing: Suggestions = { text: "", found: [], questions: [], nearest: false };

/** What the search finds for a text, shortly after the typing pauses. */
export function useSuggestions(text: string, questions = false): Suggestions {
  const asker = useAsking();
  const [suggestions, setSuggestions] = useState(nothing);
  useEffect(() => {
    const sought = text.trim();
    if (!sought) {
      setSuggestions(nothing);
      return;
    }
    const asking = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const completed = questions && canBeAsked(sought) ? askCompletions(asker.client, sought, asking.signal) : [];
        const found = await askSuggestions(asker.client, sought, asking.signal);
        const shorter = found.length
          ? found
          : await askSuggestions(asker.client, sought.slice(0, Math.max(2, Math.ceil(sought.length * 0.6))), asking.signal);
        const whole = (await completed).filter((one) => one.whole && one.text !== sought);
        setSuggestions({ text: sought, found: shorter, questions: whole, nearest: !shorter.some((one) => resembles(one.matched, sought)) });
      } catch (error) {
        if (!asking.signal.aborted) asker.report(error);
      }
    }, 60);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [asker, text, questions]);
  return suggestions;
}

/** Whether a name holds every word sought, whatever its case, accents and hyphens. */
function resembles(name: string, sought: string): boolean {
  const fold = (text: string) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^\p{L}\p{N} ]/gu, "");
  const folded = fold(name);
  return (
    fold(sought)
      .split(/\s+/)
      .every((word) => folded.includes(word)) || folded.replaceAll(" ", "").includes(fold(sought).replaceAll(" ", ""))
  );
}
