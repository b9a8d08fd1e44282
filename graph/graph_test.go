package graph_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
)

// fixture is a small graph in which every sort of claim stands.
func fixture() *graph.Dataset {
	doc := graph.ID("document/report")
	cite := func(start int) []graph.Citation {
		return []graph.Citation{{Document: doc, Start: start, End: start + 10, Digest: graph.Digest("0123456789"), Locator: "paragraph 1"}}
	}
	amount := func(s string) *graph.Quantity {
		q := new(graph.Quantity)
		if err := q.UnmarshalText([]byte(s)); err != nil {
			panic(err)
		}
		return q
	}
	return &graph.Dataset{
		Name: "test/report",
		Entities: []graph.EntityEntry{
			{ID: doc, Name: "Report", Text: graph.DocumentFile{File: "report.txt"}},
			{ID: "organisation/acme", Name: "Acme", Aliases: []string{"ACME Ltd"}},
			{ID: "organisation/council", Name: "Council"},
			{ID: "place/hub", Name: "Hub"},
			{ID: "place/town", Name: "Town"},
		},
		Claims: []graph.Claim{
			&graph.Relationship{Assertion: graph.Assertion{Citations: cite(0)}, Subject: "organisation/council", Kind: "FUNDS", Object: "place/hub", Amount: amount(">1000000 GBP"), Instrument: "LOAN", Purpose: "building"},
			&graph.Relationship{Assertion: graph.Assertion{Citations: cite(10)}, Subject: "organisation/acme", Kind: "FUNDS", Object: "place/hub"},
			&graph.Relationship{Assertion: graph.Assertion{Citations: cite(20)}, Subject: "place/hub", Kind: "LOCATED_IN", Object: "place/town"},
			&graph.Measure{Assertion: graph.Assertion{Citations: cite(30), Certainty: graph.Expected, Status: graph.Planned}, About: "place/hub", Metric: "jobs created", Figure: *amount("400 job")},
			&graph.Attribute{Assertion: graph.Assertion{Citations: cite(40)}, About: "place/hub", Property: "description", Value: "A hub"},
		},
	}
}

func TestWhoFundsTheHub(t *testing.T) {
	ctx := context.Background()
	g, err := graph.Open(ctx, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	report, err := g.Load(ctx, []*graph.Dataset{fixture()})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(report)
	v := g.Now()
	hub, err := v.Entity(ctx, "place/hub")
	if err != nil {
		t.Fatal(err)
	}
	pages, err := v.Relationships(ctx, []*graph.Entity{hub}, graph.RelationshipQuery{Kinds: []graph.RelationshipKind{"FUNDS"}, Direction: graph.In, Order: graph.ClaimOrder{By: graph.ByAmount}, Window: graph.Window{First: 20}})
	if err != nil {
		t.Fatal(err)
	}
	claims := []graph.Claim{}
	for _, r := range pages[0].Items {
		claims = append(claims, r)
	}
	sentences, err := v.Sentences(ctx, claims)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Council funds Hub: more than £1,000,000 loan for building.", "Acme funds Hub."}
	if diff := cmp.Diff(want, sentences); diff != "" {
		t.Error(diff)
	}
	again, err := g.Load(ctx, []*graph.Dataset{fixture()})
	if err != nil || again.Changed() {
		t.Errorf("loading the same again: %+v, %v", again, err)
	}
	less := fixture()
	less.Claims = less.Claims[1:]
	report, err = g.Load(ctx, []*graph.Dataset{less})
	t.Log(report, err)
}
