import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { odd } from "../harbour.ts";
import { violations } from "./axe.ts";
import { facts, look, lookAt, open, until } from "./harness.ts";

/** What nobody means to meet: odd names, odd addresses, nothing at all, and readers without script or without width. */

/** A name as the loader leaves it: what turns a text around is taken out of names, with a warning. */
const shown = (name: string): string => name.replace("\u202E", "");

const inPage = async (page: Page, what: string) => {
  const { wide, inner } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, inner: innerWidth }));
  assert.ok(wide <= inner, `${what}: ${wide} of ${inner}`);
};

for (const width of [320, 1280])
  look(
    `odd names, ${width} pixels wide: shown as they are, within the page, and nothing of them runs`,
    async (page) => {
      page.on("dialog", (dialog) => assert.fail(dialog.message()));
      for (const address of [
        "/?e=place/odd-corner",
        "/?e=place/odd-corner&view=table",
        "/list?k=backs&to=place/odd-corner",
        "/entity/place/odd-corner",
      ]) {
        await page.goto(address);
        const text = page.locator("#facts .fact, .rows tbody tr, .facts li");
        await until(page, async () => (await text.count()) >= 5, "the five claims");
        const all = (await text.allTextContents()).join("\n");
        for (const [key, name] of Object.entries(odd)) assert.ok(all.includes(shown(name)), `${key} at ${address}`);
        await inPage(page, address);
      }
      for (const key of Object.keys(odd)) {
        await page.goto(`/entity/organisation/odd-${key}`);
        assert.equal((await page.locator("main h1").textContent())!.trim(), shown(odd[key as keyof typeof odd]));
        await inPage(page, key);
      }
      // What turns its name around turns nothing else: the words after it stand to its right.
      await page.route("**/graphql", async (route) => {
        const answer = await (await route.fetch()).text();
        await route.fulfill({ body: answer.replaceAll(shown(odd.turned), odd.turned), contentType: "application/json" });
      });
      await open(page, "/?e=organisation/odd-turned");
      const after = await page.evaluate(() => {
        const sentence = [...document.querySelectorAll("#facts .sentence")].find((one) => one.textContent!.includes("Odd Corner"))!;
        const name = sentence.querySelector("bdi")!.getBoundingClientRect();
        const corner = [...sentence.querySelectorAll("a")].find((one) => one.textContent === "Odd Corner")!.getBoundingClientRect();
        return corner.top > name.top || corner.left > name.left;
      });
      assert.ok(after, "the sentence goes on behind the name");
    },
    { viewport: { width, height: 800 } },
  );

look("odd addresses: what can be read is shown, what can't is said, and nothing breaks", async (page) => {
  for (const [address, said] of [
    ["/?e=place/lighthouse&k=%", "k=%"],
    ["/?e=place/lighthouse&e=%E0%A4%A", "Nothing here has the address"],
    ["/?e=place/lighthouse&e=", ""],
    ["/?e=place/lighthouse&zzz=1", ""],
    ["/list?k=funds&to=place/lighthouse&y=%", "y=%"],
    ["/list?k=funds&to=place/lighthouse&from=%E0%A4%A", "Nothing here has the address"],
  ] as const) {
    await page.goto(address);
    await page.locator("#facts .fact, .rows tbody tr").first().waitFor();
    if (said) await page.locator(".left-out, .said", { hasText: said }).first().waitFor();
  }
  await page.goto("/?q=");
  await page.locator(".welcome").waitFor();
  await page.goto(`/list?k=funds&${Array.from({ length: 400 }, (_, i) => `to=organisation/harbour-firm-${i}`).join("&")}`);
  await page.locator(".said", { hasText: "300 of 400" }).waitFor();
  await page.locator(".rows tbody tr, .list .none").first().waitFor();
});

lookAt("empty", "no data at all: each page says so, and how to load some", async (page) => {
  await page.goto("/");
  await page.locator(".welcome .none", { hasText: "Nothing is loaded yet" }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.locator("#search").fill("anything");
  await page.locator(".nearest").waitFor();
  await page.goto("/list?k=funds");
  await page.locator(".list .none").waitFor();
  await page.goto("/?e=place/nowhere");
  await page.locator("#facts .failure", { hasText: "Nothing has this address" }).waitFor();
  await page.goto("/entity/place/nowhere");
  assert.match(await page.locator("main").innerText(), /Nothing has this address/);
});

lookAt(
  "newcomer",
  "the first minute without the articles' texts: a claim beside its passage all the same, and a check of one's own copy",
  async (page) => {
    await page.goto("/");
    await page.locator(".specimen .passage blockquote").waitFor();
    assert.equal(
      await page.locator(".specimen .sentence").innerText(),
      "Whence is described as a knowledge-graph server whose every relationship cites the passage that proves it.",
    );
    assert.match(await page.locator(".specimen .passage").innerText(), /Matches the document/);
    const questions = await page.locator(".examples a").allInnerTexts();
    assert.match(questions.join("\n"), /Who funds iCentrum\?[^]*Funding in [^]*What does .* fund\?/);
    await page.locator(".examples a").first().click();
    await page.locator("#facts .source").first().click();
    await page.locator("#facts .passage", { hasText: "isn’t held here" }).first().waitFor();
    await page.locator("#facts .your-copy textarea").first().waitFor();
    await page.goto("/entity/document/what-whence-is");
    assert.match(await page.locator(".whole mark").first().innerText(), /^Whence is a knowledge-graph server/);
    await page.locator(".whole a").first().click();
    await until(page, () => page.evaluate(() => document.querySelector(".passage:target") !== null), "the passage that was followed");
    assert.deepEqual(await violations(page), []);
  },
);

look(
  "without JavaScript: the explorer and the list say where the data are, and a profile is whole",
  async (page) => {
    await page.goto("/?e=place/lighthouse");
    assert.match(await page.locator("noscript").innerText(), /needs JavaScript/);
    await page.goto("/list?k=funds&to=place/lighthouse");
    assert.match(await page.locator("noscript").innerText(), /list\.csv/);
    await page.goto("/entity/place/lighthouse");
    assert.match(await page.locator("main").innerText(), /Lamp Fund funded Lighthouse with £2 million/);
  },
  { javaScriptEnabled: false },
);

look(
  "at 400 % a list and a profile have the screen: nothing sticks over them, nothing reaches out",
  async (page) => {
    for (const address of ["/list?k=funds", "/entity/place/birmingham"]) {
      await page.goto(address);
      await page.locator(".rows tbody tr, main h1").first().waitFor();
      const sticky = await page.evaluate(() =>
        [...document.querySelectorAll("body *")]
          .filter((element) => ["fixed", "sticky"].includes(getComputedStyle(element).position))
          .filter((element) => element.getBoundingClientRect().height > 0)
          .map((element) => element.className),
      );
      assert.deepEqual(sticky, [], address);
      await inPage(page, address);
    }
  },
  { viewport: { width: 320, height: 256 } },
);

look(
  "forced colours: a list's bars and its pressed tab can be told apart, and so can a profile's bars and marks",
  async (page) => {
    await page.goto("/list?k=backs&to=place/odd-corner&y=2012");
    await page.locator(".chart .bar").first().waitFor();
    const style = (selector: string, property: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
    const [chosen, other] = [
      await style('.chart .bar[data-chosen="true"]', "fill"),
      await style('.chart .bar[data-chosen="false"]', "fill"),
    ];
    assert.notEqual(chosen, other);
    assert.equal(other, "none");
    for (const [pressed, outline] of [
      ["true", "solid"],
      ["false", "none"],
    ] as const)
      assert.equal(await style(`.tabs [aria-pressed="${pressed}"]`, "outline-style"), outline);
  },
  { forcedColors: "active" },
);

look("what a screen reader reads comes in the order of the page: skip link, search, heading, facts with their sources", async (page) => {
  await open(page, "/?e=place/lighthouse&k=funds");
  const order = (selectors: string[]) =>
    page.evaluate((wanted) => {
      const found = wanted.map((selector) => document.querySelector(selector));
      return found.every((node, i) => node && (i === 0 || found[i - 1]!.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING));
    }, selectors);
  assert.ok(
    await order([
      ".skip",
      ".header .brand",
      "#search",
      ".filters",
      ".picture",
      "#facts h1",
      "#facts .fact .sentence",
      "#facts .fact .source",
    ]),
  );
  assert.equal(await page.locator("h1").count(), 1);
  assert.equal((await facts(page)).length, 2);
  await page.goto("/list?k=funds&to=place/lighthouse");
  await page.locator(".rows tbody tr").first().waitFor();
  assert.ok(await order([".skip", ".header .brand", "h1", ".sums", ".facets", ".tabs", ".rows thead", ".rows tbody"]));
  await page.goto("/entity/place/lighthouse");
  assert.ok(await order([".skip", ".brand", "h1", ".lead", ".facts", "#sources"]));
  const levels = await page.locator("h1, h2, h3").evaluateAll((headings) => headings.map((heading) => Number(heading.tagName[1])));
  assert.ok(
    levels.every((level, i) => i === 0 || level <= levels[i - 1]! + 1),
    levels.join(),
  );
});
