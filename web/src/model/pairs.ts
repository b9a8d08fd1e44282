/** What a citation is cited again by. */
export interface Evidence {
  document: { id: string; name: string };
  quote: string | null;
  locator: string | null;
  start: number | null;
  end: number | null;
  digest: string | null;
  field: string | null;
  record: { key: string; hint: string } | null;
}

interface Side {
  identifiers: readonly { scheme: string; value: string }[];
  names: readonly { claim: { citations: readonly Evidence[] } | null }[];
  relationships: { nodes: readonly { citations: readonly Evidence[] }[] };
}

/** The place where a side's name stands, else where its first fact does: what a judgement cites. */
export const evidenceOf = ({ names, relationships }: Side): Evidence | undefined =>
  names.flatMap(({ claim }) => claim?.citations ?? [])[0] ?? relationships.nodes.flatMap(({ citations }) => citations)[0];

/** A citation as a write takes it: by record, by its span where the text is held, else by where a reader finds it. */
export function citationInput({ document, record, field, digest, quote, start, end, locator }: Evidence) {
  if (record) return { document: document.id, record: record.key, field, digest };
  if (quote !== null && start !== null && end !== null) return { document: document.id, start, end, digest, locator };
  const characters = start !== null && end !== null ? `characters ${start} to ${end}` : "the whole";
  return { document: document.id, locator: locator ?? characters };
}

/** Where a citation is, in words: "Amount Awarded, row 17, grants.csv". */
export const evidenceInWords = ({ document, record, field, locator }: Evidence): string =>
  [field, record?.hint ?? locator, document.name].filter(Boolean).join(", ");

/** Two that share an identifier need no other proof. */
export const sharesIdentifier = (left: Side, right: Side): boolean =>
  left.identifiers.some((one) => right.identifiers.some(({ scheme, value }) => scheme === one.scheme && value === one.value));

const plain: Readonly<Record<string, string>> = {
  "soft TF-IDF": "names of much the same words, rare words first",
  "weight of the rarest word in common": "a rare word in common",
  "weight of the rarest word that one lacks": "a rare word that one of them lacks",
  "weight of all words in common": "most of the words in common",
  "words in common": "some words in common",
};

/** What speaks for or against, in a reader's words; what we have no other words for stays as it is. */
export const reasonsInWords = (reasons: readonly string[]): string[] => reasons.map((reason) => plain[reason] ?? reason);

/** What two are judged to be to each other. */
export type Verdict = "SAME" | "DIFFERENT" | "RELATED" | "UNSURE";

/** Why, where the judge gives no other reason. */
export function usualReason(verdict: Verdict, pair: { for: readonly string[]; against: readonly string[] }): string {
  const speaks = { SAME: pair.for, DIFFERENT: pair.against, RELATED: pair.for, UNSURE: [] }[verdict];
  const said = reasonsInWords(speaks).slice(0, 3);
  return said.length ? `compared side by side: ${said.join(", ")}` : "compared side by side";
}
