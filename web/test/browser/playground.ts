import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { examples } from "../../src/playground/examples.ts";
import { playgroundLink } from "../../src/playground/link.ts";
import { violations } from "./axe.ts";
import { look, until } from "./harness.ts";

async function ready(page: Page, address = "/playground") {
  await page.goto(address);
  await page.locator(".graphiql-execute-button").waitFor({ timeout: 30_000 });
  await page.locator(".graphiql-query-editor .view-line").first().waitFor();
}

/** The response pane's text, as Monaco holds it. */
const answer = async (page: Page) => (await page.locator(".result-window .view-lines").innerText()).replaceAll("\u00a0", " ");

async function run(page: Page): Promise<string> {
  await page.locator(".graphiql-execute-button").click();
  await until(page, async () => /"(data|errors)"/.test(await answer(page)), "an answer");
  return answer(page);
}

interface Answer {
  data?: unknown;
  errors?: { message: string }[];
}

/** Runs the tab. GraphiQL learns an operation's name a moment after its tab is opened, and till then sends the last one's. */
async function execute(page: Page): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    const [response] = await Promise.all([
      page.waitForResponse((got) => got.url().endsWith("/graphql") && !got.request().postData()!.includes("IntrospectionQuery")),
      page.locator(".graphiql-execute-button").click(),
    ]);
    const answer = (await response.json()) as Answer;
    if (tries === 10 || !/operation/i.test(answer.errors?.[0]?.message ?? "")) return answer;
    await page.waitForTimeout(100);
  }
}

look("every worked example is a tab that answers", async (page) => {
  await ready(page);
  const tabs = page.locator(".graphiql-tab");
  assert.equal(await tabs.count(), examples.length);
  for (let i = 0; i < examples.length; i++) {
    await tabs.nth(i).locator(".graphiql-tab-button").click();
    await until(page, async () => (await tabs.nth(i).getAttribute("class"))!.includes("graphiql-tab-active"), `tab ${i}`);
    const { data, errors } = await execute(page);
    assert.equal(errors, undefined, `${examples[i]!.query}\n${JSON.stringify(errors)}`);
    assert.ok(JSON.stringify(data).length > 60, JSON.stringify(data));
  }
});

look("docs, history and explorer open", async (page) => {
  await ready(page);
  await run(page);
  for (const [button, shown] of [
    [/Documentation/, ".graphiql-doc-explorer"],
    [/History/, ".graphiql-history"],
    [/GraphiQL Explorer/, ".docExplorerWrap, .graphiql-explorer-root"],
  ] as const) {
    await page.getByRole("button", { name: button }).first().click();
    await page.locator(shown).first().waitFor();
  }
});

look("a linked query opens in a tab of its own", async (page) => {
  await ready(page, playgroundLink({ query: "query Counted { stats { documents } }" }));
  await page.locator(".graphiql-tab", { hasText: "Counted" }).waitFor();
  assert.match(await run(page), /"documents": \d+/);
});

look("the editors follow the system's theme", async (page) => {
  await ready(page);
  const colour = () =>
    page
      .locator(".graphiql-query-editor .monaco-editor")
      .first()
      .evaluate((editor) => getComputedStyle(editor).color);
  const light = await colour();
  await page.emulateMedia({ colorScheme: "dark" });
  await until(page, async () => (await colour()) !== light, "the dark theme");
});

look("the docs show the schema's descriptions", async (page) => {
  await ready(page);
  await page
    .getByRole("button", { name: /Documentation/ })
    .first()
    .click();
  await page.locator(".graphiql-doc-explorer a", { hasText: "Query" }).first().click();
  await page.locator(".graphiql-doc-explorer", { hasText: "paths" }).waitFor();
});

async function askInTab(page: Page, question: string) {
  await page.getByRole("button", { name: "Questions in words" }).click();
  await page.locator("#question").fill(question);
  await page.keyboard.press("Enter");
  await page.locator(".questions [role=status] strong").waitFor();
}

look("a question in words is answered beside its operation, which opens in a tab and runs", async (page) => {
  await ready(page);
  await askInTab(page, "Who funds iCentrum?");
  assert.match(await page.locator(".questions [role=status]").innerText(), /^Answered\. .*Birmingham City Council/);
  assert.match(await page.locator(".questions pre").innerText(), /query Asked[^]*place\/icentrum/);
  const tabs = await page.locator(".graphiql-tab").count();
  await page.getByRole("button", { name: "Open in an editor tab" }).click();
  await until(page, async () => (await page.locator(".graphiql-tab").count()) === tabs + 1, "a new tab");
  await page.locator(".graphiql-tab-active", { hasText: "Asked" }).waitFor();
  const { data, errors } = await execute(page);
  assert.equal(errors, undefined);
  assert.match(JSON.stringify(data), /Birmingham City Council/);
});

look("a question with a word that nobody knows says so, and what was meant is a key away", async (page) => {
  await ready(page);
  await askInTab(page, "who flurbs iCentrum");
  const panel = page.locator(".questions");
  assert.doesNotMatch(await panel.locator("[role=status]").innerText(), /^Answered/);
  assert.match(await panel.innerText(), /Not known\s*flurbs/);
  await panel.locator(".link").first().focus();
  await page.keyboard.press("Enter");
  await until(page, async () => /^Answered/.test(await panel.locator("[role=status]").innerText()), "the answer that was meant");
});

for (const [scheme, width] of [
  ["light", 1280],
  ["dark", 390],
] as const)
  look(
    `axe finds nothing in the questions of the playground: ${scheme}, ${width} wide`,
    async (page) => {
      await ready(page);
      await askInTab(page, "Who funds iCentrum?");
      assert.deepEqual(await violations(page, ".questions"), []);
    },
    { colorScheme: scheme, viewport: { width, height: 800 } },
  );
