package graph_test

import (
	"testing"

	"whence/graph"
	"whence/graph/graphtest"
)

func TestMemory(t *testing.T) {
	graphtest.TestGraph(t, func(t *testing.T) *graph.Graph { return graphtest.Open(t, "") })
}

func TestDisk(t *testing.T) {
	graphtest.TestGraph(t, func(t *testing.T) *graph.Graph { return graphtest.Open(t, t.TempDir()) })
}
