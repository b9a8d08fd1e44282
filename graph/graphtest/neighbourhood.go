package graphtest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paths"
)

// Village is a place with those who fund it, some of them better connected and better evidenced than others.
const Village = `
	organisation/council FUNDS place/hub
	organisation/council FUNDS place/hub; role again
	organisation/lep FUNDS place/hub; rumoured
	organisation/trust FUNDS place/hub
	place/hub LOCATED_IN place/town
	organisation/council LOCATED_IN place/town
	organisation/lep OWNS organisation/council
	organisation/trust OWNS organisation/shop
	organisation/shop LOCATED_IN place/town
`

// Drawn is a subgraph as lines: its nodes in order, its relationships, what is hidden.
func Drawn(s paths.Subgraph) []string {
	var ties, hidden []string
	for _, r := range s.Relationships {
		ties = append(ties, fmt.Sprint(slug(r.Subject), " ", r.Kind, " ", slug(r.Object)))
	}
	for _, h := range s.Hidden {
		hidden = append(hidden, fmt.Sprint(h.Kind, " ", h.Direction, " ", h.Count))
	}
	slices.Sort(ties)
	lines := []string{slugs(s.Nodes), strings.Join(ties, ", "), strings.Join(hidden, ", ")}
	if s.Truncated {
		lines = append(lines, "truncated")
	}
	return lines
}

func testNeighbourhood(t *testing.T, open Opener) {
	_, g := with(t, open, Village)
	testDrawings(t, g.Now())
	testNeighbourhoodErrors(t, g.Now())
	s := must[paths.Subgraph](t)(paths.Neighbourhood(ending{t.Context()}, g.Now(), paths.NeighbourhoodQuery{Of: []claim.ID{"place/hub"}, Depth: 1}))
	if !s.Truncated || len(s.Nodes) != 1 {
		t.Errorf("the limit reached: %v", Drawn(s))
	}
}

func testDrawings(t *testing.T, v *graph.View) {
	t.Helper()
	hub := []claim.ID{"place/hub"}
	for _, c := range []struct {
		name  string
		query paths.NeighbourhoodQuery
		want  []string
	}{
		{"nothing but itself", paths.NeighbourhoodQuery{Of: hub}, []string{"hub", "", ""}},
		{
			"the relationships among the given, in their order",
			paths.NeighbourhoodQuery{Of: []claim.ID{"place/town", "organisation/council", "place/hub", "place/town"}},
			[]string{"town council hub", "council FUNDS hub, council FUNDS hub, council LOCATED_IN town, hub LOCATED_IN town", ""},
		},
		{
			"one step, best connected and best evidenced first",
			paths.NeighbourhoodQuery{Of: hub, Depth: 1},
			[]string{"hub council town trust lep", "council FUNDS hub, council FUNDS hub, council LOCATED_IN town, hub LOCATED_IN town, lep FUNDS hub, lep OWNS council, trust FUNDS hub", ""},
		},
		{
			"two steps",
			paths.NeighbourhoodQuery{Of: hub, Depth: 2, Kinds: []claim.RelationshipKind{"FUNDS", "OWNS"}, Direction: claim.In},
			[]string{"hub council trust lep", "council FUNDS hub, council FUNDS hub, lep FUNDS hub, lep OWNS council, trust FUNDS hub", ""},
		},
		{
			"what the limit hides",
			paths.NeighbourhoodQuery{Of: hub, Depth: 1, Limit: 3},
			[]string{"hub council town", "council FUNDS hub, council FUNDS hub, council LOCATED_IN town, hub LOCATED_IN town", "FUNDS IN 2", "truncated"},
		},
		{
			"what the limit hides a step farther",
			paths.NeighbourhoodQuery{Of: hub, Depth: 2, Limit: 3},
			[]string{"hub council town", "council FUNDS hub, council FUNDS hub, council LOCATED_IN town, hub LOCATED_IN town", "FUNDS IN 2, OWNS IN 1, LOCATED_IN IN 1", "truncated"},
		},
		{
			"the same counted through a filter",
			paths.NeighbourhoodQuery{Of: hub, Depth: 2, Limit: 3, Filter: graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{Certainty: []claim.Certainty{claim.Stated}}}},
			[]string{"hub council town", "council FUNDS hub, council FUNDS hub, council LOCATED_IN town, hub LOCATED_IN town", "FUNDS IN 1, OWNS IN 1, LOCATED_IN IN 1", "truncated"},
		},
		{
			"the given are shown whatever the limit, a pair's first relationship before another's second",
			paths.NeighbourhoodQuery{Of: []claim.ID{"organisation/council", "place/hub", "place/town"}, Limit: 1},
			[]string{"council hub town", "council FUNDS hub, council LOCATED_IN town, hub LOCATED_IN town", "FUNDS OUT 1", "truncated"},
		},
		{
			"out",
			paths.NeighbourhoodQuery{Of: []claim.ID{"organisation/trust"}, Depth: 1, Direction: claim.Out},
			[]string{"trust hub shop", "trust FUNDS hub, trust OWNS shop", ""},
		},
	} {
		s, err := paths.Neighbourhood(t.Context(), v, c.query)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if diff := cmp.Diff(c.want, Drawn(s)); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func testNeighbourhoodErrors(t *testing.T, v *graph.View) {
	t.Helper()
	hub := []claim.ID{"place/hub"}
	for _, c := range []struct {
		name  string
		query paths.NeighbourhoodQuery
		want  error
	}{
		{"of nothing", paths.NeighbourhoodQuery{}, claim.ErrInvalid},
		{"of what is unknown", paths.NeighbourhoodQuery{Of: []claim.ID{"place/hub", "place/nowhere"}}, graph.ErrNotFound},
		{"deeper than can be drawn", paths.NeighbourhoodQuery{Of: hub, Depth: paths.MaxNeighbourhoodDepth + 1}, claim.ErrInvalid},
		{"depth below nothing", paths.NeighbourhoodQuery{Of: hub, Depth: -1}, claim.ErrInvalid},
		{"more than can be drawn", paths.NeighbourhoodQuery{Of: hub, Limit: paths.MaxNeighbourhood + 1}, claim.ErrInvalid},
		{"a kind that is none", paths.NeighbourhoodQuery{Of: hub, Kinds: []claim.RelationshipKind{"LIKES"}}, claim.ErrInvalid},
	} {
		if _, err := paths.Neighbourhood(t.Context(), v, c.query); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}
