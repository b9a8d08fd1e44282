import assert from "node:assert/strict";
import { test } from "node:test";
import { Graph, lineId, within } from "../../src/model/graph.ts";
import { signsOf } from "../../src/model/legend.ts";
import { edgeStyleOf } from "../../src/model/edgestyle.ts";
import { Vocabulary } from "../../src/model/words.ts";
import { star, thing, tie } from "./fixture.ts";

function pair(...ties: ReturnType<typeof tie>[]): Graph {
  const graph = new Graph();
  graph.addThing(thing("a"));
  graph.addThing(thing("b"));
  for (const one of ties) graph.addTie(one);
  return graph;
}

const look = (graph: Graph) => edgeStyleOf(graph.lines.get(lineId("a", "b"))!, new Vocabulary());

test("all that ties two things is one line, and a claim counts once", () => {
  const graph = pair(tie("a", "FUNDS", "b"), tie("b", "PART_OF", "a"), tie("a", "FUNDS", "b"));
  assert.equal(graph.lines.size, 1);
  assert.equal(graph.lines.get(lineId("b", "a"))!.ties.length, 2);
  assert.deepEqual({ toA: look(graph).toA, toB: look(graph).toB }, { toA: true, toB: true });
});

test("a claim is drawn only where both its ends are, and no thing is tied to itself", () => {
  assert.equal(pair(tie("a", "FUNDS", "c"), tie("a", "PART_OF", "a")).lines.size, 0);
});

test("money comes first in a line's label, and status and doubt are put in words", () => {
  assert.equal(look(pair(tie("a", "PART_OF", "b"), tie("a", "PART_OF", "b"), tie("a", "FUNDS", "b"))).label, "funds, part of");
  assert.equal(
    look(pair(tie("a", "FUNDS", "b"), tie("a", "OWNS", "b"), tie("a", "LEADS", "b"), tie("a", "COVERS", "b"))).label,
    "funds, owns + 2",
  );
  assert.deepEqual(look(pair(tie("a", "FUNDS", "b", { status: "PLANNED", certainty: "RUMOURED" }))), {
    label: "funds (planned, rumoured)",
    toA: false,
    toB: true,
    money: true,
    dash: "dotted",
    faint: true,
    disputed: false,
  });
});

test("sums stand in the label as they are, never added up; what sources disagree about says so", () => {
  const pounds = (value: string) => ({ comparator: "EXACTLY" as const, value, max: null, currency: "GBP" });
  const disputed = { amount: pounds("4000000"), conflicts: [{ id: "conflict/1" }] };
  const one = tie("a", "FUNDS", "b", disputed);
  const other = { ...tie("a", "FUNDS", "b", { amount: pounds("14500000") }), id: "other" };
  assert.equal(look(pair(one, other)).label, "funds £4\u00a0million, £14.5\u00a0million (disputed)");
  assert.equal(look(pair(one, other)).disputed, true);
  assert.equal(look(pair(other)).label, "funds £14.5\u00a0million");
  assert.equal(look(pair(other)).disputed, false);
});

test("a label says how many of how many claims it knows, or the server's sum of all", () => {
  const graph = pair(tie("a", "FUNDS", "b"), { ...tie("a", "FUNDS", "b"), id: "other" });
  const line = graph.lines.get(lineId("a", "b"))!;
  line.count = 21;
  const words = () => look(graph).label.replaceAll("\u00a0", " ");
  assert.equal(words(), "funds, 2 of 21 claims");
  assert.deepEqual(
    graph.shortOfMoney("a", (kind) => kind === "FUNDS"),
    ["b"],
  );
  const sum = { other: "b", outward: true, kind: "FUNDS" as const, count: 21, unstated: 0, partial: false };
  graph.addSum("a", { ...sum, totals: [{ currency: "GBP", low: "510872121", high: "510872121" }] });
  assert.equal(words(), "funds £510,872,121 in 21 claims");
  line.sums = [{ ...sum, unstated: 1, totals: [{ currency: "GBP", low: "5", high: "5" }] }];
  assert.equal(words(), "funds at least £5 in 21 claims");
  line.sums = [{ ...sum, totals: [] }];
  assert.equal(words(), "funds in 21 claims");
  line.sums = [
    {
      ...sum,
      totals: [
        { currency: "GBP", low: "5", high: "7" },
        { currency: "EUR", low: "1", high: null },
      ],
    },
  ];
  assert.equal(words(), "funds £5 to £7 and at least €1 in 21 claims");
});

test("one claim in effect makes a line solid", () => {
  assert.equal(look(pair(tie("a", "FUNDS", "b", { status: "PLANNED" }), tie("a", "OWNS", "b"))).dash, "solid");
  assert.equal(look(pair(tie("a", "LEADS", "b", { status: "ENDED" }))).dash, "dashed");
});

test("an expansion adds what is new, ties what was there, and says what remains", () => {
  const graph = new Graph();
  graph.addThing(thing("b"));
  const edge = (id: string, ...ties: ReturnType<typeof tie>[]) => ({ relationshipCount: 7, node: thing(id), relationships: ties });
  graph.addExpansion({
    ...thing("a", "PLACE", "a", 20),
    relationshipCounts: [],
    all: { totalCount: 31 },
    left: { totalCount: 30 },
    fresh: { edges: [edge("c", tie("c", "FUNDS", "a"))] },
    known: { edges: [edge("b", tie("b", "OWNS", "a"))] },
  });
  assert.deepEqual([...graph.nodes.keys()], ["b", "a", "c"]);
  assert.equal(graph.nodes.get("c")!.parent, "a");
  assert.equal(graph.remaining.get("a"), 29);
  assert.equal(graph.neighbours.get("a"), 31);
  assert.deepEqual(graph.claims, { shown: 2, all: 14 });
  assert.equal(graph.lines.get(lineId("a", "c"))!.count, 7);
  assert.equal(graph.undrawn("a"), 6, "20 claims in all, 7 on each of two lines");
});

test("hiding a thing hides its lines", () => {
  const graph = star("s", 4).without(["s/1"]);
  assert.equal(graph.nodes.size, 4);
  assert.ok([...graph.lines.values()].every((line) => line.a !== "s/1" && line.b !== "s/1"));
});

test("no more is drawn than can be read", () => {
  const whole = star("s", 400);
  const drawn = within(whole, 300);
  assert.ok(drawn.size <= 300 && drawn.size > 295, `${drawn.size}`);
  assert.ok(drawn.nodes.has("s"));
  assert.equal(within(drawn, 300), drawn);
});

test("a legend explains what is in the picture, and nothing else", () => {
  const signs = (...ties: ReturnType<typeof tie>[]) => signsOf(pair(...ties), new Vocabulary(), false).map(({ sign }) => sign);
  assert.deepEqual(signs(tie("a", "OWNS", "b")), []);
  assert.deepEqual(signs(tie("a", "FUNDS", "b", { status: "PLANNED" })), ["money", "planned"]);
  assert.deepEqual(signs(tie("a", "LEADS", "b", { status: "ENDED", certainty: "RUMOURED" })), ["ended", "rumoured"]);
  assert.deepEqual(signs(tie("a", "OWNS", "b", { conflicts: [{ id: "conflict/1" }] })), ["disputed"]);
  assert.deepEqual(
    signsOf(pair(tie("a", "OWNS", "b")), new Vocabulary(), true).map(({ sign }) => sign),
    ["undrawn"],
  );
});
