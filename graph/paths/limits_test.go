package paths_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/graph/paths"
)

func TestPathsPastAHub(t *testing.T) { graphtest.OnEach(t, graphtest.Star(2000), testPathsPastAHub) }

func testPathsPastAHub(t *testing.T, v *graph.View) {
	r, err := paths.Find(t.Context(), v, paths.Query{From: "organisation/leaf0", To: "organisation/leaf1"})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"leaf0 friend leaf1", "leaf0 hub leaf1", "searched to 6, truncated false"}
	if diff := cmp.Diff(want, graphtest.Chains(r)); diff != "" {
		t.Error(diff)
	}
	if want := "2 steps by way of hub, which has 2,001 relationships; every step stated, in 1 document"; r.Paths[1].Why != want {
		t.Errorf("why %q, want %q", r.Paths[1].Why, want)
	}
}

func TestPathsAtTheBudget(t *testing.T) {
	graphtest.OnEach(t, graphtest.Star(300)+graphtest.Line, testPathsAtTheBudget)
}

func testPathsAtTheBudget(t *testing.T, v *graph.View) {
	far := paths.Query{From: "organisation/a", To: "organisation/e"}
	near := paths.Query{From: "organisation/leaf0", To: "organisation/leaf1"}
	for _, c := range []struct {
		name      string
		query     paths.Query
		allowance paths.Allowance
		want      []string // nil where there is nothing to show
	}{
		{"edges, before anything", far, paths.Allowance{Edges: 1}, nil},
		{"nodes, before anything", far, paths.Allowance{Nodes: 1}, nil},
		{"time, before anything", far, paths.Allowance{Time: -time.Second}, nil},
		{"enough", near, paths.Allowance{Edges: 5000}, []string{"leaf0 friend leaf1", "leaf0 hub leaf1", "searched to 6, truncated false"}},
		{"edges, after the shortest", near, paths.Allowance{Edges: 100}, []string{"leaf0 friend leaf1", "leaf0 hub leaf1", "searched to 2, truncated true"}},
		{"paths, within the shortest", near, paths.Allowance{Chains: 4}, []string{"leaf0 friend leaf1", "leaf0 hub leaf1", "searched to 1, truncated true"}},
	} {
		r, err := paths.FindWithin(t.Context(), v, c.query, c.allowance)
		switch {
		case c.want == nil && !errors.Is(err, graph.ErrLimit):
			t.Errorf("%s: %v, %v; want %v", c.name, graphtest.Chains(r), err, graph.ErrLimit)
		case c.want != nil && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.want != nil:
			if diff := cmp.Diff(c.want, graphtest.Chains(r)); diff != "" {
				t.Errorf("%s:\n%s", c.name, diff)
			}
		}
	}
}

// TestHubsCostNoMemory asks the same of a hub and of one ten times as great: what is allocated must not grow with it.
func TestHubsCostNoMemory(t *testing.T) {
	small, great := graphtest.View(t, graphtest.Star(1000)), graphtest.View(t, graphtest.Star(10_000))
	for name, ask := range map[string]func(*graph.View) error{
		"paths": func(v *graph.View) error {
			_, err := paths.Find(t.Context(), v, paths.Query{From: "organisation/leaf0", To: "place/country", First: 1})
			return err
		},
		"neighbourhood": func(v *graph.View) error {
			_, err := paths.Neighbourhood(t.Context(), v, paths.NeighbourhoodQuery{Of: []claim.ID{"place/hub"}, Depth: 2, Limit: 20})
			return err
		},
		"in common": func(v *graph.View) error {
			_, err := paths.Common(t.Context(), v, paths.CommonQuery{Of: []claim.ID{"place/hub", "organisation/friend"}})
			return err
		},
	} {
		a, b := graphtest.BytesPerRun(t, 20, func() error { return ask(small) }), graphtest.BytesPerRun(t, 20, func() error { return ask(great) })
		if b > 2*a+16<<10 {
			t.Errorf("%s: %d bytes around a hub, %d around one ten times as great", name, a, b)
		}
	}
}
