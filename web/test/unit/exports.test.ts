import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { buildSchema, parse, validate } from "graphql";
import type { ExportInput } from "../../src/exports/exportinput.ts";
import { escaped, toGraphML } from "../../src/exports/graphml.ts";
import { toJSON } from "../../src/exports/json.ts";
import { toQuery } from "../../src/exports/query.ts";
import { toSVG } from "../../src/exports/svg.ts";
import { roughly } from "../../src/model/box.ts";
import { Graph } from "../../src/model/graph.ts";
import { place } from "../../src/model/layout.ts";
import { palettes } from "../../src/model/palette.ts";
import { emptyView } from "../../src/model/view.ts";
import { Vocabulary } from "../../src/model/words.ts";
import { examples } from "../../src/playground/examples.ts";
import { playgroundLink, readLink } from "../../src/playground/link.ts";
import { fact } from "./fixture.ts";

const schema = buildSchema(readFileSync(new URL("../../../schema.graphqls", import.meta.url), "utf8"));

function drawing(...facts: ReturnType<typeof fact>[]): ExportInput {
  const graph = new Graph();
  for (const one of facts) {
    graph.addThing(one.subject);
    graph.addThing(one.object);
    graph.addTie(one);
  }
  return {
    graph,
    places: place(graph, new Map()),
    facts,
    terms: new Map([["document/1", { licence: "https://example.org/terms?a&b", attribution: "The <Harbour> Society" }]]),
    vocabulary: new Vocabulary(),
    address: "http://whence.test/?e=place/mill",
    complete: "http://whence.test/list.csv?about=place/mill",
    title: "The <Mill>",
  };
}

test("GraphML: nodes and edges, whatever their names hold", () => {
  const odd = fact({ subject: { ...fact().subject, name: `A <b> & "c" 'd' \u0001` } });
  const xml = toGraphML(drawing(odd));
  assert.equal(xml.match(/<node /g)!.length, 2);
  assert.match(xml, /<edge id="claim\/1" source="organisation\/council" target="place\/mill">/);
  assert.match(xml, /A &lt;b&gt; &amp; &quot;c&quot; &apos;d&apos; </);
  assert.match(xml, /<data key="sources">A report, paragraph 6<\/data>/);
  const money = fact({
    amount: { comparator: "MORE_THAN", value: "1000000", max: "2000000", currency: "GBP", wording: null },
    purpose: "a roof",
  });
  const full = toGraphML(drawing(money));
  for (const [key, value] of Object.entries({
    comparator: "MORE_THAN",
    amount: "1000000",
    amount_max: "2000000",
    currency: "GBP",
    purpose: "a roof",
  }))
    assert.ok(full.includes(`<data key="${key}">${value}</data>`), key);
  assert.equal(escaped("\u0000a\u000bb"), "ab");
});

test("JSON: what is shown, with places and sources", () => {
  const read = JSON.parse(toJSON(drawing(fact())));
  assert.equal(read.things.length, 2);
  assert.equal(typeof read.things[0].x, "number");
  assert.equal(read.claims[0].citations[0].document.name, "A report");
  assert.deepEqual(read.extent, { things: 2, claims: 1, ofClaims: 1, undrawn: {} });
  assert.equal(read.complete, "http://whence.test/list.csv?about=place/mill");
  assert.equal(read.address, "http://whence.test/?e=place/mill");
});

test("SVG: symbols, lines and names, in the theme's colours", () => {
  for (const palette of Object.values(palettes)) {
    const svg = toSVG(drawing(fact(), fact({ id: "claim/2", status: "PLANNED", kind: "OWNS" })), palette, roughly);
    assert.ok(svg.startsWith("<svg xmlns"));
    assert.match(svg, /<title>The &lt;Mill&gt;<\/title>/);
    assert.ok(svg.includes(palette.things.PLACE) && svg.includes(palette.money) && svg.includes(palette.ground));
    assert.match(svg, />The Council</);
  }
});

test("every format says on what terms the claims are, in the words of the server's exports", () => {
  const shown = drawing(fact(), fact({ id: "claim/2" }));
  const xml = toGraphML(shown);
  assert.equal(xml.match(/<data key="licence">https:\/\/example.org\/terms\?a&amp;b<\/data>/g)?.length, 2, "GraphML's licences");
  assert.equal(xml.match(/<data key="attribution">The &lt;Harbour&gt; Society<\/data>/g)?.length, 2, "GraphML's attributions");
  const json = JSON.parse(toJSON(shown));
  assert.deepEqual([json.licence, json.attribution], [["https://example.org/terms?a&b"], ["The <Harbour> Society"]]);
  assert.deepEqual(json.claims[1].attribution, ["The <Harbour> Society"]);
  const svg = toSVG(shown, palettes.light, roughly);
  assert.match(svg, /<desc>The &lt;Harbour&gt; Society; https:\/\/example.org\/terms\?a&amp;b<\/desc>/);
  assert.match(
    svg,
    /<dc:rights>The &lt;Harbour&gt; Society<\/dc:rights><dcterms:license rdf:resource="https:\/\/example.org\/terms\?a&amp;b"\/>/,
  );
  const unsaid = { ...shown, terms: new Map() };
  assert.ok(!/licence|attribution/.test(toGraphML(unsaid).replace(/<key [^>]*>/g, "")), "GraphML without terms");
  assert.ok(!toSVG(unsaid, palettes.light, roughly).includes("<desc>"), "SVG without terms");
});

test("SVG: a line about which sources disagree is double and says so, another isn't", () => {
  const { warning } = palettes.light;
  const disputed = fact({ conflicts: [{ id: "conflict/1", reason: "different sums" }] });
  const marked = toSVG(drawing(disputed), palettes.light, roughly);
  assert.equal(marked.match(new RegExp(`stroke="${warning}" stroke-width="6"`, "g"))?.length, 1);
  assert.match(marked, />funds \(disputed\)</);
  assert.ok(!toSVG(drawing(fact()), palettes.light, roughly).includes(warning));
});

test("the query that made a picture is a valid one", () => {
  const { query, variables } = toQuery(
    [
      { id: "place/mill", drawn: ["place/mill"], to: { ids: ["a"] } },
      { id: 'odd"id', drawn: ["a", "b"], to: {} },
    ],
    { ...emptyView, kinds: ["FUNDS"], at: "2014/.." },
  );
  assert.deepEqual(validate(schema, parse(query)), []);
  assert.deepEqual(JSON.parse(variables), { kinds: ["FUNDS"], filter: { validAt: "2014/.." } });
});

test("the playground's worked examples are valid", () => {
  for (const { query, variables } of examples) {
    assert.deepEqual(validate(schema, parse(query)), []);
    if (variables) JSON.parse(variables);
  }
});

test("a linked query comes back as it was", () => {
  const linked = { query: "query A {\n  stats { quads } # 100% & more\n}", variables: '{"a": "é+"}' };
  assert.deepEqual(readLink(playgroundLink(linked).replace("/playground", "")), linked);
  assert.equal(readLink(""), undefined);
});
