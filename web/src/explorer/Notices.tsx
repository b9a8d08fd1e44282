import { useEffect, useState } from "react";
import { backOff } from "../control/loading.ts";
import { useExplorer, useExplorerState } from "./workbench.tsx";

/** A thin line while an answer is awaited; after two seconds, a way to give up. The old picture stays. */
export function Progress() {
  const { cancel } = useExplorer();
  const { waiting } = useExplorerState("waiting");
  return (
    <div className="progress" data-waiting={waiting} aria-busy={waiting === "seen" || waiting === "long"}>
      {waiting === "long" && (
        <p role="status">
          This takes longer than usual.{" "}
          <button type="button" onClick={cancel}>
            Cancel
          </button>
        </p>
      )}
    </div>
  );
}

/** The server can't be reached, or asks to try again later: says so, and when the next try is. */
export function Gone() {
  const { tryAgain } = useExplorer();
  const { failedTries } = useExplorerState("failedTries");
  const seconds = useCountdown(failedTries);
  if (failedTries === 0) return null;
  return (
    <div className="gone" role="alert">
      <p>The server isn’t answering. What you see is from before. {seconds > 0 ? `Next try in ${seconds} s.` : "Trying …"}</p>
      <button type="button" onClick={tryAgain}>
        Try now
      </button>
    </div>
  );
}

function useCountdown(failedTries: number): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (failedTries === 0) return;
    setSeconds(backOff(failedTries));
    const timer = setInterval(() => setSeconds((left) => Math.max(0, left - 1)), 1000);
    return () => clearInterval(timer);
  }, [failedTries]);
  return seconds;
}
