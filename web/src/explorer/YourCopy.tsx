import { useId, useState } from "react";
import { check, type Check, type CitedPlace, readableFile, whyNoCheck } from "../model/yourcopy.ts";

/** A reader's own copy of a document, checked against what is cited of it. It is read in the browser and sent nowhere. */
export function YourCopy({ places }: { places: readonly CitedPlace[] }) {
  const id = useId();
  const [found, setFound] = useState<Check>();
  const [failed, setFailed] = useState("");
  if (whyNoCheck()) return <p className="muted">{whyNoCheck()}</p>;
  const read = async (text: string) => setFound(text ? await check(text, places) : undefined);
  const open = async (file: File | undefined) => {
    setFailed("");
    if (!file) return;
    const text = await readableFile(file);
    if (text === null) setFailed(`${file.name} is not a text of UTF-8: save the document as plain text first.`);
    else await read(text);
  };
  return (
    <div
      className="your-copy"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void open(event.dataTransfer.files[0]);
      }}
    >
      <label htmlFor={id}>Your copy: paste its text, or drop or choose the file. Nothing leaves this page.</label>
      <textarea id={id} rows={2} onChange={(event) => void read(event.target.value)} />
      <input
        type="file"
        accept=".txt,text/plain,.csv,.json"
        aria-label="The file of your copy"
        onChange={(event) => void open(event.target.files?.[0])}
      />
      <p role="status">
        {failed}
        {found && found.words}
      </p>
      {found?.quotes.map((quote) => (
        <blockquote key={quote}>{quote}</blockquote>
      ))}
    </div>
  );
}
