package paths_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/graph/paging"
	"whence/graph/paths"
)

func TestInCommonAtTheBudget(t *testing.T) {
	graphtest.OnEach(t, graphtest.Board, testInCommonAtTheBudget)
}

func testInCommonAtTheBudget(t *testing.T, v *graph.View) {
	two := []claim.ID{"person/ann", "person/bob"}
	if _, err := paths.CommonWithin(t.Context(), v, paths.CommonQuery{Of: two}, paths.Allowance{Time: -1}); !errors.Is(err, graph.ErrLimit) {
		t.Errorf("at the budget: %v, want %v", err, graph.ErrLimit)
	}
	all, err := paths.Common(t.Context(), v, paths.CommonQuery{Of: two})
	if err != nil {
		t.Fatal(err)
	}
	for edges := 1; edges < 1000; edges++ { // what is shown is part of the answer, and says so unless it is all of it
		few, err := paths.CommonWithin(t.Context(), v, paths.CommonQuery{Of: two}, paths.Allowance{Edges: edges})
		if errors.Is(err, graph.ErrLimit) {
			continue
		}
		shown, whole := graphtest.Met(few), graphtest.Met(all)
		more := slices.ContainsFunc(shown, func(line string) bool { return line != "truncated" && !slices.Contains(whole, line) })
		if err != nil || more || len(few.Entities) == 0 || !few.Truncated && !slices.Equal(shown, whole) {
			t.Errorf("at a budget of %d edges: %v, %v", edges, shown, err)
		}
		if !few.Truncated {
			return
		}
	}
	t.Error("no budget is enough")
}

func TestInCommonAgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		es := randomEdges(rt)
		v, ids := randomGraph(t, rt, es)
		q := paths.CommonQuery{
			Of:          rapid.SliceOfNDistinct(rapid.SampledFrom(ids), 2, min(3, len(ids)), rapid.ID[claim.ID]).Draw(rt, "of"),
			MaxDistance: rapid.IntRange(1, 3).Draw(rt, "distance"), First: paging.MaxPage,
		}
		got, err := paths.Common(context.Background(), v, q)
		if err != nil {
			rt.Fatal(err)
		}
		want := map[claim.ID][]int{} // how far each is from each of the given
		for i, from := range q.Of {
			but := func(edge) bool { return false }
			for id, d := range es.around([]claim.ID{from}, claim.Both, but, slices.Delete(slices.Clone(q.Of), i, i+1)...) {
				if d > 0 && d <= q.MaxDistance && len(want[id]) == i {
					want[id] = append(want[id], d)
				}
			}
		}
		last := 0
		for _, s := range got.Entities {
			total := 0
			for i, p := range s.Paths {
				total += len(p.Steps)
				if len(p.Steps) != want[s.Entity.ID][i] || p.Entities[0].ID != q.Of[i] || p.Entities[len(p.Steps)].ID != s.Entity.ID {
					rt.Fatalf("%v: path %d, want lengths %v", graphtest.Met(got), i, want[s.Entity.ID])
				}
			}
			if total < last || len(s.Paths) != len(q.Of) {
				rt.Fatalf("%s is %d steps away after %d, with %d paths", s.Entity.ID, total, last, len(s.Paths))
			}
			last = total
			delete(want, s.Entity.ID)
		}
		for id, far := range want {
			if len(far) == len(q.Of) {
				rt.Fatalf("%s is %v steps away and left out of %v", id, far, fmt.Sprint(graphtest.Met(got)))
			}
		}
	})
}
