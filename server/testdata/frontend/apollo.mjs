// Apollo Client 4: two pages of claims make one list in the cache, and an entity is one thing wherever it is met.
import assert from "node:assert/strict";
// snippet
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";
export const client = (uri, possibleTypes) => new ApolloClient({ link: new HttpLink({ uri }), cache: new InMemoryCache({
  possibleTypes, typePolicies: { Query: { fields: { claims: relayStylePagination(["about", "filter", "orderBy"]) } } } }) });
// end of snippet

const url = process.argv[2];
const schema = await (await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ query: "{ __schema { types { kind name possibleTypes { name } } } }" }) })).json();
const possible = Object.fromEntries(schema.data.__schema.types.filter((t) => t.kind === "INTERFACE" || t.kind === "UNION").map((t) => [t.name, t.possibleTypes.map((p) => p.name)]));
const apollo = client(url, possible);
const page = gql`query Page($after: String) { claims(about: "place/icentrum", first: 10, after: $after) { totalCount edges { cursor node { id sentence } } pageInfo { hasNextPage endCursor } } }`;
const result = await apollo.query({ query: page, variables: { after: "" } });
const total = result.data.claims.totalCount;
let claims = result.data.claims;
while (claims.pageInfo.hasNextPage) {
  await apollo.query({ query: page, variables: { after: claims.pageInfo.endCursor }, fetchPolicy: "network-only" });
  claims = apollo.readQuery({ query: page, variables: { after: "" } }).claims;
}
const ids = new Set(claims.edges.map((e) => e.node.id));
assert.equal(ids.size, total, "every claim once");
const facts = gql`fragment Name on Entity { id name } query Two { a: entity(id: "place/icentrum") { ...Name } b: entity(name: "iCentrum") { ...Name } }`;
await apollo.query({ query: facts });
assert.equal(Object.keys(apollo.cache.extract()).filter((k) => k.startsWith("Place:")).length, 1, "an entity is one thing");
console.log("ok", total);
