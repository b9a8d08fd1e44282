import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { harbourSize } from "../harbour.ts";
import { drawn, facts, look, open, spotOf, until } from "./harness.ts";

const size = async (page: Page) => (await drawn(page)).nodes.length;
const council = "organisation/birmingham-city-council";

look("a click selects, and shows the thing's facts", async (page) => {
  await open(page, "/?e=place/icentrum");
  await until(page, async () => (await size(page)) > 3, "a picture");
  const spot = await spotOf(page, council);
  await page.mouse.click(spot.x, spot.y);
  await page.locator("#facts h1", { hasText: "Birmingham City Council" }).waitFor();
  assert.match(page.url(), /s=organisation\/birmingham-city-council/);
});

look("a double click expands near its parent, moves nothing, and again collapses", async (page) => {
  await open(page, "/?e=place/icentrum");
  await until(page, async () => (await size(page)) > 3, "a picture");
  const before = await drawn(page);
  const spot = await spotOf(page, council);
  await page.mouse.dblclick(spot.x, spot.y);
  await until(page, async () => (await size(page)) > before.nodes.length, "more things");
  const after = await drawn(page);
  for (const id of before.nodes) assert.deepEqual(after.positions[id], before.positions[id], id);
  const again = await spotOf(page, council);
  await page.mouse.dblclick(again.x, again.y);
  await until(page, async () => (await size(page)) === before.nodes.length, "what was there before");
});

look("a claim that is pointed at, or has the focus, brings out its line", async (page) => {
  await open(page, "/?e=place/icentrum&k=funds");
  await until(page, async () => (await size(page)) === 3, "a picture");
  const line = `${council}~place/icentrum`;
  const fact = page.locator("#facts .fact", { hasText: "Birmingham City Council" });
  await fact.hover();
  await until(page, async () => (await drawn(page)).near.join() === line, "the line of the claim");
  await page.locator("#facts h1").hover();
  await until(page, async () => (await drawn(page)).near.length === 0, "no line");
  await fact.locator(".source").focus();
  await until(page, async () => (await drawn(page)).near.join() === line, "the line of the claim again");
});

look("undo and redo, by keys, buttons and the browser's own Back", async (page) => {
  await open(page, "/?e=place/icentrum");
  const all = (await facts(page)).length;
  await page.getByRole("checkbox", { name: /^funds/ }).check();
  await until(page, async () => (await facts(page)).length === 2, "two facts");
  await page.locator("h1", { hasText: "iCentrum" }).click();
  await page.keyboard.press("Control+z");
  await until(page, async () => (await facts(page)).length === all, "all facts after Ctrl+Z");
  await page.keyboard.press("Control+Shift+z");
  await until(page, async () => (await facts(page)).length === 2, "two facts after Ctrl+Shift+Z");
  await page.getByRole("button", { name: "Undo" }).click();
  await until(page, async () => (await facts(page)).length === all, "all facts after the button");
  await page.getByRole("button", { name: "Redo" }).click();
  await until(page, async () => (await facts(page)).length === 2, "two facts after the button");
  await page.goBack();
  await until(page, async () => (await facts(page)).length === all, "all facts after Back");
});

look("a dragged thing is pinned, stays through a reload, and undo puts it back", async (page) => {
  await open(page, "/?e=place/icentrum");
  await until(page, async () => (await size(page)) > 3, "a picture");
  const before = (await drawn(page)).positions[council]!;
  const spot = await spotOf(page, council);
  await page.mouse.move(spot.x, spot.y);
  await page.mouse.down();
  await page.mouse.move(spot.x + 40, spot.y + 60, { steps: 5 });
  await page.mouse.up();
  await until(page, () => /p=-?\d+,-?\d+,organisation/.test(page.url()), "the pin in the address");
  const pinned = (await drawn(page)).positions[council]!;
  assert.ok(pinned.x > before.x && pinned.y > before.y);
  await page.reload();
  await until(page, async () => (await size(page)) > 3, "the picture again");
  const kept = (await drawn(page)).positions[council]!;
  assert.ok(Math.abs(kept.x - pinned.x) <= 1 && Math.abs(kept.y - pinned.y) <= 1);
  await page.getByRole("button", { name: "Undo" }).click();
  await until(page, () => !page.url().includes("p="), "no pin");
  await until(page, async () => (await drawn(page)).positions[council]!.x === before.x, "the thing where it was");
});

look("hide, hide others, and show again", async (page) => {
  await open(page, `/?e=place/icentrum&e=${council}&s=${council}`);
  await until(page, async () => (await size(page)) > 3, "a picture");
  const all = await size(page);
  await page.getByRole("button", { name: "Hide", exact: true }).click();
  await until(page, async () => (await size(page)) < all, "one less");
  assert.ok(!(await drawn(page)).nodes.includes(council));
  await page.getByRole("button", { name: /hidden: show/ }).click();
  await until(page, async () => (await size(page)) === all, "all again");
  await open(page, `/?e=place/icentrum&e=${council}&s=place/icentrum`);
  await until(page, async () => (await size(page)) === all, "all in a new page");
  await page.getByRole("button", { name: "Hide others" }).click();
  await until(page, async () => (await size(page)) < all, "only what is tied to it");
  assert.ok((await drawn(page)).nodes.includes("place/icentrum"));
});

look("much at once: 25 at a time, the best connected first, more on request", async (page) => {
  await open(page, "/?e=place/harbour");
  await until(page, async () => (await size(page)) === 26, "25 neighbours");
  const before = await drawn(page);
  assert.ok(before.nodes.includes(`organisation/harbour-firm-${harbourSize - 1}`));
  await page.getByRole("button", { name: `Draw 25 more of ${harbourSize + 1 - 25}` }).click();
  await until(page, async () => (await size(page)) === 51, "25 more");
  const after = await drawn(page);
  for (const id of before.nodes) assert.deepEqual(after.positions[id], before.positions[id], id);
});

look("no more than 300 things and lines are drawn; the page says so, and the table has all", async (page) => {
  await open(page, `/?${"e=place/harbour&".repeat(8)}`);
  await page.locator(".overflow").waitFor();
  const { nodes, lines } = await drawn(page);
  assert.ok(nodes.length + lines.length <= 300 && nodes.length > 100, `${nodes.length} things and ${lines.length} lines`);
  await page.getByRole("button", { name: "read all of it as a table" }).click();
  await until(page, async () => (await page.locator(".table tbody tr").count()) >= harbourSize, "a row for each");
});

look("a turned phone: the picture is laid out anew for the room there is", async (page) => {
  await page.setViewportSize({ width: 844, height: 390 });
  await open(page, "/?e=place/birmingham");
  await until(page, async () => (await size(page)) > 10, "a picture");
  const before = (await drawn(page)).positions["place/london"]!;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.locator(".switch button", { hasText: "picture" }).click();
  await until(page, async () => (await drawn(page)).positions["place/london"]!.x < before.x, "a narrower picture");
  await until(page, async () => (await drawn(page)).zoom > 0.8, "names of a size that can be read");
});

look("the table has sums, and says what is disputed", async (page) => {
  await open(page, "/?e=place/lighthouse&k=funds&view=table");
  await until(page, async () => (await page.locator(".table tbody tr").count()) === 2, "two rows");
  const rows = (await page.locator(".table tbody tr").allInnerTexts()).map((row) => row.replace(/\s+/g, " ").trim()).sort();
  assert.deepEqual(rows, [
    "Lamp Fund funds £2 million Lighthouse stated in effect, disputed",
    "Lamp Fund funds £3 million Lighthouse stated in effect, disputed",
  ]);
});

look("the table says what the picture says", async (page) => {
  await open(page, "/?e=place/icentrum&k=funds");
  await page.getByRole("button", { name: "Table" }).click();
  await until(page, async () => (await page.locator(".table tbody tr").count()) === 2, "two rows");
  assert.match(await page.locator(".table tbody").innerText(), /Birmingham City Council/);
  assert.match(page.url(), /view=table/);
  await page.getByRole("button", { name: "Table" }).click();
  await until(page, async () => (await page.locator(".table").count()) === 0, "the picture");
});

look("arranging keeps everything, what is pinned stays, and undo brings back what was", async (page) => {
  await open(page, "/?e=place/birmingham&p=400,300,place/west-midlands");
  await until(page, async () => (await size(page)) > 10, "a picture");
  const before = await drawn(page);
  await page.getByRole("button", { name: "Arrange" }).click();
  await until(page, () => page.url().includes("arr=1"), "the arrangement in the address");
  await until(
    page,
    async () => (await drawn(page)).positions["place/london"]!.x !== before.positions["place/london"]!.x,
    "another arrangement",
  );
  const after = await drawn(page);
  assert.deepEqual(after.nodes, before.nodes);
  assert.deepEqual(after.positions["place/west-midlands"], { x: 400, y: 300 });
  await page.getByRole("button", { name: "Undo" }).click();
  await until(page, async () => (await drawn(page)).positions["place/london"]!.x === before.positions["place/london"]!.x, "what was");
});

/** Goes to the picture by the tab key: forwards, or back from the facts that come after it. */
async function focusPicture(page: Page) {
  const after = await page.evaluate(() => document.activeElement?.closest("#facts") !== null);
  for (let i = 0; i < 40 && !(await page.evaluate(() => document.activeElement?.classList.contains("stage"))); i++)
    await page.keyboard.press(after ? "Shift+Tab" : "Tab");
}

/** What is read out to those who can't see the picture. */
const announced = (page: Page) => page.locator('.unseen[aria-live="polite"]').innerText();

look("by keyboard along the lines of a thing, and into the facts of one", async (page) => {
  await open(page, "/?e=place/lighthouse");
  await until(page, async () => (await size(page)) === 5, "a picture");
  await focusPicture(page);
  const seen: (string | undefined)[] = [];
  for (let i = 0; i < 5; i++) {
    const from = (await drawn(page)).cursor;
    await page.keyboard.press("l");
    await until(page, async () => (await drawn(page)).cursor !== from, "the next line");
    seen.push((await drawn(page)).cursor);
  }
  assert.deepEqual([...new Set(seen)].sort(), (await drawn(page)).lines.sort(), "each line once");
  assert.equal(seen[4], seen[0], "and around again");
  await page.keyboard.press("Shift+L");
  await until(page, async () => (await drawn(page)).cursor === seen[3], "the line before");
  while ((await drawn(page)).cursor !== "organisation/lamp-fund~place/lighthouse") {
    const from = (await drawn(page)).cursor;
    await page.keyboard.press("l");
    await until(page, async () => (await drawn(page)).cursor !== from, "the next line");
  }
  assert.match(await announced(page), /Lamp Fund funded Lighthouse with £2 million/);
  await page.keyboard.press("Space");
  await until(page, async () => (await facts(page)).length === 2, "the two claims behind the line");
  assert.match(page.url(), /l=organisation\/lamp-fund&l=place\/lighthouse/);
  await page.keyboard.press("?");
  await page.getByRole("dialog").getByText("To the next line of the thing, clockwise").waitFor();
});

look("lines about which sources disagree are marked, in words too, and the legend says so", async (page) => {
  await open(page, "/?e=place/lighthouse");
  await until(page, async () => Object.values((await drawn(page)).disputed).filter(Boolean).length === 3, "marked lines");
  assert.deepEqual((await drawn(page)).disputed, {
    "organisation/lamp-fund~place/lighthouse": "funds £2 million, £3 million (disputed)",
    "organisation/pilots~place/lighthouse": "owns (disputed)",
    "organisation/salvors~place/lighthouse": "owns (disputed)",
  });
  assert.match(await page.locator(".legend").innerText(), /sources disagree/);
  await open(page, "/?e=place/icentrum");
  await until(page, async () => (await size(page)) > 3, "a picture without a conflict");
  const legend = await page.locator(".legend").innerText();
  assert.match(legend, /money/);
  assert.match(legend, /only planned/);
  assert.doesNotMatch(legend, /disagree/);
});

look("everything by keyboard alone", async (page) => {
  await page.goto("/");
  await page.locator(".examples").waitFor();
  await page.keyboard.type("icentrum");
  await page.locator("#search-list li").first().waitFor();
  assert.equal(await page.locator("#search").getAttribute("aria-expanded"), "true");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.locator("#search").getAttribute("aria-activedescendant"), "search-0");
  await page.keyboard.press("Enter");
  await page.locator("#facts h1", { hasText: "iCentrum" }).waitFor();
  await until(page, async () => (await size(page)) > 3, "a picture");
  await focusPicture(page);
  await until(page, async () => /iCentrum, place/.test(await announced(page)), "the cursor on iCentrum");
  for (const [arrow, back] of [
    ["ArrowLeft", "ArrowRight"],
    ["ArrowUp", "ArrowDown"],
  ] as const) {
    for (const key of [arrow, back]) {
      const from = (await drawn(page)).cursor;
      await page.keyboard.press(key);
      await until(page, async () => (await drawn(page)).cursor !== from, `${key} from ${from}`);
    }
  }
  while ((await drawn(page)).cursor !== council) {
    const from = (await drawn(page)).cursor;
    await page.keyboard.press("ArrowUp");
    if ((await drawn(page)).cursor === from) await page.keyboard.press("ArrowLeft");
    assert.notEqual((await drawn(page)).cursor, from, "a way on");
  }
  await page.keyboard.press("Space");
  await until(page, () => page.url().includes(`s=${council}`), "a selection");
  const before = await size(page);
  await page.keyboard.press("Enter");
  await until(page, () => (page.url().match(/[?&]e=/g) ?? []).length === 2, "an expansion");
  await page.keyboard.press("Control+z");
  await until(page, async () => (await size(page)) === before, "undone");
  await page.keyboard.press("Delete");
  await until(page, () => /[?&]h=/.test(page.url()), "something hidden");
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await until(page, async () => (await page.getByRole("dialog").count()) === 0, "help closed");
});
