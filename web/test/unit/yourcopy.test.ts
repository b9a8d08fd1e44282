import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { check, readableFile } from "../../src/model/yourcopy.ts";

const text = "🦆 The council lends £14.5 million.\nIt says so.";
const place = (words: string) => {
  const points = [...text];
  const start = [...text.slice(0, text.indexOf(words))].length;
  assert.ok(points.length > start);
  return { start, end: start + [...words].length, digest: createHash("sha256").update(words).digest("hex") };
};

test("a copy that is the text has the words where they are cited, counted in code points", async () => {
  const found = await check(text, [place("lends £14.5 million")]);
  assert.deepEqual(found, {
    matches: 1,
    of: 1,
    words: "Your copy has the cited words, where they are cited.",
    quotes: ["lends £14.5 million"],
  });
});

test("lines that end as on Windows, and a byte order mark, are the same text", async () => {
  const found = await check(`\uFEFF${text.replace("\n", "\r\n")}`, [place("It says so.")]);
  assert.equal(found.matches, 1);
});

test("a part that was pasted has them elsewhere; another text has them not; of several it is said how many", async () => {
  const one = place("lends £14.5 million");
  assert.match((await check("council lends £14.5 million.", [one])).words, /at another place/);
  assert.match((await check("council lends £15.4 million.", [one])).words, /doesn’t have/);
  assert.equal((await check(text, [one, { ...one, digest: "0" }, place("It says so.")])).words, "2 of 3 cited passages match your copy.");
});

test("a file that is no UTF-8 is not read as something else", async () => {
  assert.equal(await readableFile(new Blob(["é"])), "é");
  assert.equal(await readableFile(new Blob([new Uint8Array([0xff, 0xfe, 0x41])])), null);
});
