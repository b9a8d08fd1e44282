package bench

import (
	"strings"
	"testing"
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
