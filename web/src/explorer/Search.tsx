import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Icon } from "./Icon.tsx";
import { SuggestionList } from "./SuggestionList.tsx";
import { useSuggestions } from "./useSuggestions.ts";

interface SearchProps {
  id: string;
  label: string;
  /** The key that leads here, shown in the box. */
  keyHint?: string;
  canAdd?: boolean;
  /** Takes the focus as the page opens, where that brings up no keyboard on the screen. */
  eager?: boolean;
  onPick: (id: string, beside: boolean) => void;
}

/** A combobox by the ARIA practices: the focus stays in the box, arrows go through the list, Enter takes. */
export function Search({ id, label, keyHint, canAdd = false, eager = false, onPick }: SearchProps) {
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const [wanted, setWanted] = useState<{ beside: boolean }>();
  const box = useRef<HTMLInputElement>(null);
  const suggestions = useSuggestions(text);
  const settled = suggestions.text === text.trim();
  const pick = (index: number, beside: boolean) => {
    const found = suggestions.found[index];
    if (!found) return;
    setText("");
    setOpen(false);
    setAt(0);
    onPick(found.node.id, beside && canAdd);
  };
  useEffect(() => {
    if (eager && matchMedia("(pointer: fine)").matches) box.current?.focus();
  }, []);
  useEffect(() => {
    // Enter was pressed before the answer came: take its first as soon as it is here.
    if (!wanted || !settled) return;
    setWanted(undefined);
    if (!suggestions.nearest) pick(0, wanted.beside);
  });
  const press = (event: KeyboardEvent) => {
    const count = suggestions.found.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      if (count) setAt((at + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
    } else if (event.key === "Enter" && text.trim()) {
      event.preventDefault();
      if (settled) pick(at, event.shiftKey);
      else setWanted({ beside: event.shiftKey });
    } else if (event.key === "Escape") {
      if (open) setOpen(false);
      else setText("");
    }
  };
  const shown = open && text.trim() !== "";
  return (
    <div className="search" role="search">
      <Icon name="search" />
      <input
        ref={box}
        id={id}
        role="combobox"
        aria-label={label}
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown && suggestions.found[at] ? `${id}-${at}` : undefined}
        placeholder={`${label} …`}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
          setAt(0);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={press}
      />
      {keyHint && !text && <kbd aria-hidden="true">{keyHint}</kbd>}
      <SuggestionList id={id} shown={shown} settled={settled} suggestions={suggestions} at={at} canAdd={canAdd} onPick={pick} />
    </div>
  );
}
