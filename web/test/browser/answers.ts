import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { ask, drawn, facts, look, open, skip, textsAtHand, until, url } from "./harness.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The file of a seed document's text, as a reader has it. */
function textOf(document: string): string {
  const seeds = join(root, "seeds");
  const claims = readdirSync(seeds).find(
    (name) => name.endsWith(".yaml") && readFileSync(join(seeds, name), "utf8").includes(`- id: document/${document}`),
  );
  return join(root, "../shared/seeds", claims!.replace(/yaml$/, "txt"));
}

const funding = "/?e=place/icentrum&k=funds";

look("who funds iCentrum, in two gestures", async (page) => {
  await page.goto("/");
  await page.locator(".examples").waitFor();
  await page.keyboard.type("icen");
  await page.keyboard.press("Enter");
  await page.locator("#facts h1", { hasText: "iCentrum" }).waitFor();
  await page.getByRole("checkbox", { name: /^funds/ }).check();
  await until(page, async () => (await facts(page)).length === 2, "two facts");
  const sentences = (await facts(page)).join("\n");
  assert.match(sentences, /Birmingham City Council/);
  assert.match(sentences, /Local Enterprise Partnership/);
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, funding);
  await until(page, async () => (await drawn(page)).nodes.length === 3, "three things");
  assert.equal((await drawn(page)).lines.length, 2);
  assert.match(await page.locator(".fact-count").innerText(), /^2 of \d+ facts/);
});

look("a link opens the same view, and its address is left as it is", async (page) => {
  await open(page, funding);
  assert.equal((await facts(page)).length, 2);
  await until(page, async () => (await drawn(page)).nodes.length === 3, "three things");
  const before = await drawn(page);
  await page.reload();
  await until(page, async () => (await drawn(page)).nodes.length === 3, "three things again");
  assert.deepEqual((await drawn(page)).positions, before.positions);
  assert.equal(page.url(), url + funding);
});

look("an entity's IRI leads a browser to its page, and that to the picture", async (page) => {
  await page.goto("/entity/place/icentrum");
  assert.match(await page.locator("main h1").innerText(), /iCentrum/);
  await page.getByRole("link", { name: "Open the picture" }).click();
  await page.locator("#facts h1", { hasText: "iCentrum" }).waitFor();
});

test("an entity's IRI leads a machine to its data", { skip }, async () => {
  for (const accept of ["application/ld+json", "application/n-quads"]) {
    const response = await fetch(`${url}/entity/place/icentrum`, { headers: { Accept: accept } });
    assert.equal(response.status, 200, accept);
    assert.match(response.headers.get("content-type")!, new RegExp(accept.replace("+", "\\+")));
    assert.match(await response.text(), /iCentrum/, accept);
  }
});

look("a source opens to the passage, or to where it stands", async (page) => {
  await open(page, funding);
  const source = page.locator("#facts .source").first();
  assert.match(await source.innerText(), /paragraph \d+/);
  await source.click();
  const passage = page.locator("#facts .passage").first();
  await passage.waitFor();
  const text = await passage.innerText();
  if (textsAtHand) {
    assert.match(await passage.locator("blockquote").innerText(), /loan/i);
    assert.match(text, /Matches the document/);
  } else assert.match(text, /isn’t held here/);
  assert.match(text, /characters [\d,]+ to [\d,]+/);
  await source.click();
  assert.equal(await passage.count(), 0);
});

look("the empty page gives questions that the data answers", async (page) => {
  await open(page, "/");
  const count = await page.locator(".examples a").count();
  assert.ok(count >= 3 && count <= 4, `${count} questions`);
  assert.match(await page.locator(".examples").innerText(), /Who funds iCentrum\?[^]*Funding in [^]*What does .* fund\?/);
  for (let i = 0; i < count; i++) {
    await open(page, "/");
    await page.locator(".examples a").nth(i).click();
    await page.locator("#facts .fact, .list tbody tr").first().waitFor();
  }
});

look("the empty page shows a claim with the passage it rests on", async (page) => {
  await open(page, "/");
  if (!textsAtHand) return;
  await page.locator(".specimen .passage").waitFor();
  assert.match(await page.locator(".specimen .sentence").innerText(), /(funds|lends for) iCentrum/);
  assert.match(await page.locator(".specimen .passage").innerText(), /Matches the document/);
  await page.locator(".specimen .thing").first().click();
  await page.locator("#facts .fact").first().waitFor();
});

look("dates in a sentence are in words", async (page) => {
  await open(page, "/?e=place/birmingham");
  const all = (await facts(page)).join("\n");
  assert.match(all, /20 to 24 October 2025/);
  assert.doesNotMatch(all, /\d{4}-\d\d/);
});

look("two things: the paths between them, each step with its source", async (page) => {
  await open(page, "/?e=place/icentrum&s=person/albert-bore&s=place/icentrum");
  const ways = page.locator(".ways > li");
  await ways.first().waitFor();
  assert.match(await page.locator(".fact-count").innerText(), /paths? within \d+ steps/);
  assert.match(await page.locator(".way").first().innerText(), /Albert Bore → /);
  assert.ok((await page.locator(".steps .source").count()) > 0);
  await until(page, async () => (await drawn(page)).nodes.includes("person/albert-bore"), "the path in the picture");
  if ((await ways.count()) > 1) {
    await page.locator(".way").nth(1).click();
    await until(page, async () => (await page.locator(".way").nth(1).getAttribute("aria-pressed")) === "true", "the second path");
    assert.match(page.url(), /way=2/);
  }
});

look("Find paths asks for the other end by name", async (page) => {
  await open(page, "/?e=place/icentrum");
  await page.getByRole("button", { name: "Find paths" }).click();
  await page.locator("#path-to").fill("albert bore");
  await page.locator("#path-to-list li").first().waitFor();
  await page.locator("#path-to").press("Enter");
  await page.locator(".ways > li").first().waitFor();
  assert.match(page.url(), /s=place\/icentrum&s=person\/albert-bore/);
});

look("conflicting claims are marked where they stand, and one click shows the other side", async (page) => {
  await open(page, "/?e=place/harbour&view=table");
  const fact = page.locator("#facts .fact", { hasText: "10" }).filter({ hasText: "ships a year" }).first();
  await fact.getByRole("button", { name: "Sources disagree" }).click();
  const other = fact.locator(".conflict .fact");
  await other.waitFor();
  assert.match(await other.innerText(), /12/);
  assert.match(await other.innerText(), /Register of the harbour, page 2/);
});

look("dates: what is undated can be left out, and a year of those that the data have narrows", async (page) => {
  await open(page, "/?e=place/icentrum");
  const all = (await facts(page)).length;
  await page.getByRole("checkbox", { name: "include undated" }).uncheck();
  await until(page, async () => (await facts(page)).length < all, "fewer facts");
  assert.match(page.url(), /dated=only/);
  await page.getByRole("checkbox", { name: "include undated" }).check();
  await until(page, async () => (await facts(page)).length === all, "all facts again");
  await open(page, "/?e=place/odd-corner");
  const from = page.getByRole("combobox", { name: "From year" });
  assert.deepEqual(await from.locator("option").allInnerTexts(), ["any year", "2011", "2012", "2013", "2014", "2015"]);
  await from.focus();
  for (const year of [2011, 2012, 2013]) {
    await page.keyboard.press("ArrowDown");
    await until(page, () => page.url().includes(`at=${year}/..`), `${year} in the address`);
    await page.locator("output", { hasText: `from ${year}` }).waitFor();
    assert.ok(await from.evaluate((select) => select === document.activeElement), "the focus stays on the filter");
  }
  await until(page, async () => (await facts(page)).length === 3, "the grants of three years");
});

look("as known before anything was recorded, nothing is known", async (page) => {
  await open(page, "/?e=place/icentrum&known=2001-01-01");
  assert.equal((await facts(page)).length, 0);
  assert.match(await page.locator("#facts .none").innerText(), /None of its \d+ facts/);
});

look("a line gives the claims behind it", async (page) => {
  await open(page, "/?e=place/icentrum&l=organisation/birmingham-city-council&l=place/icentrum");
  await page.locator("#facts .fact").first().waitFor();
  assert.match((await facts(page)).join(), /Birmingham City Council/);
});

look("a document says what it is cited for", async (page) => {
  const { entities } = await ask<{ entities: { nodes: { id: string }[] } }>(
    "{ entities(filter: { kinds: [DOCUMENT] }, first: 1) { nodes { id } } }",
  );
  await open(page, `/?e=${entities.nodes[0]!.id}`);
  await page.locator("h2", { hasText: /cited for \d+ claims/ }).waitFor();
});

look("the list of a hub goes on to its end, a page at a time, and says how many of how many", async (page) => {
  await open(page, "/?e=place/harbour&k=located-in");
  const listed = async () => (await facts(page)).length;
  assert.equal(await listed(), 25);
  for (let want = 50; want <= 175; want += 25) {
    await page.getByRole("button", { name: /Show \d+ more/ }).click();
    await until(page, async () => (await listed()) === want, `${want} facts`);
    assert.match(await page.locator(".more").innerText(), new RegExp(`${want} of 181 are listed`));
  }
  await page.getByRole("button", { name: "Show 6 more" }).click();
  await until(page, async () => (await listed()) === 181, "all facts");
  assert.equal(new Set(await facts(page)).size, 181, "each once");
  assert.match(page.url(), /k=located-in/);
});

look("a document that is cited for many claims says how many of them are listed", async (page) => {
  await open(page, "/?e=document/harbour-register");
  await page.locator(".group", { hasText: "cited for" }).waitFor();
  assert.match(await page.locator(".group", { hasText: "cited for" }).innerText(), /25 of \d+ are listed/);
});

look("no path: what to try next, and both ends are in the picture", async (page) => {
  await open(page, "/?s=organisation/quiet-trust&s=place/harbour");
  await page.locator(".none .next-steps").waitFor();
  assert.deepEqual((await drawn(page)).nodes.sort(), ["organisation/quiet-trust", "place/harbour"]);
  await page.getByRole("button", { name: "Look up to 10 steps far" }).click();
  await until(page, () => page.url().includes("len=10"), "the longer search in the address");
  await page.locator(".next-steps a", { hasText: "Quiet Trust" }).waitFor();
});

look("a claim whose text is not held: a reader's own copy is checked, and nothing of it leaves the page", async (page) => {
  const { claims } = await ask<{ claims: { nodes: { citations: { start: number | null; digest: string | null }[] }[] } }>(
    '{ claims(about: "place/icentrum", first: 1) { nodes { citations { start digest } } } }',
  );
  assert.ok(claims.nodes[0]!.citations[0]!.digest, "a span with a digest");
  await page.route("**/graphql", async (route) => {
    const answer = await (await route.fetch()).json();
    const text = JSON.stringify(answer).replace(/"quote":"(?:[^"\\]|\\.)*","verified":true/g, '"quote":null,"verified":null');
    await route.fulfill({ body: text, contentType: "application/json" });
  });
  await open(page, funding);
  await page.locator("#facts .source").first().click();
  const copy = page.locator(".your-copy");
  await copy.locator("textarea").fill("not the document");
  await copy.getByText("doesn’t have the cited words").waitFor();
  if (!textsAtHand) return;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await copy.locator("input[type=file]").setInputFiles(textOf("birmingham-expands-innovation-campus"));
  await copy.locator("blockquote").waitFor();
  assert.match(await copy.innerText(), /Your copy has the cited words/);
  assert.deepEqual(asked, [], "nothing was sent");
});
