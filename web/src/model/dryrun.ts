import { number, plural } from "./words.ts";

/** A place in a file, and what is wrong there. */
export interface Place {
  file?: string;
  line?: number;
  record?: string;
  message: string;
}

/** What POST /dry-run answers. Counts are of all, lists have the first. */
export interface DryRun {
  sha256: string;
  name: string;
  datasets: string[];
  records: number;
  claims: number;
  statements: number;
  refused: number;
  refusals: Place[];
  asserted: number;
  retracted: number;
  unchanged: number;
  entities: number;
  heldBack: number;
  warnings: { kind: string; count: number; first: Place[] }[];
  mistakes: Place[];
  error?: string;
}

/** What POST /load answers, as far as it is shown. */
export interface Loaded {
  report: { Commit: number; Asserted: number; Retracted: number; Unchanged: number };
  mistakes?: { Line: number; Msg: string }[];
  error?: string;
}

/** The most bytes of a file that is tried here; the server says the same. */
export const mostTried = 64 << 20;

/** Whether there is something to load. */
export const loadable = ({ mistakes, error }: DryRun): boolean => mistakes.length === 0 && !error;

/** "+7,363 claims, −0, 12 unchanged; 31 entities described": what loading would change. */
export function changeInWords({ asserted, retracted, unchanged, entities, heldBack, statements }: DryRun): string {
  if (statements > 0) return `${plural(statements, "statement")} of a dump.`;
  const parts = [`+${plural(asserted, "claim")}`, `−${number(retracted)}`, `${number(unchanged)} unchanged`];
  if (entities > 0) parts.push(`${plural(entities, "entity", "entities")} described`);
  if (heldBack > 0) parts.push(`${number(heldBack)} held back, since somebody retracted or corrected them by hand`);
  return `${parts.join(", ")}.`;
}

/** Where in the file: "line 88", "grants.csv in the archive, row 17, line 18". */
export function placeInWords({ file, line, record }: Place, name: string): string {
  const within = file && file !== name ? file.slice(file.startsWith(`${name}/`) ? name.length + 1 : 0) : "";
  return [within, record, line ? `line ${number(line)}` : ""].filter(Boolean).join(", ");
}

/** "1.2 MB". */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return plural(bytes, "byte");
  const [unit, of] = bytes < 1_000_000 ? (["kB", 1000] as const) : (["MB", 1_000_000] as const);
  return `${(bytes / of).toLocaleString("en-GB", { maximumSignificantDigits: 3 })} ${unit}`;
}
