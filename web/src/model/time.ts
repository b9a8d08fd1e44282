/** Times as sources give them, in words: EDTF level 0 and the parts of level 1 that the contract names. */

export interface Time {
  edtf: string | null;
  wording: string | null;
}

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** "2 July 2014", "about 2015", "by March 2016", "20 to 24 October 2025"; a source's own words in quotes where no date is known. */
export function timeInWords(time: Time | null | undefined): string {
  if (!time) return "";
  if (time.edtf) return edtfInWords(time.edtf);
  return time.wording ? `“${time.wording}”` : "";
}

export function edtfInWords(edtf: string): string {
  const [from, to] = edtf.split("/");
  if (to === undefined) return dayInWords(from!);
  const open = (end: string | undefined) => !end || end === "..";
  if (open(from) && open(to)) return "at any time";
  if (open(from)) return `by ${dayInWords(to)}`.replace("by probably", "probably by");
  if (open(to)) return `from ${dayInWords(from!)}`.replace("from probably", "probably from");
  return `${shortened(from!, to)} to ${dayInWords(to)}`;
}

function dayInWords(text: string): string {
  const match = /^(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%])?$/.exec(text);
  if (!match) return text;
  const [, year, month, day, doubt] = match;
  const date = [day && String(Number(day)), month && (months[Number(month) - 1] ?? month), year].filter(Boolean).join(" ");
  if (doubt === "~") return `about ${date}`;
  return doubt ? `probably ${date}` : date;
}

/** The first day of a span without what the last day says again. */
function shortened(from: string, to: string): string {
  const day = /^\d{4}-\d\d-(\d\d)$/;
  if (day.test(from) && day.test(to) && from.slice(0, 7) === to.slice(0, 7)) return String(Number(from.slice(8)));
  const words = dayInWords(from);
  return from.length > 4 && from.slice(0, 4) === to.slice(0, 4) ? words.replace(` ${from.slice(0, 4)}`, "") : words;
}
