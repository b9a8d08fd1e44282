/**
 * Where selected words stand in a document's text, in code points from its start, as citations count. A text field shows
 * every line end as one character, so its offsets are not those of the text.
 */
export function codePointsAt(text: string, shownOffset: number): number {
  let shown = 0;
  let points = 0;
  for (let at = 0; at < text.length && shown < shownOffset; points++) {
    const point = text.codePointAt(at)!;
    const pair = point > 0xffff ? 2 : 1;
    const lineEnd = text[at] === "\r" && text[at + 1] === "\n";
    if (!lineEnd) shown += pair; // of CR LF the field shows the LF
    at += pair;
  }
  return points;
}

export interface Figure {
  value: string;
  currency: string;
}

const currencies: Readonly<Record<string, string>> = { "£": "GBP", $: "USD", "€": "EUR" };
const powers: Readonly<Record<string, number>> = { k: 3, thousand: 3, m: 6, mn: 6, million: 6, bn: 9, billion: 9 };

/** The first sum of money in some words, in whole units: 1200000 GBP of "£1.2m". Undefined where there is none. */
export function figureIn(words: string): Figure | undefined {
  const found = /([£$€])\s?(\d[\d,]*)(?:\.(\d+))?\s?(k|thousand|mn?|million|bn|billion)?\b/i.exec(words);
  if (!found) return undefined;
  const [, sign, whole, part = "", power = ""] = found;
  const zeros = powers[power.toLowerCase()] ?? 0;
  const digits = whole!.replaceAll(",", "") + part.slice(0, zeros).padEnd(zeros, "0");
  const rest = part.slice(zeros);
  return { value: (digits.replace(/^0+(?=\d)/, "") || "0") + (rest ? `.${rest}` : ""), currency: currencies[sign!]! };
}

const months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/** The first date in some words, in EDTF, as far as they say it: 2016-03 of "March 2016". Undefined where there is none. */
export function dateIn(words: string): string | undefined {
  const named = new RegExp(`(?:\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+)?\\b(${months.join("|")})\\s+((?:1[5-9]|20)\\d\\d)\\b`, "i").exec(words);
  const two = (n: number) => String(n).padStart(2, "0");
  if (named) {
    const month = `${named[3]}-${two(months.indexOf(named[2]!.toLowerCase()) + 1)}`;
    return named[1] ? `${month}-${two(Number(named[1]))}` : month;
  }
  return /\b(?:1[5-9]|20)\d\d(?:-\d\d(?:-\d\d)?)?\b/.exec(words)?.[0];
}
