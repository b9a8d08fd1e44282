import { useState } from "react";
import type { Fact } from "../api/questions.ts";
import { number } from "../model/words.ts";
import { ThingLink } from "./ThingLink.tsx";

type Citation = Fact["citations"][number];

/** Where a claim stands. Each source opens to its passage, or to where to find it. */
export function Sources({ citations, opened = false }: { citations: readonly Citation[]; opened?: boolean }) {
  return (
    <ul className="sources">
      {citations.map((citation, i) => (
        <Source key={i} citation={citation} again={citations[i - 1]?.document.id === citation.document.id} opened={opened && i === 0} />
      ))}
    </ul>
  );
}

/** A document that was named just before isn't named again, where a locator tells the two passages apart. */
function Source({ citation, again, opened }: { citation: Citation; again: boolean; opened: boolean }) {
  const [open, setOpen] = useState(opened);
  const { document, locator } = citation;
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
      {open && <Passage citation={citation} />}
    </li>
  );
}

function Passage({ citation }: { citation: Citation }) {
  const { document, start, end, digest, locator, quote, verified } = citation;
  const position = start !== null && end !== null ? `characters ${number(start)} to ${number(end)}` : "";
  return (
    <div className="passage">
      {quote !== null ? <blockquote>{quote}</blockquote> : <p>The text of this document isn’t held here.</p>}
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
      <p className="muted">
        <ThingLink id={document.id} name="What else this document says" />
      </p>
    </div>
  );
}
