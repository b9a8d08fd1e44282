import { type ReactNode, useState } from "react";
import { askConflict, type Fact } from "../api/questions.ts";
import { Sample } from "./Sample.tsx";
import { useExplorer } from "./workbench.tsx";

interface ConflictMarkProps {
  conflict: Fact["conflicts"][number];
  /** The claim that is marked: it isn't listed among the other sides. */
  claim: string;
  /** How another side is shown: a fact holds this mark, so a fact it must be given, lest the two files import each other. */
  renderSide: (side: Fact) => ReactNode;
}

/** Marks a claim that another contradicts, where it stands; one click shows the other sides. */
export function ConflictMark({ conflict, claim, renderSide }: ConflictMarkProps) {
  const { id, reason } = conflict;
  const { client } = useExplorer();
  const [open, setOpen] = useState(false);
  const [sides, setSides] = useState<Fact[]>();
  const [failed, setFailed] = useState(false);
  const show = async () => {
    setOpen(!open);
    if (open || sides) return;
    try {
      setFailed(false);
      setSides((await askConflict(client, id)).filter((side) => side.id !== claim));
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
      {open && sides && <ul>{sides.map((side) => renderSide({ ...side, conflicts: [] }))}</ul>}
    </div>
  );
}
