package gql_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/write"
	"whence/server/gql"
)

// acme is a graph of the data set grants and of the two that it speaks of, in memory or in a folder.
func acme(t *testing.T, path string) (*graph.Graph, service) {
	t.Helper()
	g, err := graph.Open(t.Context(), graph.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	named := &claim.Dataset{Name: "test/named", Entities: []claim.EntityRecord{
		{ID: "organisation/acme-trust", Name: "Acme Trust"}, {ID: "organisation/canal-company", Name: "Canal Company"},
	}}
	for _, d := range []*claim.Dataset{named, grants()} {
		if _, err := write.Load(t.Context(), g, []*claim.Dataset{d}); err != nil {
			t.Fatal(err)
		}
	}
	return g, serve(gql.New(g, gql.Options{Writing: true}))
}

// TestClaimsCitedFromRecords asserts claims as data make them: from a field of a record, with a reference, a language, a kind of
// name, a range without an end. What can't be is refused with its place in the arguments, and nothing is written.
func TestClaimsCitedFromRecords(t *testing.T) {
	digest := strings.Repeat("0", 64)
	const named = `{attribute: {about: "award/acme.1", property: "name", value: "Atgyweiriadau"%s}}`
	relationship := `{relationship: {subject: "organisation/acme-trust", kind: OWNS, object: "organisation/canal-company", quantity: %s}}`
	record := `{document: "document/grants", record: "360G-acme-1", field: "name"}`
	for name, c := range map[string]struct{ says, more, cite, want string }{
		"a field that something cites":      {fmt.Sprintf(named, `, language: "cy", nameKind: ALIAS`), "", record, "row=2 name " + digest},
		"a field with its digest":           {fmt.Sprintf(named, ``), "", `{document: "document/grants", record: "360G-acme-1", field: "Titl", digest: "` + strings.Repeat("a", 64) + `"}`, "row=2 Titl " + strings.Repeat("a", 64)},
		"a reference":                       {fmt.Sprintf(named, ``), `reference: "A/1"`, record, "row=2 name " + digest},
		"a range without its lower end":     {fmt.Sprintf(relationship, `{value: "25", max: "50", unit: "percent", exclusiveMin: true}`), "", record, "row=2 name " + digest},
		"a field of no record":              {fmt.Sprintf(named, ``), "", `{document: "document/grants", field: "name"}`, "INVALID input.claims.0.citations.0.record"},
		"a record and no field":             {fmt.Sprintf(named, ``), "", `{document: "document/grants", record: "360G-acme-1"}`, "INVALID input.claims.0.citations.0.field"},
		"a record and words":                {fmt.Sprintf(named, ``), "", `{document: "document/grants", record: "360G-acme-1", field: "name", quote: "Repairs"}`, "INVALID input.claims.0.citations.0.record"},
		"no such record":                    {fmt.Sprintf(named, ``), "", `{document: "document/grants", record: "360G-acme-9", field: "name"}`, "NOT_FOUND input.claims.0.citations.0.record"},
		"a field that nothing cites":        {fmt.Sprintf(named, ``), "", `{document: "document/grants", record: "360G-acme-1", field: "Titl"}`, "TEXT_NOT_HELD input.claims.0.citations.0.digest"},
		"another digest":                    {fmt.Sprintf(named, ``), "", `{document: "document/grants", record: "360G-acme-1", field: "name", digest: "` + strings.Repeat("a", 64) + `"}`, "SPAN_MISMATCH input.claims.0.citations.0.digest"},
		"no digest at all":                  {fmt.Sprintf(named, ``), "", `{document: "document/grants", record: "360G-acme-1", field: "name", digest: "0000"}`, "INVALID input.claims.0.citations.0.digest"},
		"no language":                       {fmt.Sprintf(named, `, language: "Welsh!"`), "", record, "INVALID input.claims.0.says.attribute.language"},
		"the kind of what is no name":       {`{attribute: {about: "award/acme.1", property: "description", value: "Locks", nameKind: ALIAS}}`, "", record, "INVALID input.claims.0.says.attribute.nameKind"},
		"an end without a range":            {fmt.Sprintf(relationship, `{value: "25", unit: "percent", exclusiveMax: true}`), "", record, "INVALID input.claims.0.says.relationship.quantity"},
		"a range that holds nothing":        {fmt.Sprintf(relationship, `{value: "25", max: "25", unit: "percent", exclusiveMax: true}`), "", record, "INVALID input.claims.0.says.relationship.quantity"},
		"a reference of control characters": {fmt.Sprintf(named, ``), `reference: "a\u0007b"`, record, "INVALID input.claims.0.reference"},
	} {
		t.Run(name, func(t *testing.T) {
			g, s := acme(t, "")
			before, _ := g.Now().Head()
			data := s.ask(t, operation{document: `mutation { assertClaims(input: {claims: [{says: ` + c.says + `, ` + c.more + ` citations: [` + c.cite + `]}]}) {
				commit { number } userErrors { code field } claims { reference ... on Attribute { language nameKind } ... on Relationship { quantity { exclusiveMin exclusiveMax } } citations { fragment field digest byHand datasets { name } } } } }`})
			payload := data.(map[string]any)["assertClaims"].(map[string]any)
			after, _ := g.Now().Head()
			var got string
			if errors := payload["userErrors"].([]any); len(errors) > 0 {
				e := errors[0].(map[string]any)
				var path []string
				for _, step := range e["field"].([]any) {
					path = append(path, step.(string))
				}
				got = fmt.Sprint(e["code"], " ", strings.Join(path, "."))
				if after != before {
					t.Error("what is refused is written")
				}
			} else {
				told := payload["claims"].([]any)[0].(map[string]any)
				cite := told["citations"].([]any)[0].(map[string]any)
				got = fmt.Sprint(cite["fragment"], " ", cite["field"], " ", cite["digest"])
				if cite["byHand"] != true || len(cite["datasets"].([]any)) > 0 {
					t.Errorf("given by %v", cite)
				}
			}
			if got != c.want {
				t.Errorf("got %s; want %s", got, c.want)
			}
		})
	}
}

// TestCorrectedReference corrects a claim that data make: what is left out stays as it was, null takes the reference away.
func TestCorrectedReference(t *testing.T) {
	for reference, want := range map[string]any{"": "1", `reference: "2", `: "2", "reference: null, ": nil} {
		_, s := acme(t, t.TempDir())
		found := s.ask(t, operation{document: `{ measures(about: "award/acme.1") { nodes { id reference } } }`})
		id := found.(map[string]any)["measures"].(map[string]any)["nodes"].([]any)[0].(map[string]any)["id"]
		data := s.ask(t, operation{document: fmt.Sprintf(`mutation { correctClaim(input: {claim: %q, correct: {measure: {about: "award/acme.1", metric: "amount applied for", figure: {value: "6000", unit: "GBP"}}}, %sreason: "misread"}) {
			userErrors { code field message } claim { reference citations { record { key } } datasets { name } } } }`, id, reference)})
		wanted := map[string]any{"correctClaim": map[string]any{"userErrors": []any{}, "claim": map[string]any{
			"reference": want, "citations": []any{map[string]any{"record": map[string]any{"key": "360G-acme-1"}}}, "datasets": []any{},
		}}}
		if diff := cmp.Diff(wanted, data); diff != "" {
			t.Errorf("%q (-want +got):\n%s", reference, diff)
		}
	}
}

// TestDatasetsOfTheAPI reads the data sets with what they hold, by a query of a client's.
func TestDatasetsOfTheAPI(t *testing.T) {
	for name, path := range map[string]string{"memory": "", "disk": t.TempDir()} {
		t.Run(name, func(t *testing.T) {
			_, s := acme(t, path)
			data := s.ask(t, operation{document: `{
				datasets { totalCount nodes { id name rank title publisher licence attribution url issued { edtf } records refused commit { number dataset { name } } documents { nodes { id } } claims(filter: {reference: "1"}) { totalCount } } }
				node(id: "dataset/test/grants") { id }
				entity(id: "document/grants") { ... on Document { licence attribution issued { edtf } mediaType fileDigest record(key: "360G-acme-1") { hint } } }
				aggregate(kinds: [FUNDS], groupBy: [DATASET]) { rows { key { by value } count } }
				measures(filter: {datasets: ["dataset/test/grants"]}) { totalCount }
			}`})
			zeros := strings.Repeat("0", 64)
			want := decode(t, []byte(`{
				"datasets": {"totalCount": 1, "nodes": [{"id": "dataset/test/grants", "name": "test/grants", "rank": 1, "title": "Grants of the Acme Trust", "publisher": "Acme Trust",
					"licence": "https://creativecommons.org/licenses/by/4.0/", "attribution": "Grants by the Acme Trust", "url": "https://example.org/grants", "issued": {"edtf": "2021-09"},
					"records": 1, "refused": 0, "commit": {"number": 2, "dataset": {"name": "test/grants"}}, "documents": {"nodes": [{"id": "document/grants"}]}, "claims": {"totalCount": 9}}]},
				"node": {"id": "dataset/test/grants"},
				"entity": {"licence": "https://creativecommons.org/licenses/by/4.0/", "attribution": "Grants by the Acme Trust", "issued": {"edtf": "2021-09"}, "mediaType": "text/csv", "fileDigest": "`+zeros+`", "record": {"hint": "row 2"}},
				"aggregate": {"rows": [{"key": [{"by": "DATASET", "value": "test/grants"}], "count": 1}]},
				"measures": {"totalCount": 1}
			}`))
			if diff := cmp.Diff(want, data); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
