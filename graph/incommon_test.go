package graph_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"whence/graph"
)

// met is what is shared as lines: the entity, and behind a colon the chain from each of the given.
func met(c graph.InCommon) []string {
	var lines []string
	for _, s := range c.Shared {
		var ways []string
		for _, p := range s.Paths {
			var names []string
			for _, e := range p.Entities {
				_, slug, _ := strings.Cut(string(e.ID), "/")
				names = append(names, slug)
			}
			ways = append(ways, strings.Join(names, " "))
		}
		_, slug, _ := strings.Cut(string(s.Entity.ID), "/")
		lines = append(lines, slug+": "+strings.Join(ways, ", "))
	}
	if c.Truncated {
		lines = append(lines, "truncated")
	}
	return lines
}

const board = `
	person/ann LEADS organisation/trust
	person/bob EMPLOYED_BY organisation/trust
	person/ann MEMBER_OF organisation/club
	person/bob MEMBER_OF organisation/club
	person/cat MEMBER_OF organisation/club
	person/dan MEMBER_OF organisation/club
	person/ann FUNDS place/hall; rumoured
	person/bob FUNDS place/hall; rumoured
	organisation/trust FUNDS place/hall
	person/cat LEADS organisation/shop
	organisation/shop LOCATED_IN place/hall
	person/bob FUNDS person/ann
	person/eve FUNDS person/bob
`

func TestInCommon(t *testing.T) {
	v := graphOf(t, board)
	ann, bob, cat := graph.ID("person/ann"), graph.ID("person/bob"), graph.ID("person/cat")
	for _, c := range []struct {
		name  string
		query graph.InCommonQuery
		want  []string
	}{
		{
			"the better evidenced and the less connected first",
			graph.InCommonQuery{Of: []graph.ID{ann, bob}},
			[]string{"trust: ann trust, bob trust", "club: ann club, bob club", "hall: ann hall, bob hall"},
		},
		{"the best alone", graph.InCommonQuery{Of: []graph.ID{bob, ann}, First: 1}, []string{"trust: bob trust, ann trust", "truncated"}},
		{"of three", graph.InCommonQuery{Of: []graph.ID{ann, bob, cat}}, []string{"club: ann club, bob club, cat club"}},
		{"by a kind", graph.InCommonQuery{Of: []graph.ID{ann, bob}, Kinds: []graph.RelationshipKind{"FUNDS"}}, []string{"hall: ann hall, bob hall"}},
		{
			"of what is stated",
			graph.InCommonQuery{Of: []graph.ID{ann, bob}, Filter: graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{Certainty: []graph.Certainty{graph.Stated}}}},
			[]string{"trust: ann trust, bob trust", "club: ann club, bob club"},
		},
		{"nothing within a step", graph.InCommonQuery{Of: []graph.ID{ann, "person/eve"}, Kinds: []graph.RelationshipKind{"LEADS", "MEMBER_OF"}}, nil},
		{
			"two steps",
			graph.InCommonQuery{Of: []graph.ID{"organisation/shop", "organisation/trust"}, MaxDistance: 2, Kinds: []graph.RelationshipKind{"FUNDS", "LEADS", "LOCATED_IN"}},
			[]string{"hall: shop hall, trust hall", "ann: shop hall ann, trust ann", "bob: shop hall bob, trust ann bob"},
		},
	} {
		got, err := v.InCommon(t.Context(), c.query)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if diff := cmp.Diff(c.want, met(got)); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestInCommonErrors(t *testing.T) {
	v := graphOf(t, board)
	two := []graph.ID{"person/ann", "person/bob"}
	for _, c := range []struct {
		name  string
		query graph.InCommonQuery
		want  error
	}{
		{"of one", graph.InCommonQuery{Of: two[:1]}, graph.ErrInvalid},
		{"of one twice", graph.InCommonQuery{Of: []graph.ID{two[0], two[0]}}, graph.ErrInvalid},
		{"of what is unknown", graph.InCommonQuery{Of: []graph.ID{two[0], "person/nobody"}}, graph.ErrNotFound},
		{"too far", graph.InCommonQuery{Of: two, MaxDistance: graph.MaxCommonDistance + 1}, graph.ErrInvalid},
		{"too many", graph.InCommonQuery{Of: two, First: graph.MaxPage + 1}, graph.ErrInvalid},
	} {
		if _, err := v.InCommon(t.Context(), c.query); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if _, err := v.InCommonWithin(t.Context(), graph.InCommonQuery{Of: two}, graph.Allowance{Time: -1}); !errors.Is(err, graph.ErrLimit) {
		t.Errorf("at the budget: %v, want %v", err, graph.ErrLimit)
	}
	for edges := 1; edges < 1000; edges++ { // the least budget that shows anything does not show all
		few, err := v.InCommonWithin(t.Context(), graph.InCommonQuery{Of: two}, graph.Allowance{Edges: edges})
		if errors.Is(err, graph.ErrLimit) {
			continue
		}
		if err != nil || !few.Truncated || len(few.Shared) == 0 {
			t.Errorf("at a budget of %d edges: %v, %v", edges, met(few), err)
		}
		return
	}
	t.Error("no budget is enough")
}

func TestInCommonAgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		es := randomEdges(rt)
		v, ids := randomGraph(t, rt, es)
		q := graph.InCommonQuery{
			Of:          rapid.SliceOfNDistinct(rapid.SampledFrom(ids), 2, min(3, len(ids)), rapid.ID[graph.ID]).Draw(rt, "of"),
			MaxDistance: rapid.IntRange(1, 3).Draw(rt, "distance"), First: graph.MaxPage,
		}
		got, err := v.InCommon(context.Background(), q)
		if err != nil {
			rt.Fatal(err)
		}
		want := map[graph.ID][]int{} // how far each is from each of the given
		for i, from := range q.Of {
			but := func(edge) bool { return false }
			for id, d := range es.around([]graph.ID{from}, graph.Both, but, slices.Delete(slices.Clone(q.Of), i, i+1)...) {
				if d > 0 && d <= q.MaxDistance && len(want[id]) == i {
					want[id] = append(want[id], d)
				}
			}
		}
		last := 0
		for _, s := range got.Shared {
			total := 0
			for i, p := range s.Paths {
				total += len(p.Steps)
				if len(p.Steps) != want[s.Entity.ID][i] || p.Entities[0].ID != q.Of[i] || p.Entities[len(p.Steps)].ID != s.Entity.ID {
					rt.Fatalf("%v: path %d, want lengths %v", met(got), i, want[s.Entity.ID])
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
				rt.Fatalf("%s is %v steps away and left out of %v", id, far, fmt.Sprint(met(got)))
			}
		}
	})
}
