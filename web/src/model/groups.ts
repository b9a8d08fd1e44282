import type { FactFragment } from "../api/generated.ts";
import { moneyKinds } from "./moneykinds.ts";
import { inWords, type Vocabulary } from "./words.ts";

export interface Group {
  title: string;
  facts: FactFragment[];
}

/** Facts about a thing under headings that read from its end: "funded by", "located in", "figures". Money comes first, then whatever has most facts. */
export function groupFacts(facts: readonly FactFragment[], subject: string, vocabulary: Vocabulary): Group[] {
  const groups = new Map<string, Group & { rank: number }>();
  for (const fact of facts) {
    const { title, rank } = heading(fact, subject, vocabulary);
    const group = groups.get(title) ?? { title, rank, facts: [] };
    group.facts.push(fact);
    groups.set(title, group);
  }
  return [...groups.values()].sort((a, b) => a.rank - b.rank || b.facts.length - a.facts.length);
}

function heading(fact: FactFragment, subject: string, vocabulary: Vocabulary): { title: string; rank: number } {
  if (fact.__typename === "Measure") return { title: "figures", rank: 50 };
  if (fact.__typename === "Attribute")
    return { title: texts.has(fact.property) ? "in words" : inWords(fact.property), rank: texts.has(fact.property) ? 52 : 51 };
  const money = moneyKinds.indexOf(fact.kind);
  return {
    title: vocabulary.labelFrom(fact.kind, fact.subject.id === subject),
    rank: money >= 0 ? money : 10,
  };
}

const texts = new Set(["description", "aim", "name", "website"]);
