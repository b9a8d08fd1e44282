import { execFileSync, spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { harbour } from "./harbour.ts";
import { hub } from "./hub.ts";

/** The real thing: the binary as `go build` makes it, on a free port, and Debian's chromium with a fresh profile. */

const root = fileURLToPath(new URL("../..", import.meta.url));
const executable = [
  process.env.CHROMIUM,
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => path && existsSync(path));

/** Why there can be no browser here, or false. */
export const skip = executable ? false : "no chromium: install Debian's chromium-headless-shell, or name one in CHROMIUM";

if (skip && process.env.CI === "true") throw new Error(skip);

/** Other people's real data, where it is at hand: grants, research organisations, places. */
const data = join(root, "../shared/data");
const files = [
  "places/ons_lad_to_region_2018-12.csv",
  "places/ons_lad_to_country_2019-04.csv",
  "places/ons_lad_to_county_2020-04.csv",
  "places/ons_lad_to_combined_authority_2019-12.csv",
  "ror/ror_v2_subset_uk.json.gz",
  "360giving/arts_council_england.csv",
  "360giving/sport_england_exchequer.csv",
  "360giving/ab_charitable_trust.json",
  "gtr/gtr_export_excerpt_2025.csv",
].map((file) => join(data, file));

/** Why the real data can't be looked at here, or false. */
export const skipData = skip || (existsSync(data) ? false : `no real data: ${data} is absent`);

if (skipData && process.env.CI === "true") throw new Error(skipData);

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

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: executable, args: flags });

export type Keys = Record<"CONTRIBUTOR" | "EDITOR" | "ADMIN", string>;

export interface Server {
  url: string;
  /** A key for each role that writes. */
  keys: Keys;
  stop(): void;
}

/** The program, built once for a folder. WHENCE_BINARY names one that is built already. */
function built(folder: string): string {
  if (process.env.WHENCE_BINARY) return process.env.WHENCE_BINARY;
  const binary = join(folder, "whence");
  if (!existsSync(binary)) execFileSync("go", ["build", "-o", binary, "."], { cwd: root, stdio: "inherit" });
  return binary;
}

/** Serves the seed data and the harbour's from a store in a folder. */
export function serve(folder: string): Promise<Server> {
  const texts = textsAtHand ? ["--texts", join(root, "../shared/seeds")] : [];
  const store = ["--store", join(folder, "store")];
  const town = join(folder, "harbour.yaml");
  writeFileSync(town, harbour());
  const binary = built(folder);
  execFileSync(binary, ["load", ...store, ...texts, join(root, "seeds"), town]);
  const keys = keysOf(binary, store);
  return begin(folder, ["--keys", join(folder, "store", "keys.yaml"), ...store, ...texts], keys);
}

function keysOf(binary: string, store: readonly string[]): Keys {
  const key = (role: string) =>
    execFileSync(binary, ["key", "add", role.toLowerCase(), "--role", role, ...store], { encoding: "utf8" }).trim();
  return { CONTRIBUTOR: key("CONTRIBUTOR"), EDITOR: key("EDITOR"), ADMIN: key("ADMIN") };
}

/** Serves other people's real data, 48,000 claims, from a store of its own; the files of grants are held. */
export function serveData(folder: string): Promise<Server> {
  const store = ["--store", join(folder, "data")];
  const binary = built(folder);
  execFileSync(binary, ["load", ...store, ...files], { stdio: ["ignore", "ignore", "ignore"] });
  const held = ["--texts", join(data, "360giving"), "--keys", join(folder, "data", "keys.yaml")];
  return begin(folder, [...store, ...held], keysOf(binary, store));
}

/** Serves a thing with 100,000 claims. */
export function serveHub(folder: string): Promise<Server> {
  const store = ["--store", join(folder, "hub")];
  const file = join(folder, "hub.yaml");
  writeFileSync(file, hub());
  execFileSync(built(folder), ["load", ...store, file], { stdio: ["ignore", "ignore", "ignore"] });
  return begin(folder, store);
}

/** Serves a graph that nothing was ever loaded into, or what a newcomer gets: the seeds, without the articles' texts. */
export const serveFresh = (folder: string, seeds: boolean): Promise<Server> =>
  begin(folder, ["--store", "mem:", ...(seeds ? [] : ["--no-seeds"])]);

/** Nobody writes but where keys are given. */
const noKeys: Keys = { CONTRIBUTOR: "", EDITOR: "", ADMIN: "" };

function begin(folder: string, flags: readonly string[], keys = noKeys): Promise<Server> {
  const child = spawn(built(folder), ["serve", "--addr", "127.0.0.1:0", ...flags], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  return new Promise((resolve, reject) => {
    let log = "";
    const read = (chunk: Buffer) => {
      log += chunk;
      const found = /listening on (http:\/\/[\d.:]+)/.exec(log);
      if (found) resolve({ url: found[1]!, keys, stop: () => child.kill() });
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}:\n${log}`)));
  });
}
