import assert from "node:assert/strict";
import { test } from "node:test";
import * as moves from "../../src/model/viewactions.ts";
import { emptyView, focusOf, narrowed } from "../../src/model/view.ts";

const at = { ...emptyView, opened: ["a", "b"] };

test("starting afresh keeps the reader's dates and lets go of all else", () => {
  const view = moves.start({ ...at, kinds: ["FUNDS"], hidden: ["c"], at: "2014" }, "z");
  assert.deepEqual(view, { ...emptyView, opened: ["z"], at: "2014" });
});

test("selecting a second thing asks for paths, and again lets go of it", () => {
  const two = moves.selectAlso(moves.select(at, "a"), "b");
  assert.deepEqual(two.selected, ["a", "b"]);
  assert.deepEqual(moves.selectAlso(two, "b").selected, ["a"]);
  assert.deepEqual(moves.selectAlso(at, "b").selected, ["a", "b"], "without a selection, the focus is the first");
});

test("expanding the same thing again asks for more of it; collapsing takes all of that back", () => {
  const twice = moves.expand(moves.expand(at, "a"), "a");
  assert.deepEqual(twice.opened, ["a", "b", "a", "a"]);
  assert.deepEqual(moves.collapse(twice, "a").opened, ["b"]);
});

test("the last thing that is open stays open", () => {
  const one = { ...emptyView, opened: ["a", "a"] };
  assert.equal(moves.collapse(one, "a"), one);
});

test("a facet's value is put in and taken out", () => {
  const ticked = moves.toggle(at, "kinds", "FUNDS");
  assert.deepEqual(ticked.kinds, ["FUNDS"]);
  assert.ok(narrowed(ticked));
  assert.deepEqual(moves.toggle(ticked, "kinds", "FUNDS"), at);
  assert.ok(!narrowed(moves.clearFilters({ ...ticked, at: "2014", datedOnly: true })));
});

test("what is hidden can't stay selected", () => {
  const view = moves.hide(moves.selectAlso(moves.select(at, "a"), "b"), ["a"]);
  assert.deepEqual(view.hidden, ["a"]);
  assert.equal(focusOf(view), "b");
});

test("a pin moves with its thing", () => {
  const view = moves.pin(moves.pin(at, "a", 1.4, 2), "a", 30.6, -4);
  assert.deepEqual(view.pins, [{ id: "a", x: 31, y: -4 }]);
  assert.deepEqual(moves.unpin(view, "a").pins, []);
});
