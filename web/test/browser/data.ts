import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { violations } from "./axe.ts";
import { ask, keys, look, lookAt, until } from "./harness.ts";

const grants = `Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,Funding Org:Identifier,Funding Org:Name
360G-lamp-1,Restoring the lamp,GBP,1200000,2016-03-01,GB-CHC-1099999,Lighthouse Friends,GB-CHC-1088888,Lamp Fund of 1888
,Painting the tower,GBP,500,2016-03-01,,,GB-CHC-1088888,Lamp Fund of 1888
360G-lamp-3,Steps,GBP,lots,2016-03-02,GB-CHC-1099999,Lighthouse Friends,GB-CHC-1088888,Lamp Fund of 1888
`;
const wrong = `id: example/wrong
claims:
  - {subject: place/a, kind: FUNDS, object: place/b, amount: {value: lots, currency: GBP}}
`;

const file = (name: string, text: string | Buffer) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(text) });

async function signIn(page: Page, key: string) {
  await page.getByLabel("Your key").fill(key);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Forget the key" }).waitFor();
}

const chooser = (page: Page) => page.locator('input[type="file"]');
const commits = async () => (await ask<{ commits: { totalCount: number } }>("{ commits { totalCount } }")).commits.totalCount;

look("data sets are listed with their claims, documents and terms, and each has a page", async (page) => {
  await page.goto("/data");
  const row = page.locator(".datasets tbody tr", { hasText: "harbour" }).first();
  await row.waitFor();
  const { datasets } = await ask<{ datasets: { totalCount: number; nodes: { name: string; claims: { totalCount: number } }[] } }>(
    "{ datasets(first: 50) { totalCount nodes { name claims(first: 0) { totalCount } } } }",
  );
  assert.equal(await page.locator(".datasets tbody tr").count(), datasets.totalCount);
  const harbour = datasets.nodes.find(({ name }) => name.includes("harbour"))!;
  assert.match(await row.innerText(), new RegExp(harbour.claims.totalCount.toLocaleString("en-GB")));
  assert.match(await row.innerText(), /not given/);
  await row.getByRole("link").first().click();
  await page.locator("h1", { hasText: harbour.name }).waitFor();
  assert.equal(new URL(page.url()).search, `?set=${harbour.name}`);
  assert.ok(await page.locator("h1").evaluate((heading) => heading === document.activeElement), "the focus is on the heading");
  await page.locator(".documents li").first().waitFor();
  assert.deepEqual(await violations(page), []);
  await page.goBack();
  await page.locator(".datasets").waitFor();
  await page.goto("/data?set=nobody/has-this");
  await page.getByText("No data set has the name nobody/has-this").waitFor();
});

look("the figure of a data set leads to its claims", async (page) => {
  await page.goto("/data");
  await page.locator(".datasets tbody tr", { hasText: "harbour" }).first().getByRole("link").nth(1).click();
  await page.locator(".rows tbody tr").first().waitFor();
  assert.match(page.url(), /\/list\?set=dataset\//);
  await page.locator("h1", { hasText: "Claims of" }).waitFor();
  const csv = await (await fetch(page.url().replace("/list?", "/list.csv?"))).text();
  assert.ok(csv.split("\r\n").length > 100, "the file holds its claims");
});

look("a file is tried by keyboard and discarded: refused rows have their line, and nothing changes", async (page) => {
  const before = await commits();
  await page.goto("/data");
  await signIn(page, keys.EDITOR);
  await chooser(page).setInputFiles(file("lamp-fund.csv", grants));
  const report = page.locator(".report");
  await report.waitFor();
  assert.ok(await report.locator("h3").evaluate((heading) => heading === document.activeElement), "the focus is on the report");
  const said = await report.innerText();
  assert.match(said, /\+4 claims, −0, 0 unchanged[^]*1 record set aside/);
  assert.match(said, /row 3, line 3/);
  assert.match(said, /line 4[^]*Amount Awarded: "lots" is no sum of money/);
  assert.match(said, /Data set: lamp-fund/);
  assert.equal(await report.getByRole("button", { name: "Load" }).count(), 0, "an editor tries, an administrator loads");
  await report.getByText("Loading it is for administrators").waitFor();
  assert.deepEqual(await violations(page), []);
  const onDiscard = () => page.evaluate(() => document.activeElement?.textContent === "Discard");
  for (let tabs = 0; tabs < 8 && !(await onDiscard()); tabs++) await page.keyboard.press("Tab");
  assert.ok(await onDiscard(), "Discard is a few tabs away");
  await page.keyboard.press("Enter");
  await until(page, async () => (await report.count()) === 0, "the report to go");
  assert.ok(await chooser(page).evaluate((input) => input === document.activeElement), "the focus is on the file again");
  assert.equal(await commits(), before);
});

look("a file that is dropped is tried, loaded by an administrator, and is in the list", async (page) => {
  await page.goto("/data");
  await signIn(page, keys.ADMIN);
  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "lamp-fund.csv"));
    return data;
  }, grants);
  await page.dispatchEvent(".drop", "drop", { dataTransfer: dropped });
  await page.locator(".report").waitFor();
  await page.getByRole("button", { name: "Load", exact: true }).click();
  await page.getByText(/lamp-fund.csv is loaded: commit \d+/).waitFor();
  const row = page.locator(".datasets tbody tr", { hasText: "lamp-fund" });
  await row.waitFor();
  assert.match(await row.innerText(), /1 record set aside/);
  await chooser(page).setInputFiles(file("lamp-fund.csv", grants));
  await page.locator(".report", { hasText: "+0 claims, −0, 4 unchanged" }).waitFor();
});

look("what can't be loaded says where and why; a file that is too large isn't sent", async (page) => {
  await page.goto("/data");
  await signIn(page, keys.EDITOR);
  await chooser(page).setInputFiles(file("wrong.yaml", wrong));
  const report = page.locator(".report");
  await report.locator("h3", { hasText: "it can’t be loaded" }).waitFor();
  assert.match(await report.innerText(), /line 3[^]*number "lots"/);
  await chooser(page).setInputFiles(file("letter.txt", "Dear reader,\nthis is a letter.\n"));
  await page.locator(".report", { hasText: "letter.txt" }).waitFor();
  let sent = 0;
  page.on("request", (request) => (sent += request.url().includes("/dry-run") ? 1 : 0));
  const large = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array((64 << 20) + 1)], "large.csv"));
    return data;
  });
  await page.dispatchEvent(".drop", "drop", { dataTransfer: large });
  await page.getByText(/large.csv is larger than 64 MiB/).waitFor();
  assert.equal(sent, 0);
});

look("readers see the list, and no way to try a file", async (page) => {
  await page.goto("/data");
  await page.locator(".datasets tbody tr").first().waitFor();
  assert.equal(await chooser(page).count(), 0);
  await signIn(page, keys.CONTRIBUTOR);
  await page.getByText("Trying files is for editors.").waitFor();
  assert.equal(await chooser(page).count(), 0);
});

lookAt("empty", "a graph without data sets says so", async (page) => {
  await page.goto("/data");
  await page.getByText("No data set was loaded here yet.").waitFor();
});

for (const width of [320, 390, 1440])
  for (const colorScheme of ["light", "dark"] as const)
    look(
      `data, ${width} pixels wide, ${colorScheme}: in the page, and axe finds nothing`,
      async (page) => {
        await page.goto("/data");
        await page.locator(".datasets tbody tr").first().waitFor();
        const { wide, inner } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, inner: innerWidth }));
        assert.ok(wide <= inner, `${wide} of ${inner}`);
        assert.deepEqual(await violations(page), []);
      },
      { viewport: { width, height: 800 }, colorScheme },
    );
