import { useState } from "react";
import type { Subject } from "../api/questions.ts";
import { add, collapse, expand, hide, select } from "../model/moves.ts";
import { narrowed } from "../model/view.ts";
import { plural } from "../model/words.ts";
import { Search } from "./Search.tsx";
import { othersThan } from "./usePictureKeys.ts";
import { useExplorer, useExplorerState } from "./workbench.tsx";

/** What can be done with a thing besides reading about it. */
export function SubjectActions({ subject }: { subject: Subject }) {
  const explorer = useExplorer();
  const { view, graph } = useExplorerState();
  const [finding, setFinding] = useState(false);
  const opened = view.opened.includes(subject.id);
  const remaining = graph.remaining.get(subject.id) ?? 0;
  const undrawn = narrowed(view) ? 0 : graph.undrawn(subject.id);
  const drawn = graph.nodes.has(subject.id);
  return (
    <div className="actions">
      {!opened && (
        <button
          type="button"
          className="button"
          onClick={() => explorer.move((current) => (drawn ? expand(current, subject.id) : add(current, subject.id)))}
        >
          Expand in the picture{undrawn > 0 && `: ${plural(undrawn, "more claim")}`}
        </button>
      )}
      {opened && remaining > 0 && (
        <button type="button" className="button" onClick={() => explorer.move((current) => expand(current, subject.id))}>
          Draw {Math.min(25, remaining)} more of {remaining}
        </button>
      )}
      {opened && new Set(view.opened).size > 1 && (
        <button type="button" className="button" onClick={() => explorer.move((current) => collapse(current, subject.id))}>
          Collapse
        </button>
      )}
      {drawn && graph.nodes.size > 1 && (
        <>
          <button
            type="button"
            className="button"
            onClick={() =>
              explorer.move((current) => hide(select(current, view.opened.find((id) => id !== subject.id) ?? subject.id), [subject.id]))
            }
          >
            Hide
          </button>
          <button type="button" className="button" onClick={() => explorer.move((current) => hide(current, othersThan(graph, subject.id)))}>
            Hide others
          </button>
        </>
      )}
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
    </div>
  );
}
