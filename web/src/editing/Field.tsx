import { useAnswer } from "./context.ts";
import { KindsDocument } from "./generated.ts";

interface FieldProps {
  label: string;
  value: string;
  required?: boolean;
  onChange: (value: string) => void;
}

/** A labelled text field. */
export const Field = ({ label, value, required, onChange }: FieldProps) => (
  <label>
    {label}
    <input value={value} required={required} onChange={(event) => onChange(event.target.value)} />
  </label>
);

/** The kinds of relationship, as the server words them. */
export function KindSelect({ value, onChange }: { value: string; onChange: (kind: string) => void }) {
  const answer = useAnswer(KindsDocument, {});
  return (
    <label>
      Kind
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {answer?.relationshipKinds.map(({ kind, label }) => (
          <option key={kind} value={kind}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
