import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { drawn, facts, look, open, until } from "./harness.ts";

/** Whoever uses it: by key, enlarged, on a phone, on paper, with the system's colours, by a link that somebody mistyped. */

const focused = (page: Page) =>
  page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.textContent?.slice(0, 40)}`);

look("after a move by key the focus is on the new heading: a name, a suggestion, a button that goes away", async (page) => {
  await open(page, "/?e=place/icentrum&k=funds");
  await page.locator("#facts .thing", { hasText: "Birmingham City Council" }).first().focus();
  await page.keyboard.press("Enter");
  await page.locator("#facts h1", { hasText: "Birmingham City Council" }).waitFor();
  await until(page, async () => (await focused(page)) === "H1 Birmingham City Council", "the heading in focus");
  await page.locator("#facts .chip").focus();
  await page.keyboard.press("Enter");
  await until(page, () => !page.url().includes("k=funds"), "no filter");
  await until(page, async () => (await focused(page)).startsWith("H1"), "the heading in focus after the button went");
  await open(page, "/");
  await page.locator("#search").fill("icentrum");
  await page.locator("#search-list li").first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator("#facts h1", { hasText: "iCentrum" }).waitFor();
  await until(page, async () => (await focused(page)) === "H1 iCentrum", "the heading in focus after the search");
});

look("a filter that is ticked by key keeps the focus", async (page) => {
  await open(page, "/?e=place/icentrum");
  const box = page.getByRole("checkbox", { name: /^funds/ });
  await box.focus();
  await page.keyboard.press("Space");
  await until(page, async () => (await facts(page)).length === 2, "two facts");
  assert.ok(await box.evaluate((input) => input === document.activeElement));
});

look(
  "at 400 % the facts have the screen: nothing sticks over them",
  async (page) => {
    await open(page, "/?e=place/icentrum");
    const last = page.locator("#facts .fact").last();
    await last.scrollIntoViewIfNeeded();
    const covered = await page.evaluate(() =>
      [...document.querySelectorAll("body *")]
        .filter((element) => ["fixed", "sticky"].includes(getComputedStyle(element).position))
        .map((element) => element.getBoundingClientRect())
        .filter((box) => box.bottom > 0 && box.top < innerHeight && box.width > 0)
        .reduce((sum, box) => sum + box.height, 0),
    );
    assert.ok(covered <= 10, `${covered} of 256 pixels are covered`);
    const { wide, inner } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, inner: innerWidth }));
    assert.ok(wide <= inner, `${wide} of ${inner}`);
    await page.evaluate(() => scrollTo(0, 0));
    await page.mouse.wheel(0, 2000);
    await until(page, () => page.evaluate(() => scrollY > 0), "the page to scroll as one");
  },
  { viewport: { width: 320, height: 256 } },
);

look(
  "Back on a phone goes one pane back, not one thing",
  async (page) => {
    await open(page, "/?e=place/icentrum");
    await page.locator(".switch button", { hasText: "picture" }).click();
    await page.locator(".page > .picture").waitFor({ state: "visible" });
    assert.match(page.url(), /pane=picture/);
    await page.locator(".switch button", { hasText: "filters" }).click();
    await page.locator(".page > .filters").waitFor({ state: "visible" });
    await page.goBack();
    await page.locator(".page > .picture").waitFor({ state: "visible" });
    await page.goBack();
    await page.locator(".page > .facts").waitFor({ state: "visible" });
    assert.match(await page.locator("#facts h1").innerText(), /iCentrum/);
    await page.reload();
    await page.goForward();
    await page.locator(".page > .picture").waitFor({ state: "visible" });
  },
  { viewport: { width: 390, height: 844 } },
);

look("two of one name are told apart by place, number and facts", async (page) => {
  await open(page, "/");
  await page.locator("#search").fill("harbour council");
  await page.locator("#search-list li").nth(1).waitFor();
  const found = (await page.locator("#search-list li:has(.glyph)", { hasText: "Harbour Council" }).allInnerTexts())
    .map((text) => text.replace(/\s+/g, " "))
    .sort();
  assert.deepEqual(found, [
    "Harbour Council organisation in Harbour, 2 facts",
    "Harbour Council organisation in North Shore, GB-LAE NTH, 1 fact",
  ]);
});

look("places of one name are told apart by their sort, and of one sort named once", async (page) => {
  await open(page, "/?e=place/mole");
  assert.equal((await page.locator("#facts .within").innerText()).trim(), "in Mole End (region), Mole End (county)");
});

look("a passage of a data file is a table of its fields, and stays in its pane", async (page) => {
  const record = JSON.stringify({ id: "360G-x", amount: 5044, recipient: { name: "Wiltshire Council", note: "x".repeat(400) } });
  await page.route("**/graphql", async (route) => {
    const answer = await (await route.fetch()).text();
    await route.fulfill({
      body: answer.replace(/"quote":(null|"(?:[^"\\]|\\.)*")/g, `"quote":${JSON.stringify(record)}`),
      contentType: "application/json",
    });
  });
  await open(page, "/?e=place/icentrum&k=funds");
  await page.locator("#facts .source").first().click();
  const table = page.locator("#facts .record").first();
  await table.waitFor();
  assert.deepEqual(await table.locator("th").allInnerTexts(), ["id", "amount", "recipient.name", "recipient.note"]);
  const { inside, pane } = await page.evaluate(() => ({
    inside: document.querySelector("#facts")!.scrollWidth,
    pane: document.querySelector("#facts")!.clientWidth,
  }));
  assert.ok(inside <= pane, `${inside} of ${pane}`);
});

look("what goes without saying is not said at every fact", async (page) => {
  await open(page, "/?e=place/icentrum");
  const details = (await page.locator("#facts .details").allInnerTexts()).join("\n");
  assert.doesNotMatch(details, /stated(?! by)|in effect/);
});

look("on paper: the facts whole, with their sources, and nothing to press", async (page) => {
  await open(page, "/?e=place/birmingham");
  await page.emulateMedia({ media: "print" });
  for (const gone of [".header", ".filters", ".picture", ".actions"])
    assert.ok(!(await page.locator(`.page > ${gone}, #facts > ${gone}`).first().isVisible()), gone);
  const { clipped, height } = await page.evaluate(() => {
    const facts = document.querySelector("#facts")!;
    return { clipped: facts.scrollHeight - facts.clientHeight, height: facts.getBoundingClientRect().height };
  });
  assert.ok(clipped <= 1, `${clipped} pixels are cut off`);
  assert.ok(height > 900, `${height} pixels of facts`);
  assert.ok(await page.locator("#facts .source").first().isVisible());
});

look(
  "forced colours: no control's track or border is left to a colour that goes away",
  async (page) => {
    await open(page, "/?e=place/icentrum");
    const bare = await page.evaluate(() =>
      [...document.querySelectorAll("select, input:not([type=checkbox]), textarea, .button, .chip")]
        .filter((control) => control.getBoundingClientRect().width > 0)
        .filter((control) => getComputedStyle(control).borderTopStyle === "none")
        .map((control) => control.outerHTML.slice(0, 80)),
    );
    assert.deepEqual(bare, []);
    assert.equal(await page.locator("input[type=range]").count(), 0);
  },
  { forcedColors: "active" },
);

look("one bad word in a link: the rest shows, and what is left out is said", async (page) => {
  for (const [address, said] of [
    ["/?e=place/icentrum&k=bogus,funds", "k=bogus"],
    ["/?e=place/icentrum&k=funds&at=abc", "at=abc"],
    ["/?e=place/icentrum&k=funds&c=perhaps&known=soon", "c=perhaps, known=soon"],
    ["/?e=place/icentrum&e=place/nowhere-at-all&k=funds", "place/nowhere-at-all"],
  ] as const) {
    await open(page, address);
    assert.equal((await facts(page)).length, 2, address);
    await page.locator(".left-out", { hasText: said }).waitFor();
  }
});

look("an unknown end of a path or of a line is said, and the other one still leads on", async (page) => {
  await open(page, "/?e=place/icentrum&s=place/icentrum&s=person/nobody-at-all");
  assert.match(await page.locator("#facts .none").innerText(), /isn’t known here/);
  await until(page, async () => (await drawn(page)).nodes.length > 3, "the picture of what is known");
  await open(page, "/?e=place/icentrum&l=place/icentrum&l=person/nobody-at-all");
  assert.match(await page.locator("#facts .none").innerText(), /No claim ties these two directly/);
  await open(page, "/?e=place/icentrum&s=person/nobody-at-all");
  assert.match(await page.locator("#facts .failure").innerText(), /Nothing has this address/);
});

look("400 things in one address: as many as are allowed are opened, and the rest is said", async (page) => {
  await open(page, `/?${Array.from({ length: 400 }, (_, i) => `e=organisation/harbour-firm-${i}`).join("&")}`);
  await page.locator(".left-out", { hasText: "300 of 400" }).waitFor();
  await page.locator("#facts .fact").first().waitFor();
});
