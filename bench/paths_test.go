package bench

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"

	"whence/bench/gen"
	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paths"
)

// TestPaths runs the benchmarks on small registers: every question has an answer, and every bar its line.
func TestPaths(t *testing.T) {
	var out strings.Builder
	if err := Paths(t.Context(), &out, 40_000); err != nil {
		t.Fatal(err)
	}
	for _, bar := range []string{"shortest-path-p99", "hub-neighbourhood-p99", "three-hops-p99-per-20k-reached"} {
		if strings.Count(out.String(), "BAR "+bar+" value=") != 1 {
			t.Errorf("no bar %s in:\n%s", bar, out.String())
		}
	}
	out.Reset()
	if err := PathsBesideCayley(t.Context(), &out, 20_000); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "times as long"); n != 3 {
		t.Errorf("%d comparisons in:\n%s", n, out.String())
	}
}

// TestDrawings holds drawings of all sizes around several hubs to what Cayley counts: those in which the limit leaves out
// entities, relationships or nothing.
func TestDrawings(t *testing.T) {
	ask := func(ctx context.Context, v *graph.View, memory cayley.QuadStore, counts gen.Counts) (all []versus, _ error) {
		for _, hub := range []claim.ID{funder(0), funder(1), "place/region-0", "place/region-1"} {
			for _, limit := range []int{1, 2, 5, 20, 100, paths.MaxNeighbourhood} {
				d, err := both{v, memory, counts}.drawing(ctx, hub, limit)
				if err != nil {
					return nil, err
				}
				all = append(all, versus{
					fmt.Sprintf("at most %d around %s", limit, hub), 1,
					func(int) (string, error) { return d.ours(ctx) }, func(int) (string, error) { return d.theirs(ctx) },
				})
			}
		}
		return all, nil
	}
	if err := besideCayley(t.Context(), io.Discard, 20_000, ask); err != nil {
		t.Fatal(err)
	}
}
