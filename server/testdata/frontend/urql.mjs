// urql with graphcache: keys are ids, and lists by cursor make one list.
import assert from "node:assert/strict";
// snippet
import { Client, fetchExchange, gql } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
export const client = (url, schema) => new Client({ url, preferGetMethod: false, exchanges: [
  cacheExchange({ schema, keys: { When: () => null }, resolvers: { Query: { claims: relayPagination() } } }), fetchExchange] });
// end of snippet
import { getIntrospectionQuery } from "graphql";

const url = process.argv[2];
const schema = (await (await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ query: getIntrospectionQuery() }) })).json()).data;
const urql = client(url, schema);
const page = gql`query ($after: String) { claims(about: "place/icentrum", first: 10, after: $after) { totalCount nodes { __typename id } edges { cursor node { __typename id sentence holds { edtf } } } pageInfo { hasNextPage endCursor } } }`;
// The answer of the server itself, with the subscription kept: to leave it early would abort the request.
const ask = (after) => new Promise((done) => urql.query(page, { after }, { requestPolicy: "network-only" }).subscribe((r) => r.stale || done(r)));
let after = "", result, pages = 0;
do {
  result = await ask(after);
  assert.ifError(result.error);
  pages++;
  const more = result.data.claims.pageInfo;
  if (!more.hasNextPage) break;
  after = more.endCursor;
} while (true);
const claims = result.data.claims;
assert.equal(new Set(claims.edges.map((e) => e.node.id)).size, claims.totalCount, "every claim once");
const again = await urql.query(page, { after: "" }, { requestPolicy: "cache-only" }).toPromise();
assert.equal(again.data.claims.totalCount, claims.totalCount);
console.log("ok", claims.totalCount, pages);
process.exit(0);
