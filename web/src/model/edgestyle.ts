import type { RelationshipKind } from "../api/generated.ts";
import type { Line, Sum, Tie } from "./graph.ts";
import { isMoney } from "./moneykinds.ts";
import { moneyInWords, number, plural, totalInWords, type Vocabulary } from "./words.ts";

/** How a line looks, from the claims that it stands for. */
export interface EdgeStyle {
  label: string;
  /** Arrow heads: at b, at a. */
  toB: boolean;
  toA: boolean;
  money: boolean;
  dash: "solid" | "dotted" | "dashed";
  faint: boolean;
  /** Sources disagree about a claim that it stands for. */
  disputed: boolean;
}

/** One solid claim makes a line solid: it is planned, ended or rumoured only where everything it stands for is. */
export function edgeStyleOf(line: Line, vocabulary: Vocabulary): EdgeStyle {
  const every = (test: (tie: Tie) => boolean) => line.ties.every(test);
  const planned = every((tie) => tie.status === "PLANNED" || tie.status === "PROPOSED");
  const ended = every((tie) => tie.status === "ENDED");
  const faint = every((tie) => tie.certainty === "RUMOURED");
  const disputed = line.ties.some((tie) => tie.conflicts.length > 0);
  const words = [planned && "planned", ended && "ended", faint && "rumoured", disputed && "disputed"].filter(Boolean).join(", ");
  return {
    label: labelOf(line, vocabulary) + (words && ` (${words})`),
    toB: line.ties.some((tie) => tie.object.id === line.b),
    toA: line.ties.some((tie) => tie.object.id === line.a),
    money: line.ties.some((tie) => isMoney(tie.kind)),
    dash: planned ? "dotted" : ended ? "dashed" : "solid",
    faint,
    disputed,
  };
}

/**
 * Up to two kinds by name, the most frequent first; money before all, with its sum. Where the server did not send every claim
 * of the line, either its sum of all stands there, or how many of how many are known.
 */
function labelOf(line: Line, vocabulary: Vocabulary): string {
  const counts = new Map<RelationshipKind, number>();
  for (const tie of line.ties) counts.set(tie.kind, (counts.get(tie.kind) ?? 0) + 1);
  for (const sum of line.sums) counts.set(sum.kind, Math.max(counts.get(sum.kind) ?? 0, sum.count));
  const kinds = [...counts.keys()].sort((a, b) => Number(isMoney(b)) - Number(isMoney(a)) || counts.get(b)! - counts.get(a)!);
  const named = kinds.slice(0, 2).map((kind) => [vocabulary.label(kind), sumsOf(line, kind)].filter(Boolean).join(" "));
  const more = kinds.length - named.length;
  const all = kinds.every((kind) => line.sums.some((sum) => sum.kind === kind)) && kinds.length > 0;
  const short = line.ties.length < line.count && !all ? `, ${number(line.ties.length)} of ${plural(line.count, "claim")}` : "";
  return named.join(", ") + (more > 0 ? ` + ${more}` : "") + unbroken(short);
}

/** "£14.5 million, £4 million": each sum as it stands, since what may be added up is the server's to say; or what it says. */
function sumsOf(line: Line, kind: RelationshipKind): string {
  const added = line.sums.filter((sum) => sum.kind === kind);
  if (added.length > 0) return added.map((sum) => unbroken(sumInWords(sum))).join(", ");
  const sums = line.ties.flatMap((tie) => (tie.kind === kind && tie.amount ? [unbroken(moneyInWords(tie.amount))] : []));
  const more = sums.length - 2;
  return sums.slice(0, 2).join(", ") + (more > 0 ? ` + ${more}` : "");
}

/** "£510,872,121 in 2,434 claims"; "at least" where some claims state no amount or not all were read. */
export function sumInWords({ count, unstated, totals, partial }: Sum): string {
  const claims = plural(count, "claim");
  if (totals.length === 0) return `in ${claims}`;
  return `${totals.map((total) => totalInWords(total, unstated > 0 || partial)).join(" and ")} in ${claims}`;
}

const unbroken = (text: string): string => text.replaceAll(" ", "\u00a0");
