import assert from "node:assert/strict";
import { drawn, lookAt, open, until } from "./harness.ts";

/** A thing with 100,000 claims: every page says how many of how many, adds all of them up, and asks nothing that is refused. */

lookAt("hub", "a hub of 100,000: facts, picture, list, sums and profile say how many of how many", async (page) => {
  await open(page, "/?e=organisation/hub");
  assert.match(await page.locator(".fact-count").innerText(), /100,000 facts/);
  assert.match(await page.locator(".more").innerText(), /25 of 100,000 are listed/);
  await page.getByRole("button", { name: "Show 25 more" }).click();
  await page.locator(".more", { hasText: "50 of 100,000 are listed" }).waitFor();
  await until(page, async () => (await drawn(page)).nodes.length === 26, "the hub and 25 of its neighbours");
  assert.match(await page.locator(".picture-foot .size").innerText(), /25 of 100,000 around Hub Fund/);
  // The most money first: the last grantee got most. Where the server had no time to add all of it up, the page says so.
  const said = await page.locator(".picture-foot .size").innerText();
  assert.match(said, /most money first/);
  const { nodes } = await drawn(page);
  assert.ok(nodes.includes("organisation/hub-99999") || said.includes("could be added up in time"), `${said}: ${nodes.join()}`);
  assert.equal(await page.locator("#facts .failure").count(), 0);
  await page.getByRole("checkbox", { name: /^funds/ }).click();
  await page.locator(".fact-count .chip").waitFor();
  await page.locator(".more", { hasText: "of 100,000 are listed" }).waitFor();

  await page.goto("/list?k=funds&from=organisation/hub");
  await page.locator(".rows tbody tr").nth(49).waitFor();
  // 1,000 to 100,999 pounds, each once.
  assert.match(await page.locator(".sums").innerText(), /100,000 claims · £5,099,950,000 · 0 unstated/);
  assert.match(await page.locator(".list-main").innerText(), /50 of 100,000 claims/);
  assert.equal(await page.locator(".chart a").count(), 20, "a bar a year");
  await page.getByRole("button", { name: "By recipient" }).click();
  await page.locator(".rows th[scope=row]", { hasText: "Grantee 99999" }).waitFor();
  assert.match(await page.locator(".list-main").innerText(), /100 rows, the largest; there are more/);

  await page.goto("/entity/organisation/hub");
  assert.match(await page.locator(".lead").innerText(), /100,000/);
  assert.match(await page.locator(".lead").innerText(), /£5,099,950,000|£5\.1 billion/);
});
