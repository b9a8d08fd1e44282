import type { Failure } from "../api/client.ts";
import { useExplorer } from "./workbench.tsx";

/** What failed, what to do about it, and what to quote when asking for help. */
export function FailureNote({ failure }: { failure: Failure }) {
  const { tryAgain } = useExplorer();
  return (
    <div className="failure" role="alert">
      <h2>That couldn’t be answered</h2>
      <p>{failure.message}</p>
      <button type="button" className="button" onClick={tryAgain}>
        Try again
      </button>
      {(failure.code || failure.requestId) && (
        <p className="muted">
          {failure.code && <code>{failure.code}</code>} {failure.requestId && <>Request {failure.requestId}</>}
        </p>
      )}
    </div>
  );
}
