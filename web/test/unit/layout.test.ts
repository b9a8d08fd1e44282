import assert from "node:assert/strict";
import { test } from "node:test";
import { arrange } from "../../src/model/arrange.ts";
import { boxOf, crosses, edgeOf, labelLines, radiusOf, type Place, roughly, touching } from "../../src/model/box.ts";
import { Graph } from "../../src/model/graph.ts";
import { labelSpots } from "../../src/model/labels.ts";
import { place } from "../../src/model/layout.ts";
import { crossesRoute, routesOf } from "../../src/model/route.ts";
import { star, thing, tie } from "./fixture.ts";

const long = (i: number) => `An organisation with a long name, number ${i} of many`;

function overlaps(graph: Graph, places: ReadonlyMap<string, Place>): string[] {
  const boxes = [...places].map(([id, spot]) => [id, boxOf(graph.nodes.get(id)!, spot, roughly)] as const);
  return boxes.flatMap(([a, one], i) =>
    boxes
      .slice(i + 1)
      .filter(([, other]) => touching(one, other, 0))
      .map(([b]) => `${a} over ${b}`),
  );
}

for (const count of [1, 2, 5, 12, 25, 60, 140]) {
  test(`${count} neighbours: everything has a place, and no two names overlap`, () => {
    const graph = star("s", count, long);
    const places = place(graph, new Map());
    assert.equal(places.size, count + 1);
    assert.deepEqual(overlaps(graph, places), []);
  });

  test(`${count} neighbours: no line runs through another thing or its name`, () => {
    const graph = star("s", count, long);
    for (const room of [
      { width: 820, height: 800 },
      { width: 390, height: 620 },
    ]) {
      const lettering = { ...roughly, wrap: room.width < 600 ? 94 : 156 };
      const places = place(graph, new Map(), { room, lettering });
      for (const line of graph.lines.values())
        for (const [id, spot] of places)
          if (id !== line.a && id !== line.b) {
            const box = boxOf(graph.nodes.get(id)!, spot, lettering);
            assert.ok(!crosses(places.get(line.a)!, places.get(line.b)!, box), `${line.id} through ${id}, ${room.width} wide`);
          }
    }
  });

  test(`${count} neighbours, arranged: no two names overlap`, () => {
    const graph = star("s", count, long);
    assert.deepEqual(overlaps(graph, arrange(graph, new Map())), []);
  });
}

test("nothing placed moves when more comes", () => {
  const graph = star("s", 12, long);
  const before = place(graph, new Map());
  for (let i = 0; i < 25; i++) {
    graph.addThing(thing(`new/${i}`, "PERSON", long(i)), "s/3");
    graph.addTie(tie(`new/${i}`, "LEADS", "s/3"));
  }
  const after = place(graph, before);
  for (const [id, spot] of before) assert.deepEqual(after.get(id), spot);
  assert.deepEqual(overlaps(graph, after), []);
});

test("the same graph gives the same picture", () => {
  assert.deepEqual(place(star("s", 20), new Map()), place(star("s", 20), new Map()));
  assert.deepEqual(arrange(star("s", 20), new Map()), arrange(star("s", 20), new Map()));
});

test("what is pinned stays where it is", () => {
  const graph = star("s", 10);
  const pin: Place = { x: 500, y: -300, side: "below" };
  const { x, y } = arrange(graph, new Map([["s/4", pin]])).get("s/4")!;
  assert.deepEqual({ x, y }, { x: pin.x, y: pin.y });
});

test("the things of a path stand between its ends", () => {
  const graph = star("s", 3);
  graph.addThing(thing("z"));
  graph.addThing(thing("m"));
  graph.addTie(tie("s", "OWNS", "m"));
  graph.addTie(tie("m", "OWNS", "z"));
  graph.chain = ["s", "m", "z"];
  const places = place(graph, new Map());
  assert.ok(places.get("m")!.x > places.get("s")!.x && places.get("m")!.x < places.get("z")!.x);
});

for (const room of [
  { width: 820, height: 760 },
  { width: 390, height: 620 },
])
  test(`a path by itself is in order, with no two names over each other, ${room.width} wide`, () => {
    const graph = new Graph();
    graph.chain = ["a", "b", "c", "d", "e"];
    graph.chain.forEach((id, i) => graph.addThing(thing(id, "PLACE", long(i))));
    graph.chain.slice(1).forEach((id, i) => graph.addTie(tie(graph.chain[i]!, "OWNS", id)));
    const places = place(graph, new Map(), { room });
    const spots = graph.chain.map((id) => places.get(id)!);
    const along = room.width < 600 ? spots.map(({ y }) => y) : spots.map(({ x }) => x);
    assert.deepEqual(
      along,
      [...along].sort((one, other) => one - other),
    );
    assert.deepEqual(overlaps(graph, places), []);
  });

test("labels of lines cover neither names nor each other, and money's come first", () => {
  const graph = star("s", 30);
  graph.addThing(thing("f"), "s");
  graph.addTie(tie("f", "FUNDS", "s"));
  const places = place(graph, new Map());
  const label = (line: { ties: { kind: string }[] }) => line.ties[0]!.kind;
  const readable = labelSpots(
    graph,
    places,
    routesOf(graph, places, roughly),
    { labelOf: label, preference: (line) => Number(label(line) === "FUNDS") },
    roughly,
  );
  assert.ok(readable.has("f~s"));
  assert.ok(readable.size <= 15, `${readable.size} labels`);
});

test("a line that would run through a thing goes around it in a bow, and the others are straight", () => {
  const graph = star("s", 2);
  const spot = (x: number): Place => ({ x, y: 0, side: "below" });
  const places = new Map([
    ["s/0", spot(-300)],
    ["s", spot(0)],
    ["s/1", spot(300)],
  ]);
  graph.addTie(tie("s/0", "OWNS", "s/1"));
  const routes = routesOf(graph, places, roughly);
  const around = routes.get("s/0~s/1")!;
  assert.notEqual(around.bow, 0);
  assert.ok(!crossesRoute(around, boxOf(graph.nodes.get("s")!, places.get("s")!, roughly)));
  assert.deepEqual([routes.get("s~s/0")!.bow, routes.get("s~s/1")!.bow], [0, 0]);
});

test("a line begins at the edge of a symbol, or of the name where that is in the way", () => {
  const node = { ...thing("s", "PLACE", "Canal Quarter"), parent: null };
  const spot: Place = { x: 0, y: 0, side: "below" };
  const below = edgeOf(node, spot, { x: 0, y: 400 }, roughly);
  assert.ok(below.y >= boxOf(node, spot, roughly).y2, `${below.y} within the name`);
  const above = edgeOf(node, spot, { x: 0, y: -400 }, roughly);
  assert.deepEqual(above, { x: 0, y: -radiusOf(node) - 2 });
});

test("names break between words", () => {
  assert.deepEqual(labelLines("one two three", { widthOf: (text) => text.length * 20, wrap: 148 }), ["one two", "three"]);
  assert.deepEqual(labelLines("Unbreakable".repeat(5), roughly), ["Unbreakable".repeat(5)]);
});

test("a line crosses a box or passes it", () => {
  const box = { x1: 10, y1: 10, x2: 20, y2: 20 };
  assert.ok(crosses({ x: 0, y: 0 }, { x: 30, y: 30 }, box));
  assert.ok(!crosses({ x: 0, y: 0 }, { x: 9, y: 9 }, box));
  assert.ok(!crosses({ x: 0, y: 30 }, { x: 30, y: 30 }, box));
});
