package paths_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/graph/paths"
	"whence/testenv"
)

// TestPathsAgainstGraphalytics holds the lengths of shortest paths to the published answers of breadth-first search of the
// LDBC Graphalytics benchmark.
func TestPathsAgainstGraphalytics(t *testing.T) {
	dir := testenv.Shared(t, "data/graphalytics")
	for _, c := range []struct {
		input, output string
		direction     claim.Direction
	}{
		{"bfs/dir-input", "bfs/dir-output", claim.Out},
		{"bfs/undir-input", "bfs/undir-output", claim.Both},
		{"example/example-directed-input", "example/example-directed-BFS", claim.Out},
		{"example/example-undirected-input", "example/example-undirected-BFS", claim.Both},
	} {
		t.Run(c.input, func(t *testing.T) {
			var facts strings.Builder
			for _, row := range numbers(t, filepath.Join(dir, c.input)) {
				for _, to := range row[1:] {
					if c.direction == claim.Out || row[0] < to { // an undirected edge stands in both rows
						fmt.Fprintf(&facts, "organisation/v%d FUNDS organisation/v%d\n", row[0], to)
					}
				}
			}
			v, answers := graphtest.View(t, facts.String()), numbers(t, filepath.Join(dir, c.output))
			from := 0
			for _, a := range answers {
				if a[1] == 0 {
					from = a[0]
				}
			}
			for _, a := range answers {
				if a[0] == from {
					continue // paths to itself are cycles
				}
				checkDistance(t, v, c.direction, from, a[0], a[1])
			}
		})
	}
}

// checkDistance asks for the shortest path both ways round.
func checkDistance(t *testing.T, v *graph.View, d claim.Direction, from, to, distance int) {
	t.Helper()
	a, b := claim.ID(fmt.Sprintf("organisation/v%d", from)), claim.ID(fmt.Sprintf("organisation/v%d", to))
	back := claim.Both
	if d == claim.Out {
		back = claim.In
	}
	for _, q := range []paths.Query{{From: a, To: b, Direction: d}, {From: b, To: a, Direction: back}} {
		q.MaxLength, q.First = paths.MaxPathLength, 1
		r, err := paths.Find(t.Context(), v, q)
		switch {
		case err != nil:
			t.Fatal(err)
		case distance > paths.MaxPathLength && len(r.Paths) == 0 && !r.Truncated:
		case len(r.Paths) != 1 || len(r.Paths[0].Steps) != distance:
			t.Errorf("%s to %s: %v, want length %d", q.From, q.To, graphtest.Chains(r), distance)
		}
	}
}

// numbers is a file's lines of numbers; those too great for an int are its greatest.
func numbers(t *testing.T, path string) [][]int {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]int
	for line := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n") {
		var row []int
		for field := range strings.FieldsSeq(line) {
			n, err := strconv.Atoi(field)
			if err != nil {
				t.Fatal(err)
			}
			row = append(row, n)
		}
		rows = append(rows, row)
	}
	return rows
}
