package graphtest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/search"
	"whence/graph/write"
)

// CaughtUp waits until a graph has what another has.
func CaughtUp(t testing.TB, follower, writer *graph.Graph) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := follower.WaitFor(ctx, writer.Version()); err != nil {
		t.Fatalf("%v: at %d, not %d: %v", err, follower.Version(), writer.Version(), follower.Following())
	}
}

// Same compares what two processes have of one graph: its quads, its log, its names, and what views know beside.
func Same(t testing.TB, a, b *graph.Graph) {
	t.Helper()
	if diff := cmp.Diff(Quads(t, a), Quads(t, b)); diff != "" {
		t.Errorf("quads (-one +other):\n%s", diff)
	}
	_, one := a.Now().Head()
	if _, other := b.Now().Head(); one != other {
		t.Errorf("the log ends at %s, and at %s", one, other)
	}
	stats := func(g *graph.Graph) graph.Stats {
		s, err := g.Now().Stats(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if diff := cmp.Diff(stats(a), stats(b)); diff != "" {
		t.Errorf("stats (-one +other):\n%s", diff)
	}
	found := func(g *graph.Graph) []string {
		var all []string
		for _, name := range []string{"a", "hub", "council", "funder", "x"} {
			hits, err := search.Entities(context.Background(), g.Now(), search.EntityQuery{Text: name, Window: paging.Window{First: 50}})
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range hits.Items {
				all = append(all, fmt.Sprint(name, ": ", h.Entity.ID, h.Matched))
			}
		}
		return all
	}
	if diff := cmp.Diff(found(a), found(b)); diff != "" {
		t.Errorf("names (-one +other):\n%s", diff)
	}
}

// Quads is all quads of a graph, in their order.
func Quads(t testing.TB, g *graph.Graph) []quad.Quad {
	t.Helper()
	var all []quad.Quad
	for q, err := range g.Now().Quads(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, q)
	}
	return all
}

// WritersTogether has two processes on one graph write some data sets each, at once: every commit has a number of its own, and both
// processes and a third one, which opens the graph then, end with the same.
func WritersTogether(t *testing.T, a, b *graph.Graph, third func() *graph.Graph, each int) {
	t.Helper()
	failed := make(chan error, 2)
	for name, g := range map[string]*graph.Graph{"one": a, "other": b} {
		go func() {
			for n := range each {
				facts := fmt.Sprintf("organisation/%s%d FUNDS organisation/shared\n", name, n)
				if _, err := write.Load(context.Background(), g, []*claim.Dataset{Facts(t, fmt.Sprintf("test/%s%d", name, n), facts)}); err != nil {
					failed <- err
					return
				}
			}
			failed <- nil
		}()
	}
	for range 2 {
		if err := <-failed; err != nil {
			t.Fatal(err)
		}
	}
	CaughtUp(t, a, b)
	CaughtUp(t, b, a)
	if number, _ := a.Now().Head(); number != uint64(2*each) {
		t.Errorf("%d commits, want %d", number, 2*each)
	}
	Same(t, a, b)
	Same(t, a, third())
	if err := a.CommitLog().Verify(t.Context()); err != nil {
		t.Error(err)
	}
}
