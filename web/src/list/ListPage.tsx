import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { backOff } from "../control/loading.ts";
import { at, base } from "../model/base.ts";
import { addressOfList, groupings, listed, type ListView, showsRows } from "../model/listview.ts";
import { titleOf } from "../model/listtitle.ts";
import { number } from "../model/words.ts";
import { Chips } from "./Chips.tsx";
import { Compare } from "./Compare.tsx";
import { Facets } from "./Facets.tsx";
import { GroupTable } from "./GroupTable.tsx";
import type { ListControl, ListState } from "./listcontrol.ts";
import { RowTable } from "./RowTable.tsx";
import { Sums } from "./Sums.tsx";
import { YearChart } from "./YearChart.tsx";

/** Claims as a table, with their sums, by year and by whom: every figure of every claim that matches, and a way to each. */
export function ListPage({ control }: { control: ListControl }) {
  const state = useSyncExternalStore(control.store.watch, control.store.get);
  const { view, answer, waiting, vocabulary } = state;
  const title = answer ? titleOf(answer.view, answer.names, vocabulary) : "List";
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Whence`;
  }, [title]);
  useEffect(() => {
    if (answer && performance.getEntriesByName("list-answer").length) performance.measure("list", "list-answer");
  }, [answer]);
  useSearchKey();
  const move = (change: (current: ListView) => ListView) => control.move(change);
  return (
    <div className="list" aria-busy={waiting !== "no"}>
      <a className="skip" href="#rows">
        Skip to the rows
      </a>
      <header className="header">
        <a className="brand" href={base}>
          Whence
        </a>
        <nav className="tools" aria-label="Pages">
          <a className="tool" href={addressOfList(listed(view), "/list.csv")} download>
            CSV{answer ? ` (all ${number(answer.rows.total + answer.rows.others)})` : ""}
          </a>
          <Share />
          <button type="button" className="tool" title="Print all rows" onClick={() => void control.showAll().then(() => print())}>
            Print
          </button>
          <a className="tool" href={pictureOf(listed(view))}>
            Picture
          </a>
          <a className="tool" href={at("/data")}>
            Data
          </a>
        </nav>
      </header>
      <main>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <Said state={state} control={control} />
        {answer && (
          <>
            <Sums answer={answer} />
            <Chips view={answer.view} names={answer.names} vocabulary={vocabulary} move={move} />
            <div className="list-body">
              <Facets answer={answer} vocabulary={vocabulary} move={move} />
              <div className="list-main">
                {answer.years && <YearChart years={answer.years} view={answer.view} move={move} />}
                {answer.comparison && <Compare comparison={answer.comparison} />}
                <Tabs view={answer.view} move={move} />
                {answer.groups && !showsRows(answer.view) ? (
                  <GroupTable groups={answer.groups} view={answer.view} move={move} />
                ) : (
                  <RowTable answer={answer} vocabulary={vocabulary} move={move} onMore={control.showMore} />
                )}
              </div>
            </div>
          </>
        )}
        {!answer && waiting !== "no" && <p className="muted">Asking …</p>}
      </main>
    </div>
  );
}

/** What went wrong, what was left out, and what is being waited for. */
function Said({ state, control }: { state: ListState; control: ListControl }) {
  const { unread, answer, failure, failedTries } = state;
  const unknown = answer?.unknown ?? [];
  return (
    <div className="said" role="status">
      {unread.length > 0 && <p>This address says what can’t be read, which is left out: {unread.join(", ")}.</p>}
      {unknown.length > 0 && <p>Nothing here has the address {unknown.slice(0, 5).join(", ")}, which is left out.</p>}
      {failedTries > 0 && (
        <p>
          The server isn’t answering. {answer ? "What you see is from before. " : ""}It is tried again in {backOff(failedTries)} s.{" "}
          <button type="button" className="link" onClick={control.tryAgain}>
            Try now
          </button>
        </p>
      )}
      {failure && (
        <p role="alert">
          That couldn’t be answered: {failure.message} {failure.requestId && <span className="muted">Request {failure.requestId}</span>}{" "}
          <button type="button" className="link" onClick={control.tryAgain}>
            Try again
          </button>
        </p>
      )}
    </div>
  );
}

function Tabs({ view, move }: { view: ListView; move: (change: (view: ListView) => ListView) => void }) {
  if (view.about.length > 0) return null;
  const labels = {
    claims: "Claims",
    awards: "Awards",
    year: "By year",
    funder: "By funder",
    recipient: "By recipient",
    programme: "By programme",
    place: "By place",
  };
  return (
    <nav className="tabs" aria-label="Grouped">
      {groupings.map((by) => (
        <button
          key={by}
          type="button"
          aria-pressed={view.by === by}
          onClick={() => move((current) => ({ ...current, by, kinds: by === "awards" ? ["FUNDS"] : current.kinds }))}
        >
          {labels[by]}
        </button>
      ))}
    </nav>
  );
}

/** The address is the list, so sharing is copying it. */
function Share() {
  const [copied, setCopied] = useState(false);
  const share = async () => {
    await navigator.clipboard.writeText(location.href);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <button type="button" className="tool" title="Copy the link to this list" aria-live="polite" onClick={() => void share()}>
      {copied ? "Copied" : "Share"}
    </button>
  );
}

/** The explorer's picture of what the list is of. */
function pictureOf(view: ListView): string {
  const ids = [...view.about, ...view.from, ...view.to, ...(view.within ? [view.within] : []), ...view.documents].slice(0, 4);
  const parts = [
    ...ids.map((id) => `e=${encodeURIComponent(id).replaceAll("%2F", "/")}`),
    ...view.kinds.map((kind) => `k=${kind.toLowerCase().replaceAll("_", "-")}`),
  ];
  return ids.length ? `${base}?${parts.join("&")}` : base;
}

function useSearchKey() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest("input:not([type=checkbox]), select, textarea");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      document.getElementById("add-funder")?.focus();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
