package graphtest

import (
	"context"
	"testing"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/write"
)

// Opener opens an empty graph and closes it when the test ends.
type Opener func(t *testing.T) *graph.Graph

// TestGraph holds a backend to the behaviour of all of them. There is no list of what a backend need not do.
func TestGraph(t *testing.T, open Opener) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, Opener)
	}{
		{"claims survive the store", testClaims},
		{"loading again", testLoading},
		{"renaming", testRenaming},
		{"neighbours and relationships", testTraversal},
		{"paths", testPaths},
		{"neighbourhoods", testNeighbourhood},
		{"in common", testInCommon},
		{"filters", testFilters},
		{"clocks", testClocks},
		{"every question at every clock", testEveryClock},
		{"data sets", testDatasets},
		{"sums", testSums},
		{"order of sums", testOrderOfSums},
		{"conflicts", testConflicts},
		{"changes", testChanges},
		{"paging", testPaging},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open) })
	}
}

// with opens a graph of some facts.
func with(t *testing.T, open Opener, facts string) (context.Context, *graph.Graph) {
	t.Helper()
	g := open(t)
	load(t, g, "test/facts", facts)
	return t.Context(), g
}

func load(t *testing.T, g *graph.Graph, name, facts string) write.Report {
	t.Helper()
	report, err := write.Load(t.Context(), g, []*claim.Dataset{Facts(t, name, facts)})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// one is the entity of an id.
func one(t *testing.T, v *graph.View, id claim.ID) []*claim.Entity {
	t.Helper()
	e, err := v.Entity(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return []*claim.Entity{e}
}

func ids(entities []*claim.Entity) []claim.ID {
	out := make([]claim.ID, len(entities))
	for i, e := range entities {
		out[i] = e.ID
	}
	return out
}

// must is a value whose error ends the test.
func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
