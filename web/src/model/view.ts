import type { Certainty, EntityKind, RelationshipKind, Status } from "../api/generated.ts";

/** What a person has chosen to see: the whole state of the explorer, and nothing that can be asked for again. */
export interface View {
  /** Expansions in order, an id once for each 25 neighbours drawn. */
  opened: readonly string[];
  /** One: its facts. Two: the paths between them. None: the first opened. */
  selected: readonly string[];
  /** The two ends of the selected line, or nothing. */
  line: readonly string[];
  /** A question in words; its answer is shown while nothing is selected. Empty where none was asked. */
  question: string;
  kinds: readonly RelationshipKind[];
  things: readonly EntityKind[];
  certainty: readonly Certainty[];
  status: readonly Status[];
  /** Valid time as an EDTF interval of years, and the day at whose end the graph is read; empty for now. */
  at: string;
  known: string;
  /** Leaves out claims whose time is unknown. */
  datedOnly: boolean;
  hidden: readonly string[];
  pins: readonly Pin[];
  /** How often all was arranged afresh. */
  arranged: number;
  /** Which of the paths is drawn. */
  way: number;
  /** The longest paths that are sought, in steps; 0 for the server's own bound. */
  reach: number;
  /** What is drawn first of a thing's many neighbours; "usual" is money where money alone is looked at. */
  first: DrawnFirst;
  table: boolean;
  /** What a screen with room for one pane shows. */
  pane: Pane;
}

export const panes = ["facts", "picture", "filters"] as const;
export type Pane = (typeof panes)[number];

export const drawnFirst = ["usual", "money", "connections"] as const;
export type DrawnFirst = (typeof drawnFirst)[number];

export interface Pin {
  id: string;
  x: number;
  y: number;
}

export const emptyView: View = {
  opened: [],
  selected: [],
  line: [],
  question: "",
  kinds: [],
  things: [],
  certainty: [],
  status: [],
  at: "",
  known: "",
  datedOnly: false,
  hidden: [],
  pins: [],
  arranged: 0,
  way: 0,
  reach: 0,
  first: "usual",
  table: false,
  pane: "facts",
};

/** What the facts are about: undefined where nothing is open. */
export function focusOf(view: View): string | undefined {
  return view.selected[0] ?? view.opened[0];
}

/** What is expanded in the picture: where nothing was opened, what is read about. Two that are selected need no more than their path. */
export function expandedIn(view: View): readonly string[] {
  return view.opened.length === 0 && view.selected.length === 1 ? view.selected : view.opened;
}

/** Whether nothing has been asked for yet. */
export const isFresh = (view: View): boolean => view.question === "" && view.opened.length + view.selected.length + view.line.length === 0;

/** Whether the answer to the question is what is read. */
export const isAnswered = (view: View): boolean => view.question !== "" && view.selected.length + view.line.length === 0;

/** How many filters narrow the view. */
export function narrowed(view: View): boolean {
  return (
    view.kinds.length + view.things.length + view.certainty.length + view.status.length > 0 ||
    view.at !== "" ||
    view.known !== "" ||
    view.datedOnly
  );
}
