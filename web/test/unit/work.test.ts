import assert from "node:assert/strict";
import { test } from "node:test";
import { codePointsAt, dateIn, figureIn } from "../../src/model/selection.ts";
import { addressOfWork, readWork, type Work } from "../../src/model/workaddress.ts";

test("an address of work reads back as what it was written from", () => {
  const all: Work[] = [
    { show: "review" },
    { show: "pairs", about: "organisation/acme" },
    { show: "history", about: "organisation/acme" },
    { show: "merge", keep: "organisation/a", other: "organisation/b&c" },
    { show: "claim", id: "claim/0123" },
    { show: "document", id: "document/née" },
  ];
  for (const work of all) assert.deepEqual(readWork(new URL(addressOfWork(work), "http://x").search), work);
  assert.deepEqual(readWork("?show=history"), { show: "history", about: undefined });
  for (const bad of ["", "?show=", "?show=claim", "?show=bogus&id=a"]) assert.deepEqual(readWork(bad), { show: "review" });
});

test("offsets of a text field become code points of the text", () => {
  const rows: [string, number, number][] = [
    ["plain", 3, 3],
    ["a😀b", 3, 2],
    ["a\r\nb", 2, 3],
    ["a\r\nb", 1, 1],
    ["a\rb\nc", 4, 4],
    ["é", 9, 1],
    ["", 0, 0],
  ];
  for (const [text, shown, points] of rows) assert.equal(codePointsAt(text, shown), points, JSON.stringify([text, shown]));
});

test("the figure and the date that words hold", () => {
  const figures: [string, string | undefined][] = [
    ["a grant of £1.2m for", "1200000 GBP"],
    ["£12,000,000", "12000000 GBP"],
    ["$3 billion", "3000000000 USD"],
    ["€ 4.505 k", "4505 EUR"],
    ["£0.5", "0.5 GBP"],
    ["£7 meals", "7 GBP"],
    ["40,000 jobs", undefined],
  ];
  for (const [words, want] of figures) {
    const figure = figureIn(words);
    assert.equal(figure && `${figure.value} ${figure.currency}`, want, words);
  }
  const dates: [string, string | undefined][] = [
    ["in March 2016, when", "2016-03"],
    ["on 4 July 2014", "2014-07-04"],
    ["the 1st May 1999", "1999-05-01"],
    ["since 2010", "2010"],
    ["2014-03-02", "2014-03-02"],
    ["some 20140 people", undefined],
  ];
  for (const [words, want] of dates) assert.equal(dateIn(words), want, words);
});
