import assert from "node:assert/strict";
import { violations } from "./axe.ts";
import { bar } from "../bar.ts";
import { drawn, look, open, until } from "./harness.ts";

const views = {
  start: "/",
  funding: "/?e=place/icentrum&k=funds",
  everything: "/?e=place/birmingham&view=table",
  paths: "/?e=place/icentrum&s=person/albert-bore&s=place/icentrum",
};

for (const colorScheme of ["light", "dark"] as const)
  for (const [name, address] of Object.entries(views))
    look(
      `axe finds nothing: ${name}, ${colorScheme}`,
      async (page) => {
        await open(page, address);
        if (name === "funding") await page.locator("#facts .source").first().click();
        assert.deepEqual(await violations(page), []);
      },
      { colorScheme },
    );

/** Runs in the page; a sum and maxima of what the browser measured. */
function measured() {
  const spans = performance.getEntriesByType("measure");
  const scripts = (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).filter((entry) => entry.name.endsWith(".js"));
  return {
    facts: Math.max(...spans.filter((span) => span.name === "facts").map((span) => span.duration)),
    layout: Math.max(...spans.filter((span) => span.name === "layout").map((span) => span.duration)),
    script: scripts.reduce((sum, entry) => sum + entry.encodedBodySize, 0),
  };
}

look("budgets: the first facts, the layout and the script", async (page) => {
  await open(page, "/?e=place/harbour&e=place/harbour&e=place/harbour&e=place/birmingham");
  await until(page, async () => (await drawn(page)).nodes.length > 80, "a picture");
  const standing = (await drawn(page)).positions;
  await page.getByRole("button", { name: "Arrange" }).click();
  await until(
    page,
    async () => Object.entries((await drawn(page)).positions).some(([id, { x }]) => standing[id]!.x !== x),
    "a new arrangement",
  );
  const { facts, layout, script } = await page.evaluate(measured);
  // Times are printed and fail nothing: they are the machine's too. Bytes are ours.
  bar("explorer-first-facts", facts, 300, "ms");
  bar("explorer-layout", layout, 600, "ms");
  bar("explorer-script", script, 260_000, "bytes");
  assert.ok(script > 0 && script <= 260_000, `${script} bytes of script`);
});

look("an expansion asks one question", async (page) => {
  await open(page, "/?e=place/icentrum");
  await until(page, async () => (await drawn(page)).nodes.length > 3, "a picture");
  const asked: string[] = [];
  page.on("request", (request) => {
    const body = request.postData();
    if (body) asked.push(/(query|mutation) (\w+)/.exec(body)![2]!);
  });
  const before = (await drawn(page)).nodes.length;
  await page.goto("/?e=place/icentrum&s=organisation/birmingham-city-council");
  await until(page, async () => (await drawn(page)).nodes.length === before, "the selection");
  await page.getByRole("button", { name: "Expand in the picture" }).waitFor();
  asked.length = 0;
  await page.getByRole("button", { name: "Expand in the picture" }).click();
  await until(page, async () => (await drawn(page)).nodes.length > before, "an expansion");
  assert.deepEqual(asked, ["Expansion"]);
});

look("the theme follows the system while the page is open", async (page) => {
  await open(page, "/?e=place/icentrum");
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.emulateMedia({ colorScheme: "dark" });
  await until(page, async () => (await ground()) !== light, "the dark theme");
});

look(
  "less motion for those who ask for it",
  async (page) => {
    await open(page, "/?e=place/birmingham");
    await until(page, async () => (await drawn(page)).nodes.length > 10, "a picture");
    await page.getByRole("button", { name: "Nearer" }).click();
    const near = (await drawn(page)).zoom;
    await page.getByRole("button", { name: "Fit" }).click();
    await until(page, async () => (await drawn(page)).zoom < near, "the fit");
  },
  { reducedMotion: "reduce" },
);
