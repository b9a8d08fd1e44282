package gql_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/sourcetext"
	"whence/graph/write"
	"whence/loader"
	"whence/seeds"
	"whence/server/gql"
)

// seeded is the schema of the seed graph on every backend.
func seeded(t *testing.T) map[string]graphql.ExecutableSchema {
	out := map[string]graphql.ExecutableSchema{}
	for name, path := range map[string]string{"mem": "", "disk": t.TempDir()} {
		g, err := graph.Open(t.Context(), graph.Options{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { g.Close() })
		l := loader.Loader{Graph: g}
		if _, err := l.LoadFS(t.Context(), seeds.Files); err != nil {
			t.Fatal(err)
		}
		out[name] = gql.New(g, gql.Options{})
	}
	return out
}

// complete is the schema of the seed graph on every backend, with what the seeds lack beside it: see testdata/complete.
func complete(t *testing.T) map[string]graphql.ExecutableSchema {
	t.Helper()
	out := map[string]graphql.ExecutableSchema{}
	for name, path := range map[string]string{"mem": "", "disk": t.TempDir()} {
		out[name] = gql.New(completeGraph(t, path), gql.Options{})
	}
	return out
}

func completeGraph(t *testing.T, path string) *graph.Graph {
	t.Helper()
	const folder = "testdata/complete"
	g, err := graph.Open(t.Context(), graph.Options{Path: path, Texts: folder})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	l := loader.Loader{Graph: g, Texts: sourcetext.NewTexts(os.DirFS(folder))}
	if _, err := l.LoadFS(t.Context(), seeds.Files); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"before.yaml", "after.yaml"} {
		if _, err := l.Load(t.Context(), filepath.Join(folder, file)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := write.Load(t.Context(), g, []*claim.Dataset{grants()}); err != nil {
		t.Fatal(err)
	}
	return g
}

// grants is a data set with one award, cited from a record.
func grants() *claim.Dataset {
	digest := strings.Repeat("0", 64)
	record := claim.Record{Document: "document/grants", Key: "360G-acme-1", Hint: "row 2", Digest: digest}
	cited := func(field string) claim.Assertion {
		return claim.Assertion{Reference: "1", Citations: []claim.Citation{{Document: record.Document, Record: record.ID(), Field: field, Digest: digest}}}
	}
	sum := claim.NewDecimal(5000, 0)
	payment := &claim.Relationship{
		Assertion: cited("Amount Awarded"), Kind: "FUNDS", Subject: "organisation/acme-trust", Object: "organisation/canal-company", FundedThrough: "award/acme.1",
		Amount: &claim.Quantity{Comparator: claim.Exactly, Value: &sum, Unit: "GBP"},
	}
	payment.ValidTime.EDTF = "2021-01-26"
	attribute := func(property, value string) *claim.Attribute {
		return &claim.Attribute{Assertion: cited(property), About: "award/acme.1", Property: property, Value: value, Language: "en"}
	}
	postcode := func(of claim.ID) *claim.Attribute { // a pair that might be one, of which something speaks against
		return &claim.Attribute{Assertion: cited("Postcode"), About: of, Property: "postcode", Value: "B1 1AA"}
	}
	name := attribute("name", "Repairs")
	name.NameKind = claim.Label
	return &claim.Dataset{
		Name: "test/grants", Info: claim.DatasetInfo{Title: "Grants of the Acme Trust", Licence: "https://creativecommons.org/licenses/by/4.0/", Publisher: "Acme Trust", Attribution: "Grants by the Acme Trust", URL: "https://example.org/grants", Issued: "2021-09", Records: 1},
		Entities: []claim.EntityRecord{
			{ID: "document/grants", Name: "Grants", Data: claim.DataFile{MediaType: "text/csv", Digest: digest}},
			{ID: "award/acme.1", Name: "Repairs"},
			{ID: "programme/acme", Name: "Acme's programme"},
			{ID: "organisation/quayside", Name: "Quayside Rowing Society", Identifiers: []claim.Identifier{{Scheme: "GB-COH", Value: "01111111"}}},
			{ID: "organisation/quayside-club", Name: "Quayside Rowing Society Ltd", Identifiers: []claim.Identifier{{Scheme: "GB-COH", Value: "02222222"}}},
		},
		Records: []claim.Record{record},
		Claims: []claim.Claim{
			payment, name, attribute("description", "Repairs of a lock"), attribute("started", "2021-02-01"), attribute("completed", "2021-08"),
			postcode("organisation/quayside"), postcode("organisation/quayside-club"),
			&claim.Relationship{Assertion: cited("Programme"), Kind: "PART_OF", Subject: "award/acme.1", Object: "programme/acme"},
			&claim.Measure{Assertion: cited("Applied for"), About: "award/acme.1", Metric: "amount applied for", Value: claim.Quantity{Comparator: claim.Exactly, Value: &sum, Unit: "GBP"}},
		},
	}
}

// namesakes is a graph in which two entities bear one name.
func namesakes(t *testing.T) graphql.ExecutableSchema {
	t.Helper()
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	_, err = write.Load(t.Context(), g, []*claim.Dataset{{Name: "test/namesakes", Entities: []claim.EntityRecord{
		{ID: "organisation/mercury", Name: "Mercury"},
		{ID: "programme/mercury", Name: "Mercury"},
		{ID: "organisation/one", Name: "One", Identifiers: []claim.Identifier{{Scheme: "GB-COH", Value: "01234567"}}},
		{ID: "organisation/two", Name: "Two", Identifiers: []claim.Identifier{{Scheme: "GB-COH", Value: "01234567"}}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	return gql.New(g, gql.Options{})
}
