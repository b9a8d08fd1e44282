package graph_test

import (
	"testing"

	"whence/graph"
	"whence/graph/graphtest"
)

func TestMemory(t *testing.T) {
	graphtest.TestGraph(t, func(t *testing.T) *graph.Graph { return open(t, "") })
}

func TestDisk(t *testing.T) {
	graphtest.TestGraph(t, func(t *testing.T) *graph.Graph { return open(t, t.TempDir()) })
}

func open(t *testing.T, path string) *graph.Graph {
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
