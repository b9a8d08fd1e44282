package gql_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/server/gql"
)

// TestWriting asserts a claim with its document and ends, corrects it, merges one end with another and undoes that: each
// payload answers from the graph just after it, and the list of commits tells it all.
func TestWriting(t *testing.T) {
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	s := serve(gql.New(g, gql.Options{Writing: true}))
	ask := func(document string, want string) {
		t.Helper()
		if diff := cmp.Diff(decode(t, []byte(want)), s.ask(t, operation{document: document})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", document, diff)
		}
	}
	ask(`mutation {
		assertClaims(input: {
			documents: [{key: "d", title: "A story", text: "Acme gave £1.2m to the Hub. ACME Ltd runs it."}]
			entities: [{key: "a", kind: ORGANISATION, name: "Acme"}, {key: "h", kind: PLACE, name: "The Hub"}, {key: "l", kind: ORGANISATION, name: "ACME Ltd"}]
			claims: [
				{says: {relationship: {subject: "#a", kind: FUNDS, object: "#h", amount: {value: "1200000", currency: "GBP"}}}, citations: [{document: "#d", quote: "Acme gave £1.2m to the Hub"}]}
				{says: {relationship: {subject: "#l", kind: OPERATES, object: "#h"}}, citations: [{document: "#d", quote: "ACME Ltd runs it"}]}
			]
		}, options: {idempotencyKey: "12345678"}) {
			commit { id number action by { id } editCount }
			claims { sentence citations { quote verified } commit { number } retraction { number } }
			entities { id degree } documents { id } userErrors { code } warnings { code } replayed
		}
	}`, `{"assertClaims": {
		"commit": {"id": "commit/1", "number": 1, "action": "ASSERT", "by": {"id": "agent/ann"}, "editCount": 6},
		"claims": [
			{"sentence": "Acme funds The Hub with £1.2 million.", "citations": [{"quote": "Acme gave £1.2m to the Hub", "verified": true}], "commit": {"number": 1}, "retraction": null},
			{"sentence": "ACME Ltd operates The Hub.", "citations": [{"quote": "ACME Ltd runs it", "verified": true}], "commit": {"number": 1}, "retraction": null}
		],
		"entities": [{"id": "organisation/acme", "degree": 1}, {"id": "place/the-hub", "degree": 2}, {"id": "organisation/acme-ltd", "degree": 1}],
		"documents": [{"id": "document/a-story"}], "userErrors": [], "warnings": [], "replayed": false
	}}`)
	ask(`mutation {
		mergeEntities(input: {keep: "organisation/acme", merge: ["organisation/acme-ltd"], citations: [{document: "document/a-story", quote: "ACME Ltd"}], reason: "one company"}) {
			commit { number reason } entity { id degree aliases } replaced decisions { left right judged commit { number } } userErrors { code }
		}
		undoCommit(input: {commit: "commit/2", reason: "two companies"}) { commit { number undoes { number } } undone { number undoneBy { number } } userErrors { code } }
	}`, `{
		"mergeEntities": {
			"commit": {"number": 2, "reason": "one company"}, "entity": {"id": "organisation/acme", "degree": 2, "aliases": ["ACME Ltd"]}, "replaced": ["organisation/acme-ltd"],
			"decisions": [{"left": "organisation/acme", "right": "organisation/acme-ltd", "judged": "SAME", "commit": {"number": 2}}], "userErrors": []
		},
		"undoCommit": {"commit": {"number": 3, "undoes": {"number": 2}}, "undone": {"number": 2, "undoneBy": {"number": 3}}, "userErrors": []}
	}`)
	ask(`mutation { retractClaims(input: {claims: ["claim/00000000000000000000000000000000"], reason: " "}) { commit { number } userErrors { code field } } }`,
		`{"retractClaims": {"commit": null, "userErrors": [{"code": "REASON_REQUIRED", "field": ["input", "reason"]}, {"code": "NOT_FOUND", "field": ["input", "claims"]}]}}`)
	ask(`{ commits(filter: {about: ["organisation/acme-ltd"]}, first: 2) { totalCount nodes { number edits { totalCount nodes { __typename ... on IdentityDecided { withdrawn decision { right } } } } } pageInfo { hasNextPage } } }`,
		`{"commits": {"totalCount": 3, "nodes": [
			{"number": 3, "edits": {"totalCount": 1, "nodes": [{"__typename": "IdentityDecided", "withdrawn": true, "decision": {"right": "organisation/acme-ltd"}}]}},
			{"number": 2, "edits": {"totalCount": 1, "nodes": [{"__typename": "IdentityDecided", "withdrawn": false, "decision": {"right": "organisation/acme-ltd"}}]}}
		], "pageInfo": {"hasNextPage": true}}}`)
}
