package graphtest

import (
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/write"
)

// OnEach tests a view of some facts in memory, and one on disk.
func OnEach(t *testing.T, facts string, test func(*testing.T, *graph.View)) {
	t.Helper()
	for name, path := range map[string]string{"memory": "", "disk": t.TempDir()} {
		t.Run(name, func(t *testing.T) {
			g := Open(t, path)
			if _, err := write.Load(t.Context(), g, []*claim.Dataset{Facts(t, "test/facts", facts)}); err != nil {
				t.Fatal(err)
			}
			test(t, g.Now())
		})
	}
}

// Open opens the graph in a folder, "" for one in memory, and closes it when the test ends.
func Open(t *testing.T, path string) *graph.Graph {
	t.Helper()
	g, err := graph.Open(t.Context(), graph.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	return g
}

// Star is a place that leaves organisations lie in, two of which have something else in common.
func Star(leaves int) string {
	var b strings.Builder
	for i := range leaves {
		fmt.Fprintf(&b, "organisation/leaf%d LOCATED_IN place/hub\n", i)
	}
	b.WriteString("organisation/leaf0 FUNDS organisation/friend\norganisation/leaf1 FUNDS organisation/friend\nplace/hub LOCATED_IN place/country")
	return b.String()
}

// BytesPerRun is what a run allocates at least: a run that finds the scratch taken away by the garbage collector grows it
// again.
func BytesPerRun(t *testing.T, runs int, run func() error) int64 {
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

// View is a graph in memory of some facts.
func View(t testing.TB, facts string) *graph.View {
	t.Helper()
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	if _, err := write.Load(t.Context(), g, []*claim.Dataset{Facts(t, "test/facts", facts)}); err != nil {
		t.Fatal(err)
	}
	return g.Now()
}
