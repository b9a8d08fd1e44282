import type { Suggestion } from "../api/questions.ts";
import { kindWord, placeWord, plural } from "../model/words.ts";
import { Glyph } from "./Glyph.tsx";
import { Icon } from "./Icon.tsx";
import type { Row } from "./useCombobox.ts";
import type { Suggestions } from "./useSuggestions.ts";

interface SuggestionListProps {
  id: string;
  shown: boolean;
  settled: boolean;
  rows: readonly Row[];
  suggestions: Suggestions;
  at: number;
  canAdd: boolean;
  onPick: (index: number, beside: boolean) => void;
}

export function SuggestionList({ id, shown, settled, rows, suggestions, at, canAdd, onPick }: SuggestionListProps) {
  const { found, nearest, text } = suggestions;
  return (
    <div className="suggestions" hidden={!shown || (!settled && rows.length === 0)}>
      {shown && settled && (nearest || found.length === 0) && (
        <p className="nearest" role="status">
          Nothing is named “{text}”. {found.length > 0 && "The nearest spellings:"}
        </p>
      )}
      <ul id={`${id}-list`} role="listbox" aria-label="Found">
        {rows.map((row, index) => (
          <li
            key={"question" in row ? `?${row.question}` : row.found.node.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onMouseDown={(event) => {
              event.preventDefault();
              onPick(index, event.shiftKey);
            }}
          >
            {"question" in row ? <Question text={row.question} /> : <Name one={row.found} among={found} />}
          </li>
        ))}
      </ul>
      {canAdd && found.length > 0 && (
        <p className="hint" aria-hidden="true">
          <kbd>Enter</kbd> opens · <kbd>Shift+Enter</kbd> adds to the picture
        </p>
      )}
    </div>
  );
}

function Question({ text }: { text: string }) {
  return (
    <>
      <Icon name="search" />
      <span className="name">{text}</span>
      <span className="where">ask</span>
    </>
  );
}

function Name({ one, among }: { one: Suggestion; among: readonly Suggestion[] }) {
  return (
    <>
      <Glyph kind={one.node.kind} />
      <bdi className="name">{one.node.name}</bdi>
      {one.matched !== one.node.name && <bdi className="alias">{one.matched}</bdi>}
      <span className="where">{about(one, among)}</span>
    </>
  );
}

/** "building in Birmingham"; where others of the list bear the same name, also what tells them apart: place, number, facts. */
function about({ node }: Suggestion, found: readonly Suggestion[]): string {
  const twin = found.some((other) => other.node.id !== node.id && sameName(other.node.name, node.name));
  const sort = "placeType" in node ? placeWord(node.placeType) : kindWord(node.kind);
  const within = ("containedIn" in node ? node.containedIn[0] : undefined) ?? (twin ? node.standsIn.nodes[0] : undefined);
  const place = within && !sameName(within.name, node.name) ? ` in ${within.name}` : "";
  if (!twin) return sort + place;
  const number = node.identifiers[0];
  return [sort + place, number && `${number.scheme} ${number.value}`, plural(node.degree, "fact")].filter(Boolean).join(", ");
}

const sameName = (a: string, b: string): boolean => a.localeCompare(b, "en", { sensitivity: "base" }) === 0;
