import { expansionSize, pictureVariables, type Step } from "../api/pictureanswer.ts";
import type { View } from "../model/view.ts";

/** As many steps as one query may cost. */
const mostSteps = 5;

/** The picture as one GraphQL operation, written out so that it can be read, run and changed in the playground. */
export function toQuery(steps: readonly Step[], view: View): { query: string; variables: string } {
  const written = steps.slice(0, mostSteps);
  const rest = steps.length > mostSteps ? `\n# ${mostSteps} of its ${steps.length} steps: the server refuses more in one query.` : "";
  const selected = written.map(stepQuery).join("\n");
  const query = `# What the explorer asked for this picture: each step leaves out what was drawn before it.${rest}
query Picture${declared(selected)} {
${selected}
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

const variableTypes = { kinds: "[RelationshipKind!]", things: "[EntityKind!]", filter: "RelationshipFilter" };

/** The declarations of the variables that are used: one that isn't used is an error. */
function declared(selected: string): string {
  const used = Object.entries(variableTypes).filter(([name]) => selected.includes(`$${name}`));
  return used.length ? `(${used.map(([name, type]) => `$${name}: ${type}`).join(", ")})` : "";
}

function stepQuery({ id, drawn, to }: Step, index: number): string {
  const known = JSON.stringify(drawn);
  const chosen = to.ids ? `{ ids: ${JSON.stringify(to.ids)} }` : "{ kinds: $things }";
  return `  step${index + 1}: entity(id: ${JSON.stringify(id)}) {
    id
    name
    kind
    fresh: neighbours(kinds: $kinds, to: ${chosen}, exclude: ${known}, filter: $filter, orderBy: { field: DEGREE, direction: DESC }, first: ${expansionSize}) { ...Drawn }
    known: neighbours(kinds: $kinds, to: { ids: ${known} }, filter: $filter, first: 100) { ...Drawn }
  }`;
}
