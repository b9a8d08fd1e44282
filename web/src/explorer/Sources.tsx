import { useEffect, useState } from "react";
import { askDocumentPlace, type Fact } from "../api/questions.ts";
import { fieldsOf, mostFields } from "../model/record.ts";
import { number } from "../model/words.ts";
import { ThingLink } from "./ThingLink.tsx";
import { useExplorer } from "./workbench.tsx";
import { YourCopy } from "./YourCopy.tsx";

type Citation = Fact["citations"][number];

interface SourcesProps {
  citations: readonly Citation[];
  opened?: boolean;
  /** What is to be said of the reading beside each passage. */
  notes: readonly string[];
}

/** Where a claim stands. Each source opens to its passage, or to where to find it. */
export function Sources({ citations, opened = false, notes }: SourcesProps) {
  return (
    <ul className="sources">
      {citations.map((citation, i) => (
        <Source
          key={i}
          citation={citation}
          again={citations[i - 1]?.document.id === citation.document.id}
          opened={opened && i === 0}
          notes={notes}
        />
      ))}
    </ul>
  );
}

interface SourceProps {
  citation: Citation;
  again: boolean;
  opened: boolean;
  notes: readonly string[];
}

/** A document that was named just before isn't named again, where a locator tells the two passages apart. */
function Source({ citation, again, opened, notes }: SourceProps) {
  const [open, setOpen] = useState(opened);
  const { document } = citation;
  const locator = placeOf(citation);
  return (
    <li>
      <button type="button" className="source" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span>
          <span className="unseen">Source: </span>
          {again && locator ? (
            <>
              <span className="unseen">{document.name}, </span>
              <span className="again">and {locator}</span>
            </>
          ) : (
            <>
              {document.name}
              {locator && <span className="locator">, {locator}</span>}
            </>
          )}
        </span>
      </button>
      {open && <Passage citation={citation} notes={notes} />}
    </li>
  );
}

function Passage({ citation, notes }: { citation: Citation; notes: readonly string[] }) {
  const { document, start, end, digest, quote, verified, record } = citation;
  const locator = placeOf(citation);
  const position = start !== null && end !== null ? `characters ${number(start)} to ${number(end)}` : "";
  return (
    <div className="passage">
      {quote !== null ? <Quote quote={quote} /> : <NotHeld citation={citation} />}
      <p className="muted">
        {verified === true && <strong>Matches the document: </strong>}
        {verified === false && <strong className="warning">The text held here has changed since it was cited: </strong>}
        {[locator, position].filter(Boolean).join(", ")}
        {digest && quote === null && (
          <>
            , SHA-256 <code title={digest}>{digest.slice(0, 12)}…</code>
          </>
        )}
      </p>
      {record && (
        <p className="muted">
          Record <code>{record.key}</code>
        </p>
      )}
      {notes.map((note) => (
        <p key={note} className="muted">
          {note}
        </p>
      ))}
      <p className="muted">
        <ThingLink id={document.id} name="What else this document says" />
      </p>
    </div>
  );
}

/** Where a reader finds it: "paragraph 9"; of data, "row 17, Amount Awarded". */
const placeOf = ({ locator, record, field }: Citation): string => locator ?? [record?.hint, field].filter(Boolean).join(", ");

/** The cited words; where they are a record of a data file, its fields as a table. */
function Quote({ quote }: { quote: string }) {
  const fields = fieldsOf(quote);
  if (!fields) return <blockquote>{quote}</blockquote>;
  return (
    <table className="record">
      <tbody>
        {fields.slice(0, mostFields).map(({ name, value }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
      {fields.length > mostFields && <caption>{`${mostFields} of ${fields.length} fields`}</caption>}
    </table>
  );
}

/** No words to show: where the document can be had, and a way to check one's own copy of it. */
function NotHeld({ citation }: { citation: Citation }) {
  const { client } = useExplorer();
  const [url, setUrl] = useState<string | null>(null);
  const { document, start, end, digest } = citation;
  useEffect(() => {
    const asking = new AbortController();
    askDocumentPlace(client, document.id, asking.signal).then(
      (place) => setUrl(place?.url ?? null),
      () => undefined, // the passage is still of use without the link
    );
    return () => asking.abort();
  }, [client, document.id]);
  return (
    <>
      <p>
        The text of this document isn’t held here.{" "}
        {url && /^https?:/.test(url) && (
          <a href={url} rel="noreferrer">
            Read it at its publisher
          </a>
        )}
      </p>
      {start !== null && end !== null && digest && <YourCopy places={[{ start, end, digest }]} />}
    </>
  );
}
