import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { bar } from "./bar.ts";
import { lookAt, open } from "./harness.ts";

/** Notes every task that holds the page's thread for longer than 50 ms. */
const noteLongTasks = (page: Page) =>
  page.addInitScript(() => {
    const tasks: number[] = [];
    (globalThis as unknown as { longTasks: number[] }).longTasks = tasks;
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: "longtask",
      buffered: true,
    });
  });

const longest = (page: Page) => page.evaluate(() => Math.max(0, ...(globalThis as unknown as { longTasks: number[] }).longTasks));

/** Gives the page a part of the processor: 4 is a quarter. */
async function slow(page: Page, rate: number) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
}

// Times are printed and fail nothing: they are the machine's too. What is held is that the rows and facts are there.

lookAt("data", "budgets: fifty rows of a list after their answer, and no long task", async (page) => {
  await noteLongTasks(page);
  await page.goto("/list?k=funds");
  await page.locator(".rows tbody tr").nth(49).waitFor();
  const drawing = await page.evaluate(() => Math.max(...performance.getEntriesByName("list", "measure").map(({ duration }) => duration)));
  bar("list-50-rows", drawing, 150, "ms");
  bar("list-longest-task", await longest(page), 200, "ms");
  assert.ok(drawing > 0, "the drawing of the list was measured");
});

lookAt("data", "budgets: a hub of 2,434 grants in the explorer", async (page) => {
  await noteLongTasks(page);
  const began = Date.now();
  await open(page, "/?e=organisation/gb-coh-rc000766");
  bar("explorer-hub-facts", Date.now() - began, 500, "ms");
  await page.waitForTimeout(1000);
  bar("explorer-hub-longest-task", await longest(page), 200, "ms");
  assert.ok((await page.locator("#facts .fact").count()) > 9, "facts are listed");
});

lookAt(
  "data",
  "budgets: a phone with a quarter of the processor",
  async (page) => {
    await slow(page, 4);
    for (const [name, address, what] of [
      ["explorer", "/?e=organisation/gb-coh-rc000766", "#facts .fact"],
      ["list", "/list?k=funds", ".rows tbody tr"],
      ["data", "/data", ".datasets tbody tr"],
    ] as const) {
      const began = Date.now();
      await page.goto(address);
      await page.locator(what).first().waitFor();
      bar(`phone-${name}`, Date.now() - began, 1200, "ms");
      assert.ok((await page.locator(what).count()) > 5, `${name} shows what it has`);
    }
  },
  { viewport: { width: 390, height: 844 }, hasTouch: true },
);
