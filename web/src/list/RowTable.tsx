import { at } from "../model/base.ts";
import { showsAwards, type Sort } from "../model/listview.ts";
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
  if (rows.total === 0) return <NoRows answer={answer} move={move} />;
  const awards = showsAwards(view);
  const oneKind = view.kinds.length === 1;
  return (
    <>
      <table className={awards ? "rows cards awards" : "rows cards"} id="rows">
        <thead>
          <tr>
            <SortHead name="date" label="Date" sort={view.sort} move={move} />
            <th scope="col">{awards ? "Funder" : "From"}</th>
            {!oneKind && <th scope="col">Relationship</th>}
            <th scope="col">{awards ? "Recipient" : "To"}</th>
            <SortHead name="amount" label="Amount" sort={view.sort} move={move} />
            <th scope="col">{awards ? "Award" : "For"}</th>
            {awards && (
              <>
                <th scope="col">Through</th>
                <th scope="col">Place</th>
                <th scope="col">Reference</th>
              </>
            )}
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {rows.rows.map((row) =>
            awards ? (
              <AwardCells key={row.id} row={row} />
            ) : (
              <RowCells key={row.id} row={row} kind={oneKind ? "" : vocabulary.label(row.kind)} />
            ),
          )}
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

/** What is rumoured, planned or over says so. */
const qualifiers = ({ certainty, status }: Row): string[] => [
  ...(certainty === "STATED" ? [] : [certaintyWord(certainty)]),
  ...(status === "ACTUAL" ? [] : [statusWord(status)]),
];

function RowCells({ row, kind }: { row: Row; kind: string }) {
  const qualified = [...qualifiers(row), ...(row.via ? [`through ${row.via.name}`] : [])];
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
      <Sources row={row} />
    </tr>
  );
}

/** A payment as a register of grants has it. Where money is for something and goes to somebody else, both are told. */
function AwardCells({ row }: { row: Row }) {
  const { through: via, recipient, object } = row;
  const award = via && "programme" in via ? via : undefined;
  const through = award ? award.programme : via;
  const reference = row.reference ?? award?.identifiers[0]?.value;
  const places = via?.places;
  const qualified = qualifiers(row);
  const more = (places?.totalCount ?? 0) - (places?.nodes.length ?? 0);
  return (
    <tr>
      <td className="date">{timeInWords(row.holds)}</td>
      <td className="from">
        <Entity {...row.subject} />
      </td>
      <td className="to">
        <Entity {...(recipient ?? object)} />
        {recipient && recipient.id !== object.id && (
          <span className="muted">
            {" "}
            for <Entity {...object} />
          </span>
        )}
      </td>
      <td className="figure">{row.amount && figureOf(row.amount)}</td>
      <td className="for">
        {award ? <Entity id={award.id} name={award.name} /> : row.purpose}
        {award && row.purpose && row.purpose !== award.name && <span className="muted"> {row.purpose}</span>}
        {qualified.length > 0 && <span className="muted"> {qualified.join(", ")}</span>}
      </td>
      <td className="through">{through && <Entity id={through.id} name={through.name} />}</td>
      <td className="place">
        {places?.nodes.map((place, i) => (
          <span key={place.id}>
            {i > 0 && ", "}
            <Entity {...place} />
          </span>
        ))}
        {more > 0 && ` and ${more} more`}
      </td>
      <td className="reference">{reference}</td>
      <Sources row={row} />
    </tr>
  );
}

const Sources = ({ row }: { row: Row }) => (
  <td className="cited">
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
);

/** Says that nothing matches. Money that was looked for as coming through a programme may be for the programme itself. */
function NoRows({ answer: { view, names }, move }: Pick<RowTableProps, "answer" | "move">) {
  const [id] = view.via;
  return (
    <>
      <p className="none">No claim matches. Take away what narrows the list, above.</p>
      {id && view.to.length === 0 && (
        <button type="button" className="button" onClick={() => move((current) => ({ ...current, via: [], to: [...current.via] }))}>
          Show what goes to {names.get(id) ?? id} itself
        </button>
      )}
    </>
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
