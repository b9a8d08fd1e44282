import type { Certainty, Comparator, EntityKind, FactFragment, KindsQuery, PlaceType, RelationshipKind, Status } from "../api/generated.ts";

/** The words for what the API names by constants. A constant that is new to us reads as its own words. */

export interface Amount {
  comparator: Comparator;
  value: string;
  max: string | null;
  currency: string;
}

export const inWords = (constant: string): string => constant.toLowerCase().replaceAll("_", " ");

const certainties: Partial<Record<Certainty, string>> = { INFERRED: "worked out" };
const statuses: Partial<Record<Status, string>> = { ACTUAL: "in effect" };

export const certaintyWord = (certainty: Certainty): string => certainties[certainty] ?? inWords(certainty);
export const statusWord = (status: Status): string => statuses[status] ?? inWords(status);

const things: Partial<Record<EntityKind, [one: string, many: string]>> = {
  PERSON: ["person", "people"],
  FUNDING_SOURCE: ["funding source", "funding sources"],
};

export function kindWord(kind: EntityKind, count = 1): string {
  const [one, many] = things[kind] ?? [inWords(kind), `${inWords(kind)}s`];
  return count === 1 ? one : many;
}

/** The kind of a place; the catch-all says no more than that it is one. */
export const placeWord = (type: PlaceType): string => (type === "OTHER" ? "place" : inWords(type));

const comparators: Partial<Record<Comparator, string>> = {
  ABOUT: "about ",
  MORE_THAN: "over ",
  AT_LEAST: "at least ",
  UP_TO: "up to ",
  LESS_THAN: "under ",
};

/** "£8 million", "about £14.5 million", "£250,000 to £1 million". */
export function moneyInWords(amount: Amount): string {
  const range = amount.max === null ? "" : ` to ${sum(amount.max, amount.currency)}`;
  return `${comparators[amount.comparator] ?? ""}${sum(amount.value, amount.currency)}${range}`;
}

/** A sum of money as the server adds it up: "£510,872,121", "£2,000,000 to £3,000,000", "at least £5,044". */
export function totalInWords({ currency, low, high }: { currency: string; low: string; high: string | null }, short = false): string {
  const max = high !== null && high !== low ? high : null;
  const comparator = high === null || short ? "AT_LEAST" : "EXACTLY";
  return figureOf({ comparator, value: low, max, currency });
}

/** An amount in digits, as a column of figures has it: "£8,000,000", "over £1,000,000". */
export function figureOf({ comparator, value, max, currency }: Amount): string {
  const range = max === null ? "" : ` to ${digits(max, currency)}`;
  return `${comparators[comparator] ?? ""}${digits(value, currency)}${range}`;
}

const scales: [zeros: number, word: string][] = [
  [12, " trillion"],
  [9, " billion"],
  [6, " million"],
];

/** An exact sum: it is shortened only where nothing is lost. Decimals stay text throughout, since money is never a float. */
function sum(value: string, currency: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value);
  if (!match) return `${value} ${currency}`;
  const [, sign, whole, fraction = ""] = match as unknown as [string, string, string, string?];
  for (const [zeros, word] of scales) {
    const rest = whole.slice(-zeros).replace(/0+$/, "");
    if (whole.length > zeros && rest.length <= 2 && /^0*$/.test(fraction))
      return `${sign}${inCurrency(whole.slice(0, -zeros) + (rest && `.${rest}`), rest.length, currency)}${word}`;
  }
  return digits(value, currency);
}

function digits(value: string, currency: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value);
  if (!match) return `${value} ${currency}`;
  const [, sign, whole, fraction = ""] = match as unknown as [string, string, string, string?];
  return `${sign}${inCurrency(`${whole}.${fraction || 0}`, /^0*$/.test(fraction) ? 0 : 2, currency)}`;
}

/** Made once: making one takes a hundred times as long as writing a sum with it. */
const writers = new Map<string, Intl.NumberFormat>();

/** Throws where there can be no such currency. */
function writerOf(currency: string, digits: number): Intl.NumberFormat {
  const key = `${currency} ${digits}`;
  const known = writers.get(key);
  if (known) return known;
  const options = { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  const made = new Intl.NumberFormat("en-GB", options);
  writers.set(key, made);
  return made;
}

function inCurrency(value: string, digits: number, currency: string): string {
  try {
    return writerOf(currency, digits).format(value as unknown as number);
  } catch {
    return `${value.replace(/\.0$/, "")} ${currency}`;
  }
}

const counts = new Intl.NumberFormat("en-GB");
export const number = (count: number): string => counts.format(count);

export const plural = (count: number, one: string, many = `${one}s`): string => `${number(count)} ${count === 1 ? one : many}`;

type KindInfo = KindsQuery["relationshipKinds"][number];

/** The labels of relationship kinds, as the server gives them. */
export class Vocabulary {
  private readonly kinds: Map<string, KindInfo>;

  constructor(kinds: readonly KindInfo[] = []) {
    this.kinds = new Map(kinds.map((info) => [info.kind, info]));
  }

  /** Whether the server's words are here. */
  get known(): boolean {
    return this.kinds.size > 0;
  }

  /** Subject to object: "funds". */
  label(kind: RelationshipKind): string {
    return this.kinds.get(kind)?.label ?? inWords(kind);
  }

  /** As it reads from one end of a claim: "funds" from its subject, "funded by" from its object. */
  labelFrom(kind: RelationshipKind, outward: boolean): string {
    const info = this.kinds.get(kind);
    return outward || info?.symmetric ? this.label(kind) : (info?.inverse ?? `${inWords(kind)} (inverse)`);
  }
}

/** A stretch of a sentence; with an id where it names a thing. */
export interface Stretch {
  text: string;
  id?: string;
}

/** A claim's sentence, cut where it names things, so that each name can lead to its thing. Longer names win. */
export function stretches(sentence: string, named: readonly { id: string; name: string }[]): Stretch[] {
  const things = [...named].filter((thing) => thing.name).sort((a, b) => b.name.length - a.name.length);
  const parts: Stretch[] = [];
  let plain = "";
  const flush = () => {
    if (plain) parts.push({ text: plain });
    plain = "";
  };
  for (let i = 0; i < sentence.length;) {
    const thing = things.find((candidate) => sentence.startsWith(candidate.name, i) && wholeWord(sentence, i, i + candidate.name.length));
    if (thing) {
      flush();
      parts.push({ text: thing.name, id: thing.id });
      i += thing.name.length;
    } else plain += sentence[i++];
  }
  flush();
  return parts;
}

function wholeWord(text: string, start: number, end: number): boolean {
  const letter = /[\p{L}\p{N}]/u;
  return !letter.test(text[start - 1] ?? "") && !letter.test(text[end] ?? "");
}

/** The things that a claim names. */
export function namedBy(fact: FactFragment): { id: string; name: string }[] {
  const named = [fact.statedBy];
  if (fact.__typename === "Relationship") named.push(fact.subject, fact.object, fact.via, fact.recipient);
  if (fact.__typename === "Measure") named.push(fact.about, fact.place);
  if (fact.__typename === "Attribute") named.push(fact.about);
  return named.filter((thing) => thing != null);
}
