import { emptyView, type Pin, type View } from "./view.ts";

/** The address of a view: `/?e=place/icentrum&k=funds`. Reading what it wrote gives the same view. */
export function addressOf(view: View): string {
  const parts: string[] = [];
  const add = (key: string, value: string) => parts.push(`${key}=${encode(value)}`);
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
  if (view.table) add("view", "table");
  return parts.length ? `/?${parts.join("&")}` : "/";
}

/** Reads an address: `/?…`, or `/entity/…`, an entity's IRI. What it can't read it leaves out. */
export function viewAt(pathname: string, search: string): View {
  const params = new URLSearchParams(search);
  const entity = pathname.startsWith("/entity/") ? [decodeURIComponent(pathname.slice("/entity/".length))] : [];
  const constants = <T extends string>(key: string) => unique(params.getAll(key).flatMap((value) => value.split(","))).map(constant) as T[];
  return {
    ...emptyView,
    opened: [...entity, ...params.getAll("e")].filter(Boolean),
    selected: unique(params.getAll("s")).slice(0, 2),
    line: params.getAll("l").length === 2 ? params.getAll("l") : [],
    kinds: constants("k"),
    things: constants("t"),
    certainty: constants("c"),
    status: constants("st"),
    at: params.get("at") ?? "",
    known: params.get("known") ?? "",
    datedOnly: params.get("dated") === "only",
    hidden: unique(params.getAll("h")),
    pins: params
      .getAll("p")
      .map(readPin)
      .filter((pin) => pin !== undefined),
    arranged: count(params.get("arr")),
    way: Math.max(0, count(params.get("way")) - 1),
    table: params.get("view") === "table",
  };
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
