package graph_test

import (
	"testing"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
)

func TestMemory(t *testing.T) {
	graphtest.TestGraph(t, func(t *testing.T) *graph.Graph { return open(t, "") })
}

func TestDisk(t *testing.T) {
	graphtest.TestGraph(t, func(t *testing.T) *graph.Graph { return open(t, t.TempDir()) })
}

// onEach tests a view of some facts in memory, and one on disk.
func onEach(t *testing.T, facts string, test func(*testing.T, *graph.View)) {
	t.Helper()
	for name, path := range map[string]string{"memory": "", "disk": t.TempDir()} {
		t.Run(name, func(t *testing.T) {
			g := open(t, path)
			if _, err := g.Load(t.Context(), []*claim.Dataset{graphtest.Facts(t, "test/facts", facts)}); err != nil {
				t.Fatal(err)
			}
			test(t, g.Now())
		})
	}
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
