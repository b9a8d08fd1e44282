import { useState } from "react";
import { useAnswer } from "../editing/context.ts";
import { When, Who } from "../editing/Who.tsx";
import { at } from "../model/base.ts";
import { listAddress } from "../model/listaddress.ts";
import { timeInWords } from "../model/time.ts";
import { number, plural } from "../model/words.ts";
import { DataLink } from "./DataLink.tsx";
import { DatasetByIdDocument } from "./generated.ts";
import { heldInWords, Terms } from "./terms.tsx";

/** One data set: its terms, what was loaded when, its documents, and how to take it along. */
export function DatasetPanel({ name }: { name: string }) {
  const [cursors, setCursors] = useState<(string | undefined)[]>([undefined]);
  const answer = useAnswer(DatasetByIdDocument, { id: `dataset/${name}`, after: cursors.at(-1) });
  if (!answer) return null;
  const set = answer.node && "documents" in answer.node ? answer.node : undefined;
  if (!set)
    return (
      <p className="none">
        No data set has the name {name}. <DataLink to={{}}>All data sets</DataLink>
      </p>
    );
  const { documents } = set;
  const from = (cursors.length - 1) * 50;
  return (
    <>
      <p>
        <DataLink to={{}}>All data sets</DataLink>
      </p>
      <dl className="facts-of">
        <dt>Title</dt>
        <dd>
          <bdi>{set.title}</bdi>
        </dd>
        <dt>Publisher</dt>
        <dd>{set.publisher ?? <span className="muted">not given</span>}</dd>
        <dt>Licence</dt>
        <dd>
          <Terms licence={set.licence} attribution={set.attribution} />
        </dd>
        {set.url && (
          <>
            <dt>On the web</dt>
            <dd>
              <a href={set.url} rel="noreferrer">
                {set.url}
              </a>
            </dd>
          </>
        )}
        {set.issued && (
          <>
            <dt>Issued</dt>
            <dd>{timeInWords(set.issued)}</dd>
          </>
        )}
        <dt>Loaded</dt>
        <dd>
          <When at={set.commit.at} />, <Who agent={set.commit.by} />, commit {set.commit.number}
          {set.records > 0 && `: ${plural(set.records, "record")} read, ${number(set.refused)} set aside`}
        </dd>
        <dt>Claims</dt>
        <dd>
          {number(set.claims.totalCount)}: <a href={listAddress("/list", { sets: [set.id] })}>its relationships as a list</a>,{" "}
          <a href={listAddress("/list.csv", { sets: [set.id] })} download>
            these as CSV
          </a>
        </dd>
        <dt>Text held</dt>
        <dd>{heldInWords(set.claims)}</dd>
      </dl>
      <h2>
        {documents.nodes.length < documents.totalCount
          ? `Documents ${number(from + 1)} to ${number(from + documents.nodes.length)} of ${number(documents.totalCount)}`
          : plural(documents.totalCount, "document")}
      </h2>
      <ul className="documents">
        {documents.nodes.map((one) => (
          <li key={one.id}>
            <a href={at(`/entity/${one.id}`)}>
              <bdi>{one.name}</bdi>
            </a>
            <span className="muted">
              {[
                one.publisher,
                one.mediaType,
                one.textDigest ? "its text is held" : undefined,
                one.fileDigest && `SHA-256 ${one.fileDigest.slice(0, 12)}…`,
              ]
                .filter(Boolean)
                .map((part) => `, ${part}`)}
            </span>
            {(one.licence !== set.licence || one.attribution !== set.attribution) && (
              <span className="name">
                Its own terms: <Terms licence={one.licence} attribution={one.attribution} />
              </span>
            )}
          </li>
        ))}
      </ul>
      <div className="buttons">
        {cursors.length > 1 && (
          <button type="button" className="button" onClick={() => setCursors(cursors.slice(0, -1))}>
            Back
          </button>
        )}
        {documents.pageInfo.hasNextPage && (
          <button type="button" className="button" onClick={() => setCursors([...cursors, documents.pageInfo.endCursor ?? undefined])}>
            Next 50
          </button>
        )}
      </div>
    </>
  );
}
