import type { RelationshipKind } from "../api/generated.ts";
import type { Line, Tie } from "./graph.ts";
import { moneyInWords, type Vocabulary } from "./words.ts";

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

/** The kinds by which money moves, in the order in which they matter: it is what people come for. */
export const moneyKinds: readonly RelationshipKind[] = ["FUNDS", "WITHHOLDS", "INVESTS_IN", "BACKS"];

export const isMoney = (kind: RelationshipKind): boolean => moneyKinds.includes(kind);

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

/** Up to two kinds by name, the most frequent first; money before all, with its sum. */
function labelOf(line: Line, vocabulary: Vocabulary): string {
  const counts = new Map<RelationshipKind, number>();
  for (const tie of line.ties) counts.set(tie.kind, (counts.get(tie.kind) ?? 0) + 1);
  const kinds = [...counts.keys()].sort((a, b) => Number(isMoney(b)) - Number(isMoney(a)) || counts.get(b)! - counts.get(a)!);
  const named = kinds.slice(0, 2).map((kind) => [vocabulary.label(kind), sumsOf(line, kind)].filter(Boolean).join(" "));
  const more = kinds.length - named.length;
  return named.join(", ") + (more > 0 ? ` + ${more}` : "");
}

/** "£14.5 million, £4 million": each sum as it stands, since what may be added up is the server's to say. */
function sumsOf(line: Line, kind: RelationshipKind): string {
  const sums = line.ties.flatMap((tie) => (tie.kind === kind && tie.amount ? [unbroken(moneyInWords(tie.amount))] : []));
  const more = sums.length - 2;
  return sums.slice(0, 2).join(", ") + (more > 0 ? ` + ${more}` : "");
}

const unbroken = (text: string): string => text.replaceAll(" ", "\u00a0");
