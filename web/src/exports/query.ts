import { expansionSize, pictureVariables, type Step } from "../api/questions.ts";
import type { View } from "../model/view.ts";

/** The picture as one GraphQL operation, written out so that it can be read, run and changed in the playground. */
export function toQuery(steps: readonly Step[], view: View): { query: string; variables: string } {
  const query = `# What the explorer asked for this picture: each step leaves out what was drawn before it.
query Picture($kinds: [RelationshipKind!], $things: [EntityKind!], $filter: RelationshipFilter) {
${steps.map(stepQuery).join("\n")}
}

fragment Drawn on NeighbourConnection {
  totalCount
  edges {
    node { id name kind degree }
    relationshipCount
    relationships(first: 5) {
      kind
      sentence
      certainty
      status
      subject { id }
      object { id }
      citations { document { name } locator }
    }
  }
}
`;
  return { query, variables: `${JSON.stringify(pictureVariables(view), null, 2)}\n` };
}

function stepQuery({ id, drawn }: Step, index: number): string {
  const known = JSON.stringify(drawn);
  return `  step${index + 1}: entity(id: ${JSON.stringify(id)}) {
    id
    name
    kind
    fresh: neighbours(kinds: $kinds, to: { kinds: $things }, exclude: ${known}, filter: $filter, orderBy: { field: DEGREE, direction: DESC }, first: ${expansionSize}) { ...Drawn }
    known: neighbours(kinds: $kinds, to: { ids: ${known} }, filter: $filter, first: 100) { ...Drawn }
  }`;
}
