package paths_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/graph/paths"
	"whence/graph/write"
)

func TestNeighbourhoodAtTheBudget(t *testing.T) {
	graphtest.OnEach(t, graphtest.Star(300), testNeighbourhoodAtTheBudget)
}

func testNeighbourhoodAtTheBudget(t *testing.T, v *graph.View) {
	q := paths.NeighbourhoodQuery{Of: []claim.ID{"place/hub"}, Depth: 3, Limit: 20}
	for name, a := range map[string]paths.Allowance{"edges": {Edges: 1}, "nodes": {Nodes: 1}, "time": {Time: -1}} {
		s, err := paths.NeighbourhoodWithin(t.Context(), v, q, a)
		if err != nil || !s.Truncated || len(s.Nodes) == 0 {
			t.Errorf("%s: %v, %v", name, graphtest.Drawn(s), err)
		}
	}
}

func TestNeighbourhoodAgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		ctx, es := context.Background(), randomEdges(rt)
		v, ids := randomGraph(t, rt, es)
		q := paths.NeighbourhoodQuery{
			Of:    rapid.SliceOfNDistinct(rapid.SampledFrom(ids), 1, min(2, len(ids)), rapid.ID[claim.ID]).Draw(rt, "of"),
			Depth: rapid.IntRange(0, 3).Draw(rt, "depth"), Limit: rapid.IntRange(1, 12).Draw(rt, "limit"),
			Direction: rapid.SampledFrom([]claim.Direction{claim.Out, claim.In, claim.Both}).Draw(rt, "direction"),
		}
		if rapid.Bool().Draw(rt, "filtered") {
			q.Filter.Certainty = []claim.Certainty{claim.Stated}
		}
		s, err := paths.Neighbourhood(ctx, v, q)
		if err != nil {
			rt.Fatal(err)
		}
		es.checkNeighbourhood(rt, q, s)
	})
}

// randomGraph loads edges, and returns the organisations that they tie.
func randomGraph(t *testing.T, rt *rapid.T, es edges) (*graph.View, []claim.ID) {
	g, err := graph.Open(context.Background(), graph.Options{})
	if err != nil {
		rt.Fatal(err)
	}
	defer g.Close() // views stay readable
	d := graphtest.Facts(t, "test/random", es.facts())
	if _, err := write.Load(context.Background(), g, []*claim.Dataset{d}); err != nil {
		rt.Fatal(err)
	}
	var ids []claim.ID
	for _, e := range d.Entities {
		if e.ID.Kind() == claim.Organisation {
			ids = append(ids, e.ID)
		}
	}
	return g.Now(), ids
}

// around is how far every entity lies from some, by brute force.
func (es edges) around(of []claim.ID, d claim.Direction, but func(edge) bool, avoid ...claim.ID) map[claim.ID]int {
	far := map[claim.ID]int{}
	frontier := of
	for _, id := range of {
		far[id] = 0
	}
	for depth := 1; len(frontier) > 0; depth++ {
		var next []claim.ID
		for _, id := range frontier {
			for _, e := range es {
				from, to := e.ids()
				for _, way := range [][2]claim.ID{{from, to}, {to, from}} {
					if but(e) || way[0] != id || (d == claim.Out && way[0] != from) || (d == claim.In && way[0] != to) {
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

func (e edge) ids() (from, to claim.ID) {
	return claim.ID(fmt.Sprintf("organisation/n%d", e.from)), claim.ID(fmt.Sprintf("organisation/n%d", e.to))
}

// checkNeighbourhood holds a subgraph to the edges: what is shown is near enough and nearest first, every relationship
// among it is shown or counted, and so is every one that leads to what is not shown.
func (es edges) checkNeighbourhood(t *rapid.T, q paths.NeighbourhoodQuery, s paths.Subgraph) {
	but := func(e edge) bool { return q.Filter.Certainty != nil && e.rumoured }
	far := es.around(q.Of, q.Direction, but)
	shown, near := map[claim.ID]bool{}, 0
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
		case shown[from] && far[from] < q.Depth && q.Direction != claim.In:
			hidden[fmt.Sprint(e.kind, " OUT")]++
		case shown[to] && far[to] < q.Depth && q.Direction != claim.Out:
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
			t.Fatalf("%s hidden: %d more than counted, in %v", key, n, graphtest.Drawn(s))
		}
		left += n
	}
	if left != 0 || s.Truncated != (len(s.Hidden) > 0) {
		t.Fatalf("%d relationships neither shown nor counted: %v", left, graphtest.Drawn(s))
	}
}
