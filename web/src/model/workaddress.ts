import { at } from "./base.ts";

/** What the page of work shows, as its address says it: /work?show=history&about=organisation/acme. */
export type Work =
  | { show: "review" }
  | { show: "pairs"; about?: string }
  | { show: "history"; about?: string }
  | { show: "merge"; keep?: string; other?: string }
  | { show: "claim"; id: string }
  | { show: "document"; id: string };

export function readWork(search: string): Work {
  const params = new URLSearchParams(search);
  const word = (name: string) => params.get(name) ?? undefined;
  const id = word("id");
  switch (params.get("show")) {
    case "pairs":
      return { show: "pairs", about: word("about") };
    case "history":
      return { show: "history", about: word("about") };
    case "merge":
      return { show: "merge", keep: word("keep"), other: word("other") };
    case "claim":
      return id ? { show: "claim", id } : { show: "review" };
    case "document":
      return id ? { show: "document", id } : { show: "review" };
    default:
      return { show: "review" };
  }
}

export function addressOfWork(work: Work): string {
  const params = Object.entries(work).filter(([, value]) => value !== undefined);
  const query = params.map(([name, value]) => `${name}=${encodeURIComponent(value as string).replaceAll("%2F", "/")}`);
  return at(`/work?${query.join("&")}`);
}
