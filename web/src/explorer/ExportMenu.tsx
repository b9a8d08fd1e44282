import { useEffect, useRef, useState } from "react";
import { toQuery } from "../exports/query.ts";
import { playgroundLink } from "../playground/link.ts";
import { formats, useExports } from "./useExports.ts";
import { useExplorerState } from "./workbench.tsx";

/** Gives away exactly what is shown. */
export function ExportMenu() {
  const menu = useRef<HTMLDetailsElement>(null);
  const { steps, view } = useExplorerState();
  const { save, busy, failed } = useExports();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      const outside = event instanceof KeyboardEvent ? event.key === "Escape" : !menu.current?.contains(event.target as Node);
      if (!outside || !menu.current) return;
      menu.current.open = false;
      if (event instanceof KeyboardEvent) menu.current.querySelector("summary")?.focus();
    };
    addEventListener("pointerdown", close);
    addEventListener("keydown", close);
    return () => {
      removeEventListener("pointerdown", close);
      removeEventListener("keydown", close);
    };
  }, [open]);
  return (
    <details ref={menu} className="menu" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="tool">Export</summary>
      <div className="menu-list">
        {formats.map(({ name, what }) => (
          <button key={name} type="button" disabled={busy} onClick={() => void save(name)}>
            {name} <span className="muted">{what}</span>
          </button>
        ))}
        <a href={playgroundLink(toQuery(steps, view))}>
          GraphQL <span className="muted">the query, in the playground</span>
        </a>
        {failed && <p role="alert">The sources couldn’t be fetched. Try again.</p>}
      </div>
    </details>
  );
}
