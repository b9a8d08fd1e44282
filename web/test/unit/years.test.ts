import assert from "node:assert/strict";
import { test } from "node:test";
import { baseOf } from "../../src/model/base.ts";
import { readYears, writeYears, yearOf, yearsBetween } from "../../src/model/years.ts";

test("years of an EDTF interval, and back", () => {
  for (const [edtf, years] of [
    ["", { from: "", to: "" }],
    ["2014", { from: "2014", to: "2014" }],
    ["2010/2014", { from: "2010", to: "2014" }],
    ["../2014", { from: "", to: "2014" }],
    ["2014/..", { from: "2014", to: "" }],
  ] as const) {
    assert.deepEqual(readYears(edtf), years);
    assert.equal(writeYears(years), edtf);
  }
  assert.deepEqual(readYears("2010-03/2014-12-31"), { from: "2010", to: "2014" });
  assert.equal(writeYears({ from: "2014", to: "2010" }), "2010/2014");
});

test("the years to choose from are those of the data, with those that are chosen", () => {
  assert.deepEqual(yearsBetween([2012, 2010, 2011]), ["2010", "2011", "2012"]);
  assert.deepEqual(yearsBetween([2011], ["2013", ""]), ["2011", "2012", "2013"]);
  assert.deepEqual(yearsBetween([]), []);
  assert.equal(yearsBetween([1066, 2026])[0], "1726", "a list that can be read");
  assert.equal(yearOf("2014-03-02"), 2014);
  assert.equal(yearOf(null), undefined);
});

test("what a page lies in, as the browser knows it", () => {
  for (const [address, base] of [
    ["/", "/"],
    ["/list", "/"],
    ["/whence/list", "/whence/"],
    ["/a/whence/", "/a/whence/"],
    ["/whence/entity/place/hub", "/whence/"],
  ] as const)
    assert.equal(baseOf(address), base, address);
});
