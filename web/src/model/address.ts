import { at, base } from "./base.ts";
import { certainties, entityKinds, relationshipKinds, statuses } from "./enums.ts";
import { drawnFirst, emptyView, panes, type Pin, type View } from "./view.ts";

/** The address of a view: `/?e=place/icentrum&k=funds`. Reading what it wrote gives the same view. */
export function addressOf(view: View): string {
  const parts: string[] = [];
  const add = (key: string, value: string) => parts.push(`${key}=${encode(value)}`);
  if (view.question) add("q", view.question);
  for (const id of view.opened) add("e", id);
  for (const id of view.selected) add("s", id);
  for (const id of view.line) add("l", id);
  for (const kind of view.kinds) add("k", word(kind));
  for (const kind of view.things) add("t", word(kind));
  for (const certainty of view.certainty) add("c", word(certainty));
  for (const status of view.status) add("st", word(status));
  if (view.at) add("at", view.at);
  if (view.known) add("known", view.known);
  if (view.datedOnly) add("dated", "only");
  for (const id of view.hidden) add("h", id);
  for (const pin of view.pins) add("p", `${pin.x},${pin.y},${pin.id}`);
  if (view.arranged) add("arr", String(view.arranged));
  if (view.way) add("way", String(view.way + 1));
  if (view.reach) add("len", String(view.reach));
  if (view.first !== "usual") add("first", view.first);
  if (view.table) add("view", "table");
  if (view.pane !== "facts") add("pane", view.pane);
  return parts.length ? at(`/?${parts.join("&")}`) : base;
}

/** What an address says, and what of it could not be read: that is left out, and the rest still shows. */
export interface Reading {
  view: View;
  unread: string[];
}

/** The most things that one address opens: beyond, no picture is readable, and no list of them can be asked for. */
export const mostOpened = 100;

/** The longest question that the server reads, in characters. */
const mostQuestion = 200;

/** Reads an address: `/?…`, or `/entity/…`, an entity's IRI. */
export function readAddress(pathname: string, search: string): Reading {
  const params = new Parameters(search);
  const iri = at("/entity/");
  const entity = pathname.startsWith(iri) ? params.decoded(pathname.slice(iri.length)) : [];
  const selected = unique(params.all("s"));
  const line = params.all("l");
  const view: View = {
    ...emptyView,
    opened: params.atMost("e", mostOpened, [...entity, ...params.all("e")]),
    selected: selected.slice(0, 2),
    line: line.length === 2 ? line : [],
    question: params.short("q", mostQuestion),
    kinds: params.constants("k", relationshipKinds),
    things: params.constants("t", entityKinds),
    certainty: params.constants("c", certainties),
    status: params.constants("st", statuses),
    at: params.matching("at", /^(\.\.|-?\d{4}[-\d~?%]*)?(\/(\.\.|-?\d{4}[-\d~?%]*)?)?$/),
    known: params.matching("known", /^\d{4}-\d\d-\d\d$/),
    datedOnly: params.one("dated") === "only",
    hidden: params.atMost("h", 5 * mostOpened, unique(params.all("h"))),
    pins: params.all("p").flatMap((text) => readPin(text) ?? params.note("p", text)),
    arranged: count(params.one("arr")),
    way: Math.max(0, count(params.one("way")) - 1),
    reach: Math.min(10, count(params.one("len"))),
    first: params.oneOf("first", drawnFirst, emptyView.first),
    table: params.one("view") === "table",
    pane: params.oneOf("pane", panes, emptyView.pane),
  };
  return { view, unread: params.unread };
}

/** An address's parameters, with a note of each value that means nothing. */
export class Parameters {
  readonly unread: string[] = [];
  private readonly values: URLSearchParams;

  constructor(search: string) {
    this.values = new URLSearchParams(search);
  }

  all(name: string): string[] {
    return this.values.getAll(name).filter(Boolean);
  }

  one(name: string): string {
    return this.values.get(name) ?? "";
  }

  note(name: string, value: string): [] {
    this.unread.push(`${name}=${value.length > 40 ? `${value.slice(0, 40)}…` : value}`);
    return [];
  }

  /** The members of an enumeration, repeated or by commas. */
  constants<T extends string>(name: string, members: ReadonlySet<string>): T[] {
    const words = unique(this.all(name).flatMap((value) => value.split(",")));
    return words.flatMap((word) => (members.has(constant(word)) ? [constant(word) as T] : this.note(name, word)));
  }

  /** A text of so many characters at the most; one that is longer is left out. */
  short(name: string, most: number): string {
    const value = this.one(name).trim();
    if ([...value].length <= most) return value;
    this.note(name, value);
    return "";
  }

  matching(name: string, form: RegExp): string {
    const value = this.one(name);
    if (form.test(value) || value === "") return value;
    this.note(name, value);
    return "";
  }

  oneOf<T extends string>(name: string, members: readonly T[], otherwise: T): T {
    const value = this.one(name);
    if (value && !members.includes(value as T)) this.note(name, value);
    return members.includes(value as T) ? (value as T) : otherwise;
  }

  atMost(name: string, most: number, ids: string[]): string[] {
    const kept = ids.filter(Boolean);
    if (kept.length > most) this.unread.push(`${kept.length - most} of ${kept.length} ${name}`);
    return kept.slice(0, most);
  }

  decoded(part: string): string[] {
    try {
      return [decodeURIComponent(part)];
    } catch {
      return this.note("entity", part);
    }
  }
}

/** encodeURIComponent, but readable: these characters need no escape in a query. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(/%(2F|3A|2C|40)/g, decodeURIComponent);
}

function word(constant: string): string {
  return constant.toLowerCase().replaceAll("_", "-");
}

function constant(word: string): string {
  return word.trim().toUpperCase().replaceAll("-", "_");
}

function readPin(text: string): Pin | undefined {
  const match = /^(-?\d+),(-?\d+),(.+)$/.exec(text);
  return match ? { x: Number(match[1]), y: Number(match[2]), id: match[3]! } : undefined;
}

/** A whole number from 0; 0 where it is none. */
function count(text: string | null): number {
  return text && /^\d{1,6}$/.test(text) ? Number(text) : 0;
}

function unique(values: string[]): string[] {
  return [...new Set(values)].filter(Boolean);
}
