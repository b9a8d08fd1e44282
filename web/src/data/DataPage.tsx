import { useEffect, useRef } from "react";
import { useWorkState } from "../editing/context.ts";
import { at } from "../model/base.ts";
import { addressOfData } from "../model/dataaddress.ts";
import { useDataView } from "./address.ts";
import { DatasetList } from "./DatasetList.tsx";
import { DatasetPanel } from "./DatasetPanel.tsx";

/** Which data sets are held here, under what terms; and what a file of an editor's would change. */
export function DataPage() {
  const view = useDataView();
  const { failure, waiting } = useWorkState();
  const heading = useRef<HTMLHeadingElement>(null);
  const address = addressOfData(view);
  const first = useRef(address);
  useEffect(() => {
    document.title = `${view.set ?? "Data"} – Whence`;
    if (first.current !== address) heading.current?.focus();
    first.current = address;
  }, [address]);
  return (
    <div className="work data" aria-busy={waiting !== "no"}>
      <header className="header">
        <a className="brand" href={at("/")}>
          Whence
        </a>
        <nav className="tools" aria-label="Pages">
          <a className="tool" href={at("/list")}>
            List
          </a>
          <a className="tool" href={at("/work")}>
            Work
          </a>
          <a className="tool" href={at("/playground")}>
            Playground
          </a>
        </nav>
      </header>
      <main>
        <h1 ref={heading} tabIndex={-1}>
          {view.set ? <bdi>{view.set}</bdi> : "Data"}
        </h1>
        {failure && (
          <p className="refusal" role="alert">
            {failure.message}
            {failure.requestId && <span className="muted"> Request {failure.requestId}</span>}
          </p>
        )}
        {view.set ? <DatasetPanel key={view.set} name={view.set} /> : <DatasetList />}
      </main>
    </div>
  );
}
