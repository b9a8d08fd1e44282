package graph_test

import (
	"testing"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
)

// graphOf is a graph in memory of some facts.
func graphOf(t testing.TB, facts string) *graph.View {
	t.Helper()
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	if _, err := g.Load(t.Context(), []*claim.Dataset{graphtest.Facts(t, "test/facts", facts)}); err != nil {
		t.Fatal(err)
	}
	return g.Now()
}
