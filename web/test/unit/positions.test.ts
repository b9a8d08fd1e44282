import assert from "node:assert/strict";
import { test } from "node:test";
import type { Graph } from "../../src/model/graph.ts";
import { Positions } from "../../src/model/positions.ts";
import type { Pin } from "../../src/model/view.ts";
import { star } from "./fixture.ts";

const settled = (positions: Positions, graph: Graph, pins: Pin[] = [], arranged = 0) => {
  positions.settle(graph, pins, arranged, {});
  return new Map(positions.places);
};

test("what is hidden comes back where it was", () => {
  const positions = new Positions();
  const graph = star("s", 9);
  const before = settled(positions, graph);
  settled(positions, graph.without(["s/3", "s/4"]));
  assert.deepEqual(settled(positions, graph), before);
});

test("undoing a pin puts the thing back", () => {
  const positions = new Positions();
  const graph = star("s", 9);
  const before = settled(positions, graph);
  const pinned = settled(positions, graph, [{ id: "s/2", x: 900, y: 10 }]);
  assert.equal(pinned.get("s/2")!.x, 900);
  assert.deepEqual(pinned.get("s/3"), before.get("s/3"));
  assert.deepEqual(settled(positions, graph), before);
});

test("a pin that was there from the start can be undone too", () => {
  const positions = new Positions();
  const graph = star("s", 9);
  settled(positions, graph, [{ id: "s/2", x: 900, y: 10 }]);
  assert.deepEqual(settled(positions, graph), settled(new Positions(), graph));
});

test("arranging is a step like any other: undo brings back what was, redo what came", () => {
  const positions = new Positions();
  const graph = star("s", 9);
  const before = settled(positions, graph);
  const after = settled(positions, graph, [], 1);
  assert.notDeepEqual(after, before);
  assert.deepEqual(settled(positions, graph), before);
  assert.deepEqual(settled(positions, graph, [], 1), after);
});

test("another start forgets all", () => {
  const positions = new Positions();
  const first = settled(positions, star("s", 9));
  settled(positions, star("t", 4));
  assert.deepEqual(settled(positions, star("s", 9)), first);
  assert.equal(positions.settle(star("t", 4), [], 0, {}).fresh, true);
});
