/** Every key of the explorer. The help is made from this table, and so is what the keys do. */
export interface Key {
  key: string;
  /** Held together with the key; on a Mac, ⌘ does for Ctrl. */
  with?: "Ctrl" | "Shift" | "Ctrl+Shift";
  does: string;
  command: Command;
  /** Only while the picture has the focus. */
  picture?: boolean;
}

export type Command =
  | "search"
  | "undo"
  | "redo"
  | "help"
  | "fit"
  | "arrange"
  | "zoomIn"
  | "zoomOut"
  | "expand"
  | "select"
  | "selectAlso"
  | "hide"
  | "hideOthers"
  | "pin"
  | "up"
  | "down"
  | "left"
  | "right"
  | "nextLine"
  | "lineBefore";

export const keys: readonly Key[] = [
  { key: "/", does: "Search", command: "search" },
  { key: "z", with: "Ctrl", does: "Undo", command: "undo" },
  { key: "z", with: "Ctrl+Shift", does: "Redo", command: "redo" },
  { key: "y", with: "Ctrl", does: "Redo", command: "redo" },
  { key: "?", does: "This help", command: "help" },
  { key: "ArrowUp", does: "To the next thing above", command: "up", picture: true },
  { key: "ArrowDown", does: "To the next thing below", command: "down", picture: true },
  { key: "ArrowLeft", does: "To the next thing on the left", command: "left", picture: true },
  { key: "ArrowRight", does: "To the next thing on the right", command: "right", picture: true },
  { key: "l", does: "To the next line of the thing, clockwise", command: "nextLine", picture: true },
  { key: "l", with: "Shift", does: "To the line before", command: "lineBefore", picture: true },
  { key: " ", does: "Select the thing or the line: shows its facts", command: "select", picture: true },
  { key: " ", with: "Shift", does: "Select a second thing: shows the paths between the two", command: "selectAlso", picture: true },
  { key: "Enter", does: "Expand, or collapse what is expanded", command: "expand", picture: true },
  { key: "Delete", does: "Hide", command: "hide", picture: true },
  { key: "o", does: "Hide the others", command: "hideOthers", picture: true },
  { key: "p", does: "Pin, or unpin", command: "pin", picture: true },
  { key: "f", does: "Fit the picture into view", command: "fit", picture: true },
  { key: "a", does: "Arrange afresh what isn't pinned", command: "arrange", picture: true },
  { key: "+", does: "Nearer", command: "zoomIn", picture: true },
  { key: "-", does: "Farther", command: "zoomOut", picture: true },
];

export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** What a key press means, if anything. Shift counts only for keys that it doesn't already turn into others. */
export function commandOf(press: Press, inPicture: boolean): Command | undefined {
  if (press.altKey) return undefined;
  const letter = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const ctrl = press.ctrlKey || press.metaKey;
  return keys.find((key) => {
    if (key.key !== letter || (key.picture && !inPicture)) return false;
    if (ctrl !== (key.with?.includes("Ctrl") ?? false)) return false;
    return press.shiftKey === (key.with?.includes("Shift") ?? false) || /^[?+]$/.test(letter);
  })?.command;
}

const names: Record<string, string> = { " ": "Space", ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" };

export function keyName(key: Key): string {
  const name = names[key.key] ?? (key.key.length === 1 ? key.key.toUpperCase() : key.key);
  return key.with ? `${key.with}+${name}` : name;
}
