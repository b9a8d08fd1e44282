package pglog_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/graphtest"
	"whence/graph/paging"
	"whence/graph/pglog"
	"whence/graph/search"
	"whence/graph/write"
	"whence/testenv/postgres"
)

// openGraph opens the graph of a schema, one process of several, and closes it when the test ends.
func openGraph(t testing.TB, url string, o pglog.Options) *graph.Graph {
	t.Helper()
	g, err := graph.Open(context.Background(), graph.Options{Log: openLog(t, url, o), ReadOnly: o.ReadOnly})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	return g
}

func url(t testing.TB, name string) string {
	return postgres.Shared(t).URL("postgres", "schema="+schema(name))
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

// TestGraph holds graphs in a database to the behaviour of all. Beside each there is another process that follows it: in the
// end it has the same, whichever way it came to it.
func TestGraph(t *testing.T) {
	var number atomic.Int64
	graphtest.TestGraph(t, func(t *testing.T) *graph.Graph {
		n := number.Add(1)
		at := url(t, fmt.Sprint(t.Name(), n))
		g := openGraph(t, at, pglog.Options{Create: true})
		follower := openGraph(t, at, pglog.Options{})
		t.Cleanup(func() {
			caughtUp(t, follower, g)
			same(t, g, follower)
			if n%8 == 0 { // opening takes most of the time
				same(t, g, openGraph(t, at, pglog.Options{ReadOnly: true}))
			}
		})
		return g
	})
}

// same compares what two processes have of one graph: its quads, its log, its names, and what views know beside.
func same(t testing.TB, a, b *graph.Graph) {
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

// TestWritersTogether has two processes write the same hundred data sets each, at once: every commit has a number of its own,
// and both processes and a third one end with the same.
func TestWritersTogether(t *testing.T) {
	at := url(t, t.Name())
	a, b := openGraph(t, at, pglog.Options{Create: true}), openGraph(t, at, pglog.Options{})
	const each = 40
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
	same(t, a, b)
	same(t, a, openGraph(t, at, pglog.Options{ReadOnly: true}))
	if err := a.CommitLog().Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestLoads has one process load so much that it goes in a blob, and another follow.
func TestLoads(t *testing.T) {
	at := url(t, t.Name())
	a, b := openGraph(t, at, pglog.Options{Create: true}), openGraph(t, at, pglog.Options{})
	var facts strings.Builder
	for n := range 12_000 {
		fmt.Fprintf(&facts, "organisation/leaf%d LOCATED_IN place/hub\n", n)
	}
	d := graphtest.Facts(t, "test/many", facts.String())
	if _, err := write.LoadQuads(t.Context(), a, func(yield func(quad.Quad, error) bool) {
		m := openGraph(t, url(t, t.Name()+"source"), pglog.Options{Create: true})
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
	caughtUp(t, b, a)
	same(t, a, b)
	if _, err := write.Load(t.Context(), b, []*claim.Dataset{graphtest.Facts(t, "test/more", "organisation/leaf1 FUNDS place/hub\n")}); err != nil {
		t.Fatal(err)
	}
	caughtUp(t, a, b)
	same(t, a, b)
	same(t, a, openGraph(t, at, pglog.Options{ReadOnly: true}))
	if n, err := a.CommitLog().Behind(commitlog.CursorOf(0, [32]byte{})); n != 0 || err != nil {
		t.Error(n, err)
	}
}
