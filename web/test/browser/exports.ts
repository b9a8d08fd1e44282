import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { drawn, look, open, until } from "./harness.ts";

async function save(page: Page, format: string): Promise<Buffer> {
  await page.locator("summary", { hasText: "Export" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".menu-list button", { hasText: format }).click()]);
  assert.equal(download.suggestedFilename(), `icentrum.${format.toLowerCase()}`);
  await page.keyboard.press("Escape");
  return readFileSync(await download.path());
}

async function funding(page: Page) {
  await open(page, "/?e=place/icentrum&k=funds");
  await until(page, async () => (await drawn(page)).nodes.length === 3, "a picture");
}

/** The rows of the CSV that the menu offers, as the browser saves it. */
async function csv(page: Page): Promise<{ header: string; rows: string[] }> {
  await page.locator("summary", { hasText: "Export" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".menu-list a", { hasText: "CSV" }).click()]);
  assert.match(download.suggestedFilename(), /\.csv$/);
  const [header, ...rows] = readFileSync(await download.path(), "utf8")
    .trimEnd()
    .split("\r\n");
  return { header: header!, rows };
}

look("CSV: every claim that matches, its sources and what qualifies it", async (page) => {
  await funding(page);
  const { header, rows } = await csv(page);
  assert.match(header, /^\uFEFFclaim,subject,relationship,object,sentence,comparator,amount,amount_max,currency,/);
  assert.equal(rows.length, 2);
  assert.ok(rows.every((row) => row.includes("paragraph") && row.includes("place/icentrum")));
});

look("CSV of a thing: as many rows as it has facts, figures and words too, and more than any page lists", async (page) => {
  for (const [address, id] of [
    ["/?e=place/icentrum", "place/icentrum"],
    ["/?e=place/harbour", "place/harbour"],
  ] as const) {
    await open(page, address);
    const total = Number(/([\d,]+) facts?/.exec(await page.locator(".fact-count").innerText())![1]!.replace(",", ""));
    assert.equal((await csv(page)).rows.length, total, id);
  }
});

look("JSON and GraphML: the same things and claims, read back", async (page) => {
  await funding(page);
  const json = JSON.parse((await save(page, "JSON")).toString("utf8"));
  assert.deepEqual(json.things.map((thing: { id: string }) => thing.id).sort(), (await drawn(page)).nodes.sort());
  assert.equal(json.claims.length, 2);
  assert.ok(json.claims.every((claim: { citations: unknown[] }) => claim.citations.length > 0));
  const xml = (await save(page, "GraphML")).toString("utf8");
  // The explorer's policy lets nothing be parsed, so another page must.
  const reader = await page.context().newPage();
  const counts = await reader.evaluate((text) => {
    const read = new DOMParser().parseFromString(text, "application/xml");
    return [read.querySelectorAll("parsererror").length, read.querySelectorAll("node").length, read.querySelectorAll("edge").length];
  }, xml);
  assert.deepEqual(counts, [0, 3, 2]);
});

look("SVG and PNG: the picture", async (page) => {
  await funding(page);
  const svg = (await save(page, "SVG")).toString("utf8");
  assert.match(svg, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox=/);
  assert.ok(svg.includes(">iCentrum<") && svg.includes(">funds<"));
  const png = await save(page, "PNG");
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.ok(png.readUInt32BE(16) > 300 && png.readUInt32BE(20) > 50, "wide and high");
});

look("GraphQL: the query that made the picture opens in the playground, and answers", async (page) => {
  await funding(page);
  await page.locator("summary", { hasText: "Export" }).click();
  const link = await page.locator(".menu-list a", { hasText: "GraphQL" }).getAttribute("href");
  const params = new URLSearchParams(link!.slice(link!.indexOf("#") + 1));
  const answer = await page.evaluate(
    async ([query, variables]) => {
      const response = await fetch("/graphql", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ query, variables: JSON.parse(variables!) }),
      });
      return response.json();
    },
    [params.get("query"), params.get("variables")],
  );
  assert.equal(answer.errors, undefined, JSON.stringify(answer.errors));
  assert.equal(answer.data.step1.fresh.edges.length, 2);
  await page.locator(".menu-list a", { hasText: "GraphQL" }).click();
  await page.locator(".graphiql-session-tab, .graphiql-tab", { hasText: "Picture" }).first().waitFor({ timeout: 30_000 });
});
