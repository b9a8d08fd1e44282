import type { Subject } from "../api/questions.ts";
import { at } from "../model/base.ts";
import { listAddress } from "../model/listaddress.ts";
import { emptyView } from "../model/view.ts";

const funding = { ...emptyView, kinds: ["FUNDS"] as const };

/** The other pages about a thing: its money as lists with sums, and its page to read, print and cite. */
export function SubjectLinks({ subject }: { subject: Subject }) {
  const { id, name, kind, relationshipCounts } = subject;
  const has = (direction: "OUT" | "IN") => relationshipCounts.some((count) => count.kind === "FUNDS" && count.direction === direction);
  return (
    <nav className="subject-links" aria-label={`Lists and page of ${name}`}>
      {kind === "PLACE" && <a href={listAddress("/list", { within: id }, funding)}>Funding in {name}</a>}
      {has("OUT") && <a href={listAddress("/list", { from: [id] }, funding)}>What it funds, with sums</a>}
      {has("IN") && <a href={listAddress("/list", { to: [id] }, funding)}>Who funds it, with sums</a>}
      <a href={at(`/entity/${id}`)}>Page to print or cite</a>
    </nav>
  );
}
