import { useState } from "react";
import { at } from "../model/base.ts";
import { plural } from "../model/words.ts";
import { useAnswer, useWorkState } from "./context.ts";
import { EditList } from "./EditList.tsx";
import { HistoryDocument, type RecordedFragment, UndoCommitDocument } from "./generated.ts";
import { When, Who } from "./Who.tsx";
import { WorkLink } from "./WorkLink.tsx";
import { WriteForm } from "./WriteForm.tsx";

const page = 20;

/** What was written, latest first: all of it, or about one entity. Whoever may commit can undo. */
export function HistoryPanel({ about }: { about?: string }) {
  const [pages, setPages] = useState<(string | undefined)[]>([undefined]);
  const after = pages.at(-1);
  const answer = useAnswer(HistoryDocument, { filter: about ? { about: [about] } : null, first: page, after });
  const found = answer?.commits;
  return (
    <>
      {about && (
        <p>
          About <a href={at(`/entity/${about}`)}>{about}</a>. <WorkLink to={{ show: "history" }}>Show all</WorkLink>
        </p>
      )}
      {found && (
        <p>
          {found.nodes.length} of {plural(found.totalCount, "commit")}, latest first.
        </p>
      )}
      <ol className="cards">
        {found?.nodes.map((commit) => (
          <CommitCard key={commit.id} commit={commit} />
        ))}
      </ol>
      <div className="buttons">
        {pages.length > 1 && (
          <button type="button" className="button" onClick={() => setPages(pages.slice(0, -1))}>
            Later
          </button>
        )}
        {found?.pageInfo.hasNextPage && (
          <button type="button" className="button" onClick={() => setPages([...pages, found.pageInfo.endCursor ?? undefined])}>
            Earlier
          </button>
        )}
      </div>
    </>
  );
}

function CommitCard({ commit }: { commit: RecordedFragment }) {
  const { viewer } = useWorkState();
  const [open, setOpen] = useState(false);
  const [undoing, setUndoing] = useState(false);
  const undone = commit.undoneBy;
  return (
    <li>
      <h2>
        {commit.number}: {commit.action.toLowerCase().replaceAll("_", " ")}
      </h2>
      <p className="muted">
        <Who agent={commit.by} />, <When at={commit.at} />
        {commit.acceptedBy && (
          <>
            , accepted by <Who agent={commit.acceptedBy} />
          </>
        )}
        {commit.undoes && `, undoes commit ${commit.undoes.number}`}
        {undone && `, undone by commit ${undone.number}`}
      </p>
      {commit.reason && <p>“{commit.reason}”</p>}
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{plural(commit.editCount, "edit")}</summary>
        {open && <EditList commit={commit.id} />}
      </details>
      {!undone && viewer?.mayPropose.includes("undoCommit") && (
        <button type="button" className="link" aria-expanded={undoing} onClick={() => setUndoing(!undoing)}>
          Undo …
        </button>
      )}
      {undoing && !undone && <UndoForm commit={commit.id} />}
    </li>
  );
}

function UndoForm({ commit }: { commit: string }) {
  const [reason, setReason] = useState("");
  const why = reason.trim();
  return (
    <WriteForm
      does="Undo"
      mutation="undoCommit"
      document={UndoCommitDocument}
      variables={why ? { input: { commit, reason: why } } : undefined}
    >
      <label>
        Why
        <input required value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
    </WriteForm>
  );
}
