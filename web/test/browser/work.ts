import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { violations } from "./axe.ts";
import { keys, look, until, url, write } from "./harness.ts";

const report = "Lamp Fund 🏮 report.\r\nIn March 2016 the Lamp Fund gave £1.2m to the lighthouse.\r\n";

async function signIn(page: Page, key: string) {
  await page.getByLabel("Your key").fill(key);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Forget the key" }).waitFor();
}

async function pick(page: Page, label: string, name: string) {
  const box = page.getByRole("combobox", { name: label });
  await box.fill(name);
  await page.locator('[role="option"]', { hasText: name }).first().waitFor();
  await box.press("Enter");
}

/** Sees what a write would do, and does it. */
async function commit(page: Page, does: string): Promise<string> {
  await page
    .getByRole("button", { name: /see what it would do/ })
    .first()
    .click();
  const plan = page.locator(".plan", { hasText: "It " }).or(page.locator(".plan", { hasText: "No claim changes" }));
  await plan.first().waitFor();
  const said = await plan.first().innerText();
  await page.getByRole("button", { name: does, exact: true }).first().click();
  return said;
}

/** Selects words in a document's text, the last character by the keyboard. */
async function select(page: Page, from: string, to: string) {
  const source = page.locator("textarea.source");
  await source.waitFor();
  await source.evaluate(
    (field: HTMLTextAreaElement, ends: { from: string; to: string }) => {
      const start = field.value.indexOf(ends.from);
      field.focus();
      field.setSelectionRange(start, field.value.indexOf(ends.to, start) + ends.to.length - 1);
    },
    { from, to },
  );
  await source.press("Shift+ArrowRight");
}

async function addDocument(title: string): Promise<string> {
  const { addDocument } = await write<{ addDocument: { document: { id: string } } }>(
    `mutation($input: DocumentInput!) { addDocument(input: $input) { document { id } userErrors { message } } }`,
    { input: { title, text: `${title}\r\n${report}`, textIsOpen: true } },
  );
  return addDocument.document.id;
}

look("words selected in a document become a claim, which is corrected, disputed and undone", async (page) => {
  const id = await addDocument("The Lamp Fund reports");
  await page.goto(`/work?show=document&id=${id}`);
  await signIn(page, keys.EDITOR);
  await select(page, "In March", "the lighthouse");
  await page.locator("blockquote", { hasText: "In March 2016 the Lamp Fund gave £1.2m to the lighthouse" }).waitFor();
  assert.equal(await page.getByLabel("Amount, in whole units").inputValue(), "1200000");
  assert.equal(await page.getByLabel("Date (2014, 2014-03, 2014-03-01)").inputValue(), "2016-03");
  await pick(page, "Subject", "Lamp Fund");
  await pick(page, "Object", "Lighthouse");
  assert.deepEqual(await violations(page), []);
  await page.reload();
  await select(page, "In March", "the lighthouse");
  const said = await commit(page, "Save");
  assert.match(said, /asserts 1 claim[^]*Lamp Fund[^]*£1.2 million/);
  await page.getByText(/Written: commit \d+/).waitFor();

  await page.goto(`/work?show=history`);
  await page.locator(".cards > li").first().locator("summary").click();
  await page.locator(".edits a", { hasText: "Lamp Fund" }).click();
  await page.locator("summary", { hasText: "Correct" }).click();
  await page.getByLabel("Amount, in whole units").fill("1300000");
  await page.getByLabel("What was wrong").fill("misread");
  const corrected = await commit(page, "Correct");
  assert.match(corrected, /retracts 1 claim/);
  assert.match(corrected, /Check:/, "the figure is not in the quote");
  await page.getByText(/It was corrected:/).waitFor();
  await page.getByRole("link", { name: /1.3 million/ }).click();
  await page.locator("h1", { hasText: "A claim" }).waitFor();
  await page.locator("summary", { hasText: "Dispute" }).click();
  await page.getByLabel("What is wrong").selectOption("WRONG_FIGURE");
  await commit(page, "Dispute");
  await page.getByText("Disputed by").waitFor();

  await page.getByRole("link", { name: "History" }).click();
  const correction = page.locator(".cards > li", { hasText: "misread" }).first();
  await correction.getByRole("button", { name: "Undo …" }).click();
  await correction.getByLabel("Why").fill("it was right");
  await correction.getByRole("button", { name: /see what it would do/ }).click();
  await correction.locator(".plan").waitFor();
  if (await correction.locator(".refusal").count()) {
    // The dispute builds on it: it is named, and is undone first.
    assert.match(await correction.locator(".refusal").innerText(), /First commit \d+/);
    return;
  }
  await correction.getByRole("button", { name: "Undo", exact: true }).click();
  await page.getByText(/undone by commit/).waitFor();
});

look("what a contributor proposes waits, and an editor decides on it by keyboard", async (page) => {
  const { entity } = await write<{ entity: { relationships: { nodes: { id: string }[] } } }>(
    `{ entity(id: "organisation/lamp-fund") { relationships(first: 1) { nodes { id } } } }`,
  );
  await page.goto(`/work?show=claim&id=${entity.relationships.nodes[0]!.id}`);
  await signIn(page, keys.CONTRIBUTOR);
  await page.locator("summary", { hasText: "Retract" }).click();
  await page.locator("details[open]").getByLabel("Why").fill("not in the gazette");
  await commit(page, "Propose: retract");
  await page.getByText("Proposed. An editor decides.").waitFor();
  await page.getByRole("button", { name: "Forget the key" }).click();

  await signIn(page, keys.EDITOR);
  await page.getByRole("link", { name: "Proposals" }).click();
  const card = page.locator(".cards > li", { hasText: "not in the gazette" });
  await card.waitFor();
  await page.keyboard.press("j");
  assert.ok(
    await page
      .locator(".cards > li")
      .first()
      .evaluate((one) => one === document.activeElement),
  );
  assert.match(await card.innerText(), /retracts 1 claim/);
  assert.equal(await card.getByRole("button", { name: "Refuse" }).isDisabled(), true);
  assert.deepEqual(await violations(page), []);
  await card.getByLabel("What you say of it").fill("it is on page 2");
  await card.getByRole("button", { name: "Refuse" }).click();
  await page.getByText("No proposal waits").waitFor();
});

look("two that share a proof are merged, and split again", async (page) => {
  const id = await addDocument("The Lamp Fund reports again");
  await write(`mutation($input: AssertClaimsInput!) { assertClaims(input: $input) { commit { id } userErrors { message } } }`, {
    input: {
      entities: [{ key: "lf", kind: "ORGANISATION", name: "LF of the Harbour" }],
      claims: [
        {
          says: { relationship: { subject: "#lf", kind: "FUNDS", object: "place/lighthouse" } },
          citations: [{ document: id, quote: "the Lamp Fund gave £1.2m to the lighthouse" }],
        },
      ],
    },
  });
  await page.goto("/work?show=merge");
  await signIn(page, keys.EDITOR);
  await pick(page, "The one that is kept", "Lamp Fund");
  await pick(page, "The other", "LF of the Harbour");
  await page.getByLabel("Why").fill("the report uses both names");
  await page.getByLabel("Document that says they are one (its id)").fill(id);
  await page.getByLabel("The words that say so").fill("Lamp Fund");
  await page
    .getByRole("button", { name: /see what it would do/ })
    .first()
    .click();
  await page.locator(".plan .refusal", { hasText: /several|times|nth/i }).waitFor();
  await page.getByLabel("The words that say so").fill("the Lamp Fund gave");
  await commit(page, "Merge");
  await page.getByText("These ids are one entity already.").waitFor();
  await page.goto("/work?show=merge&keep=organisation/lamp-fund");
  await page.getByRole("checkbox").first().check();
  await page.getByLabel("Why").fill("another body");
  await commit(page, "Split");
  await until(page, async () => (await page.getByRole("checkbox").count()) === 0, "one id left");
});

/** Loads grants of one publisher, as an administrator. */
async function load(name: string, recipients: readonly string[]) {
  const head =
    "Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:Name,Beneficiary Location:Name,Funding Org:Identifier,Funding Org:Name";
  const rows = recipients.map(
    (who, i) => `360G-${name}-${i},Oars,GBP,500,2016-03-0${i + 1},${who},Harbour,GB-CHC-1088888,Lamp Fund of 1888`,
  );
  const headers = { Authorization: `Bearer ${keys.ADMIN}` };
  const put = await fetch(`${url}/files`, { method: "PUT", headers, body: [head, ...rows, ""].join("\n") });
  const { sha256 } = (await put.json()) as { sha256: string };
  const body = JSON.stringify({ files: [{ name: `${name}.csv`, sha256 }], dataset: name });
  const loaded = await fetch(`${url}/load`, { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body });
  const { error } = (await loaded.json()) as { error?: string };
  assert.equal(error, undefined);
}

look("pairs are judged by keyboard, side by side, and a judgement is undone", async (page) => {
  const clubs = [
    "Quayside Rowing Club",
    "Saltmarsh Sailing Society",
    "Breakwater Boxing Academy",
    "Longshore Lacrosse Guild",
    "Foreland Fencing Circle",
  ];
  await load("north-bank", clubs);
  await load(
    "south-bank",
    clubs.map((name) => `The ${name} Ltd`),
  );
  await page.goto("/work?show=pairs");
  await signIn(page, keys.EDITOR);
  const cards = page.locator(".pairs > li");
  await cards.nth(4).waitFor();
  assert.match(await cards.first().innerText(), /% likely[^]*For: /);
  assert.deepEqual(await violations(page), []);
  const focused = () =>
    page.evaluate(() => [...document.querySelectorAll(".pairs > li")].findIndex((card) => card === document.activeElement));
  await page.keyboard.press("j");
  assert.equal(await focused(), 0);
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  assert.equal(await focused(), 0);
  const [one, other] = (await cards.first().locator("h2").innerText()).replace(/\?$/, "").split(" = ");
  assert.ok(
    clubs.some((name) => one!.includes(name) && other!.includes(name)),
    `${one} = ${other}`,
  );
  await page.keyboard.press("s");
  await cards
    .first()
    .getByText(/Judged the same: commit \d+/)
    .waitFor();
  await until(page, async () => (await focused()) === 1, "the focus on the next pair");
  await page.keyboard.press("d");
  await cards
    .nth(1)
    .getByText(/Judged different: commit \d+/)
    .waitFor();
  await until(page, async () => (await focused()) === 2, "the focus on the third pair");
  await page.keyboard.press("l");
  await cards.nth(2).getByText("Left for later.").waitFor();
  await until(page, async () => (await focused()) === 3, "the focus on the fourth pair");
  await page.keyboard.press("r");
  await cards
    .nth(3)
    .getByText(/Judged related: commit \d+/)
    .waitFor();
  await until(page, async () => (await focused()) === 4, "the focus on the fifth pair");
  await page.keyboard.press("u");
  await cards
    .nth(4)
    .getByText(/Left open: commit \d+/)
    .waitFor();
  // Later is no judgement, and can be taken up again by the same keys.
  const after = await focused();
  await page.keyboard.press("k");
  await page.keyboard.press("k");
  assert.equal(await focused(), after - 2);
  const { commits } = await write<{ commits: { nodes: { reason: string; action: string }[] } }>(
    "{ commits(first: 4) { nodes { reason action } } }",
  );
  assert.match(commits.nodes[3]!.reason, /^compared side by side: /);
  await cards.nth(1).getByRole("button", { name: "Undo" }).click();
  await cards.nth(1).getByText("Undone.").waitFor();
  await page.reload();
  await until(page, async () => (await cards.count()) >= 2, "the pairs that are left");
  const left = (await cards.locator("h2").allInnerTexts()).filter((text) => clubs.some((name) => text.includes(name)));
  assert.equal(left.length, 2, `${left.join("; ")}: the one that is the same is gone, the one that was undone is back`);
  await page.setViewportSize({ width: 390, height: 844 });
  const { wide, inner } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, inner: innerWidth }));
  assert.ok(wide <= inner, `${wide} of ${inner}`);
});

look("a wrong key, and no key: reading goes on, and nothing can be written", async (page) => {
  await page.goto("/work?show=history");
  await page.locator(".cards > li").first().waitFor();
  assert.equal(await page.getByRole("button", { name: "Undo …" }).count(), 0);
  await page.getByLabel("Your key").fill("whk_nobody_0000");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("alert").waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.getItem("whence-key")), null);
  assert.equal(await page.getByLabel("Your key").isVisible(), true);
});

look("the explorer shows those who write what readers don't see, and says what changed meanwhile", async (page) => {
  await page.goto("/?e=organisation/lamp-fund");
  await page.locator("#facts .fact").first().waitFor();
  assert.equal(await page.getByText("Dispute or correct").count(), 0);
  assert.equal(await page.getByRole("link", { name: "Merge or split" }).count(), 0);
  await addDocument("The Lamp Fund reports once more");
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await page.getByText(/^1 change since you opened this page/).waitFor();
  await page.getByRole("link", { name: "Show them" }).click();
  await signIn(page, keys.EDITOR);
  await page.goto("/?e=organisation/lamp-fund");
  await page.getByText("Dispute or correct").first().waitFor();
  await page.getByRole("link", { name: "Merge or split" }).click();
  await page.locator("h2", { hasText: "Lamp Fund" }).waitFor();
});
