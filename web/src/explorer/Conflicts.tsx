import { useState } from "react";
import { askConflict, type Fact } from "../api/questions.ts";
import { FactItem } from "./FactItem.tsx";
import { Sample } from "./Sample.tsx";
import { useExplorer } from "./workbench.tsx";

/** Marks a claim that others contradict, where it stands; one click shows the other sides. */
export function Conflicts({ fact }: { fact: Fact }) {
  return fact.conflicts.map((conflict) => <ConflictMark key={conflict.id} id={conflict.id} reason={conflict.reason} except={fact.id} />);
}

function ConflictMark({ id, reason, except }: { id: string; reason: string; except: string }) {
  const { client } = useExplorer();
  const [open, setOpen] = useState(false);
  const [sides, setSides] = useState<Fact[]>();
  const [failed, setFailed] = useState(false);
  const show = async () => {
    setOpen(!open);
    if (open || sides) return;
    try {
      setFailed(false);
      setSides((await askConflict(client, id)).filter((side) => side.id !== except));
    } catch {
      setFailed(true);
    }
  };
  return (
    <div className="conflict">
      <button type="button" aria-expanded={open} onClick={() => void show()}>
        <Sample sign="disputed" /> Sources disagree
      </button>
      {open && <p className="muted reason">{reason}</p>}
      {open && failed && <p role="alert">The other side couldn’t be fetched. Close this and open it to try again.</p>}
      {open && sides && (
        <ul>
          {sides.map((side) => (
            <FactItem key={side.id} fact={{ ...side, conflicts: [] }} />
          ))}
        </ul>
      )}
    </div>
  );
}
