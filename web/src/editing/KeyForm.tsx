import { type FormEvent, useState } from "react";
import { useWork, useWorkState } from "./context.ts";

/** Who writes, or the field for the key that says so. */
export function KeyForm() {
  const control = useWork();
  const { viewer } = useWorkState();
  const [key, setKey] = useState("");
  if (viewer)
    return (
      <p className="viewer">
        {viewer.agent?.displayName ?? viewer.agent?.id ?? "Nobody"}, {viewer.role.toLowerCase()}.{" "}
        {viewer.mayPropose.length === 0 && "This key may only read. "}
        <button type="button" className="link" onClick={control.leave}>
          Forget the key
        </button>
      </p>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void control.enter(key);
    setKey("");
  };
  return (
    <form className="key" onSubmit={submit}>
      <label>
        Your key
        <input type="password" name="key" autoComplete="off" required value={key} onChange={(event) => setKey(event.target.value)} />
      </label>
      <button type="submit" className="button">
        Continue
      </button>
      <p className="muted">
        As the operator gave it to you: <code>whence key add NAME --role EDITOR</code> prints one. It is kept in this tab and sent to this
        server alone.
      </p>
    </form>
  );
}
