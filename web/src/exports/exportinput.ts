import type { Fact, Terms } from "../api/questions.ts";
import type { Place } from "../model/box.ts";
import type { Graph } from "../model/graph.ts";
import type { Vocabulary } from "../model/words.ts";

/** What is shown when an export is asked for; every export gives this and nothing else. */
export interface ExportInput {
  graph: Graph;
  places: ReadonlyMap<string, Place>;
  /** The claims that the lines stand for, with their sources. */
  facts: readonly Fact[];
  /** On what conditions the documents that they cite may be shown, by the documents' ids. */
  terms: ReadonlyMap<string, Terms>;
  vocabulary: Vocabulary;
  /** The address that shows the same. */
  address: string;
  /** Where every claim can be had, a row each: a picture shows some. */
  complete: string;
  title: string;
}

/** The sources of a claim, in one line. */
export function sourcesOf(fact: Fact): string {
  return fact.citations.map(({ document, locator }) => [document.name, locator].filter(Boolean).join(", ")).join("; ");
}

/** One of the terms of the documents that claims cite, each once: as the server's exports write it. */
export function termsOf(facts: readonly Fact[], terms: ExportInput["terms"], which: keyof Terms): string[] {
  const cited = facts.flatMap((fact) => fact.citations.map(({ document }) => terms.get(document.id)?.[which]));
  return [...new Set(cited.filter((text): text is string => Boolean(text)))];
}
