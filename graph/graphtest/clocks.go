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
	"whence/graph/paging"
	"whence/graph/paths"
	"whence/graph/sums"
)

// lessons is what the graph learns first; what the second leaves out is retracted then.
var lessons = [2]string{
	`
	organisation/a FUNDS place/b; amount 5 GBP; at 2014
	organisation/c FUNDS place/b; amount 7 GBP; at 2016; doc document/late
	organisation/c OWNS organisation/a
	place/b: jobs = 30 job; at 2014
	document/a published = 2014
	document/late published = 2016`,
	`
	organisation/a FUNDS place/b; amount 5 GBP; at 2014
	organisation/c FUNDS place/b; amount 7 GBP; at 2016; doc document/late
	place/b: jobs = 40 job; at 2016; doc document/late
	document/a published = 2014
	document/late published = 2016`,
}

// testEveryClock asks every question at every clock: what is connected to a place, measured of it, added up for it, drawn
// around it, shared by those who fund it, and how these are connected.
func testEveryClock(t *testing.T, open Opener) {
	_, g := with(t, open, lessons[0])
	learnt := time.Now()
	load(t, g, "test/facts", lessons[1])
	v := g.Now()
	for _, c := range []struct {
		name   string
		filter graph.ClaimFilter
		want   []string
	}{
		{"now", graph.ClaimFilter{}, []string{"funders a c", "funded b", "jobs 40", "sum 12", "drawn a b c", "shared b", "paths a b c"}},
		{"what held in 2014", graph.ClaimFilter{ValidAt: "2014"}, []string{"funders a", "funded b", "jobs", "sum 5", "drawn a b", "shared", "paths"}},
		{"what held in 2016", graph.ClaimFilter{ValidAt: "2016"}, []string{"funders c", "funded b", "jobs 40", "sum 7", "drawn b c", "shared", "paths"}},
		{"what had been said by 2015", graph.ClaimFilter{StatedUntil: "2015"}, []string{"funders a", "funded b", "jobs", "sum 5", "drawn a b", "shared", "paths"}},
		{"what was known before", graph.ClaimFilter{KnownAt: learnt}, []string{"funders a c", "funded b", "jobs 30", "sum 12", "drawn a b c", "shared b", "paths a c, a b c"}},
		{"what was known before of 2014", graph.ClaimFilter{KnownAt: learnt, ValidAt: "2014"}, []string{"funders a", "funded b", "jobs 30", "sum 5", "drawn a b c", "shared", "paths a c"}},
		{"of 2014, dated", graph.ClaimFilter{KnownAt: learnt, ValidAt: "2014", ExcludeUndated: true}, []string{"funders a", "funded b", "jobs 30", "sum 5", "drawn a b", "shared", "paths"}},
		{"before anything was known", graph.ClaimFilter{KnownAt: learnt.Add(-time.Hour)}, []string{"funders", "funded", "jobs", "sum", "drawn b", "shared", "paths"}},
		{"retracted too", graph.ClaimFilter{IncludeRetracted: true}, []string{"funders a c", "funded b", "jobs 30 40", "sum 12", "drawn a b c", "shared b", "paths a c, a b c"}},
	} {
		if diff := cmp.Diff(c.want, answers(t, v, c.filter)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// answers is a line a question.
func answers(t *testing.T, v *graph.View, f graph.ClaimFilter) []string {
	t.Helper()
	ctx, filter, window := t.Context(), graph.RelationshipFilter{ClaimFilter: f}, paging.Window{First: 9}
	place, funds := one(t, v, "place/b"), []claim.RelationshipKind{"FUNDS"}
	var lines []string
	line := func(question string, words ...any) {
		lines = append(lines, strings.TrimSpace(question+" "+strings.Trim(fmt.Sprint(words...), "[]")))
	}

	var funders []string
	for _, n := range must[[]paging.Page[*graph.Neighbour]](t)(v.Neighbours(ctx, place, graph.NeighbourQuery{Kinds: funds, Filter: filter, Window: window}))[0].Items {
		funders = append(funders, n.Entity.Name)
	}
	line("funders", funders)
	having := graph.EntityFilter{Has: []graph.HasRelationship{{Kinds: funds, Direction: claim.In, Filter: &filter}}}
	line("funded", namesOf(must[paging.Page[*claim.Entity]](t)(v.List(ctx, graph.EntityQuery{Filter: having, Window: window})).Items))
	var jobs []string
	for _, m := range must[[]paging.Page[*claim.Measure]](t)(v.Measures(ctx, place, graph.MeasureQuery{Filter: graph.MeasureFilter{ClaimFilter: f}, Window: window}))[0].Items {
		jobs = append(jobs, m.Value.Value.String())
	}
	slices.Sort(jobs)
	line("jobs", jobs)
	sum := must[sums.Result](t)(sums.Aggregate(ctx, v, sums.Query{Kinds: funds, Filter: filter}))
	var sums []string
	for _, s := range sum.Total.Totals {
		sums = append(sums, s.Low.String())
	}
	line("sum", sums)
	drawn := namesOf(must[paths.Subgraph](t)(paths.Neighbourhood(ctx, v, paths.NeighbourhoodQuery{Of: []claim.ID{"place/b"}, Depth: 2, Filter: filter})).Nodes)
	slices.Sort(drawn)
	line("drawn", drawn)
	both := []claim.ID{"organisation/a", "organisation/c"}
	var shared []string
	for _, s := range must[paths.CommonNeighbours](t)(paths.Common(ctx, v, paths.CommonQuery{Of: both, Filter: filter})).Entities {
		shared = append(shared, s.Entity.Name)
	}
	line("shared", shared)
	chains := Chains(must[paths.Result](t)(paths.Find(ctx, v, paths.Query{From: both[0], To: both[1], Filter: filter})))
	line("paths", strings.Join(chains[:len(chains)-1], ", "))
	return lines
}

func namesOf(entities []*claim.Entity) []string {
	var out []string
	for _, e := range entities {
		out = append(out, e.Name)
	}
	return out
}
