import { useState } from "react";
import { Field } from "./Field.tsx";
import { SplitEntityDocument, type SideQuery } from "./generated.ts";
import { WriteForm } from "./WriteForm.tsx";

/** Lets go of ids that a merge brought. Each id that is let go is a part of its own, with the claims that were made with it. */
export function SplitForm({ entity }: { entity: NonNullable<SideQuery["entity"]> }) {
  const [chosen, setChosen] = useState<string[]>([]);
  const [reason, setReason] = useState("");
  const { canonical, members } = entity.identity;
  const toggle = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const why = reason.trim();
  const ready = chosen.length > 0 && why !== "";
  return (
    <WriteForm
      does="Split"
      mutation="splitEntity"
      document={SplitEntityDocument}
      variables={ready ? { input: { entity: entity.id, parts: chosen.map((id) => ({ members: [id] })), reason: why } } : undefined}
    >
      <fieldset>
        <legend>Ids to let go</legend>
        {members
          .filter((id) => id !== canonical)
          .map((id) => (
            <label key={id} className="check">
              <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} /> {id}
            </label>
          ))}
      </fieldset>
      <Field label="Why" value={reason} onChange={setReason} required />
    </WriteForm>
  );
}
