/** The span that the date sliders cover. At its ends a side is open. */
export const earliestYear = 1990;
export const latestYear = new Date().getFullYear() + 10;

export interface Years {
  from: number;
  to: number;
}

/** The years of an EDTF interval, as far as the sliders reach. */
export function readYears(edtf: string): Years {
  const [from, to = from] = edtf.split("/");
  const year = (text: string | undefined, open: number) => {
    const read = Number.parseInt(text ?? "", 10);
    return Number.isNaN(read) ? open : Math.min(latestYear, Math.max(earliestYear, read));
  };
  return { from: year(from, earliestYear), to: year(to, latestYear) };
}

export function writeYears({ from, to }: Years): string {
  const start = from === earliestYear ? ".." : String(from);
  const end = to === latestYear ? ".." : String(to);
  if (start === ".." && end === "..") return "";
  return from === to ? String(from) : `${start}/${end}`;
}
