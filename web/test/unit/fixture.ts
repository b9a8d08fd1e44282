import type { EntityKind, RelationshipKind } from "../../src/api/generated.ts";
import type { Fact } from "../../src/api/questions.ts";
import { Graph, type Thing, type Tie } from "../../src/model/graph.ts";

export function thing(id: string, kind: EntityKind = "ORGANISATION", name = id, degree = 3): Thing {
  return { id, name, kind, degree };
}

type TieDetails = Partial<Pick<Tie, "status" | "certainty" | "amount" | "conflicts">>;

export function tie(subject: string, kind: RelationshipKind, object: string, more: TieDetails = {}): Tie {
  const { status = "ACTUAL", certainty = "STATED", amount = null, conflicts = [] } = more;
  return {
    id: `${subject} ${kind} ${object}`,
    kind,
    certainty,
    status,
    sentence: `${subject} ${kind} ${object}.`,
    subject: { id: subject },
    object: { id: object },
    amount,
    conflicts,
  };
}

/** A thing with neighbours all round. */
export function star(centre: string, count: number, name = (i: number) => `Neighbour number ${i}`): Graph {
  const graph = new Graph();
  graph.addThing(thing(centre, "PLACE"));
  for (let i = 0; i < count; i++) {
    graph.addThing(thing(`${centre}/${i}`, "ORGANISATION", name(i), i % 5 ? 3 : 36), centre);
    graph.addTie(i % 3 ? tie(`${centre}/${i}`, "LOCATED_IN", centre) : tie(centre, "PART_OF", `${centre}/${i}`));
  }
  return graph;
}

/** A funding claim with a source, changed as a test needs. */
export function fact(more: Partial<Extract<Fact, { __typename: "Relationship" }>> = {}): Extract<Fact, { __typename: "Relationship" }> {
  return {
    __typename: "Relationship",
    id: "claim/1",
    sentence: "The Council funds the Mill: loan for its roof.",
    certainty: "STATED",
    status: "ACTUAL",
    recorded: "2026-01-01T00:00:00Z",
    retracted: null,
    holds: null,
    stated: null,
    statedBy: null,
    derivedFrom: [],
    conflicts: [],
    citations: [
      {
        document: { id: "document/1", name: "A report" },
        start: 10,
        end: 20,
        digest: "ab",
        locator: "paragraph 6",
        quote: null,
        verified: null,
        field: null,
        record: null,
      },
    ],
    kind: "FUNDS",
    subject: thing("organisation/council", "ORGANISATION", "The Council"),
    object: thing("place/mill", "PLACE", "the Mill"),
    via: null,
    recipient: null,
    role: null,
    purpose: "its roof",
    instrument: "LOAN",
    amount: null,
    ...more,
  };
}
