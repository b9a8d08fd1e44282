import { useEffect, useState } from "react";
import { Search } from "../explorer/Search.tsx";
import { dateIn, figureIn } from "../model/selection.ts";
import { Field, KindSelect } from "./Field.tsx";
import { AssertClaimsDocument, type RelationshipKind } from "./generated.ts";
import { WriteForm } from "./WriteForm.tsx";

/** Words of a document, in code points from the start of its text. */
export interface Cited {
  document: string;
  start: number;
  end: number;
  words: string;
}

interface Draft {
  subject: string;
  kind: string;
  object: string;
  value: string;
  currency: string;
  purpose: string;
  holds: string;
}

/** A relationship made of cited words. What the words hold of figures and dates is filled in; the draft outlives a reload. */
export function AssertForm({ cited }: { cited: Cited }) {
  const slot = `whence-draft ${cited.document} ${cited.start} ${cited.end}`;
  const [draft, setDraft] = useState(() => kept(slot) ?? begun(cited));
  useEffect(() => sessionStorage.setItem(slot, JSON.stringify(draft)), [draft]);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const { subject, kind, object, value, currency, purpose, holds } = draft;
  const claim = {
    says: {
      relationship: {
        subject,
        kind: kind as RelationshipKind,
        object,
        purpose: purpose.trim() || null,
        amount: value.trim() ? { value: value.trim(), currency: currency.trim() } : null,
      },
    },
    holds: holds.trim() ? { edtf: holds.trim() } : null,
    citations: [{ document: cited.document, start: cited.start, end: cited.end }],
  };
  return (
    <WriteForm
      does="Save"
      mutation="assertClaims"
      document={AssertClaimsDocument}
      variables={subject && kind && object ? { input: { claims: [claim] } } : undefined}
      onWritten={() => sessionStorage.removeItem(slot)}
    >
      <End label="Subject" id="subject" value={subject} onPick={(id) => set({ subject: id })} />
      <KindSelect value={kind} onChange={(picked) => set({ kind: picked })} />
      <End label="Object" id="object" value={object} onPick={(id) => set({ object: id })} />
      <Field label="Amount, in whole units" value={value} onChange={(text) => set({ value: text })} />
      <Field label="Currency" value={currency} onChange={(text) => set({ currency: text })} />
      <Field label="For" value={purpose} onChange={(text) => set({ purpose: text })} />
      <Field label="Date (2014, 2014-03, 2014-03-01)" value={holds} onChange={(text) => set({ holds: text })} />
    </WriteForm>
  );
}

interface EndProps {
  label: string;
  id: string;
  value: string;
  onPick: (id: string) => void;
}

const End = ({ label, id, value, onPick }: EndProps) => (
  <div>
    <Search id={id} label={label} onPick={onPick} />
    <p className="muted">{value || "Not chosen"}</p>
  </div>
);

function begun({ words }: Cited): Draft {
  const figure = figureIn(words);
  return {
    subject: "",
    kind: "FUNDS",
    object: "",
    value: figure?.value ?? "",
    currency: figure?.currency ?? "GBP",
    purpose: "",
    holds: dateIn(words) ?? "",
  };
}

function kept(slot: string): Draft | undefined {
  const text = sessionStorage.getItem(slot);
  return text ? (JSON.parse(text) as Draft) : undefined;
}
