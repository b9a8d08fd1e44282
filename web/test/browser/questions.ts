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

look("an answer by key: question, chips, another question, and the focus is where the answer is", async (page) => {
  await page.goto("/");
  await type(page, "Who funds iCentrum?");
  await page.keyboard.press("Enter");
  const focused = () => page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.textContent ?? ""}`);
  await until(page, async () => (await focused()) === "H1 Who funds iCentrum?", "the heading in focus");
  const seen: string[] = [];
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press("Tab");
    seen.push(
      await page.evaluate(() => {
        const { tagName, textContent } = document.activeElement!;
        return tagName === "INPUT" ? "the question" : textContent!.split(" ")[0]!;
      }),
    );
  }
  assert.deepEqual(seen.slice(0, 2), ["the question", "Ask"]);
  assert.ok(await page.evaluate(() => document.activeElement!.matches(".taken .chip")), `${seen.join()}: the chips come next`);
  await page.locator(".taken .chip", { hasText: "iCentrum" }).first().focus();
  await page.keyboard.press("Enter");
  assert.ok(await page.evaluate(() => document.activeElement!.matches(".question input")), "a chip leads into the question");
  await page.keyboard.type("the flurb");
  await page.keyboard.press("Enter");
  await page.locator(".chip.unknown").first().waitFor();
  await until(page, async () => (await focused()).startsWith("H1"), "the heading of the next answer in focus");
});

look("an answer for those who hear it: roles, names, what is said by itself, and the order of reading", async (page) => {
  await open(page, "/?q=Who%20funds%20iCentrum%3F");
  const panel = page.getByRole("main", { name: "Facts" });
  await panel.getByRole("heading", { level: 1, name: "Who funds iCentrum?" }).waitFor();
  await panel.getByRole("textbox", { name: "Your question" }).waitFor();
  assert.ok((await panel.getByRole("list", { name: "Understood as" }).getByRole("listitem").count()) >= 2, "what was understood is a list");
  const sentence = await panel.locator(".answer").innerText();
  await page.locator("[role=status]", { hasText: sentence }).first().waitFor();
  await panel.getByRole("region", { name: "What it rests on" }).waitFor();
  const inOrder = await panel.evaluate((pane) => {
    const found = ["h1", "form.question", ".taken", ".answer", ".fact .sentence", ".fact .source"].map((one) => pane.querySelector(one)!);
    return found.every((node, i) => i === 0 || found[i - 1]!.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
  });
  assert.ok(inOrder, "question, how it was understood, answer, claims");
});

look(
  "an answer on a phone: in the page, chips that a finger hits, the picture a pane away and back",
  async (page) => {
    await open(page, "/?q=Who%20funds%20iCentrum%3F");
    await page.locator(".answer").waitFor();
    const { wide, inner } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, inner: innerWidth }));
    assert.ok(wide <= inner, `${wide} of ${inner}`);
    for (const chip of await page.locator(".question .chip, .question .button").all()) {
      const { height } = (await chip.boundingBox())!;
      assert.ok(height >= 24, `${await chip.innerText()}: ${height}`);
    }
    await page.locator(".taken .chip").first().tap();
    await page.locator(".switch button", { hasText: "picture" }).tap();
    await page.locator(".page > .picture").waitFor({ state: "visible" });
    await page.goBack();
    await page.locator(".answer").waitFor({ state: "visible" });
    assert.deepEqual(await violations(page), []);
  },
  { viewport: { width: 390, height: 844 }, hasTouch: true },
);
