import { useEffect, useRef, useState } from "react";
import { at } from "../model/base.ts";
import { codePointsAt } from "../model/selection.ts";
import { AssertForm, type Cited } from "./AssertForm.tsx";
import { useAnswer, useWorkState } from "./context.ts";
import { DocumentToCiteDocument } from "./generated.ts";

/** A document's text, where words are selected by mouse or by Shift and the arrows, and a claim is made of them. */
export function DocumentPanel({ id }: { id: string }) {
  const { viewer } = useWorkState();
  const field = useRef<HTMLTextAreaElement>(null);
  const [cited, setCited] = useState<Cited>();
  const found = useAnswer(DocumentToCiteDocument, { id })?.entity;
  const text = found && "text" in found ? found.text : null;
  useEffect(() => {
    if (!text) return;
    const points = [...text];
    // By mouse, by keyboard and by touch: the browser tells of all of them on the document.
    const select = () => {
      if (!field.current || document.activeElement !== field.current) return;
      const { selectionStart, selectionEnd } = field.current;
      if (selectionStart === selectionEnd) return;
      const [start, end] = [codePointsAt(text, selectionStart), codePointsAt(text, selectionEnd)];
      setCited({ document: id, start, end, words: points.slice(start, end).join("") });
    };
    document.addEventListener("selectionchange", select);
    return () => document.removeEventListener("selectionchange", select);
  }, [id, text]);
  if (found === undefined) return null;
  if (found === null || !("text" in found)) return <p className="none">The graph knows no document {id}.</p>;
  const { name, url } = found;
  return (
    <>
      <p className="lead">
        <a href={at(`/entity/${id}`)}>{name}</a>
        {url && (
          <>
            , <a href={url}>as published</a>
          </>
        )}
      </p>
      {text === null ? (
        <p>Its text is not held here, or not open to you: cite it by a locator over the API, or ask for the text to be added.</p>
      ) : (
        <div className="sides">
          <label>
            Select the words that prove the claim
            <textarea ref={field} className="source" readOnly rows={24} value={text} />
          </label>
          <section aria-label="The claim">
            {cited ? (
              <>
                <blockquote>{cited.words}</blockquote>
                <p className="muted">
                  Characters {cited.start} to {cited.end}
                </p>
                {viewer?.mayPropose.includes("assertClaims") && <AssertForm key={`${cited.start} ${cited.end}`} cited={cited} />}
              </>
            ) : (
              <p className="none">Nothing is selected.</p>
            )}
          </section>
        </div>
      )}
    </>
  );
}
