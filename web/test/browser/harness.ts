import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Core } from "cytoscape";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { harbour } from "./harbour.ts";

/**
 * Browser tests run against the real thing: the binary as `go build` makes it, on a free port, and Debian's chromium
 * with a fresh profile. Nothing is stood in for. WHENCE_BINARY names a binary that is built already.
 */

const root = fileURLToPath(new URL("../../..", import.meta.url));
const executable = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  (path) => path && existsSync(path),
);

/** Why browser tests can't run here, or false. */
export const skip = executable ? false : "no chromium: install Debian's, or name one in CHROMIUM";

/** Whether the server holds the seed documents' texts, so that passages can be quoted. */
export const textsAtHand = existsSync(join(root, "../shared/seeds"));

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

let server: ChildProcess | undefined;
let browser: Browser | undefined;
let folder: string;
export let url: string;

/** What should never happen, wherever in a test it did. */
export const problems: string[] = [];

/** Starts the server and the browser before a file's tests, and stops them after. */
export function stand() {
  before(async () => {
    if (skip) return;
    folder = mkdtempSync(join(tmpdir(), "whence-browser-"));
    url = await serve();
    browser = await chromium.launch({ executablePath: executable, args: flags });
  });
  after(async () => {
    await browser?.close();
    server?.kill();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });
}

async function serve(): Promise<string> {
  let binary = process.env.WHENCE_BINARY;
  if (!binary) {
    binary = join(folder, "whence");
    execFileSync("go", ["build", "-o", binary, "."], { cwd: root, stdio: "inherit" });
  }
  const texts = textsAtHand ? ["--texts", join(root, "../shared/seeds")] : [];
  const store = ["--store", join(folder, "store")];
  const town = join(folder, "harbour.yaml");
  writeFileSync(town, harbour());
  execFileSync(binary, ["load", ...store, ...texts, join(root, "seeds"), town]);
  const args = ["serve", "--addr", "127.0.0.1:0", ...store, ...texts];
  const child = spawn(binary, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  server = child;
  return new Promise((resolve, reject) => {
    let log = "";
    const read = (chunk: Buffer) => {
      log += chunk;
      const found = /listening on (http:\/\/[\d.:]+)/.exec(log);
      if (found) resolve(found[1]!);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}:\n${log}`)));
  });
}

/** A test with a page of its own, in a profile of its own, that notes every problem. */
export function look(does: string, run: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
  test(does, { skip, timeout: 60_000 }, async () => {
    const context = await browser!.newContext({ viewport: { width: 1280, height: 800 }, ...options, baseURL: url });
    const page = await context.newPage();
    await watch(page, does);
    try {
      await run(page);
    } finally {
      await context.close();
    }
  });
}

/** A test may mean to fail a request; the console's word on that is no problem. */
const meant = /net::ERR_(INTERNET_DISCONNECTED|FAILED|CONNECTION_REFUSED|ABORTED)|status of (400|503)/;

async function watch(page: Page, where: string) {
  const note = (text: string) => problems.push(`${where}: ${text}`);
  page.on("console", (message) => {
    if (message.type() === "error" && !meant.test(message.text())) note(message.text());
  });
  page.on("pageerror", (error) => note(error.stack ?? error.message));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== url) note(`request to ${request.url()}`);
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
  positions: Record<string, { x: number; y: number }>;
  zoom: number;
}

/** What the picture holds, asked of Cytoscape itself and never of pixels. */
export function drawn(page: Page): Promise<Drawn> {
  return page.evaluate(() => {
    const cy = (document.querySelector(".stage") as unknown as { _cyreg?: { cy: Core } } | null)?._cyreg?.cy;
    if (!cy) return { nodes: [], lines: [], positions: {}, zoom: 0 };
    const positions = Object.fromEntries(cy.nodes().map((node) => [node.id(), { ...node.position() }]));
    return { nodes: cy.nodes().map((node) => node.id()), lines: cy.edges().map((edge) => edge.id()), positions, zoom: cy.zoom() };
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
export async function ask<T>(query: string, variables: object = {}): Promise<T> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
