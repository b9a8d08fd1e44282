package graph_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/graph/paging"
	"whence/graph/paths"
)

// callsOf is how many calls of the store each question may take, whatever the hub that it is asked about. Searches go in steps:
// theirs is what one step takes at the most, for each entity that they start from.
var callsOf = map[string]int{
	"relationships": 9, "neighbours": 10, "neighbours by degree": 10, "claims": 10, "measures": 8, "attributes": 8, "documents": 11,
	"counts": 5, "contained in": 6, "ties of neighbours": 6, "all relationships": 5, "the largest": 7, "relationships that stand": 5,
	"relationships in a place": 10, "relationships of a document": 11, "all measures": 5, "measures of jobs": 10,
	"relationships of a data set": 13, "entities of a data set": 7, "data sets": 3, "data sets of some": 4, "sum by data sets": 9,
	"all attributes": 5, "all claims": 5, "entities": 4, "entities by name": 6, "entities in places": 9, "search": 4,
	"stats": 1, "conflicts": 6, "conflicts of one": 28, "conflicts of some": 8, "changes": 7, "changes of one": 14, "sum": 14,
	"paths": 18, "neighbourhood": 18, "circles": 30, "in common": 20,
}

// callsPerStep are the questions that take a number of steps.
var callsPerStep = map[string]int{"paths": 4, "neighbourhood": 2, "circles": 4, "in common": 4}

func searches() map[string]question {
	return map[string]question{
		"paths": {func(ctx context.Context, v *graph.View) (any, error) {
			return paths.Find(ctx, v, paths.Query{From: "organisation/leaf0", To: "organisation/leaf1", First: 3, MaxLength: 4})
		}, ""},
		"circles": {func(ctx context.Context, v *graph.View) (any, error) {
			return paths.Find(ctx, v, paths.Query{From: "organisation/leaf0", To: "organisation/leaf0", First: 1, MaxLength: 4})
		}, ""},
		"in common": {func(ctx context.Context, v *graph.View) (any, error) { // two steps from each of two, to look for and to prove
			return paths.Common(ctx, v, paths.CommonQuery{Of: []claim.ID{"organisation/leaf0", "organisation/leaf1"}, MaxDistance: 2})
		}, ""},
		"neighbourhood": {func(ctx context.Context, v *graph.View) (any, error) {
			return paths.Neighbourhood(ctx, v, paths.NeighbourhoodQuery{Of: []claim.ID{"place/hub"}, Depth: 2, Limit: 40})
		}, ""},
	}
}

// TestStoreCalls asks every question of a hub and of one four times as great over a store that counts what it is asked: it is
// asked as often of the one as of the other, and at most as often as callsOf says. The table of calls is logged.
func TestStoreCalls(t *testing.T) {
	count := func(leaves int) map[string]*graph.Calls {
		v := graphtest.View(t, strings.Replace(crossroads(), graphtest.Star(30), graphtest.Star(leaves), 1))
		all := questions(t, v)
		hub, err := v.Entity(t.Context(), "place/hub")
		if err != nil {
			t.Fatal(err)
		}
		all["neighbours by degree"] = question{func(ctx context.Context, v *graph.View) (any, error) {
			return v.Neighbours(ctx, []*claim.Entity{hub}, graph.NeighbourQuery{
				Window: paging.Window{First: 20}, Order: graph.EntityOrder{By: graph.ByDegree, Descending: true},
			})
		}, ""}
		maps.Copy(all, searches())
		out := map[string]*graph.Calls{}
		for name, q := range all {
			counted, calls := v.Counted()
			if _, err := q.ask(t.Context(), counted); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			out[name] = calls
		}
		return out
	}
	few, many := count(200), count(800)
	var table strings.Builder
	for _, name := range slices.Sorted(maps.Keys(many)) {
		steps := max(callsPerStep[name], 1)
		fmt.Fprintf(&table, "%-28s %4d calls %v\n", name, many[name].Total(), many[name].By())
		switch most, known := callsOf[name]; {
		case !known:
			t.Errorf("%s has no number of calls in callsOf", name)
		case many[name].Total() > most*steps:
			t.Errorf("%s: %d calls, at most %d times %d", name, many[name].Total(), most, steps)
		}
		const farEnd = 4 // clusters of claims are read from the end that is no hub: where that is another, by a few calls more
		if a, b := few[name].Total(), many[name].Total(); b > a+farEnd {
			t.Errorf("%s: %d calls about a hub, %d about one four times as great: %v, %v", name, a, b, few[name].By(), many[name].By())
		}
	}
	t.Log("calls of the store\n" + table.String())
}
