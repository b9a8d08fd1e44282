import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { facts, lookAt, until } from "./harness.ts";

/**
 * What people come for, on other people's real data: 48,000 claims. Each task begins at the first page; its gestures (a click, a
 * text that is typed, a key) are counted and held, and its time is printed and fails nothing.
 */

class Hand {
  gestures = 0;

  constructor(readonly page: Page) {}

  async click(what: Locator) {
    this.gestures++;
    await what.click();
  }

  async type(into: Locator, text: string) {
    this.gestures++;
    await into.fill(text);
  }

  async press(key: string) {
    this.gestures++;
    await this.page.keyboard.press(key);
  }

  /** Finds a thing by its name, and opens it: a text and a key. */
  async find(name: string, sort: string) {
    await this.type(this.page.locator("#search"), name);
    const first = this.page.locator("#search-list li:has(.glyph)").first();
    await first.filter({ hasText: sort }).waitFor();
    await this.press("Enter");
    await this.page.locator("#facts h1").waitFor();
  }
}

function task(does: string, gestures: number, run: (hand: Hand, page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
  lookAt(
    "data",
    `task: ${does}`,
    async (page) => {
      const hand = new Hand(page);
      await page.goto("/");
      await page.locator(".examples").waitFor();
      const began = Date.now();
      await run(hand, page);
      console.log(`TASK ${does}: gestures=${hand.gestures} ms=${Date.now() - began}`);
      assert.equal(hand.gestures, gestures, `gestures of: ${does}`);
    },
    options,
  );
}

const link = (page: Page, name: string | RegExp) => page.getByRole("link", { name });
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const sums = (page: Page) => page.locator(".sums").innerText();
const listed = (page: Page) => page.locator(".rows tbody tr").first().waitFor();

/** The grants in Birmingham, as the publishers' files have them. */
const birmingham = /142 claims · £9,282,912 · 0 unstated/;

async function fundingInBirmingham(hand: Hand, page: Page) {
  await hand.find("birmingham", "local authority");
  await hand.click(link(page, "Funding in Birmingham"));
  await listed(page);
  assert.match(await sums(page), birmingham);
}

task("who funds the Rugby Football Union", 3, async (hand, page) => {
  await hand.find("rugby football union", "organisation");
  await hand.click(page.getByRole("checkbox", { name: /^funds/ }));
  await until(page, async () => (await facts(page)).length === 9, "nine grants");
  for (const sentence of await facts(page)) assert.match(sentence, /^Sport England gave Rugby Football Union a £[\d,.]+( million)? grant/);
  assert.match(await page.locator("#facts .source").first().innerText(), /sport_england_exchequer\.csv, row \d+, Amount Awarded/);
});

task("all grants in Birmingham, with their sum", 3, async (hand, page) => {
  await fundingInBirmingham(hand, page);
  assert.match(await page.locator(".list-main").innerText(), /50 of 142 claims/);
});

task("the largest recipients of Sport England", 4, async (hand, page) => {
  await hand.find("sport england", "organisation");
  await hand.click(link(page, "What it funds, with sums"));
  await listed(page);
  assert.match(await sums(page), /2,434 claims · £510,872,121 · 0 unstated/);
  await hand.click(button(page, "By recipient"));
  await page.locator(".rows th[scope=row]", { hasText: "Football Foundation" }).waitFor();
  assert.match((await page.locator(".rows tbody tr").first().innerText()).replace(/\s+/g, " "), /Football Foundation £60,000,000 0 5/);
});

task("two funders compared", 4, async (hand, page) => {
  await hand.click(link(page, "All funding as a list"));
  await listed(page);
  for (const name of [/^Sport England/, /^Arts Council England/]) {
    await hand.click(page.getByRole("checkbox", { name }).first());
    await page.locator('.list[aria-busy="false"]').waitFor();
  }
  await hand.click(button(page, "Compare the two"));
  const table = page.locator(".compare");
  await table.waitFor();
  const all = (await table.locator("tr", { hasText: "In all" }).innerText()).replace(/\s+/g, " ");
  assert.match(all, /In all £510,872,121 \(2,434\) £43,057,543 \(2,162\)/);
  assert.match(await sums(page), /4,596 claims · £553,929,664/);
});

task("one year", 2, async (hand, page) => {
  await hand.click(link(page, "All funding as a list"));
  await listed(page);
  await hand.click(page.locator(".chart a", { hasText: "2014" }));
  await page.locator('.list[aria-busy="false"] .chip', { hasText: "2014" }).waitFor();
  await until(page, async () => /^1,2\d\d claims/.test(await sums(page)), "the claims of one year");
  const dates = await page.locator(".rows .date").allInnerTexts();
  assert.ok(dates.length === 50 && dates.every((date) => date.includes("2014")), dates.join());
});

task("a university and its parts", 3, async (hand, page) => {
  await hand.find("university of birmingham", "organisation");
  await hand.click(page.getByRole("checkbox", { name: /^is part of/ }));
  await until(page, async () => (await facts(page)).length === 3, "its parts");
  assert.deepEqual((await facts(page)).sort(), [
    "Cancer Research UK Clinical Trials Unit is part of University of Birmingham.",
    "Centre for Printing History and Culture is part of University of Birmingham.",
    "Walsall College is part of University of Birmingham.",
  ]);
});

task("how two are connected", 5, async (hand, page) => {
  await hand.find("sport england", "organisation");
  await hand.click(button(page, "Find paths"));
  await hand.type(page.locator("#path-to"), "birmingham city council");
  await page.locator("#path-to-list li").first().waitFor();
  await hand.press("Enter");
  await page.locator(".ways > li").first().waitFor();
  assert.match(await page.locator(".way").first().innerText(), /Sport England → Birmingham City Council/);
  assert.match(await page.locator(".steps .source").first().innerText(), /row \d+/);
});

task("export of what is listed", 4, async (hand, page) => {
  await fundingInBirmingham(hand, page);
  const [download] = await Promise.all([page.waitForEvent("download"), hand.click(link(page, "CSV (all 142)"))]);
  const rows = readFileSync(await download.path(), "utf8")
    .trimEnd()
    .split("\r\n");
  assert.equal(rows.length, 1 + 142);
});

task(
  "share, back, print",
  6,
  async (hand, page) => {
    await fundingInBirmingham(hand, page);
    const here = page.url();
    await hand.click(button(page, "Share"));
    await button(page, "Copied").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), here);
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute("data-printed", String(document.querySelectorAll(".rows tbody tr").length));
    });
    await hand.click(button(page, "Print"));
    await page.locator('body[data-printed="142"]').waitFor();
    await page.emulateMedia({ media: "print" });
    assert.ok(!(await page.locator(".list .header").isVisible()) && (await page.locator(".sums").isVisible()));
    await page.emulateMedia({ media: "screen" });
    hand.gestures++;
    await page.goBack();
    await page.locator("#facts h1", { hasText: "Birmingham" }).waitFor();
  },
  { permissions: ["clipboard-read", "clipboard-write"] },
);

task(
  "the same on a phone: grants in Birmingham, their largest, and who funds whom",
  7,
  async (hand, page) => {
    await fundingInBirmingham(hand, page);
    const { wide, inner } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, inner: innerWidth }));
    assert.ok(wide <= inner, `${wide} of ${inner}`);
    await hand.click(button(page, "By recipient"));
    await page.locator(".rows th[scope=row]").first().waitFor();
    await hand.click(page.locator(".rows th[scope=row] button").first());
    await hand.click(page.locator(".rows .to a").first());
    await hand.click(link(page, "Open the picture"));
    await page.locator("#facts .fact").first().waitFor();
  },
  { viewport: { width: 390, height: 844 }, hasTouch: true },
);
