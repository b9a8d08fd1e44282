import type { CitationState } from "./generated.ts";
import { number, plural } from "../model/words.ts";

/** A licence by its address, and what has to be said with the data. */
export function Terms({ licence, attribution }: { licence: string | null; attribution: string | null }) {
  if (!licence && !attribution) return <span className="muted">not given</span>;
  return (
    <>
      {licence ? (
        <a href={licence} rel="license noreferrer">
          {licenceName(licence)}
        </a>
      ) : (
        <span className="muted">not given</span>
      )}
      {attribution && <span className="attribution">Say: “{attribution}”</span>}
    </>
  );
}

/** "CC BY 4.0" of an address that is widely known, else the address without its scheme. */
export function licenceName(address: string): string {
  const commons = /^https?:\/\/creativecommons\.org\/licenses\/([a-z-]+)\/([\d.]+)/.exec(address);
  if (commons) return `CC ${commons[1]!.toUpperCase()} ${commons[2]}`;
  if (/^https?:\/\/creativecommons\.org\/publicdomain\/zero\/1\.0/.test(address)) return "CC0 1.0";
  const open = /nationalarchives\.gov\.uk\/doc\/open-government-licence\/version\/(\d)/.exec(address);
  if (open) return `OGL ${open[1]}`;
  return address.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
}

interface Claimed {
  totalCount: number;
  nodes: { citations: { state: CitationState }[] }[];
}

/** Whether the text that a data set cites is held here, and says what is cited: found out by the first claims alone. */
export function heldInWords({ nodes }: Claimed): string {
  const states = nodes.flatMap(({ citations }) => citations.map(({ state }) => state));
  if (states.length === 0) return "nothing is cited";
  const held = states.filter((state) => state !== "NOT_HELD");
  if (held.length === 0) return "no";
  const stand = held.filter((state) => state === "VERIFIED" || state === "MOVED").length;
  const all = held.length === states.length ? "yes" : "in part";
  return `${all}: ${number(stand)} of ${plural(held.length, "citation")} looked at ${stand === 1 ? "stands" : "stand"}`;
}
