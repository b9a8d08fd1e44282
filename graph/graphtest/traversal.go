package graphtest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/counts"
	"whence/graph/history"
	"whence/graph/paging"
)

const town = `
	organisation/council FUNDS place/hub; amount 300 GBP; at 2014; planned
	organisation/council FUNDS place/hub; amount 200 GBP; at 2015
	organisation/lep FUNDS place/hub; at 2016; rumoured; by person/ann
	organisation/acme LOCATED_IN place/hub
	place/hub LOCATED_IN place/town
	place/hub LOCATED_IN place/valley
	place/town LOCATED_IN place/county
	place/valley LOCATED_IN place/county
	person/ann LEADS organisation/council; role Chief Executive; at ../2015
	programme/jobs COVERS place/town
	place/hub placeType = BUILDING
	place/town placeType = CITY
	document/a published = 2014-07-02
	organisation/lep OWNS organisation/acme; doc document/b
	document/b published = 2020
`

func testTraversal(t *testing.T, open Opener) {
	ctx, g := with(t, open, town)
	v := g.Now()
	for _, c := range []struct {
		name  string
		of    claim.ID
		query graph.NeighbourQuery
		want  []claim.ID
	}{
		{"everybody, each once, by id", "place/hub", graph.NeighbourQuery{}, []claim.ID{"organisation/acme", "organisation/council", "organisation/lep", "place/town", "place/valley"}},
		{"who funds it", "place/hub", graph.NeighbourQuery{Kinds: []claim.RelationshipKind{"FUNDS"}, Direction: claim.In}, []claim.ID{"organisation/council", "organisation/lep"}},
		{"nobody is funded by it", "place/hub", graph.NeighbourQuery{Kinds: []claim.RelationshipKind{"FUNDS"}, Direction: claim.Out}, nil},
		{"but those drawn", "place/hub", graph.NeighbourQuery{Exclude: []claim.ID{"organisation/acme", "place/town"}}, []claim.ID{"organisation/council", "organisation/lep", "place/valley"}},
		{"places only", "place/hub", graph.NeighbourQuery{To: &graph.EntityFilter{Kinds: []claim.EntityKind{claim.Place}}}, []claim.ID{"place/town", "place/valley"}},
		{"best connected first", "place/hub", graph.NeighbourQuery{Order: graph.EntityOrder{By: graph.ByDegree, Descending: true}, Kinds: []claim.RelationshipKind{"FUNDS", "LOCATED_IN"}, Direction: claim.In}, []claim.ID{"organisation/council", "organisation/acme", "organisation/lep"}},
		{"a kind nobody used", "place/hub", graph.NeighbourQuery{Kinds: []claim.RelationshipKind{"SUCCEEDS"}}, nil},
	} {
		c.query.Window.First = 20
		page := must[[]paging.Page[*graph.Neighbour]](t)(v.Neighbours(ctx, one(t, v, c.of), c.query))[0]
		var got []claim.ID
		for _, n := range page.Items {
			got = append(got, n.Entity.ID)
		}
		if diff := cmp.Diff(c.want, got); diff != "" || page.Total != len(c.want) {
			t.Errorf("%s (total %d):\n%s", c.name, page.Total, diff)
		}
	}
	hub := one(t, v, "place/hub")
	kinds := must[[][]graph.RelationshipCount](t)(counts.Relationships(ctx, v, hub, graph.RelationshipFilter{}))[0]
	want := []graph.RelationshipCount{{Kind: "FUNDS", Direction: claim.In, Count: 3}, {Kind: "LOCATED_IN", Direction: claim.Out, Count: 2}, {Kind: "LOCATED_IN", Direction: claim.In, Count: 1}}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Error(diff)
	}
	filtered := must[[][]graph.RelationshipCount](t)(counts.Relationships(ctx, v, hub, graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{IncludeRetracted: true}}))[0]
	if diff := cmp.Diff(kinds, filtered); diff != "" {
		t.Errorf("counts read from the index and from the edges differ:\n%s", diff)
	}
	if d := must[[]int](t)(v.Degrees(ctx, hub))[0]; d != 6 {
		t.Errorf("degree %d, want 6", d)
	}
	above := must[[][]*claim.Entity](t)(v.ContainedIn(ctx, one(t, v, "organisation/acme")))[0]
	if diff := cmp.Diff([]claim.ID{"place/hub", "place/town", "place/valley", "place/county"}, ids(above)); diff != "" {
		t.Errorf("contained in:\n%s", diff)
	}
}

func testFilters(t *testing.T, open Opener) {
	ctx, g := with(t, open, town)
	v := g.Now()
	funds := []claim.RelationshipKind{"FUNDS"}
	hundred, twoFifty := decimal(t, "100"), decimal(t, "250")
	for name, c := range map[string]struct {
		filter graph.RelationshipFilter
		want   int
	}{
		"none":                     {graph.RelationshipFilter{}, 3},
		"actual":                   {graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{Status: []claim.Status{claim.Actual}}}, 2},
		"rumoured":                 {graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{Certainty: []claim.Certainty{claim.Rumoured}}}, 1},
		"by whom":                  {graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{StatedBy: []claim.ID{"person/ann"}}}, 1},
		"in a document":            {graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{Documents: []claim.ID{"document/a"}}}, 3},
		"in another":               {graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{Documents: []claim.ID{"document/b"}}}, 0},
		"of amount":                {graph.RelationshipFilter{Amount: &graph.AmountFilter{Currency: "GBP", Min: &hundred, Max: &twoFifty}}, 1},
		"in a currency nobody has": {graph.RelationshipFilter{Amount: &graph.AmountFilter{Currency: "EUR"}}, 0},
		"into a place":             {graph.RelationshipFilter{Object: &graph.EntityFilter{Within: "place/county"}}, 3},
		"into a place beside":      {graph.RelationshipFilter{Object: &graph.EntityFilter{Within: "organisation/acme"}}, 0},
		"from one that leads on":   {graph.RelationshipFilter{Subject: &graph.EntityFilter{Has: []graph.HasRelationship{{Kinds: []claim.RelationshipKind{"OWNS"}, Direction: claim.Out}}}}, 1},
		"from one that does not":   {graph.RelationshipFilter{Subject: &graph.EntityFilter{HasNo: []graph.HasRelationship{{Kinds: []claim.RelationshipKind{"OWNS"}}}}}, 2},
		"not the council":          {graph.RelationshipFilter{Subject: &graph.EntityFilter{Not: &graph.EntityFilter{IDs: []claim.ID{"organisation/council"}}}}, 1},
		"either":                   {graph.RelationshipFilter{Subject: &graph.EntityFilter{Or: []graph.EntityFilter{{Name: "COUNC"}, {MinDegree: 2}}}}, 3},
	} {
		page := must[paging.Page[*claim.Relationship]](t)(v.AllRelationships(ctx, graph.RelationshipQuery{Kinds: funds, Filter: c.filter, Window: paging.Window{First: 9}}))
		own := must[[]paging.Page[*claim.Relationship]](t)(v.Relationships(ctx, one(t, v, "place/hub"), graph.RelationshipQuery{Kinds: funds, Filter: c.filter, Window: paging.Window{First: 9}}))[0]
		if page.Total != c.want || own.Total != c.want {
			t.Errorf("%s: %d over the graph and %d of the entity, want %d", name, page.Total, own.Total, c.want)
		}
	}
	for name, c := range map[string]struct {
		filter graph.EntityFilter
		want   []claim.ID
	}{
		"buildings":                      {graph.EntityFilter{PlaceTypes: []claim.PlaceType{"BUILDING"}}, []claim.ID{"place/hub"}},
		"in the county, a programme too": {graph.EntityFilter{Within: "place/county", Kinds: []claim.EntityKind{claim.Programme, claim.Organisation}}, []claim.ID{"organisation/acme", "programme/jobs"}},
		"who leads what funds":           {graph.EntityFilter{Has: []graph.HasRelationship{{Kinds: []claim.RelationshipKind{"LEADS"}, To: &graph.EntityFilter{Has: []graph.HasRelationship{{Kinds: funds, Direction: claim.Out}}}}}}, []claim.ID{"person/ann"}},
		"with a role":                    {graph.EntityFilter{Has: []graph.HasRelationship{{Direction: claim.Out, Filter: &graph.RelationshipFilter{Role: "chief"}}}}, []claim.ID{"person/ann"}},
	} {
		page := must[paging.Page[*claim.Entity]](t)(v.List(ctx, graph.EntityQuery{Filter: c.filter, Window: paging.Window{First: 20}}))
		if diff := cmp.Diff(c.want, ids(page.Items)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	deep := &graph.EntityFilter{}
	for range graph.MaxFilterDepth + 1 {
		deep = &graph.EntityFilter{Not: deep}
	}
	if _, err := v.List(ctx, graph.EntityQuery{Filter: *deep, Window: paging.Window{First: 1}}); err == nil {
		t.Error("a filter too deep was accepted")
	}
}

func decimal(t *testing.T, s string) claim.Decimal {
	t.Helper()
	return must[claim.Decimal](t)(claim.ParseDecimal(s))
}

func testClocks(t *testing.T, open Opener) {
	ctx, g := with(t, open, town)
	learnt := time.Now()
	load(t, g, "test/facts", "organisation/council FUNDS place/hub; amount 200 GBP; at 2015\ndocument/a published = 2014-07-02")
	v := g.Now()
	for name, c := range map[string]struct {
		filter graph.ClaimFilter
		want   int
	}{
		"now":                        {graph.ClaimFilter{}, 1},
		"what it knew before":        {graph.ClaimFilter{KnownAt: learnt}, 3},
		"before it knew anything":    {graph.ClaimFilter{KnownAt: learnt.Add(-time.Hour)}, 0},
		"retracted too":              {graph.ClaimFilter{IncludeRetracted: true}, 3},
		"known before, held in 2014": {graph.ClaimFilter{KnownAt: learnt, ValidAt: "2014"}, 1},
		"known before, 2015 on":      {graph.ClaimFilter{KnownAt: learnt, ValidAt: "2015/.."}, 2},
		"stated by 2014":             {graph.ClaimFilter{StatedUntil: "2014"}, 1},
		"stated by 2013":             {graph.ClaimFilter{StatedUntil: "2013"}, 0},
		"held in 1999":               {graph.ClaimFilter{ValidAt: "1999"}, 0},
	} {
		page := must[[]paging.Page[*claim.Relationship]](t)(v.Relationships(ctx, one(t, v, "place/hub"), graph.RelationshipQuery{
			Kinds: []claim.RelationshipKind{"FUNDS"}, Filter: graph.RelationshipFilter{ClaimFilter: c.filter}, Window: paging.Window{First: 9},
		}))[0]
		if page.Total != c.want {
			t.Errorf("%s: %d, want %d", name, page.Total, c.want)
		}
	}
	ann := one(t, v, "person/ann")
	for name, c := range map[string]struct {
		filter graph.ClaimFilter
		want   int
	}{
		"undated passes":      {graph.ClaimFilter{KnownAt: learnt, ValidAt: "2030"}, 0},
		"up to 2015, in 2015": {graph.ClaimFilter{KnownAt: learnt, ValidAt: "2015"}, 1},
	} {
		page := must[[]paging.Page[claim.Claim]](t)(v.ClaimsAbout(ctx, ann, graph.ClaimQuery{Filter: c.filter, Window: paging.Window{First: 9}}))[0]
		if page.Total != c.want {
			t.Errorf("%s: %d, want %d", name, page.Total, c.want)
		}
	}
}

func testChanges(t *testing.T, open Opener) {
	ctx, g := with(t, open, "organisation/a FUNDS place/b\norganisation/c FUNDS place/b")
	load(t, g, "test/facts", "organisation/a FUNDS place/b")
	load(t, g, "test/facts", "organisation/a FUNDS place/b\norganisation/c FUNDS place/b")
	page := must[paging.Page[history.Change]](t)(history.Changes(ctx, g.Now(), history.ChangesQuery{About: "organisation/c", Window: paging.Window{First: 9}}))
	var got []bool
	for _, c := range page.Items {
		got = append(got, c.Retracted)
	}
	if diff := cmp.Diff([]bool{false, true, false}, got); diff != "" {
		t.Errorf("asserted, retracted, asserted again:\n%s", diff)
	}
	all := must[paging.Page[history.Change]](t)(history.Changes(ctx, g.Now(), history.ChangesQuery{Window: paging.Window{First: 9}}))
	if all.Total != 4 {
		t.Errorf("%d changes in all, want 4", all.Total)
	}
	none := must[paging.Page[history.Change]](t)(history.Changes(ctx, g.Now(), history.ChangesQuery{From: time.Now(), Window: paging.Window{First: 9}}))
	if none.Total != 0 {
		t.Errorf("%d changes from now on", none.Total)
	}
}

func testPaging(t *testing.T, open Opener) {
	ctx, g := with(t, open, town)
	v := g.Now()
	for _, order := range []graph.ClaimOrder{{}, {By: graph.ByHolds}, {By: graph.ByHolds, Descending: true}, {By: graph.ByStated}, {By: graph.ByRecorded, Descending: true}} {
		whole := must[paging.Page[claim.Claim]](t)(v.AllClaims(ctx, graph.ClaimQuery{Order: order, Window: paging.Window{First: 100}}))
		var pieces []claim.ID
		window := paging.Window{First: 2}
		for {
			page := must[paging.Page[claim.Claim]](t)(v.AllClaims(ctx, graph.ClaimQuery{Order: order, Window: window}))
			for _, c := range page.Items {
				pieces = append(pieces, c.Base().ID)
			}
			if page.HasPrevious != (window.After != "") || page.Total != whole.Total {
				t.Errorf("%v behind %q: previous %v, total %d", order, window.After, page.HasPrevious, page.Total)
			}
			if !page.HasNext {
				break
			}
			window.After = page.Position(len(page.Items) - 1)
		}
		var want []claim.ID
		for _, c := range whole.Items {
			want = append(want, c.Base().ID)
		}
		if diff := cmp.Diff(want, pieces); diff != "" {
			t.Errorf("%v: pages of two are not the whole:\n%s", order, diff)
		}
	}
	if _, err := v.AllClaims(ctx, graph.ClaimQuery{Window: paging.Window{First: 101}}); err == nil {
		t.Error("a page of 101 was given")
	}
}
