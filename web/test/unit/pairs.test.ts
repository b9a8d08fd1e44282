import assert from "node:assert/strict";
import { test } from "node:test";
import {
  citationInput,
  type Evidence,
  evidenceInWords,
  evidenceOf,
  reasonsInWords,
  sharesIdentifier,
  usualReason,
} from "../../src/model/pairs.ts";

const document = { id: "document/d", name: "grants.csv" };
const none: Evidence = { document, quote: null, locator: null, start: null, end: null, digest: null, field: null, record: null };
const row: Evidence = { ...none, digest: "ab", field: "Recipient Org:Name", record: { key: "360G-1", hint: "row 17" } };
const side = (identifiers: { scheme: string; value: string }[], named?: Evidence, fact?: Evidence) => ({
  identifiers,
  names: [{ claim: named ? { citations: [named] } : null }],
  relationships: { nodes: fact ? [{ citations: [fact] }] : [] },
});

test("a judgement cites where the names stand, else the first facts", () => {
  assert.equal(evidenceOf(side([], row, none)), row);
  assert.equal(evidenceOf(side([], undefined, row)), row);
  assert.equal(evidenceOf(side([])), undefined);
});

test("what is cited again: a record by its key, a span where the text is held, else by where a reader finds it", () => {
  assert.deepEqual(citationInput(row), { document: "document/d", record: "360G-1", field: "Recipient Org:Name", digest: "ab" });
  const span = { ...none, start: 3, end: 9, digest: "cd", locator: "paragraph 2" };
  assert.deepEqual(citationInput({ ...span, quote: "words" }), {
    document: "document/d",
    start: 3,
    end: 9,
    digest: "cd",
    locator: "paragraph 2",
  });
  assert.deepEqual(citationInput(span), { document: "document/d", locator: "paragraph 2" });
  assert.deepEqual(citationInput({ ...span, locator: null }), { document: "document/d", locator: "characters 3 to 9" });
  assert.equal(evidenceInWords(row), "Recipient Org:Name, row 17, grants.csv");
  assert.equal(evidenceInWords(span), "paragraph 2, grants.csv");
});

test("two share an identifier where scheme and number are alike", () => {
  const a = { scheme: "GB-CHC", value: "1" };
  assert.equal(sharesIdentifier(side([a]), side([{ ...a }])), true);
  assert.equal(sharesIdentifier(side([a]), side([{ scheme: "GB-COH", value: "1" }])), false);
  assert.equal(sharesIdentifier(side([]), side([])), false);
});

test("why, in a reader's words", () => {
  const pair = { for: ["same core name", "soft TF-IDF", "same place", "letters in common"], against: [] };
  assert.equal(
    usualReason("SAME", pair),
    "compared side by side: same core name, names of much the same words, rare words first, same place",
  );
  assert.equal(usualReason("DIFFERENT", pair), "compared side by side");
  assert.deepEqual(reasonsInWords(["another country"]), ["another country"]);
});
