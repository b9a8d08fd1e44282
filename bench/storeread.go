package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore"
)

// readings is how long reads took.
type readings struct {
	pages   Times // one entity, found by its IRI, with its first twenty edges and the texts at their other ends
	batches Times // a hundred entities and the edges of a hundred of their neighbours
}

// compare holds what readers do beside a writer against what they do alone.
func (r readings) compare(w io.Writer, name string, beside readings) {
	fmt.Fprintf(w, "# %s: a page takes a reader %v, beside a writer %v; p99.9 %v and %v\n", name,
		r.pages.Quantile(0.5), beside.pages.Quantile(0.5), r.pages.Quantile(0.999), beside.pages.Quantile(0.999))
	fmt.Fprintf(w, "# %s: a batch of 200 entities %v, beside a writer %v; p99 %v and %v\n", name,
		r.batches.Quantile(0.5), beside.batches.Quantile(0.5), r.batches.Quantile(0.99), beside.batches.Quantile(0.99))
	Bar{
		Name: name + " readers' p99 beside a writer", Unit: " of alone", Want: 1.2,
		Value: float64(beside.pages.Quantile(0.99)) / float64(r.pages.Quantile(0.99)),
	}.Print(w)
	fmt.Fprintf(w, "# %s: p99 of a page %v, beside a writer %v\n", name, r.pages.Quantile(0.99), beside.pages.Quantile(0.99))
}

// read keeps a reader on every core until the function returns.
func (g *generatedGraph) read(ctx context.Context, s *quadstore.Store, until func() error) (readings, error) {
	readers := runtime.GOMAXPROCS(0)
	read, errs := make([]readings, readers), make([]error, readers)
	var stop atomic.Bool
	var wg sync.WaitGroup
	for r := range readers {
		wg.Go(func() { read[r], errs[r] = newReader(g, s, r).run(ctx, &stop) })
	}
	err := until()
	stop.Store(true)
	wg.Wait()
	var all readings
	for _, r := range read {
		all.pages = append(all.pages, r.pages...)
		all.batches = append(all.batches, r.batches...)
	}
	return all, errors.Join(errors.Join(errs...), err)
}

// reader asks for entities at random, each time on the snapshot of the moment.
type reader struct {
	store          *quadstore.Store
	rng            *rand.Rand
	iris           []quad.Value
	edges, further quadstore.Edges
	from           []quadstore.ID
	text           []byte
}

func newReader(g *generatedGraph, s *quadstore.Store, seed int) *reader {
	r := &reader{store: s, rng: rand.New(rand.NewPCG(5, uint64(seed)))}
	for range 10_000 {
		r.iris = append(r.iris, quad.IRI(g.frontier(r.rng.IntN(g.subjects))))
	}
	return r
}

// run reads until it is stopped: a batch for every thousand pages.
func (r *reader) run(ctx context.Context, stop *atomic.Bool) (times readings, err error) {
	for n := 0; err == nil && !stop.Load(); n++ {
		start := time.Now()
		if n%1000 > 0 {
			r.page()
			times.pages = append(times.pages, time.Since(start))
		} else {
			err = r.batch(ctx)
			times.batches = append(times.batches, time.Since(start))
		}
	}
	return times, err
}

func (r *reader) page() {
	snap := r.store.Snapshot()
	snap.ExpandPage(&r.edges, snap.ID(r.iris[r.rng.IntN(len(r.iris))]), quad.Subject, 0, 0, 20)
	r.text = r.text[:0]
	for _, id := range r.edges.Object {
		r.text = snap.AppendText(r.text, id)
	}
}

func (r *reader) batch(ctx context.Context) error {
	snap := r.store.Snapshot()
	r.from = r.from[:0]
	for range 100 {
		r.from = append(r.from, snap.ID(r.iris[r.rng.IntN(len(r.iris))]))
	}
	if err := snap.Expand(ctx, &r.edges, r.from, quad.Subject); err != nil {
		return err
	}
	return snap.Expand(ctx, &r.further, r.edges.Object[:min(len(r.edges.Object), 100)], quad.Subject)
}
