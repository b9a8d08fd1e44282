import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Axe {
  run(context?: string): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
}

/** Runs axe in the page, or in a part of it, by a context whose policy lets the test's own script in. */
export async function violations(page: Page, within?: string): Promise<string[]> {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate((part) => (globalThis as unknown as { axe: Axe }).axe.run(part), within);
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}
