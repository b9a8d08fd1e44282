/** Checks a reader's own copy of a text against the digests that claims cite, by the browser's own SHA-256. */

/** A cited span of a file, in Unicode code points; the digest is lower-case hexadecimal. */
export interface CitedPlace {
  start: number;
  end: number;
  digest: string;
}

export interface Check {
  matches: number;
  of: number;
  words: string;
  /** The spans that were found, where they are few enough to read. */
  quotes: string[];
}

/** Why no copy can be checked here, or "": browsers compute digests only on pages that came safely. */
export const whyNoCheck = (): string =>
  globalThis.crypto?.subtle ? "" : "A copy can’t be checked here: browsers do that only over HTTPS or on this machine itself.";

/** Beyond so many positions a text is not searched for what does not stand at its place. */
const farthestSearch = 20_000;

export async function check(text: string, places: readonly CitedPlace[]): Promise<Check> {
  const points = [...text.replace(/^\uFEFF/, "")];
  const windows = [...text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n")];
  const quotes: string[] = [];
  let matches = 0;
  let moved = 0;
  for (const place of places) {
    const at = (await spanAt(points, place)) ?? (windows.length < points.length ? await spanAt(windows, place) : undefined);
    const found = at ?? (places.length === 1 ? await search(windows, place) : undefined);
    if (found === undefined) continue;
    matches++;
    if (at === undefined) moved++;
    if (places.length <= 3) quotes.push(found);
  }
  return { matches, of: places.length, words: inWords(matches, moved, places.length), quotes };
}

function inWords(matches: number, moved: number, of: number): string {
  if (of === 1 && moved === 1) return "The cited words stand in your copy, at another place.";
  if (of === 1)
    return matches === 1 ? "Your copy has the cited words, where they are cited." : "Your copy doesn’t have the cited words at that place.";
  return `${matches} of ${of} cited passages match your copy.`;
}

async function spanAt(points: readonly string[], { start, end, digest }: CitedPlace): Promise<string | undefined> {
  if (end > points.length) return undefined;
  const span = points.slice(start, end).join("");
  return (await sha256(span)) === digest ? span : undefined;
}

/** The same words elsewhere: a part of a file that is pasted begins at another count. */
async function search(points: readonly string[], { start, end, digest }: CitedPlace): Promise<string | undefined> {
  const length = end - start;
  const last = Math.min(points.length - length, farthestSearch);
  for (let from = 0; from <= last; from++) {
    const span = await spanAt(points, { start: from, end: from + length, digest });
    if (span !== undefined) return span;
  }
  return undefined;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A file's text; null where it is not UTF-8. */
export async function readableFile(file: Blob): Promise<string | null> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return null;
  }
}
