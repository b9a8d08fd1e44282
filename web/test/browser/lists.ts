import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { violations } from "./axe.ts";
import { look, lookAt, skip, until, url } from "./harness.ts";

async function list(page: Page, address: string) {
  await page.goto(address);
  await page.locator(".rows tbody tr, .list .none").first().waitFor();
}

const rows = (page: Page) => page.locator(".rows tbody tr").count();

look("a list says how many of how many, goes on to its end, and its sum is of all", async (page) => {
  await list(page, "/list?k=located-in&to=place/harbour");
  assert.equal(await rows(page), 50);
  assert.match(await page.locator(".list-main").innerText(), /50 of 181 claims/);
  for (const want of [100, 150, 181]) {
    await page.getByRole("button", { name: /Show \d+ more/ }).click();
    await until(page, async () => (await rows(page)) === want, `${want} rows`);
  }
  assert.equal(await page.getByRole("button", { name: /Show \d+ more/ }).count(), 0);
  await list(page, "/list?k=funds&to=place/lighthouse");
  assert.match(await page.locator(".sums").innerText(), /2 claims · £2,000,000 to £3,000,000 · 0 unstated/);
});

look("a filter narrows the list, keeps the focus, and Back takes it away", async (page) => {
  await list(page, "/list?k=funds");
  const all = await page.locator(".sums").innerText();
  const box = page.getByRole("checkbox", { name: /Lamp Fund/ }).first();
  await box.focus();
  await page.keyboard.press("Space");
  await until(page, async () => (await rows(page)) === 2, "two rows");
  assert.match(page.url(), /from=organisation\/lamp-fund/);
  assert.ok(await box.evaluate((input) => input === document.activeElement));
  await page.goBack();
  await until(page, async () => (await page.locator(".sums").innerText()) === all, "all rows");
  await page.getByRole("button", { name: "Amount" }).click();
  await page.locator('th[aria-sort="descending"]', { hasText: "Amount" }).waitFor();
  await page.getByRole("button", { name: "By recipient" }).click();
  await page.locator(".rows thead", { hasText: "Recipient" }).waitFor();
});

look("one bad word and an unknown id in a list's address: left out, and said", async (page) => {
  await list(page, "/list?k=funds,bogus&to=place/lighthouse&from=organisation/nobody-at-all");
  assert.equal(await rows(page), 2);
  assert.match(await page.locator(".said").innerText(), /k=bogus[^]*organisation\/nobody-at-all/);
});

look("two that give, side by side", async (page) => {
  await list(page, "/list?k=funds&compare=organisation/lamp-fund,organisation/birmingham-city-council");
  await page.locator(".compare h2", { hasText: "Lamp Fund and Birmingham City Council" }).waitFor();
  assert.match(await page.locator(".compare").innerText(), /Nobody, as far as is recorded/);
});

lookAt("data", "awards have recipient, programme, place and reference, and facets narrow them", async (page) => {
  await list(page, "/list?k=funds&y=2014&sort=-amount");
  await page.getByRole("button", { name: "Awards" }).click();
  await page.locator(".rows thead", { hasText: "Reference" }).waitFor();
  assert.match(page.url(), /by=awards/);
  await page.getByRole("checkbox", { name: /^Grants for the arts/ }).click();
  await page.locator(".chip", { hasText: "through Grants for the arts" }).waitFor();
  assert.match(await page.locator(".sums").innerText(), /^[\d,]+ claims · £[\d,]+/);
  const row = page.locator(".rows tbody tr").first();
  assert.match(await row.locator(".reference").innerText(), /^360G-ACE-\d+$/);
  assert.equal(await row.locator(".through").innerText(), "Grants for the arts");
  assert.match(await row.locator(".place").innerText(), /\w/);
  assert.match(await row.locator(".from").innerText(), /Arts Council England/);
  assert.match(await row.locator(".for a").getAttribute("href").then(String), /\/entity\/award\//);
  const shown = Number(/^[\d,]+/.exec(await page.locator(".sums").innerText())![0].replaceAll(",", ""));
  await page.getByRole("checkbox", { name: /^Birmingham \d+$/ }).click();
  await page.locator(".chip", { hasText: "in Birmingham" }).waitFor();
  const fewer = Number(/^[\d,]+/.exec(await page.locator(".sums").innerText())![0].replaceAll(",", ""));
  assert.ok(fewer > 0 && fewer < shown, `${fewer} of ${shown}`);
  const csv = await (await fetch(page.url().replace("/list?", "/list.csv?"))).text();
  assert.equal(csv.trim().split("\r\n").length - 1, fewer, "the file has the same claims");
  assert.deepEqual(await violations(page), []);
  await page.reload();
  await page.locator(".rows.awards tbody tr").first().waitFor();
});

lookAt("data", "a programme's row leads to its money", async (page) => {
  await list(page, "/list?k=funds&by=programme");
  const row = page.locator(".rows tbody tr", { hasText: "Grants for the arts" });
  const count = await row.locator("td").last().innerText();
  await row.getByRole("button").click();
  await page.locator(".sums", { hasText: `${count} claims` }).waitFor();
});

lookAt(
  "data",
  "awards on a phone: cards in the page",
  async (page) => {
    await list(page, "/list?by=awards&sort=-amount");
    const { wide, inner } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, inner: innerWidth }));
    assert.ok(wide <= inner, `${wide} of ${inner}`);
    assert.deepEqual(await violations(page), []);
  },
  { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
);

look("money for a programme itself is a click away where none comes through it", async (page) => {
  await list(page, "/list?k=funds&via=programme/wmhtia");
  await page.getByRole("button", { name: /^Show what goes to .* itself/ }).click();
  await page.locator(".rows tbody tr").first().waitFor();
  assert.match(page.url(), /to=programme\/wmhtia/);
});

look("no data that match: says so, and the chips take away what narrows", async (page) => {
  await list(page, "/list?k=funds&to=place/lighthouse&st=planned");
  await page.locator(".list .none").waitFor();
  await page.getByRole("button", { name: "Take away: planned" }).click();
  await until(page, async () => (await rows(page)) === 2, "two rows");
});

look("the server gone: the old rows stay, and the list is tried again", async (page) => {
  await list(page, "/list?k=funds&to=place/lighthouse");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "By programme" }).click();
  await page.locator(".said", { hasText: "isn’t answering" }).waitFor();
  assert.equal(await rows(page), 2);
  await page.context().setOffline(false);
  await until(page, async () => (await page.locator(".said", { hasText: "isn’t answering" }).count()) === 0, "the answer");
});

for (const colorScheme of ["light", "dark"] as const)
  for (const address of ["/list?k=funds", "/entity/place/icentrum", "/entity/document/harbour-register", "/entity/place/nowhere-at-all"])
    look(
      `axe finds nothing: ${address}, ${colorScheme}`,
      async (page) => {
        await page.goto(address);
        await page.locator(".rows tbody tr, main h1").first().waitFor();
        if (address.startsWith("/list")) await page.locator(".rows tbody tr").first().waitFor();
        assert.deepEqual(await violations(page), []);
      },
      { colorScheme },
    );

for (const width of [320, 390, 1440])
  look(
    `${width} pixels wide: lists and profiles stay in the page`,
    async (page) => {
      for (const address of ["/list?k=funds", "/entity/place/birmingham", "/entity/document/harbour-register"]) {
        await page.goto(address);
        await page.locator(".rows tbody tr, main h1").first().waitFor();
        const { wide, inner } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, inner: innerWidth }));
        assert.ok(wide <= inner, `${address}: ${wide} of ${inner}`);
      }
    },
    { viewport: { width, height: 800 } },
  );

look(
  "a profile without JavaScript: lead, claims, numbered sources",
  async (page) => {
    await page.goto("/entity/place/icentrum");
    assert.match(await page.locator(".lead").innerText(), /Funded by/);
    assert.ok((await page.locator(".facts li").count()) > 3);
    await page.locator("sup a").first().click();
    assert.match(page.url(), /#n1$/);
  },
  { javaScriptEnabled: false },
);

look("a document's page checks a reader's own copy", async (page) => {
  await page.goto("/entity/document/birmingham-expands-innovation-campus");
  await page.locator(".copy textarea").fill("another text");
  await page.locator(".copy [role=status]", { hasText: /^0 of \d+ cited passages match/ }).waitFor();
});

test("addresses that mean nothing are pages that say so", { skip }, async () => {
  for (const path of ["/entity/%FF", "/entity/place/nowhere-at-all", "/entity/x"]) {
    const response = await fetch(`${url}${path}`, { headers: { Accept: "text/html" } });
    assert.equal(response.status, 404, path);
    assert.match(await response.text(), /Nothing has this address/);
  }
});
