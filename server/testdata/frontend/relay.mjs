// Relay: its runtime and its compiler take the schema as it is; documents are sent by their ids.
import assert from "node:assert/strict";
import runtime from "relay-runtime";
import query from "./__generated__/relayPageQuery.graphql.js";

// snippet
const { Environment, Network, RecordSource, Store, fetchQuery } = runtime;
export const environment = (url) => new Environment({ store: new Store(new RecordSource()),
  network: Network.create(async ({ id, text }, variables) => (await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify(id ? { documentId: id, variables } : { query: text, variables }) })).json()) });
// end of snippet

const relay = environment(process.argv[2]);
let after = "", seen = new Set(), total;
do {
  const data = await fetchQuery(relay, query, { after }).toPromise();
  total = data.claims.totalCount;
  for (const edge of data.claims.edges) seen.add(edge.node.id);
  if (!data.claims.pageInfo.hasNextPage) break;
  after = data.claims.pageInfo.endCursor;
} while (true);
assert.equal(seen.size, total, "every claim once");
assert.ok(query.params.id, "the document is sent by its id");
console.log("ok", total);
