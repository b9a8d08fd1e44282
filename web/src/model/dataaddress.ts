import { at } from "./base.ts";

/** What the page of data shows, as its address says it: /data, or one data set, /data?set=example/canal-quarter. */
export interface DataView {
  /** The name of a data set; undefined for the list of all. */
  set?: string;
}

export function readDataAddress(search: string): DataView {
  const set = new URLSearchParams(search).get("set")?.trim();
  return set ? { set } : {};
}

export const addressOfData = ({ set }: DataView): string =>
  at(set ? `/data?set=${encodeURIComponent(set).replaceAll("%2F", "/")}` : "/data");
