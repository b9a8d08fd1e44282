import type { ListView } from "../model/listview.ts";
import { inWords, type Vocabulary } from "../model/words.ts";
import type { Move } from "./move.ts";

interface ChipsProps {
  view: ListView;
  names: ReadonlyMap<string, string>;
  vocabulary: Vocabulary;
  move: Move;
}

interface Chip {
  text: string;
  clear: (view: ListView) => ListView;
}

/** What narrows the list, each a button that takes it away. */
export function Chips({ view, names, vocabulary, move }: ChipsProps) {
  const chips = chipsOf(view, (id) => names.get(id) ?? id, vocabulary);
  if (chips.length === 0) return null;
  return (
    <ul className="chips" aria-label="What narrows the list">
      {chips.map(({ text, clear }) => (
        <li key={text}>
          <button type="button" className="chip" onClick={() => move(clear)} aria-label={`Take away: ${text}`}>
            <bdi>{text}</bdi> <span aria-hidden="true">✕</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function chipsOf(view: ListView, name: (id: string) => string, vocabulary: Vocabulary): Chip[] {
  const ids = (field: "from" | "to" | "via" | "documents" | "sets" | "with", word: string): Chip[] =>
    view[field].map((id) => ({
      text: `${word} ${name(id)}`,
      clear: (current) => ({ ...current, [field]: current[field].filter((other) => other !== id) }),
    }));
  const words = (field: "kinds" | "certainty" | "status", say: (value: string) => string): Chip[] =>
    (view[field] as readonly string[]).map((value) => ({
      text: say(value),
      clear: (current) => ({ ...current, [field]: (current[field] as readonly string[]).filter((other) => other !== value) }),
    }));
  const one = (field: "within" | "years" | "at" | "known", text: string): Chip[] =>
    view[field] ? [{ text, clear: (current) => ({ ...current, [field]: "" }) }] : [];
  return [
    ...words("kinds", (kind) => vocabulary.label(kind as never)),
    ...ids("from", "from"),
    ...ids("to", "to"),
    ...ids("with", "with"),
    ...one("within", `in ${name(view.within)}`),
    ...ids("via", "through"),
    ...ids("documents", "cites"),
    ...ids("sets", "said by"),
    ...one("years", view.years.replace("-", " to ").replaceAll("..", "…")),
    ...one("at", view.at),
    ...one("known", `known ${view.known}`),
    ...words("certainty", inWords),
    ...words("status", inWords),
    ...(view.datedOnly ? [{ text: "dated", clear: (current: ListView) => ({ ...current, datedOnly: false }) }] : []),
    ...(view.min || view.max
      ? [
          {
            text: `${view.min || "…"} to ${view.max || "…"} ${view.currency}`,
            clear: (current: ListView) => ({ ...current, min: "", max: "" }),
          },
        ]
      : []),
    ...(view.compare.length ? [{ text: "compared", clear: (current: ListView) => ({ ...current, compare: [] }) }] : []),
  ];
}
