import type { Sign } from "../model/legend.ts";

/** A sign of the picture, as the legend shows it and as facts repeat it. */
export function Sample({ sign }: { sign: Sign["sign"] }) {
  return (
    <svg className="sample" data-sign={sign} viewBox="0 0 26 14" width="26" height="14" aria-hidden="true">
      {sign === "undrawn" ? (
        <>
          <rect x="6" width="14" height="14" rx="1" />
          <text x="13" y="11" textAnchor="middle">
            3
          </text>
        </>
      ) : (
        <>
          <path d="M1 7h24" />
          {sign === "disputed" && <path className="hollow" d="M1 7h24" />}
        </>
      )}
    </svg>
  );
}
