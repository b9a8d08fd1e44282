import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, viewAt } from "../../src/model/address.ts";
import { emptyView, type View } from "../../src/model/view.ts";

const read = (address: string) => {
  const url = new URL(address, "http://whence.test");
  return viewAt(url.pathname, url.search);
};

test("an address reads as one would say it", () => {
  assert.equal(addressOf({ ...emptyView, opened: ["place/icentrum"], kinds: ["FUNDS"] }), "/?e=place/icentrum&k=funds");
  assert.equal(addressOf(emptyView), "/");
});

test("reading what was written gives the same view", () => {
  const views: View[] = [
    emptyView,
    { ...emptyView, opened: ["place/icentrum", "person/o'neill & sons", "place/icentrum"], selected: ["a", "b"], way: 2 },
    { ...emptyView, opened: ["a"], line: ["organisation/x", "place/y"], kinds: ["LOCATED_IN", "FUNDS"], things: ["FUNDING_SOURCE"] },
    {
      ...emptyView,
      opened: ["a"],
      at: "2014/..",
      known: "2026-11-24",
      datedOnly: true,
      certainty: ["RUMOURED"],
      status: ["PLANNED", "ENDED"],
    },
    { ...emptyView, opened: ["a"], hidden: ["b", "c,d"], pins: [{ id: "a,b", x: -12, y: 340 }], table: true, arranged: 2 },
  ];
  for (const view of views) assert.deepEqual(read(addressOf(view)), view, addressOf(view));
});

test("kinds may be upper case, or several in one", () => {
  assert.deepEqual(read("/?e=place/icentrum&k=FUNDS").kinds, ["FUNDS"]);
  assert.deepEqual(read("/?e=place/icentrum&k=funds,located-in").kinds, ["FUNDS", "LOCATED_IN"]);
});

test("an entity's IRI is an address", () => {
  assert.deepEqual(read("/entity/place/icentrum").opened, ["place/icentrum"]);
  assert.deepEqual(read("/entity/place/caf%C3%A9").opened, ["place/café"]);
});

test("what can't be read is left out", () => {
  assert.deepEqual(read("/?e=a&p=here&way=x&l=one&s=a&s=b&s=c"), { ...emptyView, opened: ["a"], selected: ["a", "b"] });
});
