import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { violations } from "./axe.ts";
import { facts, look, open, until } from "./harness.ts";

const heading = (page: Page) => page.locator("#facts h1").innerText();

async function type(page: Page, text: string) {
  await page.locator("#search").fill(text);
  await page.locator("#search-list li").first().waitFor();
}

look("a question typed into the box is answered with its claims, and Back leads to before it", async (page) => {
  await page.goto("/");
  await type(page, "Who funds iCentrum?");
  assert.match(await page.locator("#search-list li").first().innerText(), /Who funds iCentrum\?/);
  await page.keyboard.press("Enter");
  await page.locator(".answer").waitFor();
  assert.equal(await heading(page), "Who funds iCentrum?");
  assert.match(await page.locator(".answer").innerText(), /Birmingham City Council/);
  const listed = await facts(page);
  assert.ok(
    listed.some((sentence) => sentence.includes("Birmingham City Council") && sentence.includes("iCentrum")),
    listed.join("\n"),
  );
  assert.ok((await page.locator("#facts .source").count()) > 0, "each claim has its source");
  assert.match(page.url(), /[?&]q=Who%20funds%20iCentrum%3F/);
  await page.reload();
  await page.locator(".answer").waitFor();
  await page.goBack();
  await page.locator(".welcome").waitFor();
});

look("what was understood is shown; a chip selects its words in the question, which is asked again", async (page) => {
  await open(page, "/?q=Who%20funds%20iCentrum%3F");
  await page.locator(".taken .chip", { hasText: "iCentrum" }).first().click();
  assert.match(await page.evaluate(() => getSelection()?.toString() ?? ""), /iCentrum/);
  await page.keyboard.type("Innovation Birmingham Campus");
  await page.keyboard.press("Enter");
  await until(page, async () => /Innovation Birmingham Campus/.test(await heading(page)), "the next answer");
});

look("a word that nobody knows is said, and nothing is guessed", async (page) => {
  await page.goto("/?q=who%20flurbs%20iCentrum");
  await page.locator("#facts h1").waitFor();
  await page.locator(".chip.unknown", { hasText: "flurbs" }).waitFor();
  assert.doesNotMatch(await page.locator("#facts .kind").first().innerText(), /^Answered$/i);
});

look("a name that is no question stays first, and the question is behind it", async (page) => {
  await page.goto("/");
  await type(page, "birmingham city council");
  assert.match(await page.locator("#search-list li").first().innerText(), /Birmingham City Council/);
  assert.match(await page.locator("#search-list li").last().innerText(), /ask/);
});

look("a question opens as GraphQL in the playground", async (page) => {
  await open(page, "/?q=Who%20funds%20iCentrum%3F");
  await page.getByRole("link", { name: "Open as GraphQL" }).first().click();
  await page.locator(".graphiql-container").waitFor({ timeout: 30_000 });
  assert.match(page.url(), /\/playground/);
});

for (const colorScheme of ["light", "dark"] as const)
  look(
    `axe finds nothing: an answer, ${colorScheme}`,
    async (page) => {
      await open(page, "/?q=Who%20funds%20iCentrum%3F");
      assert.deepEqual(await violations(page), []);
    },
    { colorScheme },
  );
