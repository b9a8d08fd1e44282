import { type DragEvent, useRef, useState } from "react";
import { loadTried, tryFile } from "../api/files.ts";
import { useWork, useWorkState } from "../editing/context.ts";
import { KeyForm } from "../editing/KeyForm.tsx";
import { addressOfWork } from "../model/workaddress.ts";
import { type DryRun, loadable, type Loaded, mostTried, sizeInWords } from "../model/dryrun.ts";
import { Report } from "./Report.tsx";

type Stage =
  | { at: "waiting" }
  | { at: "trying"; name: string; bytes: number }
  | { at: "tried"; tried: DryRun; dataset: string }
  | { at: "loading"; tried: DryRun; dataset: string }
  | { at: "loaded"; loaded: Loaded; name: string };

/** A file that is dropped or chosen is tried: what it would change is told, and then loaded or discarded. */
export function TryFile({ known }: { known: readonly string[] }) {
  const { viewer } = useWorkState();
  const may = viewer?.role === "EDITOR" || viewer?.role === "ADMIN";
  return (
    <section className="try" aria-labelledby="try">
      <h2 id="try">Try a file</h2>
      {!viewer && (
        <p>With an editor’s key, a claims file or a file of grants can be tried here: it says what loading the file would change.</p>
      )}
      <KeyForm />
      {viewer && !may && <p>Trying files is for editors.</p>}
      {may && <Trial known={known} />}
    </section>
  );
}

function Trial({ known }: { known: readonly string[] }) {
  const control = useWork();
  const { viewer } = useWorkState();
  const [stage, setStage] = useState<Stage>({ at: "waiting" });
  const [failure, setFailure] = useState<string>();
  const [dataset, setDataset] = useState("");
  const [over, setOver] = useState(false);
  const trying = useRef(new AbortController());
  const input = useRef<HTMLInputElement>(null);

  const begin = async (file: File | undefined) => {
    if (!file) return;
    setFailure(undefined);
    if (file.size > mostTried) {
      setFailure(`${file.name} is larger than 64 MiB, the most that is tried here. whence load --dry-run --server takes any size.`);
      return;
    }
    trying.current = new AbortController();
    const { signal } = trying.current;
    setStage({ at: "trying", name: file.name, bytes: file.size });
    try {
      const tried = await tryFile(file, dataset.trim(), signal);
      setStage({ at: "tried", tried, dataset: dataset.trim() });
    } catch (error) {
      if (!signal.aborted) setFailure(error instanceof Error ? error.message : String(error));
      setStage({ at: "waiting" });
    }
  };

  const load = async (tried: DryRun, into: string) => {
    setStage({ at: "loading", tried, dataset: into });
    setFailure(undefined);
    try {
      const loaded = await loadTried(tried, into);
      control.client.forget();
      control.wrote();
      setStage({ at: "loaded", loaded, name: tried.name });
    } catch (error) {
      setFailure(`${error instanceof Error ? error.message : String(error)} Load again: nothing is loaded twice.`);
      setStage({ at: "tried", tried, dataset: into });
    }
  };

  const discard = () => {
    setStage({ at: "waiting" });
    setFailure(undefined);
    if (input.current) input.current.value = "";
    input.current?.focus();
  };

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const { files } = event.dataTransfer;
    if (files.length > 1) setFailure("One file at a time: a zip archive can hold several.");
    else void begin(files[0]);
  };

  const busy = stage.at === "trying" || stage.at === "loading";
  return (
    <>
      <div
        className="drop"
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <label>
          Drop a claims file or a 360Giving file here, or choose one
          <input ref={input} type="file" disabled={busy} onChange={(event) => void begin(event.target.files?.[0])} />
        </label>
        <label>
          The data set that it replaces, where it is no claims file (by the file’s name if left out)
          <input list="known-datasets" value={dataset} disabled={busy} onChange={(event) => setDataset(event.target.value)} />
        </label>
        <datalist id="known-datasets">
          {known.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <p className="muted">At most 64 MiB. Nothing changes until you load it.</p>
      </div>
      {failure && (
        <p className="refusal" role="alert">
          {failure}
        </p>
      )}
      {stage.at === "trying" && (
        <p role="status">
          Trying {stage.name} ({sizeInWords(stage.bytes)}) …{" "}
          <button type="button" className="link" onClick={() => trying.current.abort()}>
            Stop
          </button>
        </p>
      )}
      {(stage.at === "tried" || stage.at === "loading") && (
        <Report tried={stage.tried}>
          <div className="buttons">
            {loadable(stage.tried) && viewer?.mayCommit.includes("replaceDataset") && (
              <button type="button" className="button" disabled={busy} onClick={() => void load(stage.tried, stage.dataset)}>
                {busy ? "Loading …" : "Load"}
              </button>
            )}
            <button type="button" className="button" disabled={busy} onClick={discard}>
              Discard
            </button>
          </div>
          {loadable(stage.tried) && !viewer?.mayCommit.includes("replaceDataset") && (
            <p>Loading it is for administrators. The server keeps the file for a day, under the SHA-256 above.</p>
          )}
        </Report>
      )}
      {stage.at === "loaded" && <Done loaded={stage.loaded} name={stage.name} />}
    </>
  );
}

function Done({ loaded: { report, error }, name }: { loaded: Loaded; name: string }) {
  if (error)
    return (
      <p className="refusal" role="alert">
        {name} was not loaded: {error}
      </p>
    );
  return (
    <p role="status">
      {report.Commit ? `${name} is loaded: commit ${report.Commit}.` : `${name} said nothing new: nothing had to change.`}{" "}
      <a href={addressOfWork({ show: "history" })}>History</a>, where it can be undone.
    </p>
  );
}
