import type { WelcomeQuery } from "../api/generated.ts";
import { listAddress } from "./listaddress.ts";
import { emptyView, type View } from "./view.ts";

/** A question that the data can answer, and where: a view of the explorer, or another page. */
export interface StartQuestion {
  question: string;
  view?: View;
  address?: string;
}

type Entity = { id: string; name: string; kind: string };

/** How many questions a newcomer is offered: few enough to be read. */
const most = 4;

/** What the data have much of: who funds, what is funded, funding in a place; then how people are connected to it. */
export function startQuestions(welcome: WelcomeQuery & { tied?: boolean }): StartQuestion[] {
  const funded = mostFunded(welcome);
  const funder = biggestFunder(welcome);
  const place = busiestPlace(welcome);
  const ends = welcome.tied ? connection(welcome) : undefined;
  const questions: (StartQuestion | undefined)[] = [
    funded && { question: `Who funds ${funded.name}?`, view: { ...emptyView, opened: [funded.id], kinds: ["FUNDS"] } },
    place && {
      question: `Funding in ${place.name}`,
      address: listAddress("/list", { within: place.id }, { ...emptyView, kinds: ["FUNDS"] }),
    },
    funder && { question: `What does ${funder.name} fund?`, view: { ...emptyView, opened: [funder.id], kinds: ["FUNDS"] } },
    ends && {
      question: `How is ${ends.person.name} connected to ${ends.funded.name}?`,
      view: { ...emptyView, selected: [ends.person.id, ends.funded.id] },
    },
  ];
  return questions.filter((one) => one !== undefined).slice(0, most);
}

/** The person and the funded thing whose connection may be asked for. */
export function connection(welcome: WelcomeQuery): { person: { id: string; name: string }; funded: Entity } | undefined {
  const funded = mostFunded(welcome);
  const person = welcome.people?.nodes[0];
  return funded && person ? { person, funded } : undefined;
}

type Rows = NonNullable<WelcomeQuery["funding"]>["rows"];

/** What is funded by the most: a place or a programme before others, since those are best known; of equals the one with most money. */
export function mostFunded({ funding }: WelcomeQuery): Entity | undefined {
  const known = ({ kind }: Entity) => Number(kind === "PLACE" || kind === "PROGRAMME");
  const funders = tally(funding?.rows ?? [], 0, () => 1);
  return [...funders].sort(([a, one], [b, other]) => Number(other > 1) - Number(one > 1) || known(b) - known(a) || other - one)[0]?.[0];
}

const biggestFunder = ({ funding }: WelcomeQuery): Entity | undefined =>
  [...tally(funding?.rows ?? [], 1, (row) => row.count)].sort(([, one], [, other]) => other - one)[0]?.[0];

const busiestPlace = ({ places }: WelcomeQuery): Entity | undefined =>
  [...tally(places?.rows ?? [], 0, (row) => row.count)].sort(([, one], [, other]) => other - one)[0]?.[0];

function tally(rows: Rows, part: number, weight: (row: Rows[number]) => number): Map<Entity, number> {
  const byId = new Map<string, Entity>();
  const counts = new Map<Entity, number>();
  for (const row of rows) {
    const entity = row.key[part]?.entity;
    if (!entity) continue;
    const known = byId.get(entity.id) ?? entity;
    byId.set(entity.id, known);
    counts.set(known, (counts.get(known) ?? 0) + weight(row));
  }
  return counts;
}
