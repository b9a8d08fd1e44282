import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOfData, readDataAddress } from "../../src/model/dataaddress.ts";
import { changeInWords, type DryRun, loadable, placeInWords, sizeInWords } from "../../src/model/dryrun.ts";

const nothing: DryRun = {
  sha256: "0",
  name: "grants.csv",
  datasets: ["grants"],
  records: 0,
  claims: 0,
  statements: 0,
  refused: 0,
  refusals: [],
  asserted: 0,
  retracted: 0,
  unchanged: 0,
  entities: 0,
  heldBack: 0,
  warnings: [],
  mistakes: [],
};

test("an address of data reads back as what it was written from", () => {
  for (const set of [undefined, "example/canal-quarter", "grants.2020", "a&b=c", "né%"]) {
    const view = set === undefined ? {} : { set };
    assert.deepEqual(readDataAddress(new URL(addressOfData(view), "http://x").search), view);
  }
  for (const bad of ["?set=", "?set=%20", "?other=1"]) assert.deepEqual(readDataAddress(bad), {}, bad);
});

test("what a file would change, in words", () => {
  assert.equal(changeInWords({ ...nothing, asserted: 7363 }), "+7,363 claims, −0, 0 unchanged.");
  assert.equal(
    changeInWords({ ...nothing, asserted: 1, retracted: 2, unchanged: 3, entities: 1, heldBack: 4 }),
    "+1 claim, −2, 3 unchanged, 1 entity described, 4 held back, since somebody retracted or corrected them by hand.",
  );
  assert.equal(changeInWords({ ...nothing, statements: 12 }), "12 statements of a dump.");
});

test("a file with a mistake, or one that the server refused, is not loaded", () => {
  assert.equal(loadable(nothing), true);
  assert.equal(loadable({ ...nothing, error: "no room" }), false);
  assert.equal(loadable({ ...nothing, mistakes: [{ line: 1, message: "no file" }] }), false);
});

test("a place in a file", () => {
  assert.equal(placeInWords({ file: "a.csv", line: 18, record: "row 17", message: "" }, "a.csv"), "row 17, line 18");
  assert.equal(placeInWords({ file: "a.zip/b.csv", line: 2, message: "" }, "a.zip"), "b.csv, line 2");
  assert.equal(placeInWords({ message: "" }, "a.csv"), "");
  assert.deepEqual([1, 999, 1500, 67_108_864].map(sizeInWords), ["1 byte", "999 bytes", "1.5 kB", "67.1 MB"]);
});
