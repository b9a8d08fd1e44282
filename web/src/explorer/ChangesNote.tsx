import { useEffect, useState } from "react";
import { askCommitCount } from "../api/questions.ts";
import { addressOfWork } from "../model/workaddress.ts";
import { plural } from "../model/words.ts";
import { useExplorer } from "./workbench.tsx";

/** A minute: a page that lies in the background asks nothing. A stream would hold one of the browser's six connections a tab. */
const interval = 60_000;

/** "3 changes since you opened this page", with a way to see them and a way to be shown what is so now. */
export function ChangesNote() {
  const changes = useChanges();
  if (changes === 0) return null;
  return (
    <div className="changed" role="status">
      <p>
        {plural(changes, "change")} since you opened this page. <a href={addressOfWork({ show: "history" })}>Show them</a>
      </p>
      <button type="button" onClick={() => location.reload()}>
        Reload
      </button>
    </div>
  );
}

function useChanges(): number {
  const { client } = useExplorer();
  const [counts, setCounts] = useState<{ first: number; now: number }>();
  useEffect(() => {
    const asking = new AbortController();
    const look = () => {
      if (document.visibilityState !== "visible") return;
      askCommitCount(client, asking.signal).then(
        (now) => setCounts((known) => ({ first: known?.first ?? now, now })),
        () => {}, // the explorer itself says when nobody answers
      );
    };
    look();
    const timer = setInterval(look, interval);
    document.addEventListener("visibilitychange", look);
    return () => {
      asking.abort();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [client]);
  return counts ? counts.now - counts.first : 0;
}
