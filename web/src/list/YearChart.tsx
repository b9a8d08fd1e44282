import { addressOfList, type ListView, yearsOf } from "../model/listview.ts";
import { number } from "../model/words.ts";
import type { Group, Groups } from "./listanswer.ts";
import type { Move } from "./move.ts";
import { groupTotal } from "./Sums.tsx";

const barWidth = 26;
const gap = 6;
const height = 96;

/** Sums by year as bars, each a link to its year, with the table of the figures; of counts where no amounts are stated. */
export function YearChart({ years, view, move }: { years: Groups; view: ListView; move: Move }) {
  const rows = years.rows
    .filter(({ key }) => /^\d{4}$/.test(key[0]?.value ?? ""))
    .sort((a, b) => a.key[0]!.value.localeCompare(b.key[0]!.value));
  if (rows.length < 2) return null;
  const currency = commonest(rows);
  const size = (row: Group) => (currency ? Number(row.totals.find((total) => total.currency === currency)?.low ?? 0) : row.count);
  const most = Math.max(...rows.map(size), 1);
  const undated = years.rows.filter((row) => !rows.includes(row)).reduce((sum, row) => sum + row.count, 0);
  const [from, to] = yearsOf(view.years);
  const chosen = (year: string) => view.years === "" || ((!from || year >= from) && (!to || year <= to));
  return (
    <section className="chart" aria-labelledby="by-year">
      <h2 id="by-year">By year{currency ? `, ${currency}` : ", claims"}</h2>
      <div className="chart-scroll">
        <svg width={rows.length * (barWidth + gap)} height={height + 22} role="group" aria-label="A bar for each year">
          {rows.map((row, i) => {
            const year = row.key[0]!.value;
            const bar = Math.max(1, Math.round((size(row) / most) * height));
            const next = { ...view, at: "", years: view.years === year ? "" : year };
            return (
              <a
                key={year}
                href={addressOfList(next)}
                aria-label={`${year}: ${groupTotal(row, years.partial ?? false) || "amounts not stated"}, ${number(row.count)} claims`}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  move(() => next);
                }}
              >
                <rect className="hit" x={i * (barWidth + gap)} y={0} width={barWidth + gap} height={height + 22} />
                <rect className="bar" data-chosen={chosen(year)} x={i * (barWidth + gap)} y={height - bar} width={barWidth} height={bar} />
                <text x={i * (barWidth + gap) + barWidth / 2} y={height + 15} textAnchor="middle">
                  {year}
                </text>
              </a>
            );
          })}
        </svg>
      </div>
      <details>
        <summary>The figures</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Year</th>
              <th scope="col">Sum</th>
              <th scope="col">Claims</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key[0]!.value}>
                <th scope="row">{row.key[0]!.value}</th>
                <td className="figure">{groupTotal(row, years.partial ?? false) || "not stated"}</td>
                <td className="figure">{number(row.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      {undated > 0 && <p className="muted">{number(undated)} of no known year are not drawn.</p>}
    </section>
  );
}

/** The currency of most rows: sums of several are never added. */
function commonest(rows: readonly Group[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { totals } of rows) for (const { currency } of totals) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}
