import { useEffect, useState } from "react";
import { Client } from "../api/client.ts";
import { sessionKey, signedIn } from "../api/session.ts";
import { askDocumentPlace, askRecord, type Fact } from "../api/questions.ts";
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
      {record ? <RecordOf citation={citation} /> : <Words citation={citation} />}
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

const Words = ({ citation }: { citation: Citation }) =>
  citation.quote !== null ? <Quote quote={citation.quote} /> : <NotHeld citation={citation} />;

/** A record of data as a table, the field that the claim used marked; what else it says is for those who may read the whole file. */
function RecordOf({ citation }: { citation: Citation }) {
  const { client } = useExplorer();
  const [fields, setFields] = useState<Awaited<ReturnType<typeof askRecord>>>();
  const { document, record, field } = citation;
  const key = record?.key ?? "";
  useEffect(() => {
    const asking = new AbortController();
    // Who may read the whole file sees the whole record: the explorer itself asks as a reader.
    const asked = signedIn() ? new Client(undefined, undefined, sessionKey) : client;
    askRecord(asked, document.id, key, asking.signal).then(setFields, () => setFields([]));
    return () => asking.abort();
  }, [client, document.id, key]);
  const open = fields?.length ? fields : citedAlone(citation);
  if (!open) return fields ? <Words citation={citation} /> : <p className="muted">Asking …</p>;
  return (
    <table className="record">
      <caption className="unseen">The record {record?.hint}</caption>
      <tbody>
        {open.slice(0, mostFields).map(({ name, value }) => (
          <tr key={name} data-used={name === field || undefined}>
            <th scope="row">
              {name}
              {name === field && <span className="unseen">, which the claim is cited from</span>}
            </th>
            <td>{name === field ? <mark>{value}</mark> : value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The cited field by itself, as the citation quotes it: "Amount Awarded: 7000". */
function citedAlone({ quote, field }: Citation) {
  if (!quote || !field || !quote.startsWith(`${field}: `)) return undefined;
  return [{ name: field, value: quote.slice(field.length + 2) }];
}

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
