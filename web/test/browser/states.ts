import assert from "node:assert/strict";
import { drawn, facts, look, open, until } from "./harness.ts";

look("no such name: the nearest spellings", async (page) => {
  await page.goto("/");
  await page.locator("#search").fill("icentrux zzz");
  await page.locator(".nearest").waitFor();
  assert.match(await page.locator(".nearest").innerText(), /Nothing is named “icentrux zzz”/);
  await page.locator("#search").fill("Novacomms");
  await page.locator("#search-list li", { hasText: "Novocomms" }).first().waitFor();
});

look("no such address", async (page) => {
  await open(page, "/?e=place/nowhere-at-all");
  assert.match(await page.locator("#facts .failure").innerText(), /Nothing has this address/);
});

look("a name about which nothing is claimed", async (page) => {
  await open(page, "/?e=organisation/quiet-trust");
  assert.match(await page.locator("#facts .none").innerText(), /No claim is recorded about Quiet Trust/);
});

look("everything filtered out: says so, and one click shows all", async (page) => {
  await open(page, "/?e=place/icentrum&c=rumoured&st=ended");
  assert.match(await page.locator("#facts .none").innerText(), /None of its \d+ facts passes/);
  await page.locator("#facts .none").getByRole("button", { name: "Clear filters" }).click();
  await page.locator("#facts .fact").first().waitFor();
});

look("a refused question: what failed, its code, and another try", async (page) => {
  await open(page, "/?e=place/icentrum&at=2014-13");
  const failure = page.locator("#facts .failure");
  assert.match(await failure.innerText(), /couldn’t be answered/);
  assert.match(await failure.locator("code").first().innerText(), /^[A-Z_]+$/);
  await failure.getByRole("button", { name: "Try again" }).click();
  await failure.waitFor();
});

look("a picture that could not be had in time: the facts are there, and what failed is said", async (page) => {
  await page.route("**/graphql", async (route) => {
    if (!route.request().postData()!.includes("query Expansion")) return route.continue();
    const errors = [{ message: "the request took too long: ask for less at once", extensions: { code: "TIMEOUT" } }];
    await route.fulfill({ json: { errors }, contentType: "application/json" });
  });
  await open(page, "/?e=place/icentrum");
  await until(page, async () => (await facts(page)).length > 3, "the facts");
  await page.locator("#facts .failure code", { hasText: "TIMEOUT" }).waitFor();
  assert.ok((await facts(page)).length > 3, "the facts stay");
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.getByRole("button", { name: "Try again" }).click();
  await until(page, async () => (await drawn(page)).nodes.length > 3, "the picture");
  assert.equal(await page.locator("#facts .failure").count(), 0);
});

look("a slow answer: the old picture stays, then a thin line, then a way to give up", async (page) => {
  await open(page, "/?e=place/icentrum");
  await until(page, async () => (await drawn(page)).nodes.length > 3, "a picture");
  const before = await facts(page);
  await page.route("**/graphql", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 4000));
    await route.continue().catch(() => undefined);
  });
  await page.getByRole("checkbox", { name: /^funds/ }).click();
  await page.locator('.progress[data-waiting="seen"]').waitFor({ state: "attached" });
  assert.deepEqual(await facts(page), before);
  await page.getByRole("button", { name: "Cancel" }).click();
  await until(page, () => !page.url().includes("k=funds"), "the view before");
  assert.deepEqual(await facts(page), before);
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

look("the server gone: a banner and tries of its own; when it is back, so is the answer", async (page) => {
  await open(page, "/?e=place/icentrum");
  const before = await facts(page);
  await page.context().setOffline(true);
  await page.getByRole("checkbox", { name: /^funds/ }).click();
  await page.locator(".gone").waitFor();
  assert.match(await page.locator(".gone").innerText(), /isn’t answering/);
  assert.deepEqual(await facts(page), before);
  await page.context().setOffline(false);
  await until(page, async () => (await page.locator(".gone").count()) === 0, "the banner to go by itself");
  await until(page, async () => (await facts(page)).length === 2, "the answer");
});

look("the server gone while searching: the first page says so too", async (page) => {
  await open(page, "/");
  await page.context().setOffline(true);
  await page.locator("#search").fill("icentrum");
  await page.locator(".gone").waitFor();
  await page.context().setOffline(false);
  await until(page, async () => (await page.locator(".gone").count()) === 0, "the banner to go by itself");
});

for (const [width, height] of [
  [320, 640],
  [390, 844],
  [820, 1180],
  [1440, 900],
] as const) {
  look(
    `${width} pixels wide: nothing reaches out of the page`,
    async (page) => {
      for (const address of ["/", "/?e=place/icentrum", "/?e=place/birmingham&s=place/birmingham"]) {
        await open(page, address);
        const { wide, inner } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, inner: innerWidth }));
        assert.ok(wide <= inner, `${address}: ${wide} of ${inner}`);
      }
      if (width > 680) return;
      for (const pane of ["picture", "filters", "facts"]) {
        await page.locator(".switch button", { hasText: pane }).click();
        await page.locator(`.page > .${pane}`).waitFor({ state: "visible" });
      }
    },
    { viewport: { width, height } },
  );
}

look(
  "a tablet held upright shows picture, filters and facts at once",
  async (page) => {
    await open(page, "/?e=place/icentrum");
    for (const pane of ["picture", "filters", "facts"]) assert.ok(await page.locator(`.page > .${pane}`).isVisible(), pane);
    assert.ok(!(await page.locator(".switch").isVisible()));
  },
  { viewport: { width: 820, height: 1180 } },
);

look("a line that ties nothing directly says what to do instead", async (page) => {
  await open(page, "/?e=place/icentrum&l=place/icentrum&l=person/albert-bore");
  assert.match(await page.locator("#facts .none").innerText(), /No claim ties these two directly/);
});

look(
  "forced colours: what is pressed is told apart by an outline, and symbols keep their colours",
  async (page) => {
    await open(page, "/?e=place/icentrum&view=table");
    const outline = (name: string) => page.getByRole("button", { name }).evaluate((button) => getComputedStyle(button).outlineStyle);
    assert.equal(await outline("Table"), "solid");
    await page.getByRole("button", { name: "Table" }).click();
    await until(page, async () => (await outline("Table")) === "none", "the button up");
    const adjust = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((part) => getComputedStyle(part).forcedColorAdjust);
    for (const selector of [".glyph", ".sample", ".stage"]) assert.equal(await adjust(selector), "none", selector);
  },
  { forcedColors: "active" },
);

look("targets are 24 pixels or more, but for links in a sentence", async (page) => {
  await open(page, "/?e=place/icentrum&k=funds");
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("button, summary, select, .facet label, .tool, [role=option]")]
      .map((target) => ({ target, box: target.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.height < 24 || box.width < 24))
      .map(({ target, box }) => `${target.className || target.tagName} ${target.textContent} ${box.width}×${box.height}`),
  );
  assert.deepEqual(small, []);
});
