/** The years of a date filter, each "" where that side is open. */
export interface Years {
  from: string;
  to: string;
}

const open = (end: string | undefined): string => /^-?\d{4}/.exec(end ?? "")?.[0] ?? "";

/** The years of an EDTF date or interval: "2010/2014-03" is from 2010 to 2014. */
export function readYears(edtf: string): Years {
  const [from, to = from] = edtf.split("/");
  return { from: open(from), to: open(to) };
}

/** Years as EDTF, whichever was chosen first; "" where both sides are open. */
export function writeYears({ from, to }: Years): string {
  if (!from && !to) return "";
  if (from === to) return from;
  if (from && to && Number(from) > Number(to)) return `${to}/${from}`;
  return `${from || ".."}/${to || ".."}`;
}

/** The year of a day, "2014-03-02"; undefined where none is known. */
export function yearOf(day: string | null | undefined): number | undefined {
  const year = open(day ?? "");
  return year ? Number(year) : undefined;
}

/** The longest span whose years are a list that one chooses from. */
const longest = 300;

/** Every year from the first to the last of some, and those that are chosen though they are no part of the data. */
export function yearsBetween(some: readonly number[], chosen: readonly string[] = []): string[] {
  const all = [...some, ...chosen.filter(Boolean).map(Number)];
  if (all.length === 0) return [];
  const last = Math.max(...all);
  const first = Math.max(Math.min(...all), last - longest);
  return Array.from({ length: last - first + 1 }, (_, i) => String(first + i));
}
