package pglog_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/graphtest"
	"whence/graph/pglog"
	"whence/graph/pglog/pglogtest"
	"whence/graph/write"
)

// openGraph opens the graph of a schema, one process of several, and closes it when the test ends.
func openGraph(t testing.TB, url string, o pglog.Options) *graph.Graph {
	t.Helper()
	g, err := graph.Open(context.Background(), graph.Options{Log: pglogtest.Open(t, url, o), ReadOnly: o.ReadOnly})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	return g
}

// TestGraph holds graphs in a database to the behaviour of all. Beside each there is another process that follows it: in the
// end it has the same, whichever way it came to it.
func TestGraph(t *testing.T) {
	var number atomic.Int64
	graphtest.TestGraph(t, func(t *testing.T) *graph.Graph {
		n := number.Add(1)
		at := pglogtest.URL(t, fmt.Sprint(t.Name(), n))
		g := openGraph(t, at, pglog.Options{Create: true})
		follower := openGraph(t, at, pglog.Options{})
		t.Cleanup(func() {
			graphtest.CaughtUp(t, follower, g)
			graphtest.Same(t, g, follower)
			if n%8 == 0 { // opening takes most of the time
				graphtest.Same(t, g, openGraph(t, at, pglog.Options{ReadOnly: true}))
			}
		})
		return g
	})
}

// TestWritersTogether has two processes write at once.
func TestWritersTogether(t *testing.T) {
	at := pglogtest.URL(t, t.Name())
	a, b := openGraph(t, at, pglog.Options{Create: true}), openGraph(t, at, pglog.Options{})
	graphtest.WritersTogether(t, a, b, func() *graph.Graph { return openGraph(t, at, pglog.Options{ReadOnly: true}) }, 40)
}

// TestLoads has one process load so much that it goes in a blob, and another follow.
func TestLoads(t *testing.T) {
	at := pglogtest.URL(t, t.Name())
	a, b := openGraph(t, at, pglog.Options{Create: true}), openGraph(t, at, pglog.Options{})
	var facts strings.Builder
	for n := range 12_000 {
		fmt.Fprintf(&facts, "organisation/leaf%d LOCATED_IN place/hub\n", n)
	}
	d := graphtest.Facts(t, "test/many", facts.String())
	if _, err := write.LoadQuads(t.Context(), a, func(yield func(quad.Quad, error) bool) {
		m := openGraph(t, pglogtest.URL(t, t.Name()+"source"), pglog.Options{Create: true})
		if _, err := write.Load(t.Context(), m, []*claim.Dataset{d}); err != nil {
			t.Fatal(err)
		}
		for q, err := range m.Now().Quads(t.Context()) {
			if !yield(q, err) {
				return
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	graphtest.CaughtUp(t, b, a)
	graphtest.Same(t, a, b)
	if _, err := write.Load(t.Context(), b, []*claim.Dataset{graphtest.Facts(t, "test/more", "organisation/leaf1 FUNDS place/hub\n")}); err != nil {
		t.Fatal(err)
	}
	graphtest.CaughtUp(t, a, b)
	graphtest.Same(t, a, b)
	graphtest.Same(t, a, openGraph(t, at, pglog.Options{ReadOnly: true}))
	if n, err := a.CommitLog().Behind(commitlog.CursorOf(0, [32]byte{})); n != 0 || err != nil {
		t.Error(n, err)
	}
}
