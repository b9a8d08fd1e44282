import { at } from "../model/base.ts";
import type { Sort } from "../model/listview.ts";
import { timeInWords } from "../model/time.ts";
import { certaintyWord, figureOf, number, plural, statusWord, type Vocabulary } from "../model/words.ts";
import { type ListAnswer, pageSize, type Row } from "./listanswer.ts";
import type { Move } from "./move.ts";

interface RowTableProps {
  answer: ListAnswer;
  vocabulary: Vocabulary;
  move: Move;
  onMore: () => void;
}

/** A row a claim. On a phone a row is a card. */
export function RowTable({ answer, vocabulary, move, onMore }: RowTableProps) {
  const { view, rows } = answer;
  if (rows.total === 0) return <p className="none">No claim matches. Take away what narrows the list, above.</p>;
  const oneKind = view.kinds.length === 1;
  return (
    <>
      <table className="rows cards" id="rows">
        <thead>
          <tr>
            <SortHead name="date" label="Date" sort={view.sort} move={move} />
            <th scope="col">From</th>
            {!oneKind && <th scope="col">Relationship</th>}
            <th scope="col">To</th>
            <SortHead name="amount" label="Amount" sort={view.sort} move={move} />
            <th scope="col">For</th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {rows.rows.map((row) => (
            <RowCells key={row.id} row={row} kind={oneKind ? "" : vocabulary.label(row.kind)} />
          ))}
        </tbody>
      </table>
      <p className="muted" role="status">
        {number(rows.rows.length)} of {plural(rows.total, "claim")}
      </p>
      {rows.onward && (
        <button type="button" className="button" onClick={onMore}>
          Show {Math.min(pageSize, rows.total - rows.rows.length)} more
        </button>
      )}
    </>
  );
}

function SortHead({ name, label, sort, move }: { name: "date" | "amount"; label: string; sort: Sort; move: Move }) {
  const here = sort === name || sort === `-${name}`;
  const next: Sort = sort === `-${name}` ? name : `-${name}`;
  return (
    <th scope="col" aria-sort={here ? (sort.startsWith("-") ? "descending" : "ascending") : undefined}>
      <button type="button" className="sort" onClick={() => move((current) => ({ ...current, sort: next }))}>
        {label}
        <span aria-hidden="true">{here ? (sort.startsWith("-") ? " ↓" : " ↑") : ""}</span>
      </button>
    </th>
  );
}

function RowCells({ row, kind }: { row: Row; kind: string }) {
  const qualified = [
    row.certainty !== "STATED" && certaintyWord(row.certainty),
    row.status !== "ACTUAL" && statusWord(row.status),
    row.via && `through ${row.via.name}`,
  ].filter(Boolean);
  return (
    <tr>
      <td className="date">{timeInWords(row.holds)}</td>
      <td className="from">
        <Entity {...row.subject} />
      </td>
      {kind && <td className="kind">{kind}</td>}
      <td className="to">
        <Entity {...row.object} />
      </td>
      <td className="figure">{row.amount && figureOf(row.amount)}</td>
      <td className="for">
        {row.purpose} {qualified.length > 0 && <span className="muted">{qualified.join(", ")}</span>}
      </td>
      <td className="source">
        {row.citations.map((citation, i) => (
          <a
            key={i}
            className="cite"
            href={passageAddress(citation)}
            title={[citation.document.name, citation.field].filter(Boolean).join(", ")}
          >
            {citation.locator || citation.record?.hint || citation.document.name}
          </a>
        ))}
      </td>
    </tr>
  );
}

const Entity = ({ id, name }: { id: string; name: string }) => (
  <a className="thing" href={at(`/entity/${id}`)}>
    <bdi>{name}</bdi>
  </a>
);

/** The passage on its document's page. */
function passageAddress({ document, start, end }: Row["citations"][number]): string {
  return at(`/entity/${document.id}${start !== null && end !== null ? `#c${start}-${end}` : ""}`);
}
