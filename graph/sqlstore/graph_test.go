package sqlstore_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/graph/pglog"
	"whence/graph/sqlstore"
	"whence/graph/write"
)

// openGraph opens the graph of a schema, one process of several, and closes it when the test ends.
func openGraph(t testing.TB, url string, o pglog.Options) *graph.Graph {
	t.Helper()
	o.Rows = sqlstore.Tables()
	log := openLog(t, url, o)
	g, err := graph.Open(context.Background(), graph.Options{Rows: sqlstore.Opener(log, o.ReadOnly), Log: log, ReadOnly: o.ReadOnly})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	return g
}

// caughtUp waits until a graph has what another has.
func caughtUp(t testing.TB, follower, writer *graph.Graph) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := follower.WaitFor(ctx, writer.Version()); err != nil {
		t.Fatalf("%v: at %d, not %d: %v", err, follower.Version(), writer.Version(), follower.Following())
	}
}

// TestGraph holds graphs that are kept as rows to the behaviour of all. Beside each there is another process that follows it: in
// the end it has the same.
func TestGraph(t *testing.T) {
	var number atomic.Int64
	graphtest.TestGraph(t, func(t *testing.T) *graph.Graph {
		n := number.Add(1)
		at := url(t, fmt.Sprint(t.Name(), n))
		g := openGraph(t, at, pglog.Options{Create: true})
		if n%8 != 0 { // opening takes most of the time
			return g
		}
		follower := openGraph(t, at, pglog.Options{})
		t.Cleanup(func() {
			caughtUp(t, follower, g)
			sameGraphs(t, g, follower)
			sameGraphs(t, g, openGraph(t, at, pglog.Options{ReadOnly: true}))
		})
		return g
	})
}

// sameGraphs compares what two processes have of one graph.
func sameGraphs(t testing.TB, a, b *graph.Graph) {
	t.Helper()
	if diff := cmp.Diff(quadsOf(t, a), quadsOf(t, b)); diff != "" {
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
}

func quadsOf(t testing.TB, g *graph.Graph) []quad.Quad {
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

// TestWritersTogether has two processes write the same number of data sets each, at once: every commit has a number of its own,
// and both processes and a third one end with the same.
func TestWritersTogether(t *testing.T) {
	at := url(t, t.Name())
	a, b := openGraph(t, at, pglog.Options{Create: true}), openGraph(t, at, pglog.Options{})
	const each = 12
	failed := make(chan error, 2)
	for name, g := range map[string]*graph.Graph{"one": a, "other": b} {
		go func() {
			for n := range each {
				facts := fmt.Sprintf("organisation/%s%d FUNDS organisation/shared\n", name, n)
				if _, err := write.Load(context.Background(), g, []*claim.Dataset{graphtest.Facts(t, fmt.Sprintf("test/%s%d", name, n), facts)}); err != nil {
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
	caughtUp(t, a, b)
	caughtUp(t, b, a)
	if number, _ := a.Now().Head(); number != 2*each {
		t.Errorf("%d commits, want %d", number, 2*each)
	}
	sameGraphs(t, a, b)
	sameGraphs(t, a, openGraph(t, at, pglog.Options{ReadOnly: true}))
	if err := a.CommitLog().Verify(t.Context()); err != nil {
		t.Error(err)
	}
}
