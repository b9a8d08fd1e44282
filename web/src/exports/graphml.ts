import type { Fact } from "../api/questions.ts";
import { type ExportInput, sourcesOf, termsOf } from "./exportinput.ts";

const keys = [
  ["name", "node"],
  ["kind", "node"],
  ["x", "node"],
  ["y", "node"],
  ["relationship", "edge"],
  ["comparator", "edge"],
  ["amount", "edge"],
  ["amount_max", "edge"],
  ["currency", "edge"],
  ["instrument", "edge"],
  ["purpose", "edge"],
  ["role", "edge"],
  ["via", "edge"],
  ["recipient", "edge"],
  ["holds", "edge"],
  ["stated", "edge"],
  ["stated_by", "edge"],
  ["retracted", "edge"],
  ["extent", "graph"],
  ["sentence", "edge"],
  ["certainty", "edge"],
  ["status", "edge"],
  ["sources", "edge"],
  ["licence", "edge"],
  ["attribution", "edge"],
] as const;

/** GraphML 1.0: a node for each thing, an edge for each claim. */
export function toGraphML({ graph, places, facts, terms, vocabulary, complete }: ExportInput): string {
  const known = new Map(facts.map((fact) => [fact.id, fact]));
  const nodes = [...graph.nodes.values()].map((node) => {
    const spot = places.get(node.id);
    const data = { name: node.name, kind: node.kind, ...(spot && { x: String(Math.round(spot.x)), y: String(Math.round(spot.y)) }) };
    return `    <node id="${escaped(node.id)}">${dataOf(data)}</node>`;
  });
  const edges = [...graph.lines.values()]
    .flatMap((line) => line.ties)
    .map((tie) => {
      const fact = known.get(tie.id);
      const data = {
        relationship: vocabulary.label(tie.kind),
        sentence: tie.sentence,
        certainty: tie.certainty,
        status: tie.status,
        ...(fact && qualifiers(fact, terms)),
      };
      return `    <edge id="${escaped(tie.id)}" source="${escaped(tie.subject.id)}" target="${escaped(tie.object.id)}">${dataOf(data)}</edge>`;
    });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys.map(([name, of]) => `  <key id="${name}" for="${of}" attr.name="${name}" attr.type="string"/>`),
    '  <graph edgedefault="directed">',
    `    ${dataOf({ extent: `${graph.claims.shown} of ${graph.claims.all} claims; all: ${complete}` })}`,
    ...nodes,
    ...edges,
    "  </graph>",
    "</graphml>",
    "",
  ].join("\n");
}

/** All that a claim says beside its ends, each in a key of its own; what it doesn't say is left out. */
function qualifiers(fact: Fact, terms: ExportInput["terms"]): Record<string, string> {
  const tie = fact.__typename === "Relationship" ? fact : undefined;
  const all: Record<string, string | null | undefined> = {
    comparator: tie?.amount?.comparator,
    amount: tie?.amount?.value,
    amount_max: tie?.amount?.max,
    currency: tie?.amount?.currency,
    instrument: tie?.instrument,
    purpose: tie?.purpose,
    role: tie?.role,
    via: tie?.via?.name,
    recipient: tie?.recipient?.name,
    holds: fact.holds?.edtf ?? fact.holds?.wording,
    stated: fact.stated?.edtf ?? fact.stated?.wording,
    stated_by: fact.statedBy?.name,
    retracted: fact.retracted,
    sources: sourcesOf(fact),
    licence: termsOf([fact], terms, "licence").join("; "),
    attribution: termsOf([fact], terms, "attribution").join("; "),
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

const dataOf = (data: Record<string, string>) =>
  Object.entries(data)
    .map(([key, value]) => `<data key="${key}">${escaped(value)}</data>`)
    .join("");

/** Text for XML 1.0: its five special characters escaped, and the characters that it can't hold left out. */
export function escaped(text: string): string {
  const named: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"']/g, (character) => named[character]!);
}
