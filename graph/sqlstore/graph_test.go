package sqlstore_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"whence/graph"
	"whence/graph/graphtest"
	"whence/graph/pglog"
	"whence/graph/pglog/pglogtest"
	"whence/graph/sqlstore"
)

// openGraph opens the graph of a schema, one process of several, and closes it when the test ends.
func openGraph(t testing.TB, url string, o pglog.Options) *graph.Graph {
	t.Helper()
	o.Rows = sqlstore.Tables()
	log := pglogtest.Open(t, url, o)
	g, err := graph.Open(context.Background(), graph.Options{Rows: sqlstore.Opener(log, o.ReadOnly), Log: log, ReadOnly: o.ReadOnly})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	return g
}

// TestGraph holds graphs that are kept as rows to the behaviour of all. Beside each there is another process that follows it: in
// the end it has the same.
func TestGraph(t *testing.T) {
	var number atomic.Int64
	graphtest.TestGraph(t, func(t *testing.T) *graph.Graph {
		n := number.Add(1)
		at := pglogtest.URL(t, fmt.Sprint(t.Name(), n))
		g := openGraph(t, at, pglog.Options{Create: true})
		if n%8 != 0 { // opening takes most of the time
			return g
		}
		follower := openGraph(t, at, pglog.Options{})
		t.Cleanup(func() {
			graphtest.CaughtUp(t, follower, g)
			graphtest.Same(t, g, follower)
			graphtest.Same(t, g, openGraph(t, at, pglog.Options{ReadOnly: true}))
		})
		return g
	})
}

// TestWritersTogether has two processes write at once.
func TestWritersTogether(t *testing.T) {
	at := pglogtest.URL(t, t.Name())
	a, b := openGraph(t, at, pglog.Options{Create: true}), openGraph(t, at, pglog.Options{})
	graphtest.WritersTogether(t, a, b, func() *graph.Graph { return openGraph(t, at, pglog.Options{ReadOnly: true}) }, 12)
}
