package graphtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/datasets"
	"whence/graph/paging"
	"whence/graph/sums"
	"whence/graph/write"
)

// testDatasets asks which data sets say a claim, at every clock: of two that share a document and a citation, one of which is
// replaced, and of what is written by hand.
func testDatasets(t *testing.T, open Opener) {
	g := open(t)
	load(t, g, "test/one", `
		organisation/a FUNDS place/b; amount 5 GBP
		organisation/a OWNS organisation/c
		organisation/a PARTNER_OF organisation/c`)
	load(t, g, "test/two", `
		organisation/a FUNDS place/b; amount 5 GBP
		organisation/c FUNDS place/b; amount 7 GBP; doc document/two
		place/b: jobs = 3 job; doc document/two`)
	learnt := time.Now()
	load(t, g, "test/one", `
		organisation/a FUNDS place/b; amount 5 GBP

		organisation/a PARTNER_OF organisation/c`)
	byHand := write.AssertClaims{Claims: []write.NewClaim{{
		Claim: &claim.Relationship{Kind: "SUPPORTS", Subject: "organisation/a", Object: "place/b"},
		Cited: []write.Cited{{Document: "document/two", Locator: "page 1"}},
	}}}
	if o := must[*write.Outcome](t)(write.Commit(t.Context(), g, byHand, write.Options{Author: write.Author{Agent: "agent/ann"}})); len(o.Errors) > 0 {
		t.Fatal(o.Errors)
	}
	const first, second claim.ID = "dataset/test/one", "dataset/test/two"
	v := g.Now()
	for _, c := range []struct {
		name   string
		filter graph.ClaimFilter
		want   string
	}{
		{"of one", graph.ClaimFilter{Datasets: []claim.ID{first}}, "a FUNDS b, a PARTNER_OF c"},
		{"of two", graph.ClaimFilter{Datasets: []claim.ID{second}}, "a FUNDS b, b jobs, c FUNDS b"},
		{"of either", graph.ClaimFilter{Datasets: []claim.ID{first, second}}, "a FUNDS b, a PARTNER_OF c, b jobs, c FUNDS b"},
		{"of both", graph.ClaimFilter{Datasets: []claim.ID{first}, Dataset: second}, "a FUNDS b"},
		{"of none", graph.ClaimFilter{Datasets: []claim.ID{}}, ""},
		{"of one, before", graph.ClaimFilter{Datasets: []claim.ID{first}, KnownAt: learnt}, "a FUNDS b, a OWNS c, a PARTNER_OF c"},
		{"of two, before", graph.ClaimFilter{Datasets: []claim.ID{second}, KnownAt: learnt}, "a FUNDS b, b jobs, c FUNDS b"},
		{"of one, retracted too", graph.ClaimFilter{Datasets: []claim.ID{first}, IncludeRetracted: true}, "a FUNDS b, a OWNS c, a PARTNER_OF c"},
		{"before anything was known", graph.ClaimFilter{Datasets: []claim.ID{first}, KnownAt: learnt.Add(-time.Hour)}, ""},
	} {
		found := must[paging.Page[claim.Claim]](t)(v.AllClaims(t.Context(), graph.ClaimQuery{Filter: c.filter, Window: paging.Window{First: 9}}))
		if got := said(found.Items); got != c.want {
			t.Errorf("%s: %s; want %s", c.name, got, c.want)
		}
		var about []claim.Claim
		for _, id := range []claim.ID{"organisation/a", "place/b"} { // between them they have a part in everything
			page := must[[]paging.Page[claim.Claim]](t)(v.ClaimsAbout(t.Context(), one(t, v, id), graph.ClaimQuery{Filter: c.filter, Window: paging.Window{First: 9}}))[0]
			about = append(about, page.Items...)
		}
		if got := said(about); got != c.want {
			t.Errorf("%s, entity by entity: %s; want %s", c.name, got, c.want)
		}
	}
	testDatasetContents(t, v)
	if _, err := v.AllClaims(t.Context(), graph.ClaimQuery{Filter: graph.ClaimFilter{Datasets: []claim.ID{"dataset/test/none"}}}); err == nil {
		t.Error("an unknown data set passes for one that says nothing")
	}
}

// testDatasetContents asks what the two data sets hold, and adds up by them.
func testDatasetContents(t *testing.T, v *graph.View) {
	t.Helper()
	list := must[paging.Page[*datasets.Dataset]](t)(datasets.List(t.Context(), v, paging.Window{First: 9}))
	var got []string
	documents := must[[]paging.Page[*claim.Entity]](t)(datasets.Documents(t.Context(), v, list.Items, paging.Window{First: 9}))
	claims := must[[]paging.Page[claim.Claim]](t)(datasets.Claims(t.Context(), v, list.Items, graph.ClaimQuery{Window: paging.Window{First: 9}}))
	commits := must[[]uint64](t)(datasets.Commits(t.Context(), v, list.Items))
	for i, d := range list.Items {
		got = append(got, fmt.Sprint(d.Name, " ", ids(documents[i].Items), " ", said(claims[i].Items), " by commit ", commits[i]))
	}
	all := must[paging.Page[claim.Claim]](t)(v.AllClaims(t.Context(), graph.ClaimQuery{Window: paging.Window{First: 9}})).Items
	for i, sets := range must[[][]*datasets.Dataset](t)(datasets.Of(t.Context(), v, all)) {
		var names []string
		for _, d := range sets {
			names = append(names, d.Name)
		}
		got = append(got, said(all[i:i+1])+": "+strings.Join(names, " "))
	}
	slices.Sort(got[2:])
	sum := must[sums.Result](t)(sums.Aggregate(t.Context(), v, sums.Query{Kinds: []claim.RelationshipKind{"FUNDS", "SUPPORTS"}, GroupBy: []sums.GroupBy{sums.ByDataset}, First: 9}))
	for _, row := range sum.Rows {
		line := []string{fmt.Sprintf("sum of %q: %d", row.Key[0].Value, row.Count)}
		for _, total := range row.Totals {
			line = append(line, total.Low.String())
		}
		got = append(got, strings.Join(line, " "))
	}
	got = append(got, fmt.Sprintf("sum of all: %d %s", sum.Total.Count, sum.Total.Totals[0].Low))
	entities := must[paging.Page[*claim.Entity]](t)(v.List(t.Context(), graph.EntityQuery{Filter: graph.EntityFilter{Datasets: []claim.ID{"dataset/test/two"}}, Window: paging.Window{First: 9}}))
	got = append(got, fmt.Sprint("two describes ", ids(entities.Items)))
	want := []string{
		"test/one [document/a] a FUNDS b, a PARTNER_OF c by commit 3",
		"test/two [document/a document/two] a FUNDS b, b jobs, c FUNDS b by commit 2",
		"a FUNDS b: test/one test/two",
		"a PARTNER_OF c: test/one",
		"a SUPPORTS b: ",
		"b jobs: test/two",
		"c FUNDS b: test/two",
		`sum of "test/two": 2 12`,
		`sum of "test/one": 1 5`,
		`sum of "": 1`,
		"sum of all: 3 12",
		"two describes [document/a document/two organisation/a organisation/c place/b]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("data sets (-want +got):\n%s", diff)
	}
}

// said is claims in short, each once, sorted.
func said(claims []claim.Claim) string {
	slug := func(id claim.ID) string { return string(id[strings.IndexByte(string(id), '/')+1:]) }
	var out []string
	for _, c := range claims {
		switch c := c.(type) {
		case *claim.Relationship:
			out = append(out, fmt.Sprint(slug(c.Subject), " ", c.Kind, " ", slug(c.Object)))
		case *claim.Measure:
			out = append(out, slug(c.About)+" "+c.Metric)
		case *claim.Attribute:
			out = append(out, slug(c.About)+" "+c.Property)
		}
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), ", ")
}
