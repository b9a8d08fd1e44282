import { useEffect, useRef } from "react";
import { at } from "../model/base.ts";
import { addressOfWork, type Work } from "../model/workaddress.ts";
import { ClaimPanel } from "./ClaimPanel.tsx";
import { useWorkState } from "./context.ts";
import { DocumentPanel } from "./DocumentPanel.tsx";
import { HistoryPanel } from "./HistoryPanel.tsx";
import { KeyForm } from "./KeyForm.tsx";
import { MergePanel } from "./MergePanel.tsx";
import { PairsPanel } from "./PairsPanel.tsx";
import { ReviewPanel } from "./ReviewPanel.tsx";
import { WorkLink } from "./WorkLink.tsx";

const titles: Readonly<Record<Work["show"], string>> = {
  review: "Proposals",
  pairs: "Same thing?",
  history: "History",
  merge: "Merge and split",
  claim: "A claim",
  document: "Cite a document",
};

/** Where a team reviews proposals, reads and undoes history, merges, splits, and corrects: whatever needs a key. */
export function WorkPage() {
  const { work, viewer, failure, waiting } = useWorkState();
  const heading = useRef<HTMLHeadingElement>(null);
  const address = addressOfWork(work);
  const first = useRef(address);
  useEffect(() => {
    document.title = `${titles[work.show]} – Whence`;
    if (first.current !== address) heading.current?.focus();
    first.current = address;
  }, [address]);
  return (
    <div className="work" aria-busy={waiting !== "no"}>
      <header className="header">
        <a className="brand" href={at("/")}>
          Whence
        </a>
        <nav className="tools" aria-label="Work">
          {(["review", "pairs", "history", "merge"] as const).map((show) => (
            <WorkLink key={show} to={{ show }} className="tool" current={work.show === show}>
              {titles[show]}
            </WorkLink>
          ))}
          <a className="tool" href={at("/data")}>
            Data
          </a>
        </nav>
      </header>
      <main>
        <h1 ref={heading} tabIndex={-1}>
          {titles[work.show]}
        </h1>
        <KeyForm />
        {failure && (
          <p className="refusal" role="alert">
            {failure.message}
            {failure.requestId && <span className="muted"> Request {failure.requestId}</span>}
          </p>
        )}
        {(viewer || work.show === "history") && <Panel work={work} />}
      </main>
    </div>
  );
}

function Panel({ work }: { work: Work }) {
  switch (work.show) {
    case "review":
      return <ReviewPanel />;
    case "pairs":
      return <PairsPanel key={work.about} about={work.about} />;
    case "history":
      return <HistoryPanel about={work.about} />;
    case "merge":
      return <MergePanel keep={work.keep} other={work.other} />;
    case "claim":
      return <ClaimPanel key={work.id} id={work.id} />;
    case "document":
      return <DocumentPanel key={work.id} id={work.id} />;
  }
}
