package graph_test

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
)

// star is a place that so many organisations lie in, two of which have something else in common.
func star(leaves int) string {
	var b strings.Builder
	for i := range leaves {
		fmt.Fprintf(&b, "organisation/leaf%d LOCATED_IN place/hub\n", i)
	}
	b.WriteString("organisation/leaf0 FUNDS organisation/friend\norganisation/leaf1 FUNDS organisation/friend\nplace/hub LOCATED_IN place/country")
	return b.String()
}

func TestPathsPastAHub(t *testing.T) { onEach(t, star(2000), testPathsPastAHub) }

func testPathsPastAHub(t *testing.T, v *graph.View) {
	r, err := v.Paths(t.Context(), graph.PathQuery{From: "organisation/leaf0", To: "organisation/leaf1"})
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

func TestPathsAtTheBudget(t *testing.T) { onEach(t, star(300)+graphtest.Line, testPathsAtTheBudget) }

func testPathsAtTheBudget(t *testing.T, v *graph.View) {
	far := graph.PathQuery{From: "organisation/a", To: "organisation/e"}
	near := graph.PathQuery{From: "organisation/leaf0", To: "organisation/leaf1"}
	for _, c := range []struct {
		name      string
		query     graph.PathQuery
		allowance graph.Allowance
		want      []string // nil where there is nothing to show
	}{
		{"edges, before anything", far, graph.Allowance{Edges: 1}, nil},
		{"nodes, before anything", far, graph.Allowance{Nodes: 1}, nil},
		{"time, before anything", far, graph.Allowance{Time: -time.Second}, nil},
		{"enough", near, graph.Allowance{Edges: 5000}, []string{"leaf0 friend leaf1", "leaf0 hub leaf1", "searched to 6, truncated false"}},
		{"edges, after the shortest", near, graph.Allowance{Edges: 100}, []string{"leaf0 friend leaf1", "leaf0 hub leaf1", "searched to 2, truncated true"}},
		{"chains, within the shortest", near, graph.Allowance{Chains: 4}, []string{"leaf0 friend leaf1", "leaf0 hub leaf1", "searched to 1, truncated true"}},
	} {
		r, err := v.PathsWithin(t.Context(), c.query, c.allowance)
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
	small, great := graphOf(t, star(1000)), graphOf(t, star(10_000))
	for name, ask := range map[string]func(*graph.View) error{
		"paths": func(v *graph.View) error {
			_, err := v.Paths(t.Context(), graph.PathQuery{From: "organisation/leaf0", To: "place/country", First: 1})
			return err
		},
		"neighbourhood": func(v *graph.View) error {
			_, err := v.Neighbourhood(t.Context(), graph.NeighbourhoodQuery{Of: []claim.ID{"place/hub"}, Depth: 2, Limit: 20})
			return err
		},
		"in common": func(v *graph.View) error {
			_, err := v.InCommon(t.Context(), graph.InCommonQuery{Of: []claim.ID{"place/hub", "organisation/friend"}})
			return err
		},
	} {
		a, b := bytesPerRun(t, 20, func() error { return ask(small) }), bytesPerRun(t, 20, func() error { return ask(great) })
		if b > 2*a+16<<10 {
			t.Errorf("%s: %d bytes around a hub, %d around one ten times as great", name, a, b)
		}
	}
}

// bytesPerRun is what a run allocates at least: a run that finds the scratch taken away by the garbage collector grows it
// again.
func bytesPerRun(t *testing.T, runs int, run func() error) int64 {
	t.Helper()
	least := int64(math.MaxInt64)
	var before, after runtime.MemStats
	for range runs {
		runtime.ReadMemStats(&before)
		if err := run(); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		least = min(least, int64(after.TotalAlloc-before.TotalAlloc))
	}
	return least
}
