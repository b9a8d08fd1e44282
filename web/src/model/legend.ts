import type { Graph } from "./graph.ts";
import { edgeStyleOf } from "./edgestyle.ts";
import type { Vocabulary } from "./words.ts";

/** What a sign in the picture means. */
export interface Sign {
  sign: "money" | "planned" | "ended" | "rumoured" | "disputed" | "undrawn";
  means: string;
}

const meanings: Record<Sign["sign"], string> = {
  money: "money",
  planned: "only planned",
  ended: "ended",
  rumoured: "rumour",
  disputed: "sources disagree",
  undrawn: "claims not drawn yet",
};

/** The signs that a picture uses, so that its legend explains nothing that isn't there. */
export function signsOf(graph: Graph, vocabulary: Vocabulary, countUndrawn: boolean): Sign[] {
  const used = new Set<Sign["sign"]>();
  for (const line of graph.lines.values()) {
    const look = edgeStyleOf(line, vocabulary);
    if (look.money) used.add("money");
    if (look.disputed) used.add("disputed");
    else if (look.dash !== "solid") used.add(look.dash === "dotted" ? "planned" : "ended");
    if (look.faint) used.add("rumoured");
  }
  if (countUndrawn && [...graph.nodes.keys()].some((id) => graph.undrawn(id) > 0)) used.add("undrawn");
  return (Object.keys(meanings) as Sign["sign"][]).filter((sign) => used.has(sign)).map((sign) => ({ sign, means: meanings[sign] }));
}
