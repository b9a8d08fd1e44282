import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Core } from "cytoscape";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { type Keys, launch, serve, serveData, serveFresh, serveHub, type Server, skip, skipData } from "../server.ts";

/** Browser tests run against the real thing: see server.ts. Nothing is stood in for. */

export { skip, skipData, textsAtHand } from "../server.ts";

/** The servers that tests look at: each is started when it is first looked at, and stopped after the last test. */
const others = new Map<"data" | "hub" | "empty" | "newcomer", Promise<Server>>();
const starts = {
  data: () => serveData(folder),
  hub: () => serveHub(folder),
  empty: () => serveFresh(folder, false),
  newcomer: () => serveFresh(folder, true),
};
let server: Server | undefined;
let browser: Browser | undefined;
let folder: string;
export let url: string;
export let keys: Keys;
/** Of the server that a test of another server looks at. */
export let otherKeys: Keys;

/** What should never happen, wherever in a test it did. */
const problems: string[] = [];

/** Starts the server and the browser before a file's tests, and stops them after. */
export function stand() {
  before(async () => {
    if (skip) return;
    folder = mkdtempSync(join(tmpdir(), "whence-browser-"));
    server = await serve(folder);
    url = server.url;
    keys = server.keys;
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    server?.stop();
    for (const other of others.values()) (await other).stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });
}

/** A test with a page of its own, in a profile of its own, that notes every problem. */
export function look(does: string, run: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
  test(does, { skip, timeout: 60_000 }, () => visit(does, url, run, options));
}

/** A test of another server than the usual one. */
export function lookAt(which: keyof typeof starts, does: string, run: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
  // A server that loads has its time too.
  test(does, { skip: which === "data" ? skipData : skip, timeout: 120_000 }, async () => {
    if (!others.has(which)) others.set(which, starts[which]());
    const other = await others.get(which)!;
    otherKeys = other.keys;
    await visit(does, other.url, run, options);
  });
}

async function visit(does: string, at: string, run: (page: Page) => Promise<void>, options: BrowserContextOptions) {
  const context = await browser!.newContext({ viewport: { width: 1280, height: 800 }, ...options, baseURL: at });
  const page = await context.newPage();
  await watch(page, does, at);
  try {
    await run(page);
  } finally {
    await context.close();
  }
}

/** The last test of a file: whatever its tests looked at, nothing foreign was asked for, no policy was broken, no error was logged. */
export const nothingElseWentWrong = () =>
  test("last: nothing foreign was asked for, no policy was broken, no error was logged", { skip }, () => assert.deepEqual(problems, []));

/** A test may mean to fail a request; the console's word on that is no problem. */
const meant = /net::ERR_(INTERNET_DISCONNECTED|FAILED|CONNECTION_REFUSED|ABORTED)|status of (400|401|503)/;

async function watch(page: Page, where: string, home: string) {
  const note = (text: string) => problems.push(`${where}: ${text}`);
  page.on("console", (message) => {
    // An address that leads nowhere is answered by a page that says so, with the status that says so.
    const own = message.location().url === page.url() && message.text().includes("status of 404");
    if (message.type() === "error" && !own && !meant.test(message.text())) note(message.text());
  });
  page.on("pageerror", (error) => note(error.stack ?? error.message));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== home) note(`request to ${request.url()}`);
  });
  await page.exposeFunction("noteViolation", (text: string) => note(text));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      (globalThis as unknown as { noteViolation(text: string): void }).noteViolation(
        `CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`,
      );
    });
  });
}

/** Waits until a condition on the page holds. */
export async function until(page: Page, condition: () => boolean | Promise<boolean>, what: string) {
  const started = Date.now();
  while (!(await condition())) {
    if (Date.now() - started > 15_000) throw new Error(`waited in vain for ${what} at ${page.url()}`);
    await page.waitForTimeout(30);
  }
}

interface Drawn {
  nodes: string[];
  lines: string[];
  /** The lines that are marked as disputed, and what is written on them. */
  disputed: Record<string, string>;
  /** The lines that are pointed at. */
  near: string[];
  /** What the keyboard is on. */
  cursor: string | undefined;
  positions: Record<string, { x: number; y: number }>;
  zoom: number;
}

/** What the picture holds, asked of Cytoscape itself and never of pixels. */
export function drawn(page: Page): Promise<Drawn> {
  return page.evaluate(() => {
    const cy = (document.querySelector(".stage") as unknown as { _cyreg?: { cy: Core } } | null)?._cyreg?.cy;
    if (!cy) return { nodes: [], lines: [], disputed: {}, near: [], cursor: undefined, positions: {}, zoom: 0 };
    const positions = Object.fromEntries(cy.nodes().map((node) => [node.id(), { ...node.position() }]));
    return {
      nodes: cy.nodes().map((node) => node.id()),
      lines: cy.edges().map((edge) => edge.id()),
      disputed: Object.fromEntries(cy.edges("[disputed]").map((edge) => [edge.id(), edge.style("label").replace(/\s/g, " ")])),
      near: cy.edges(".near").map((edge) => edge.id()),
      cursor: cy.elements(".cursor").first().id(),
      positions,
      zoom: cy.zoom(),
    };
  });
}

/** Where a thing of the picture is on the screen, once the picture stands still. */
export async function spotOf(page: Page, id: string): Promise<{ x: number; y: number }> {
  await until(
    page,
    () => page.evaluate(() => !(document.querySelector(".stage") as unknown as { _cyreg: { cy: Core } })._cyreg.cy.animated()),
    "the picture to stand still",
  );
  return page.evaluate((wanted) => {
    const stage = document.querySelector(".stage") as HTMLElement & { _cyreg: { cy: Core } };
    const { x, y } = stage._cyreg.cy.getElementById(wanted).renderedPosition();
    const frame = stage.getBoundingClientRect();
    return { x: frame.x + x, y: frame.y + y };
  }, id);
}

/** The facts that are listed, as sentences. */
export const facts = (page: Page): Promise<string[]> => page.locator("#facts .fact > .sentence").allTextContents();

/** Opens an address and waits for its facts. */
export async function open(page: Page, address: string) {
  await page.goto(address);
  await page.locator("#facts .fact, #facts .none, #facts .failure, .welcome .examples").first().waitFor();
}

/** Asks the server itself. */
export const ask = <T>(query: string, variables: object = {}): Promise<T> => send(query, variables, {});

/** Asks the server itself, as an editor. */
export const write = <T>(query: string, variables: object = {}): Promise<T> =>
  send(query, variables, { Authorization: `Bearer ${keys.EDITOR}` });

async function send<T>(query: string, variables: object, headers: Record<string, string>): Promise<T> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
