import { Facet } from "../explorer/Facet.tsx";
import { Search } from "../explorer/Search.tsx";
import { YearSelects } from "../explorer/YearSelects.tsx";
import { type ListView, writeYearSpan, yearsOf } from "../model/listview.ts";
import { isMoney } from "../model/moneykinds.ts";
import { number, type Vocabulary } from "../model/words.ts";
import type { Groups, ListAnswer } from "./listanswer.ts";
import type { Move } from "./move.ts";

/** Asked before anything is drawn: in the middle of drawing, the answer would cost a layout. */
const wide = matchMedia("(min-width: 681px)").matches;

/** What the list can be narrowed by: the ten that have most, and a search for the others. */
export function Facets({ answer, vocabulary, move }: { answer: ListAnswer; vocabulary: Vocabulary; move: Move }) {
  const { view, funders, recipients, years } = answer;
  if (view.about.length > 0) return null;
  const money = view.kinds.length > 0 && view.kinds.every(isMoney);
  return (
    <details className="facets" open={wide}>
      <summary className="button">Narrow the list</summary>
      <div>
        {years && <Years years={years} view={view} move={move} />}
        <Ends title={money ? "Funder" : "From"} field="from" id="add-funder" groups={funders} answer={answer} move={move} />
        <Ends title={money ? "Recipient" : "To"} field="to" id="add-recipient" groups={recipients} answer={answer} move={move} />
        {answer.programmes && <Programmes groups={answer.programmes} answer={answer} move={move} />}
        <Place groups={answer.places} answer={answer} move={move} />
        {view.from.length === 2 && view.compare.length === 0 && (
          <button type="button" className="button" onClick={() => move((current) => ({ ...current, compare: current.from }))}>
            Compare the two
          </button>
        )}
        {vocabulary.known && view.kinds.length === 0 && (
          <button type="button" className="button" onClick={() => move((current) => ({ ...current, kinds: ["FUNDS"] }))}>
            Funding only
          </button>
        )}
      </div>
    </details>
  );
}

interface EndsProps {
  title: string;
  field: "from" | "to";
  id: string;
  groups: Groups | null;
  answer: ListAnswer;
  move: Move;
}

function Ends({ title, field, id, groups, answer, move }: EndsProps) {
  const { view, names } = answer;
  const found = optionsOf(groups);
  const ticked = view[field];
  const missing = ticked
    .filter((one) => !found.some(({ value }) => value === one))
    .map((value) => ({ value, label: names.get(value) ?? value }));
  const toggle = (value: string) =>
    move((current) => ({
      ...current,
      [field]: current[field].includes(value) ? current[field].filter((one) => one !== value) : [...current[field], value],
    }));
  return (
    <>
      <Facet title={title} options={[...missing, ...found]} ticked={ticked} onToggle={toggle} />
      {groups?.truncated && <p className="muted">The {number(found.length)} with most; others by name:</p>}
      <Search id={id} label={`Add a ${title.toLowerCase()}`} onPick={(picked) => !ticked.includes(picked) && toggle(picked)} />
    </>
  );
}

interface GroupedProps {
  groups: Groups | null;
  answer: ListAnswer;
  move: Move;
}

const optionsOf = (groups: Groups | null): { value: string; label: string; count: number }[] =>
  (groups?.rows ?? []).flatMap(({ key, count }) => (key[0]?.entity ? [{ value: key[0].entity.id, label: key[0].entity.name, count }] : []));

function Programmes({ groups, answer: { view, names }, move }: GroupedProps) {
  const found = optionsOf(groups);
  const missing = view.via
    .filter((one) => !found.some(({ value }) => value === one))
    .map((value) => ({ value, label: names.get(value) ?? value }));
  if (found.length + missing.length === 0) return null;
  const toggle = (value: string) =>
    move((current) => ({
      ...current,
      via: current.via.includes(value) ? current.via.filter((one) => one !== value) : [...current.via, value],
    }));
  return (
    <>
      <Facet title="Programme" options={[...missing, ...found]} ticked={view.via} onToggle={toggle} />
      {groups?.truncated && <p className="muted">The {number(found.length)} with most.</p>}
    </>
  );
}

/** A place is one: ticking another goes there, ticking it again leaves it. */
function Place({ groups, answer: { view, names }, move }: GroupedProps) {
  const found = optionsOf(groups).filter(({ value }) => value !== view.within);
  const here = view.within ? [{ value: view.within, label: names.get(view.within) ?? view.within }] : [];
  const go = (within: string) => move((current) => ({ ...current, within: current.within === within ? "" : within }));
  return (
    <>
      <Facet title="In a place" options={[...here, ...found]} ticked={view.within ? [view.within] : []} onToggle={go} />
      {groups?.truncated && <p className="muted">The {number(found.length)} with most; others by name:</p>}
      <Search id="add-place" label="A place" onPick={(within) => move((current) => ({ ...current, within }))} />
    </>
  );
}

/** From the first to the last year that the data have. */
function Years({ years, view, move }: { years: Groups; view: ListView; move: Move }) {
  const known = years.rows
    .map(({ key }) => key[0]?.value ?? "")
    .filter((year) => /^\d{4}$/.test(year))
    .sort();
  const [from, to] = yearsOf(view.years);
  if (known.length === 0) return null;
  const set = (nextFrom: string, nextTo: string) => move((current) => ({ ...current, at: "", years: writeYearSpan(nextFrom, nextTo) }));
  return (
    <fieldset className="facet">
      <legend>Years</legend>
      <YearSelects years={{ from, to }} among={known} onChange={(chosen) => set(chosen.from, chosen.to)} />
    </fieldset>
  );
}
