import type { RelationshipKind } from "../api/generated.ts";
import type { Line, Tie } from "./graph.ts";
import type { Vocabulary } from "./words.ts";

/** How a line looks, from the claims that it stands for. */
export interface LineLook {
  label: string;
  /** Arrow heads: at b, at a. */
  toB: boolean;
  toA: boolean;
  money: boolean;
  dash: "solid" | "dotted" | "dashed";
  faint: boolean;
}

const money: ReadonlySet<RelationshipKind> = new Set(["FUNDS", "WITHHOLDS", "INVESTS_IN", "BACKS"]);

/** One solid claim makes a line solid: it is planned, ended or rumoured only where everything it stands for is. */
export function lookOf(line: Line, vocabulary: Vocabulary): LineLook {
  const every = (test: (tie: Tie) => boolean) => line.ties.every(test);
  const planned = every((tie) => tie.status === "PLANNED" || tie.status === "PROPOSED");
  const ended = every((tie) => tie.status === "ENDED");
  const faint = every((tie) => tie.certainty === "RUMOURED");
  const words = [planned && "planned", ended && "ended", faint && "rumoured"].filter(Boolean).join(", ");
  return {
    label: labelOf(line, vocabulary) + (words && ` (${words})`),
    toB: line.ties.some((tie) => tie.object.id === line.b),
    toA: line.ties.some((tie) => tie.object.id === line.a),
    money: line.ties.some((tie) => money.has(tie.kind)),
    dash: planned ? "dotted" : ended ? "dashed" : "solid",
    faint,
  };
}

/** Up to two kinds by name, the most frequent first; money before all. */
function labelOf(line: Line, vocabulary: Vocabulary): string {
  const counts = new Map<RelationshipKind, number>();
  for (const tie of line.ties) counts.set(tie.kind, (counts.get(tie.kind) ?? 0) + 1);
  const kinds = [...counts.keys()].sort((a, b) => Number(money.has(b)) - Number(money.has(a)) || counts.get(b)! - counts.get(a)!);
  const named = kinds.slice(0, 2).map((kind) => vocabulary.label(kind));
  const more = kinds.length - named.length;
  return named.join(", ") + (more > 0 ? ` + ${more}` : "");
}
