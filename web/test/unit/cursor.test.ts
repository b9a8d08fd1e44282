import assert from "node:assert/strict";
import { test } from "node:test";
import type { Place } from "../../src/model/box.ts";
import { nextLine, nextTowards } from "../../src/model/cursor.ts";
import { Graph } from "../../src/model/graph.ts";
import { place } from "../../src/model/layout.ts";
import { star, thing, tie } from "./fixture.ts";

const spot = (x: number, y: number): Place => ({ x, y, side: "below" });

test("an arrow key goes to the nearest thing that way", () => {
  const places = new Map([
    ["here", spot(0, 0)],
    ["near", spot(50, 10)],
    ["far", spot(200, 0)],
    ["up", spot(5, -80)],
  ]);
  assert.equal(nextTowards(places, "here", "right"), "near");
  assert.equal(nextTowards(places, "near", "right"), "far");
  assert.equal(nextTowards(places, "here", "up"), "up");
  assert.equal(nextTowards(places, "here", "left"), undefined);
});

for (const count of [1, 3, 8, 20, 60])
  test(`arrow keys reach each of ${count} things around one`, () => {
    const graph = star("s", count);
    const places = place(graph, new Map());
    const reached = new Set(["s"]);
    for (const from of reached)
      for (const direction of ["up", "down", "left", "right"] as const) {
        const to = nextTowards(places, from, direction);
        if (to) reached.add(to);
      }
    assert.deepEqual(
      [...places.keys()].filter((id) => !reached.has(id)),
      [],
    );
  });

test("the lines of a thing come clockwise from the top, and around again", () => {
  const graph = new Graph();
  const places = new Map([
    ["here", spot(0, 0)],
    ["west", spot(-90, 0)],
    ["east", spot(90, 10)],
    ["north", spot(10, -90)],
    ["alone", spot(300, 300)],
  ]);
  for (const id of places.keys()) graph.addThing(thing(id));
  for (const id of ["west", "east", "north"]) graph.addTie(tie(id, "FUNDS", "here"));
  const step = (line: string | undefined, by: 1 | -1) => nextLine(graph, places, { thing: "here", line }, by)?.id;
  assert.deepEqual(
    [step(undefined, 1), step("here~north", 1), step("east~here", 1), step("here~west", 1)],
    ["here~north", "east~here", "here~west", "here~north"],
  );
  assert.deepEqual([step(undefined, -1), step("here~north", -1)], ["here~west", "here~west"]);
  assert.equal(nextLine(graph, places, { thing: "alone" }, 1), undefined);
});
