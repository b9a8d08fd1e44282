import { at } from "../model/base.ts";
import type { DryRun, Loaded } from "../model/dryrun.ts";
import { Failure } from "./client.ts";
import { sessionKey } from "./session.ts";

/** Sends a file to be tried: the server says what loading it would change, and changes nothing. Throws a Failure, or the AbortError of the signal. */
export function tryFile(file: File, dataset: string, signal: AbortSignal): Promise<DryRun> {
  const query = new URLSearchParams({ name: file.name, ...(dataset && { dataset }) });
  return send(`/dry-run?${query}`, file, "application/octet-stream", signal);
}

/** Loads a file that was tried. Sent twice it changes nothing more. */
export function loadTried({ sha256, name }: DryRun, dataset: string): Promise<Loaded> {
  return send("/load", JSON.stringify({ files: [{ name, sha256 }], ...(dataset && { dataset }) }), "application/json");
}

async function send<T>(path: string, body: BodyInit, type: string, signal?: AbortSignal): Promise<T> {
  const key = sessionKey();
  let response: Response;
  try {
    const headers = { "Content-Type": type, ...(key && { Authorization: `Bearer ${key}` }) };
    response = await fetch(at(path), { method: "POST", headers, body, signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Failure("gone", "The server can’t be reached, or it broke off.");
  }
  const id = response.headers.get("X-Request-Id") ?? undefined;
  let answer: T & { errors?: { message: string; extensions?: { code?: string } }[] };
  try {
    answer = await response.json();
  } catch {
    throw new Failure("refused", `The server answered ${response.status} and no JSON.`, undefined, id);
  }
  const error = answer.errors?.[0];
  if (error) throw new Failure(response.status === 503 ? "busy" : "refused", error.message, error.extensions?.code, id);
  return answer;
}
