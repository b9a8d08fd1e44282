import type { ReactNode } from "react";
import { changeInWords, type DryRun, loadable, type Place, placeInWords } from "../model/dryrun.ts";
import { number, plural } from "../model/words.ts";

/** What loading a file would change, which records are set aside, and what a reader would doubt: each with its place in the file. */
export function Report({ tried, children }: { tried: DryRun; children: ReactNode }) {
  const { name, datasets, records, refused, refusals, warnings, mistakes, error, sha256 } = tried;
  const doubts = warnings.reduce((sum, { count }) => sum + count, 0);
  return (
    <section className="plan report" aria-labelledby="report">
      <h3 id="report" tabIndex={-1} ref={(heading) => heading?.focus()}>
        {name}: {loadable(tried) ? "what loading it would change" : "it can’t be loaded"}
      </h3>
      {loadable(tried) && (
        <p className="lead" role="status">
          {changeInWords(tried)} {refused > 0 && `${plural(refused, "record")} set aside. `}
          {doubts > 0 && `${plural(doubts, "value")} to look at.`}
        </p>
      )}
      {loadable(tried) && (
        <p>
          {records > 0 && `${plural(records, "record")} read. `}
          {datasets.length > 0 && `Data set: ${datasets.join(", ")}. `}
          <span className="muted">SHA-256 {sha256.slice(0, 16)}…</span>
        </p>
      )}
      {error && <p className="refusal">{error}</p>}
      <Places of={mistakes} all={mistakes.length} name={name} title="What is wrong" />
      <Places of={refusals} all={refused} name={name} title="Set aside" />
      {warnings.map(({ kind, count, first }) => (
        <Places key={kind} of={first} all={count} name={name} title={`To look at: ${kind}`} />
      ))}
      {children}
    </section>
  );
}

function Places({ of, all, name, title }: { of: readonly Place[]; all: number; name: string; title: string }) {
  if (of.length === 0) return null;
  return (
    <div className="places" role="group" aria-label={title} tabIndex={0}>
      <table>
        <caption>
          {title}: {of.length < all ? `${number(of.length)} of ${number(all)}` : number(all)}
        </caption>
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {of.map((place, at) => (
            <tr key={at}>
              <td>{placeInWords(place, name)}</td>
              <td>{place.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
