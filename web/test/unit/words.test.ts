import assert from "node:assert/strict";
import { test } from "node:test";
import { groupFacts } from "../../src/model/groups.ts";
import { edtfInWords, timeInWords } from "../../src/model/time.ts";
import { kindWord, moneyInWords, namedBy, plural, stretches, Vocabulary } from "../../src/model/words.ts";
import { readYears, writeYears } from "../../src/model/years.ts";
import { fact, thing } from "./fixture.ts";

const times: [edtf: string, words: string][] = [
  ["2014", "2014"],
  ["2014-07", "July 2014"],
  ["2014-07-02", "2 July 2014"],
  ["2015~", "about 2015"],
  ["2020?", "probably 2020"],
  ["../2025-06-24?", "probably by 24 June 2025"],
  ["2020?/..", "probably from 2020"],
  ["../2014-07-02", "by 2 July 2014"],
  ["2014-03/..", "from March 2014"],
  ["../..", "at any time"],
  ["2025-10-20/2025-10-24", "20 to 24 October 2025"],
  ["2014-03/2014-07", "March to July 2014"],
  ["2014/2016", "2014 to 2016"],
  ["neither nor", "neither nor"],
];

for (const [edtf, words] of times) test(`${edtf} reads “${words}”`, () => assert.equal(edtfInWords(edtf), words));

test("where no date is known, the source's words stand in quotes", () => {
  assert.equal(timeInWords({ edtf: null, wording: "last week" }), "“last week”");
  assert.equal(timeInWords(null), "");
});

const sums: [
  comparator: "EXACTLY" | "ABOUT" | "MORE_THAN" | "UP_TO",
  value: string,
  max: string | null,
  currency: string,
  words: string,
][] = [
  ["EXACTLY", "8000000", null, "GBP", "£8 million"],
  ["ABOUT", "14500000", null, "GBP", "about £14.5 million"],
  ["UP_TO", "10000", null, "GBP", "up to £10,000"],
  ["MORE_THAN", "1000000000", null, "USD", "over US$1 billion"],
  ["EXACTLY", "250000", "1000000", "EUR", "€250,000 to €1 million"],
  ["EXACTLY", "1234567", null, "GBP", "£1,234,567"],
  ["EXACTLY", "12.50", null, "GBP", "£12.50"],
  ["EXACTLY", "7", null, "not a currency", "7 not a currency"],
];

for (const [comparator, value, max, currency, words] of sums)
  test(`${value} ${currency} reads “${words}”`, () => assert.equal(moneyInWords({ comparator, value, max, currency }), words));

test("a sentence is cut where it names things: the longest name wins, and only whole words count", () => {
  const named = [
    { id: "bcc", name: "Birmingham City Council" },
    { id: "b", name: "Birmingham" },
    { id: "art", name: "Art" },
  ];
  assert.deepEqual(stretches("Birmingham City Council is in Birmingham. Artful.", named), [
    { text: "Birmingham City Council", id: "bcc" },
    { text: " is in " },
    { text: "Birmingham", id: "b" },
    { text: ". Artful." },
  ]);
});

test("a claim names its ends, its speaker and its way", () => {
  const names = namedBy(fact({ statedBy: { id: "p", name: "P" }, via: thing("v") })).map(({ id }) => id);
  assert.deepEqual(names, ["p", "organisation/council", "place/mill", "v"]);
});

test("facts stand under headings that read from the thing's end; money first", () => {
  const vocabulary = new Vocabulary([
    { kind: "FUNDS", label: "funds", inverse: "funded by", symmetric: false },
    { kind: "PARTNER_OF", label: "partner of", inverse: "partner of", symmetric: true },
  ]);
  const facts = [fact({ id: "1", kind: "PARTNER_OF" }), fact({ id: "2", kind: "PARTNER_OF" }), fact({ id: "3" })];
  assert.deepEqual(
    groupFacts(facts, "place/mill", vocabulary).map(({ title, facts: { length } }) => [title, length]),
    [
      ["funded by", 1],
      ["partner of", 2],
    ],
  );
  assert.equal(groupFacts([fact()], "organisation/council", vocabulary)[0]!.title, "funds");
});

test("words for kinds, known and new", () => {
  assert.equal(kindWord("PERSON", 2), "people");
  assert.equal(kindWord("FUNDING_SOURCE"), "funding source");
  assert.equal(kindWord("SPACESHIP" as never, 2), "spaceships");
  assert.equal(new Vocabulary().label("BORROWS_FROM" as never), "borrows from");
  assert.equal(plural(1, "fact"), "1 fact");
  assert.equal(plural(1200, "fact"), "1,200 facts");
});

test("years read what they write, and are open at the ends of the sliders", () => {
  for (const text of ["", "2014", "2014/2020", "../2020", "2014/.."]) assert.equal(writeYears(readYears(text)), text);
});
