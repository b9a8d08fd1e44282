import { execFileSync, spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { harbour } from "./harbour.ts";

/** The real thing: the binary as `go build` makes it, on a free port, and Debian's chromium with a fresh profile. */

const root = fileURLToPath(new URL("../..", import.meta.url));
const executable = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  (path) => path && existsSync(path),
);

/** Why there can be no browser here, or false. */
export const skip = executable ? false : "no chromium: install Debian's, or name one in CHROMIUM";

if (skip && process.env.CI === "true") throw new Error(skip);

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

export type Keys = Record<"CONTRIBUTOR" | "EDITOR", string>;

export interface Server {
  url: string;
  /** A key for each role that writes. */
  keys: Keys;
  stop(): void;
}

/** Serves the seed data and the harbour's from a store in a folder. WHENCE_BINARY names a binary that is built already. */
export async function serve(folder: string): Promise<Server> {
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
  const key = (role: string) =>
    execFileSync(binary, ["key", "add", role.toLowerCase(), "--role", role, ...store], { encoding: "utf8" }).trim();
  const keys = { CONTRIBUTOR: key("CONTRIBUTOR"), EDITOR: key("EDITOR") };
  const child = spawn(binary, ["serve", "--addr", "127.0.0.1:0", "--keys", join(folder, "store", "keys.yaml"), ...store, ...texts], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
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
