import { useState } from "react";
import type { Subject } from "../api/questions.ts";
import { signedIn } from "../api/session.ts";
import { add, collapse, expand, hide, select } from "../model/viewactions.ts";
import { narrowed, type View } from "../model/view.ts";
import { addressOfWork } from "../model/workaddress.ts";
import { number, plural } from "../model/words.ts";
import { Search } from "./Search.tsx";
import { useExplorer, useExplorerState } from "./workbench.tsx";

/** What can be done with a thing besides reading about it. */
export function SubjectActions({ subject }: { subject: Subject }) {
  return (
    <div className="actions">
      <Expansion id={subject.id} />
      <FindPaths subject={subject} />
      <Hiding id={subject.id} />
      {signedIn() && <WritersLinks subject={subject} />}
    </div>
  );
}

/** What only those who write are shown. */
function WritersLinks({ subject: { id, kind } }: { subject: Subject }) {
  return (
    <>
      <a className="button" href={addressOfWork({ show: "history", about: id })}>
        History
      </a>
      {kind === "DOCUMENT" ? (
        <a className="button" href={addressOfWork({ show: "document", id })}>
          Cite
        </a>
      ) : (
        <a className="button" href={addressOfWork({ show: "merge", keep: id })}>
          Merge or split
        </a>
      )}
    </>
  );
}

function Action({ label, move }: { label: string; move: (view: View) => View }) {
  const explorer = useExplorer();
  return (
    <button type="button" className="button" onClick={() => explorer.move(move)}>
      {label}
    </button>
  );
}

function Expansion({ id }: { id: string }) {
  const { view, graph } = useExplorerState("view", "graph");
  const remaining = graph.remaining.get(id) ?? 0;
  if (!view.opened.includes(id)) {
    const undrawn = narrowed(view) ? 0 : graph.undrawn(id);
    const label = `Expand in the picture${undrawn ? `: ${plural(undrawn, "more claim")}` : ""}`;
    return <Action label={label} move={(current) => (graph.nodes.has(id) ? expand(current, id) : add(current, id))} />;
  }
  return (
    <>
      {remaining > 0 && (
        <Action label={`Draw ${Math.min(25, remaining)} more of ${number(remaining)}`} move={(current) => expand(current, id)} />
      )}
      {new Set(view.opened).size > 1 && <Action label="Collapse" move={(current) => collapse(current, id)} />}
    </>
  );
}

function Hiding({ id }: { id: string }) {
  const { view, graph } = useExplorerState("view", "graph");
  if (!graph.nodes.has(id) || graph.nodes.size < 2) return null;
  const other = view.opened.find((one) => one !== id) ?? id;
  return (
    <>
      <Action label="Hide" move={(current) => hide(select(current, other), [id])} />
      <Action label="Hide others" move={(current) => hide(current, graph.othersThan(id))} />
    </>
  );
}

function FindPaths({ subject }: { subject: Subject }) {
  const explorer = useExplorer();
  const [finding, setFinding] = useState(false);
  return (
    <>
      <button type="button" className="button" aria-expanded={finding} onClick={() => setFinding(!finding)}>
        Find paths
      </button>
      {finding && (
        <Search
          id="path-to"
          eager
          label={`How is ${subject.name} connected to`}
          onPick={(id) => explorer.move((current) => ({ ...current, selected: [subject.id, id], line: [], way: 0 }))}
        />
      )}
    </>
  );
}
