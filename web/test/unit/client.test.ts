import assert from "node:assert/strict";
import { test } from "node:test";
import { Turns } from "../../src/api/client.ts";

test("no more than so many act at once, in their order, and one that fails lets the next go", async () => {
  const turns = new Turns(2);
  const began: number[] = [];
  let now = 0;
  let most = 0;
  const act = (i: number) =>
    turns.take(async () => {
      began.push(i);
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 2));
      now--;
      if (i === 1) throw new Error("refused");
      return i;
    });
  const done = await Promise.allSettled(Array.from({ length: 6 }, (_, i) => act(i)));
  assert.deepEqual(began, [0, 1, 2, 3, 4, 5]);
  assert.equal(most, 2);
  assert.deepEqual(
    done.map(({ status }) => status),
    ["fulfilled", "rejected", "fulfilled", "fulfilled", "fulfilled", "fulfilled"],
  );
});
