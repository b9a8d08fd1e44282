import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, mostOpened, readAddress } from "../../src/model/address.ts";
import { emptyView, type View } from "../../src/model/view.ts";

const reading = (address: string) => {
  const url = new URL(address, "http://whence.test");
  return readAddress(url.pathname, url.search);
};
const read = (address: string) => reading(address).view;

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
      pane: "filters",
      first: "money",
      reach: 10,
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

test("what can't be read is left out, and said", () => {
  const { view, unread } = reading("/?e=a&p=here&way=x&l=one&s=a&s=b&s=c&k=bogus,funds&at=abc&known=soon&c=maybe&first=red&pane=attic");
  assert.deepEqual(view, { ...emptyView, opened: ["a"], selected: ["a", "b"], kinds: ["FUNDS"] });
  assert.deepEqual(unread, ["k=bogus", "c=maybe", "at=abc", "known=soon", "p=here", "first=red", "pane=attic"]);
});

test("an address that can't be decoded, one of 400 things, and one value of any length", () => {
  assert.deepEqual(reading("/entity/%FF"), { view: emptyView, unread: ["entity=%FF"] });
  assert.deepEqual(reading("/?e=%"), { view: { ...emptyView, opened: ["%"] }, unread: [] });
  const many = reading(`/?${Array.from({ length: 400 }, (_, i) => `e=place/p${i}`).join("&")}`);
  assert.equal(many.view.opened.length, mostOpened);
  assert.deepEqual(many.unread, ["300 of 400 e"]);
  assert.equal(reading(`/?k=${"x".repeat(300)}`).unread[0]!.length, 43);
});

test("times of the standard are read, whatever their form", () => {
  for (const at of ["2014", "1990/2026", "2014/..", "../2014", "2014-05~", "-0043", "2014-05-06/2015"])
    assert.deepEqual(reading(`/?at=${at}`), { view: { ...emptyView, at }, unread: [] });
});
