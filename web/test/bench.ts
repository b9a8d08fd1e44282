import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { bar } from "./bar.ts";
import { launch, serveData, type Server, skipData } from "./server.ts";

/**
 * How fast the pages are, in a browser: `npm run bench`, or `make bench-web`. Each figure is the median of several visits, each in a
 * profile of its own with nothing kept. Times are those that the browser took of itself, so that they hold no waiting of this program;
 * none fails, for they are the machine's too.
 */

const visits = 5;

/** What is noted in a page from its first moment on. */
interface Noted {
  /** When each selector that is waited for was first there and drawn, in ms since the navigation began. */
  seen: Record<string, number>;
  /** Tasks that held the page's thread for longer than 50 ms. */
  long: number[];
}

/** Runs in the page. */
function note(selectors: string[]) {
  const noted: Noted = { seen: {}, long: [] };
  (globalThis as unknown as { noted: Noted }).noted = noted;
  new PerformanceObserver((list) => noted.long.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: "longtask",
    buffered: true,
  });
  // No function has a name here: what tsx does for those isn't there in a page.
  new MutationObserver(() => {
    for (const selector of selectors)
      if (!(selector in noted.seen) && document.querySelector(selector)) {
        noted.seen[selector] = -1;
        // The frame after the one in which it is drawn: by then it is on the screen.
        requestAnimationFrame(() => setTimeout(() => (noted.seen[selector] = performance.now())));
      }
  }).observe(document, { childList: true, subtree: true });
}

interface Visit {
  seen: number;
  longest: number;
  /** What the page's thread had of the processor in all, in ms: it does not grow with what else the machine does. */
  cpu: number;
  /** The longest of the spans that the page measured, by name. */
  spans: Record<string, number>;
  /** Bytes of script, as they were sent. */
  script: number;
}

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true };

class Bench {
  constructor(
    private readonly browser: Browser,
    private readonly url: string,
  ) {}

  /** Opens an address in a profile of its own, waits for what is looked for, and says when it was there. */
  private async visit(address: string, selector: string, slower: number, options: BrowserContextOptions): Promise<Visit> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 }, ...options, baseURL: this.url });
    try {
      const page = await context.newPage();
      await page.addInitScript(note, [selector]);
      const session = await context.newCDPSession(page);
      await session.send("Performance.enable", { timeDomain: "threadTicks" });
      if (slower > 1) await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
      await page.goto(address, { waitUntil: "commit" });
      const there = page.waitForFunction((wanted) => (globalThis as unknown as { noted: Noted }).noted.seen[wanted]! > 0, selector, {
        polling: 100,
        timeout: 30_000,
      });
      // A server without time refuses: the figure is then that it never came, and why is said.
      await there.catch(async () => console.log(`${address} was not drawn: ${(await page.locator("body").innerText()).slice(0, 400)}`));
      await page.waitForTimeout(800 * slower); // what is drawn after the facts holds the thread too
      const { metrics } = await session.send("Performance.getMetrics");
      const cpu = 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
      return { ...(await page.evaluate(measured, selector)), cpu };
    } finally {
      await context.close();
    }
  }

  /** Several visits one after another. */
  async visits(address: string, selector: string, slower = 1, options: BrowserContextOptions = {}): Promise<Visit[]> {
    const all: Visit[] = [];
    for (let i = 0; i < visits; i++) all.push(await this.visit(address, selector, slower, options));
    return all;
  }

  /** The id of what has a name. */
  async idOf(name: string): Promise<string> {
    const body = JSON.stringify({ query: "query($name: String) { entity(name: $name) { id } }", variables: { name } });
    const response = await fetch(`${this.url}/graphql`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    const { data } = (await response.json()) as { data: { entity: { id: string } | null } };
    if (!data.entity) throw new Error(`nothing is called ${name}`);
    return data.entity.id;
  }

  /** How long the server takes to answer, in ms: of so many requests one after another. */
  async answers(path: string, times: number): Promise<number[]> {
    const all: number[] = [];
    for (let i = 0; i < times; i++) {
      const began = performance.now();
      const response = await fetch(this.url + path, { headers: { Accept: "text/html" } });
      await response.text();
      if (!response.ok) throw new Error(`${path} answered ${response.status}`);
      all.push(performance.now() - began);
    }
    return all;
  }
}

/** Runs in the page. */
function measured(selector: string): Omit<Visit, "cpu"> {
  const { seen, long } = (globalThis as unknown as { noted: Noted }).noted;
  const spans: Record<string, number> = {};
  for (const { name, duration } of performance.getEntriesByType("measure")) spans[name] = Math.max(spans[name] ?? 0, duration);
  const scripts = (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).filter(({ name }) => name.endsWith(".js"));
  return {
    seen: seen[selector] ?? Infinity,
    longest: Math.max(0, ...long),
    spans,
    script: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  };
}

/** The figure in the middle; with it the least and the most. */
function median(figures: readonly number[]): [number, string] {
  const sorted = [...figures].sort((a, b) => a - b);
  return [sorted[sorted.length >> 1]!, `${sorted[0]!.toFixed(0)} to ${sorted.at(-1)!.toFixed(0)}`];
}

function say(name: string, figures: readonly number[], most: number, unit: string) {
  const [value, range] = median(figures);
  bar(name, value, most, unit, range);
}

/** A figure without a bar, to compare runs by. */
function processor(name: string, visited: readonly Visit[]) {
  const [value, range] = median(visited.map(({ cpu }) => cpu));
  console.log(`${name}: ${value.toFixed(0)} ms of processor (${range}), all that is drawn later included`);
}

const hub = "/?e=organisation/gb-coh-rc000766";
const fact = "#facts .fact";
const row = ".rows tbody tr:nth-child(50)";

async function measure(bench: Bench) {
  // The first question of all pays for what a server opens then.
  await bench.answers("/entity/organisation/gb-coh-rc000766", 5);
  await bench.answers("/list.csv?k=funds", 1);
  const hubs = await bench.visits(hub, fact);
  say(
    "explorer-first-facts",
    hubs.map(({ spans }) => spans.facts ?? Infinity),
    300,
    "ms after the answer",
  );
  say(
    "explorer-hub",
    hubs.map(({ seen }) => seen),
    500,
    "ms after navigation, 2,434 grants",
  );
  say(
    "explorer-longest-task",
    hubs.map(({ longest }) => longest),
    200,
    "ms",
  );
  say(
    "explorer-script",
    hubs.map(({ script }) => script),
    260_000,
    "bytes",
  );
  processor("explorer-hub", hubs);
  const lists = await bench.visits("/list?k=funds", row);
  say(
    "list-50-rows",
    lists.map(({ spans }) => spans.list ?? Infinity),
    150,
    "ms after the answer",
  );
  say(
    "list-longest-task",
    lists.map(({ longest }) => longest),
    200,
    "ms",
  );
  processor("list", lists);
  for (const [name, address, selector] of [
    ["explorer", hub, fact],
    ["list", "/list?k=funds", row],
    ["data", "/data", ".datasets tbody tr"],
    ["profile", "/entity/organisation/gb-coh-rc000766", ".facts li"],
  ] as const) {
    const visited = await bench.visits(address, selector, 4, phone);
    say(
      `phone-${name}`,
      visited.map(({ seen }) => seen),
      1200,
      "ms after navigation, a quarter of the processor",
    );
  }
  say("profile-hub", await bench.answers("/entity/organisation/gb-coh-rc000766", 50), 20, "ms at the server, 2,434 grants");
  say("profile", await bench.answers(`/entity/${await bench.idOf("Rugby Football Union")}`, 50), 20, "ms at the server");
}

async function main() {
  if (skipData) throw new Error(skipData);
  const folder = mkdtempSync(join(tmpdir(), "whence-bench-web-"));
  let server: Server | undefined;
  let browser: Browser | undefined;
  try {
    server = await serveData(folder);
    browser = await launch();
    const load = () => loadavg()[0]!.toFixed(1);
    console.log(`load of the machine before: ${load()}`);
    await measure(new Bench(browser, server.url));
    console.log(`load of the machine after: ${load()}`);
  } finally {
    await browser?.close();
    server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
