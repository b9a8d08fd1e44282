import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { launch, serve, skip } from "./server.ts";

/** Takes the pictures that a person looks at before a change of looks is done: `npm run screenshots -- <folder> [parts of names,…]`. */

interface Scene {
  name: string;
  address: string;
  /** What is done before the picture is taken. */
  act?: (page: Page) => Promise<void>;
  widths?: readonly number[];
}

const sizes: Record<number, number> = { 320: 640, 390: 844, 820: 1180, 1440: 900 };
const all = [390, 820, 1440];
const wide = [1440];

const pane = (name: string) => (page: Page) => page.locator(".switch button", { hasText: name }).click();
const press = (name: string | RegExp) => (page: Page) => page.getByRole("button", { name }).first().click();

const subjects: Scene[] = [
  { name: "icentrum", address: "/?e=place/icentrum" },
  { name: "birmingham", address: "/?e=place/birmingham" },
  { name: "wmhtia", address: "/?e=programme/wmhtia" },
];

const scenes: Scene[] = [
  ...subjects.map((scene) => ({ ...scene, widths: all })),
  ...subjects.map((scene) => ({ ...scene, name: `${scene.name}-picture`, act: pane("picture"), widths: [390] })),
  { name: "filters", address: "/?e=place/icentrum&k=funds", act: pane("filters"), widths: [390] },
  { name: "start", address: "/", widths: [320, ...all] },
  { name: "question", address: "/", act: (page) => page.locator(".examples a").nth(1).click(), widths: [820, 1440] },
  { name: "search", address: "/", act: (page) => page.locator("#search").fill("birm"), widths: [390, 1440] },
  { name: "nearest", address: "/", act: (page) => page.locator("#search").fill("icentrux"), widths: wide },
  {
    name: "source",
    address: "/?e=place/icentrum&k=funds",
    act: (page) => page.locator("#facts .source").first().click(),
    widths: [390, 1440],
  },
  { name: "paths", address: "/?e=place/icentrum&e=person/albert-bore&s=person/albert-bore&s=place/icentrum", widths: [390, 1440] },
  { name: "paths-picture", address: "/?e=place/icentrum&s=person/albert-bore&s=place/icentrum", act: pane("picture"), widths: [390] },
  { name: "conflict", address: "/?e=place/lighthouse", act: press("Sources disagree"), widths: [390, 1440] },
  { name: "expanded", address: "/?e=place/icentrum&e=organisation/birmingham-city-council", widths: wide },
  { name: "line", address: "/?e=programme/wmhtia&l=programme/innovation-accelerator&l=programme/wmhtia", widths: wide },
  { name: "crowd", address: `/?${"e=place/harbour&".repeat(8)}`, widths: [390, 1440] },
  { name: "table", address: "/?e=programme/wmhtia&view=table", widths: [820, 1440] },
  { name: "nothing", address: "/?e=organisation/quiet-trust", widths: wide },
  { name: "filtered-out", address: "/?e=place/icentrum&c=rumoured&st=ended", widths: wide },
  { name: "unknown", address: "/?e=place/nowhere-at-all", widths: wide },
  { name: "refused", address: "/?e=place/icentrum&at=whenever", widths: wide },
  { name: "gone", address: "/?e=place/icentrum", act: cutOff, widths: wide },
  { name: "help", address: "/?e=place/icentrum", act: press("Help and keys"), widths: [390, 1440] },
  {
    name: "export",
    address: "/?e=place/icentrum",
    act: (page) => page.locator("summary", { hasText: "Export" }).click(),
    widths: [390, 1440],
  },
  { name: "answer", address: "/?q=Who%20funds%20iCentrum%3F" },
  { name: "list", address: "/list?k=funds" },
  { name: "list-compare", address: "/list?k=funds&compare=organisation/lamp-fund,organisation/birmingham-city-council" },
  { name: "list-awards", address: "/list?by=awards" },
  { name: "list-none", address: "/list?k=funds&to=place/lighthouse&st=planned" },
  { name: "profile", address: "/entity/place/icentrum" },
  { name: "profile-programme", address: "/entity/programme/wmhtia" },
  { name: "profile-unknown", address: "/entity/place/nowhere-at-all", widths: [390, 1440] },
  { name: "document", address: "/entity/document/birmingham-expands-innovation-campus" },
  { name: "data", address: "/data" },
  { name: "work-pairs", address: "/work?show=pairs", act: signedIn, widths: [390, 1440] },
  { name: "work-key", address: "/work", widths: [390, 1440] },
  { name: "work-history", address: "/work?show=history", act: signedIn, widths: [390, 1440] },
  { name: "work-claim", address: "/work?show=history", act: openClaim, widths: [390, 1440] },
  {
    name: "work-merge",
    address: "/work?show=merge&keep=place/icentrum&other=place/innovation-birmingham-campus",
    act: signedIn,
    widths: [390, 1440],
  },
  { name: "playground", address: "/playground", act: run, widths: [820, 1440] },
];

let editor = "";

async function signedIn(page: Page) {
  await page.getByLabel("Your key").fill(editor);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Forget the key" }).waitFor();
}

async function openClaim(page: Page) {
  await signedIn(page);
  await page.goto("/?e=place/icentrum&k=funds");
  await page.getByText("Dispute or correct").first().click();
  await page.locator("summary", { hasText: "Correct" }).click();
}

async function cutOff(page: Page) {
  await page.context().setOffline(true);
  await page.getByRole("checkbox", { name: /^funds/ }).click();
  await page.locator(".gone").waitFor();
}

async function run(page: Page) {
  await page.locator(".graphiql-execute-button").click();
  await page.locator(".result-window .view-line", { hasText: "data" }).first().waitFor();
}

async function take(context: BrowserContext, scene: Scene, file: string) {
  const page = await context.newPage();
  try {
    await page.goto(scene.address);
    const settled =
      "#facts .fact, #facts .none, #facts .failure, .welcome .examples, .graphiql-query-editor .view-line, .work h1, .list .sums, .list .none, .datasets, main h1";
    await page.locator(settled).first().waitFor({ timeout: 30_000 });
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(500);
    await scene.act?.(page);
    await page.waitForTimeout(500);
    await page.screenshot({ path: file });
  } finally {
    await page.close();
  }
}

async function main([folder, part = ""]: string[]) {
  if (skip) throw new Error(skip);
  if (!folder) throw new Error("usage: npm run screenshots -- <folder> [part of a name]");
  mkdirSync(folder, { recursive: true });
  const store = mkdtempSync(join(tmpdir(), "whence-screenshots-"));
  const server = await serve(store);
  editor = server.keys.EDITOR;
  const browser = await launch();
  try {
    for (const colorScheme of ["light", "dark"] as const)
      for (const scene of scenes)
        for (const width of scene.widths ?? all) {
          const name = `${scene.name}-${width}-${colorScheme}.png`;
          if (!part.split(",").some((one) => name.includes(one))) continue;
          const viewport = { width, height: sizes[width]! };
          const context = await browser.newContext({ viewport, colorScheme, baseURL: server.url, hasTouch: width < 900 });
          await take(context, scene, join(folder, name));
          await context.close();
          console.log(name);
        }
  } finally {
    await browser.close();
    server.stop();
    rmSync(store, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2));
