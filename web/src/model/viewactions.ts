import { emptyView, focusOf, type View } from "./view.ts";

/** The moves a person can make: each takes a view and gives the next. Nothing is moved in place. */

/** Shows one entity afresh. The dates stay: they are the reader's, not the entity's. */
export const start = (view: View, id: string): View => ({
  ...emptyView,
  opened: [id],
  at: view.at,
  known: view.known,
  datedOnly: view.datedOnly,
  table: view.table,
});

/** Asks a question in words. The dates stay out of it: a question says its own. */
export const askInWords = (view: View, question: string): View => ({ ...emptyView, question, table: view.table });

/** Shows an entity beside what is drawn. */
export const add = (view: View, id: string): View =>
  select(view.opened.includes(id) ? view : { ...view, opened: [...view.opened, id] }, id);

export const select = (view: View, id: string): View => ({ ...view, selected: [id], line: [], way: 0 });

/** Selects a second entity beside the first, so that the paths between them are sought; or lets go of it. */
export function selectAlso(view: View, id: string): View {
  const focus = focusOf(view);
  if (!focus || focus === id) return select(view, view.selected[1] ?? id);
  return { ...view, selected: view.selected[1] === id ? [focus] : [focus, id], line: [], way: 0 };
}

export const selectLine = (view: View, a: string, b: string): View => ({ ...view, selected: [], line: [a, b], way: 0 });

/** Draws up to 25 more of an entity's neighbours. */
export const expand = (view: View, id: string): View => ({ ...select(view, id), opened: [...view.opened, id] });

/** Takes away what an entity brought with it. The last one that is open stays so. */
export function collapse(view: View, id: string): View {
  const opened = view.opened.filter((other) => other !== id);
  return opened.length ? { ...select(view, id), opened } : view;
}

/** Expands what isn't expanded, and collapses what is. */
export const toggleOpen = (view: View, id: string): View => (view.opened.includes(id) ? collapse(view, id) : expand(view, id));

export type Facet = "kinds" | "things" | "certainty" | "status";

/** Adds a value to a facet or takes it out. An empty facet lets everything pass. */
export function toggle<F extends Facet>(view: View, facet: F, value: View[F][number]): View {
  const values = view[facet] as readonly string[];
  const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  return { ...view, [facet]: next };
}

export const clearFilters = (view: View): View => ({
  ...view,
  kinds: [],
  things: [],
  certainty: [],
  status: [],
  at: "",
  known: "",
  datedOnly: false,
});

export const hide = (view: View, ids: readonly string[]): View => ({
  ...view,
  hidden: [...new Set([...view.hidden, ...ids])],
  selected: view.selected.filter((id) => !ids.includes(id)),
  line: view.line.some((id) => ids.includes(id)) ? [] : view.line,
});

export const showHidden = (view: View): View => ({ ...view, hidden: [] });

/** Arranges all that isn't pinned afresh. */
export const arrangeAfresh = (view: View): View => ({ ...view, arranged: view.arranged + 1 });

/** Holds an entity where it was dragged to. */
export const pin = (view: View, id: string, x: number, y: number): View => ({
  ...view,
  pins: [...view.pins.filter((other) => other.id !== id), { id, x: Math.round(x), y: Math.round(y) }],
});

export const unpin = (view: View, id: string): View => ({ ...view, pins: view.pins.filter((other) => other.id !== id) });
