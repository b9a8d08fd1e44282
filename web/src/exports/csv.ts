import type { Fact } from "../api/questions.ts";
import { timeInWords } from "../model/time.ts";
import { type ExportInput, sourcesOf } from "./exportinput.ts";

const columns = [
  "subject",
  "relationship",
  "object",
  "sentence",
  "amount",
  "currency",
  "instrument",
  "holds",
  "certainty",
  "status",
  "sources",
  "subject_id",
  "object_id",
  "claim_id",
];

/** One row a claim, RFC 4180. */
export function toCSV({ facts, vocabulary }: ExportInput): string {
  const rows = facts.map((fact) => row(fact, (kind) => vocabulary.label(kind)));
  return `${[columns, ...rows].map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}

type Label = (kind: Extract<Fact, { __typename: "Relationship" }>["kind"]) => string;

function row(fact: Fact, label: Label): string[] {
  const tie = fact.__typename === "Relationship" ? fact : undefined;
  return [
    tie?.subject.name ?? "",
    tie ? label(tie.kind) : "",
    tie?.object.name ?? "",
    fact.sentence,
    tie?.amount?.value ?? "",
    tie?.amount?.currency ?? "",
    tie?.instrument?.toLowerCase() ?? "",
    fact.holds?.edtf ?? timeInWords(fact.holds),
    fact.certainty.toLowerCase(),
    fact.status.toLowerCase(),
    sourcesOf(fact),
    tie?.subject.id ?? "",
    tie?.object.id ?? "",
    fact.id,
  ];
}

/** Quotes where it must, and lets no cell begin a spreadsheet's formula. */
function cell(text: string): string {
  const number = /^-?\d+(\.\d+)?$/.test(text);
  const safe = !number && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
