import type { EntityKind, RelationshipKind } from "../api/generated.ts";
import type { Subject } from "../api/questions.ts";
import type { State } from "../control/explorer.ts";
import { isMoney } from "../model/moneykinds.ts";
import { yearOf } from "../model/years.ts";

/** What is counted: the facts that are read, or else what is drawn. */
type Counted = Pick<State, "panel" | "graph" | "view">;

export interface KindCount {
  kind: RelationshipKind;
  count: number | undefined;
}

/** The kinds that can be ticked: of the claims about the thing in focus, with counts, else of what is drawn. */
export function kindCounts({ panel, graph, view }: Counted): KindCount[] {
  const counts = new Map<RelationshipKind, number | undefined>(view.kinds.map((kind) => [kind, undefined]));
  const facts = panel.show === "facts" ? panel.facts : null;
  if (facts) {
    for (const kind of view.kinds) counts.set(kind, 0);
    for (const { kind, count } of facts.subject.relationshipCounts) counts.set(kind, (counts.get(kind) ?? 0) + count);
  } else for (const line of graph.lines.values()) for (const tie of line.ties) counts.set(tie.kind, undefined);
  const rank = (kind: RelationshipKind) => (isMoney(kind) ? 0 : 1);
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .sort((a, b) => rank(a.kind) - rank(b.kind) || (b.count ?? 0) - (a.count ?? 0) || a.kind.localeCompare(b.kind));
}

/** How many things of each kind the thing in focus is tied to; without one, how many are drawn. */
export function thingCounts({ panel, graph, view }: Counted): { kind: EntityKind; count: number }[] {
  const facts = panel.show === "facts" ? panel.facts : null;
  const counts = facts ? neighbourCounts(facts.subject) : graph.countKinds();
  for (const kind of view.things) if (!counts.has(kind)) counts.set(kind, 0);
  return [...counts].map(([kind, count]) => ({ kind, count })).filter(({ kind, count }) => count > 0 || view.things.includes(kind));
}

/** The years that the claims about the thing in focus have: of ties the first and the last, and of what is listed besides. */
export function yearsOf({ panel }: Counted): number[] {
  if (panel.show !== "facts" || !panel.facts) return [];
  const { subject, facts } = panel.facts;
  return [...subject.datedFirst.nodes, ...subject.datedLast.nodes, ...facts]
    .flatMap(({ holds }) => [yearOf(holds?.earliest), yearOf(holds?.latest)])
    .filter((year) => year !== undefined);
}

function neighbourCounts(subject: Subject): Map<EntityKind, number> {
  return new Map<EntityKind, number>([
    ["PERSON", subject.ofPerson.totalCount],
    ["ORGANISATION", subject.ofOrganisation.totalCount],
    ["PLACE", subject.ofPlace.totalCount],
    ["PROGRAMME", subject.ofProgramme.totalCount],
    ["FUNDING_SOURCE", subject.ofFundingSource.totalCount],
    ["EVENT", subject.ofEvent.totalCount],
    ["SECTOR", subject.ofSector.totalCount],
    ["DOCUMENT", subject.ofDocument.totalCount],
  ]);
}
