import type { MouseEvent, ReactNode } from "react";
import { addressOfData, type DataView } from "../model/dataaddress.ts";
import { show } from "./address.ts";

/** A link within the page of data, which a plain click follows without loading the page anew. */
export function DataLink({ to, className, children }: { to: DataView; className?: string; children: ReactNode }) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    show(to);
  };
  return (
    <a className={className} href={addressOfData(to)} onClick={follow}>
      {children}
    </a>
  );
}
