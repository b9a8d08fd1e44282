import { useEffect, useRef } from "react";
import { Icon } from "./Icon.tsx";
import { SuggestionList } from "./SuggestionList.tsx";
import { useCombobox } from "./useCombobox.ts";

interface SearchProps {
  id: string;
  label: string;
  /** The key that leads here, shown in the box. */
  keyHint?: string;
  canAdd?: boolean;
  /** Takes the focus as the page opens, where that brings up no keyboard on the screen. */
  eager?: boolean;
  onPick: (id: string, beside: boolean) => void;
  /** Takes questions too. */
  onAsk?: (question: string) => void;
}

export function Search({ id, label, keyHint, canAdd = false, eager = false, onPick, onAsk }: SearchProps) {
  const input = useRef<HTMLInputElement>(null);
  const leaving =
    <A extends unknown[]>(go: (...of: A) => void) =>
    (...of: A) => {
      input.current?.blur(); // the focus goes to what comes
      go(...of);
    };
  const box = useCombobox({
    take: leaving((found: string, beside: boolean) => onPick(found, beside && canAdd)),
    ask: onAsk && leaving(onAsk),
  });
  const { text, shown, at, rows, suggestions } = box;
  useEffect(() => {
    if (eager && matchMedia("(pointer: fine)").matches) input.current?.focus();
  }, []);
  return (
    <div className="search" role="search" aria-label={label}>
      <Icon name="search" />
      <input
        ref={input}
        id={id}
        role="combobox"
        aria-label={label}
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown && rows[at] ? `${id}-${at}` : undefined}
        placeholder={`${label} …`}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => box.change(event.target.value)}
        onFocus={() => box.setOpen(true)}
        onBlur={() => box.setOpen(false)}
        onKeyDown={box.press}
      />
      {keyHint && !text && <kbd aria-hidden="true">{keyHint}</kbd>}
      <SuggestionList
        id={id}
        shown={shown}
        settled={box.settled}
        rows={rows}
        suggestions={suggestions}
        at={at}
        canAdd={canAdd}
        onPick={box.pick}
      />
    </div>
  );
}
