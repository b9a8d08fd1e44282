import { useState } from "react";
import { useAnswer } from "../editing/context.ts";
import { When, Who } from "../editing/Who.tsx";
import { listAddress } from "../model/listaddress.ts";
import { number, plural } from "../model/words.ts";
import { DataLink } from "./DataLink.tsx";
import { DatasetsDocument, type DatasetsQuery } from "./generated.ts";
import { heldInWords, Terms } from "./terms.tsx";
import { TryFile } from "./TryFile.tsx";

const page = 50;

type Dataset = NonNullable<DatasetsQuery["datasets"]>["nodes"][number];

/** All data sets, a row each. */
export function DatasetList() {
  const [cursors, setCursors] = useState<(string | undefined)[]>([undefined]);
  const found = useAnswer(DatasetsDocument, { first: page, after: cursors.at(-1) })?.datasets;
  const from = (cursors.length - 1) * page;
  return (
    <>
      {found && found.totalCount === 0 && <p className="none">No data set was loaded here yet.</p>}
      {found && found.totalCount > 0 && (
        <>
          <p>
            {found.nodes.length < found.totalCount
              ? `${number(from + 1)} to ${number(from + found.nodes.length)} of ${plural(found.totalCount, "data set")}.`
              : `${plural(found.totalCount, "data set")}.`}{" "}
            Licence and attribution go into the CSV of a list, and into the tables that whence export writes.
          </p>
          <DatasetTable rows={found.nodes} />
          <div className="buttons">
            {cursors.length > 1 && (
              <button type="button" className="button" onClick={() => setCursors(cursors.slice(0, -1))}>
                Back
              </button>
            )}
            {found.pageInfo.hasNextPage && (
              <button type="button" className="button" onClick={() => setCursors([...cursors, found.pageInfo.endCursor ?? undefined])}>
                Next {page}
              </button>
            )}
          </div>
        </>
      )}
      <TryFile known={found?.nodes.map(({ name }) => name) ?? []} />
    </>
  );
}

function DatasetTable({ rows }: { rows: readonly Dataset[] }) {
  return (
    <table className="datasets">
      <thead>
        <tr>
          <th scope="col">Data set</th>
          <th scope="col">Claims</th>
          <th scope="col">Documents</th>
          <th scope="col">Licence</th>
          <th scope="col">Loaded</th>
          <th scope="col">Text held</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <DataLink to={{ set: row.name }}>
                <bdi>{row.title}</bdi>
              </DataLink>
              {row.title !== row.name && <span className="muted name">{row.name}</span>}
              {row.publisher && <span className="name">{row.publisher}</span>}
            </th>
            <td data-label="Claims">
              <a href={listAddress("/list", { sets: [row.id] })} title="Its relationships as a list">
                {number(row.claims.totalCount)}
              </a>
            </td>
            <td data-label="Documents">{number(row.documents.totalCount)}</td>
            <td data-label="Licence">
              <Terms licence={row.licence} attribution={row.attribution} />
            </td>
            <td data-label="Loaded">
              <When at={row.commit.at} />, <Who agent={row.commit.by} />
              {row.refused > 0 && <span className="doubt name">{plural(row.refused, "record")} set aside</span>}
            </td>
            <td data-label="Text held">{heldInWords(row.claims)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
