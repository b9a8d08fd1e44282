import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOfList, emptyList, filterOf, type ListView, readList, without, writeYearSpan, yearsOf } from "../../src/model/listview.ts";

const read = (address: string) => readList(address.slice(address.indexOf("?")));

test("reading what was written gives the same list", () => {
  const views: ListView[] = [
    { ...emptyList, kinds: ["FUNDS"], within: "place/birmingham", years: "2010-2014", by: "recipient" },
    { ...emptyList, from: ["organisation/a", "organisation/b"], compare: ["organisation/a", "organisation/b"], sort: "-amount" },
    {
      ...emptyList,
      about: ["place/x"],
      with: ["place/y"],
      certainty: ["RUMOURED"],
      status: ["PLANNED"],
      datedOnly: true,
      known: "2026-01-01",
    },
    { ...emptyList, sets: ["dataset/example/a"], kinds: ["FUNDS"], by: "awards", via: ["programme/p"] },
    { ...emptyList, documents: ["document/d"], min: "100", max: "200.50", currency: "GBP", years: "..-2014" },
  ];
  for (const view of views) assert.deepEqual(read(addressOfList(view)), { view, unread: [] }, addressOfList(view));
});

test("an export has what the page has, and nothing of its order and groups", () => {
  const view: ListView = { ...emptyList, kinds: ["FUNDS"], within: "place/x", sort: "amount", by: "year", compare: ["a", "b"] };
  assert.equal(addressOfList(view, "/list.csv"), "/list.csv?in=place/x&k=funds");
});

test("awards are money, and money comes through a programme by its awards too", () => {
  assert.deepEqual(read("/list?by=awards&k=owns").view, { ...emptyList, by: "awards", kinds: ["FUNDS"] });
  assert.deepEqual(filterOf({ ...emptyList, via: ["programme/p"] }), {
    through: { or: [{ ids: ["programme/p"] }, { has: [{ kinds: ["PART_OF"], direction: "OUT", to: { ids: ["programme/p"] } }] }] },
  });
});

test("what can't be read is left out, and said", () => {
  const { view, unread } = read("/list?k=funds,bogus&y=20x4&sort=size&cur=pounds&by=colour&in=place/x");
  assert.deepEqual(view, { ...emptyList, kinds: ["FUNDS"], within: "place/x" });
  assert.deepEqual(unread, ["k=bogus", "y=20x4", "cur=pounds", "sort=size", "by=colour"]);
});

test("what the graph doesn't know is no part of the filter: one such id would be an error for all", () => {
  const view = without(
    { ...emptyList, from: ["a", "nobody"], within: "nowhere", compare: ["a", "nobody"] },
    new Set(["nobody", "nowhere"]),
  );
  assert.deepEqual(view, { ...emptyList, from: ["a"] });
  assert.deepEqual(filterOf(view), { subject: { ids: ["a"] } });
});

test("years are a span, whichever end comes first; claims of no known year are in none", () => {
  assert.deepEqual(yearsOf("2010-2014"), ["2010", "2014"]);
  assert.deepEqual(yearsOf("..-2014"), ["", "2014"]);
  assert.deepEqual(yearsOf("2014"), ["2014", "2014"]);
  assert.equal(writeYearSpan("2014", "2010"), "2010-2014");
  assert.equal(writeYearSpan("2014", "2014"), "2014");
  assert.equal(writeYearSpan("", ""), "");
  assert.deepEqual(filterOf({ ...emptyList, years: "2010-2014" }), { validAt: "2010/2014", includeUndated: false });
  assert.deepEqual(filterOf({ ...emptyList, at: "2014/.." }), { validAt: "2014/.." });
});
