package pglog_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/graph/pglog"
	"whence/graph/write"
	"whence/testenv/postgres"
)

// TestCrash has two processes write while backends are ended and the database is killed: what was acknowledged is there, once and
// whole, in both of them and in one that starts afterwards. WHENCE_CRASH_ROUNDS says how often.
func TestCrash(t *testing.T) {
	rounds := 3
	if text := os.Getenv("WHENCE_CRASH_ROUNDS"); text != "" {
		var err error
		if rounds, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	c := postgres.Start(t, postgres.Config{Durable: true})
	graphs := []*graph.Graph{openGraph(t, c.URL("postgres"), pglog.Options{Create: true}), openGraph(t, c.URL("postgres"), pglog.Options{})}
	written := &acknowledged{}
	ctx, stop := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	for i, g := range graphs {
		writers.Go(func() { written.write(ctx, t, g, fmt.Sprint("w", i)) })
	}
	rng := rand.New(rand.NewPCG(1, uint64(rounds)))
	for round := range rounds {
		written.more(t, 5)
		if rng.IntN(3) == 0 || round == 0 {
			if err := errors.Join(c.Kill(), c.Restart()); err != nil {
				t.Fatal(err)
			}
			continue
		}
		// The connection that this is sent through is ended by it, too, now and then.
		_, _ = c.Run("postgres", "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'whence' and random() < 0.7")
	}
	written.more(t, 5)
	stop()
	writers.Wait()
	graphtest.CaughtUp(t, graphs[1], graphs[0])
	graphtest.CaughtUp(t, graphs[0], graphs[1])
	last := openGraph(t, c.URL("postgres"), pglog.Options{ReadOnly: true})
	for _, g := range append(graphs, last) {
		graphtest.Same(t, graphs[0], g)
		written.check(t, g)
	}
	number, _ := last.Now().Head()
	t.Logf("%d rounds: %d acknowledged, %d commits, %d refused meanwhile", rounds, len(written.names), number, written.refused)
}

// acknowledged is the names of what was written, by whom it was acknowledged.
type acknowledged struct {
	mu      sync.Mutex
	names   []string
	refused int
}

// write writes one thing after the other, each until it is acknowledged.
func (a *acknowledged) write(ctx context.Context, t *testing.T, g *graph.Graph, prefix string) {
	for n := 0; ctx.Err() == nil; n++ {
		name := fmt.Sprint(prefix, "-", n)
		d := graphtest.Facts(t, "test/"+name, "organisation/"+name+" FUNDS organisation/shared\n")
		_, err := write.Load(context.Background(), g, []*claim.Dataset{d})
		a.mu.Lock()
		switch {
		case err == nil:
			a.names = append(a.names, name)
		case errors.Is(err, graph.ErrUnavailable):
			a.refused++
		default:
			t.Errorf("%s: %v", name, err)
		}
		a.mu.Unlock()
	}
}

// more waits until so many more have been acknowledged.
func (a *acknowledged) more(t *testing.T, n int) {
	t.Helper()
	count := func() int {
		a.mu.Lock()
		defer a.mu.Unlock()
		return len(a.names)
	}
	deadline := time.Now().Add(2 * time.Minute)
	for from := count(); count() < from+n; time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("nothing is acknowledged any more")
		}
	}
}

// check finds everything that was acknowledged.
func (a *acknowledged) check(t *testing.T, g *graph.Graph) {
	t.Helper()
	has := map[quad.Value]bool{}
	for _, q := range graphtest.Quads(t, g) {
		has[q.Subject] = true
	}
	v := g.Now()
	for _, name := range a.names {
		if !has[quad.IRI(v.IRI(claim.ID("organisation/"+name)))] {
			t.Errorf("%s was acknowledged and is lost", name)
		}
	}
}
