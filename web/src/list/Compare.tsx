import { at } from "../model/base.ts";
import { number } from "../model/words.ts";
import type { Comparison, Group } from "./listanswer.ts";
import { groupTotal } from "./Sums.tsx";

/** Two that give, side by side: year by year, their largest recipients, and whom both fund. */
export function Compare({ comparison }: { comparison: Comparison }) {
  const { names, years, recipients, shared, truncated } = comparison;
  const all = [...new Set(years.flatMap(({ rows }) => rows.map(({ key }) => key[0]!.value)))].filter((year) => /^\d{4}$/.test(year)).sort();
  const sum = (side: 0 | 1, year: string) =>
    cell(
      years[side].rows.find(({ key }) => key[0]!.value === year),
      years[side].partial ?? false,
    );
  const ranks = Math.max(recipients[0].rows.length, recipients[1].rows.length);
  return (
    <section className="compare" aria-labelledby="compared">
      <h2 id="compared">
        {names[0]} and {names[1]}
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Year</th>
            <th scope="col">{names[0]}</th>
            <th scope="col">{names[1]}</th>
          </tr>
        </thead>
        <tbody>
          {all.map((year) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              <td className="figure">{sum(0, year)}</td>
              <td className="figure">{sum(1, year)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">In all</th>
            <td className="figure">{cell(years[0].total, years[0].partial ?? false)}</td>
            <td className="figure">{cell(years[1].total, years[1].partial ?? false)}</td>
          </tr>
        </tbody>
      </table>
      <h3>Largest recipients</h3>
      <table>
        <tbody>
          {Array.from({ length: ranks }, (_, i) => (
            <tr key={i}>
              <th scope="row">{i + 1}</th>
              <td>{recipient(recipients[0].rows[i])}</td>
              <td>{recipient(recipients[1].rows[i])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>Both fund{truncated ? ", among others" : ""}</h3>
      {shared.length === 0 ? <p>Nobody, as far as is recorded.</p> : null}
      <ul className="both">
        {shared.map(({ id, name }) => (
          <li key={id}>
            <a href={at(`/entity/${id}`)}>{name}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

const cell = (group: Group | undefined, partial: boolean): string =>
  group ? `${groupTotal(group, partial) || "not stated"} (${number(group.count)})` : "–";

const recipient = (group: Group | undefined) =>
  group?.key[0]?.entity ? (
    <>
      <a href={at(`/entity/${group.key[0].entity.id}`)}>{group.key[0].entity.name}</a> {groupTotal(group, false)}
    </>
  ) : null;
