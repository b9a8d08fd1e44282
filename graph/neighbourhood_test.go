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
	"whence/graph/graphtest"
)

// drawn is a subgraph as lines: its nodes in order, its relationships, what is hidden.
func drawn(s graph.Subgraph) []string {
	var nodes, ties, hidden []string
	for _, e := range s.Nodes {
		_, slug, _ := strings.Cut(string(e.ID), "/")
		nodes = append(nodes, slug)
	}
	for _, r := range s.Relationships {
		_, subject, _ := strings.Cut(string(r.Subject), "/")
		_, object, _ := strings.Cut(string(r.Object), "/")
		ties = append(ties, fmt.Sprint(subject, " ", r.Kind, " ", object))
	}
	for _, h := range s.Hidden {
		hidden = append(hidden, fmt.Sprint(h.Kind, " ", h.Direction, " ", h.Count))
	}
	slices.Sort(ties)
	lines := []string{strings.Join(nodes, " "), strings.Join(ties, ", "), strings.Join(hidden, ", ")}
	if s.Truncated {
		lines = append(lines, "truncated")
	}
	return lines
}

const village = `
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

func TestNeighbourhood(t *testing.T) {
	v := graphOf(t, village)
	hub := []graph.ID{"place/hub"}
	for _, c := range []struct {
		name  string
		query graph.NeighbourhoodQuery
		want  []string
	}{
		{"nothing but itself", graph.NeighbourhoodQuery{Of: hub}, []string{"hub", "", ""}},
		{
			"the relationships among the given, in their order",
			graph.NeighbourhoodQuery{Of: []graph.ID{"place/town", "organisation/council", "place/hub", "place/town"}},
			[]string{"town council hub", "council FUNDS hub, council FUNDS hub, council LOCATED_IN town, hub LOCATED_IN town", ""},
		},
		{
			"one step, best connected and best evidenced first",
			graph.NeighbourhoodQuery{Of: hub, Depth: 1},
			[]string{"hub council town trust lep", "council FUNDS hub, council FUNDS hub, council LOCATED_IN town, hub LOCATED_IN town, lep FUNDS hub, lep OWNS council, trust FUNDS hub", ""},
		},
		{
			"two steps",
			graph.NeighbourhoodQuery{Of: hub, Depth: 2, Kinds: []graph.RelationshipKind{"FUNDS", "OWNS"}, Direction: graph.In},
			[]string{"hub council trust lep", "council FUNDS hub, council FUNDS hub, lep FUNDS hub, lep OWNS council, trust FUNDS hub", ""},
		},
		{
			"what the limit hides",
			graph.NeighbourhoodQuery{Of: hub, Depth: 1, Limit: 3},
			[]string{"hub council town", "council FUNDS hub, council FUNDS hub, council LOCATED_IN town, hub LOCATED_IN town", "FUNDS IN 2", "truncated"},
		},
		{
			"what the limit hides a step farther",
			graph.NeighbourhoodQuery{Of: hub, Depth: 2, Limit: 3},
			[]string{"hub council town", "council FUNDS hub, council FUNDS hub, council LOCATED_IN town, hub LOCATED_IN town", "FUNDS IN 2, OWNS IN 1, LOCATED_IN IN 1", "truncated"},
		},
		{
			"the same counted through a filter",
			graph.NeighbourhoodQuery{Of: hub, Depth: 2, Limit: 3, Filter: graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{Certainty: []graph.Certainty{graph.Stated}}}},
			[]string{"hub council town", "council FUNDS hub, council FUNDS hub, council LOCATED_IN town, hub LOCATED_IN town", "FUNDS IN 1, OWNS IN 1, LOCATED_IN IN 1", "truncated"},
		},
		{
			"the given are shown whatever the limit, a pair's first relationship before another's second",
			graph.NeighbourhoodQuery{Of: []graph.ID{"organisation/council", "place/hub", "place/town"}, Limit: 1},
			[]string{"council hub town", "council FUNDS hub, council LOCATED_IN town, hub LOCATED_IN town", "FUNDS OUT 1", "truncated"},
		},
		{
			"out",
			graph.NeighbourhoodQuery{Of: []graph.ID{"organisation/trust"}, Depth: 1, Direction: graph.Out},
			[]string{"trust hub shop", "trust FUNDS hub, trust OWNS shop", ""},
		},
	} {
		s, err := v.Neighbourhood(t.Context(), c.query)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if diff := cmp.Diff(c.want, drawn(s)); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestNeighbourhoodErrors(t *testing.T) {
	v := graphOf(t, village)
	hub := []graph.ID{"place/hub"}
	for _, c := range []struct {
		name  string
		query graph.NeighbourhoodQuery
		want  error
	}{
		{"of nothing", graph.NeighbourhoodQuery{}, graph.ErrInvalid},
		{"of what is unknown", graph.NeighbourhoodQuery{Of: []graph.ID{"place/hub", "place/nowhere"}}, graph.ErrNotFound},
		{"deeper than can be drawn", graph.NeighbourhoodQuery{Of: hub, Depth: graph.MaxNeighbourhoodDepth + 1}, graph.ErrInvalid},
		{"depth below nothing", graph.NeighbourhoodQuery{Of: hub, Depth: -1}, graph.ErrInvalid},
		{"more than can be drawn", graph.NeighbourhoodQuery{Of: hub, Limit: graph.MaxNeighbourhood + 1}, graph.ErrInvalid},
		{"a kind that is none", graph.NeighbourhoodQuery{Of: hub, Kinds: []graph.RelationshipKind{"LIKES"}}, graph.ErrInvalid},
	} {
		if _, err := v.Neighbourhood(t.Context(), c.query); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestNeighbourhoodAtTheBudget(t *testing.T) {
	v := graphOf(t, star(300))
	q := graph.NeighbourhoodQuery{Of: []graph.ID{"place/hub"}, Depth: 3, Limit: 20}
	for name, a := range map[string]graph.Allowance{"edges": {Edges: 1}, "nodes": {Nodes: 1}, "time": {Time: -1}} {
		s, err := v.NeighbourhoodWithin(t.Context(), q, a)
		if err != nil || !s.Truncated || len(s.Nodes) == 0 {
			t.Errorf("%s: %v, %v", name, drawn(s), err)
		}
	}
}

func TestNeighbourhoodAgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		ctx, es := context.Background(), randomEdges(rt)
		v, ids := randomGraph(t, rt, es)
		q := graph.NeighbourhoodQuery{
			Of:    rapid.SliceOfNDistinct(rapid.SampledFrom(ids), 1, min(2, len(ids)), rapid.ID[graph.ID]).Draw(rt, "of"),
			Depth: rapid.IntRange(0, 3).Draw(rt, "depth"), Limit: rapid.IntRange(1, 12).Draw(rt, "limit"),
			Direction: rapid.SampledFrom([]graph.Direction{graph.Out, graph.In, graph.Both}).Draw(rt, "direction"),
		}
		if rapid.Bool().Draw(rt, "filtered") {
			q.Filter.Certainty = []graph.Certainty{graph.Stated}
		}
		s, err := v.Neighbourhood(ctx, q)
		if err != nil {
			rt.Fatal(err)
		}
		es.checkNeighbourhood(rt, q, s)
	})
}

// randomGraph loads edges, and returns the organisations that they tie.
func randomGraph(t *testing.T, rt *rapid.T, es edges) (*graph.View, []graph.ID) {
	g, err := graph.Open(context.Background(), graph.Options{})
	if err != nil {
		rt.Fatal(err)
	}
	defer g.Close() // views stay readable
	d := graphtest.Facts(t, "test/random", es.facts())
	if _, err := g.Load(context.Background(), []*graph.Dataset{d}); err != nil {
		rt.Fatal(err)
	}
	var ids []graph.ID
	for _, e := range d.Entities {
		if e.ID.Kind() == graph.Organisation {
			ids = append(ids, e.ID)
		}
	}
	return g.Now(), ids
}

// around is how far every entity lies from some, by brute force.
func (es edges) around(of []graph.ID, d graph.Direction, but func(edge) bool, avoid ...graph.ID) map[graph.ID]int {
	far := map[graph.ID]int{}
	frontier := of
	for _, id := range of {
		far[id] = 0
	}
	for depth := 1; len(frontier) > 0; depth++ {
		var next []graph.ID
		for _, id := range frontier {
			for _, e := range es {
				from, to := e.ids()
				for _, way := range [][2]graph.ID{{from, to}, {to, from}} {
					if but(e) || way[0] != id || (d == graph.Out && way[0] != from) || (d == graph.In && way[0] != to) {
						continue
					}
					if _, met := far[way[1]]; !met && !slices.Contains(avoid, way[1]) {
						far[way[1]] = depth
						next = append(next, way[1])
					}
				}
			}
		}
		frontier = next
	}
	return far
}

func (e edge) ids() (from, to graph.ID) {
	return graph.ID(fmt.Sprintf("organisation/n%d", e.from)), graph.ID(fmt.Sprintf("organisation/n%d", e.to))
}

// checkNeighbourhood holds a subgraph to the edges: what is shown is near enough and nearest first, every relationship
// among it is shown or counted, and so is every one that leads to what is not shown.
func (es edges) checkNeighbourhood(t *rapid.T, q graph.NeighbourhoodQuery, s graph.Subgraph) {
	but := func(e edge) bool { return q.Filter.Certainty != nil && e.rumoured }
	far := es.around(q.Of, q.Direction, but)
	shown, near := map[graph.ID]bool{}, 0
	for i, e := range s.Nodes {
		shown[e.ID] = true
		if d, met := far[e.ID]; !met || d > q.Depth || (i > 0 && d < far[s.Nodes[i-1].ID]) {
			t.Fatalf("%s is shown at place %d, %d steps away", e.ID, i, d)
		}
	}
	for _, d := range far {
		if d <= q.Depth {
			near++
		}
	}
	if want := max(len(q.Of), min(near, q.Limit)); len(s.Nodes) != want {
		t.Fatalf("%d of %d nodes shown, want %d", len(s.Nodes), near, want)
	}
	among := 0
	hidden := map[string]int{}
	for _, e := range es {
		from, to := e.ids()
		switch {
		case but(e):
		case shown[from] && shown[to]:
			among++
		case shown[from] && far[from] < q.Depth && q.Direction != graph.In:
			hidden[fmt.Sprint(e.kind, " OUT")]++
		case shown[to] && far[to] < q.Depth && q.Direction != graph.Out:
			hidden[fmt.Sprint(e.kind, " IN")]++
		}
	}
	left := among - len(s.Relationships)
	if left != max(0, among-3*q.Limit) {
		t.Fatalf("%d of %d relationships shown", len(s.Relationships), among)
	}
	for _, h := range s.Hidden {
		hidden[fmt.Sprint(h.Kind, " ", h.Direction)] -= h.Count
	}
	for key, n := range hidden {
		if n > 0 || (n < 0 && left == 0) {
			t.Fatalf("%s hidden: %d more than counted, in %v", key, n, drawn(s))
		}
		left += n
	}
	if left != 0 || s.Truncated != (len(s.Hidden) > 0) {
		t.Fatalf("%d relationships neither shown nor counted: %v", left, drawn(s))
	}
}
