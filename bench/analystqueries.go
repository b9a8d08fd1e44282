package bench

import (
	"context"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"runtime"
	"time"

	"github.com/cayleygraph/quad"

	"whence/bench/gen"
	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/sums"
	"whence/graph/write"
	"whence/loader/rdf"
)

// Questions measures what an analyst asks of a generated grants register.
func Questions(ctx context.Context, w io.Writer, quads int) error {
	g, counts, err := citedGraph(ctx, w, quads)
	if err != nil {
		return err
	}
	defer func() { _ = g.Close() }()
	for _, measure := range []func(context.Context, io.Writer, *graph.Graph, gen.Counts) error{entityPages, hubPages, regionSums} {
		if err := measure(ctx, w, g, counts); err != nil {
			return err
		}
	}
	return nil
}

// citedGraph loads the generated register into memory.
func citedGraph(ctx context.Context, w io.Writer, quads int) (*graph.Graph, gen.Counts, error) {
	cited := gen.Cited{Quads: quads, Seed: 1, Base: graph.DefaultBase}
	g, err := graph.Open(ctx, graph.Options{})
	if err != nil {
		return nil, gen.Counts{}, err
	}
	start := time.Now()
	report, err := write.LoadQuads(ctx, g, citedQuads(cited))
	if err != nil {
		_ = g.Close()
		return nil, gen.Counts{}, err
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Fprintf(w, "# %d quads in %v, %d bytes of heap a quad, names included\n",
		report.Quads, time.Since(start).Round(time.Second), m.HeapAlloc/uint64(max(1, report.Quads)))
	return g, cited.Counts(), nil
}

// citedQuads reads the register as it is written.
func citedQuads(cited gen.Cited) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		r, w := io.Pipe()
		go func() {
			_, err := cited.Write(w)
			w.CloseWithError(err)
		}()
		defer r.Close()
		for q, err := range rdf.NewReader(r, rdf.Options{}).All() {
			if !yield(q, err) {
				return
			}
		}
	}
}

// entityPages asks for random organisations with their first twenty relationships and what proves them.
func entityPages(ctx context.Context, w io.Writer, g *graph.Graph, counts gen.Counts) error {
	rng := rand.New(rand.NewPCG(2, 2))
	query := graph.RelationshipQuery{Window: paging.Window{First: 20}}
	times, err := Measure(20_000, func(int) error {
		v := g.Now()
		e, err := v.Entity(ctx, claim.ID(fmt.Sprintf("organisation/org-%d", rng.IntN(counts.Organisations))))
		if err != nil {
			return err
		}
		_, err = v.Relationships(ctx, []*claim.Entity{e}, query)
		return err
	})
	if err != nil {
		return err
	}
	microseconds := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e3 }
	Bar{Name: "entity-page-p50", Value: microseconds(times.Quantile(0.5)), Unit: "us", Want: 50}.Print(w)
	Bar{Name: "entity-page-p99", Value: microseconds(times.Quantile(0.99)), Unit: "us", Want: 50}.Print(w)
	return nil
}

// hubPages asks for the first twenty relationships of the funder that pays most often, and for the first twenty that it
// pays: what is allocated is for the page.
func hubPages(ctx context.Context, w io.Writer, g *graph.Graph, _ gen.Counts) error {
	v, window := g.Now(), paging.Window{First: 20}
	hub, err := v.Entity(ctx, funder(0))
	if err != nil {
		return err
	}
	of, total := []*claim.Entity{hub}, 0
	for _, ask := range []struct {
		what string
		run  func() error
	}{
		{"relationships", func() error {
			pages, err := v.Relationships(ctx, of, graph.RelationshipQuery{Window: window})
			total = pages[0].Total
			return err
		}},
		{"neighbours", func() error {
			pages, err := v.Neighbours(ctx, of, graph.NeighbourQuery{Window: window})
			total = pages[0].Total
			return err
		}},
	} {
		const runs = 100
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		times, err := Measure(runs, func(int) error { return ask.run() })
		if err != nil {
			return err
		}
		runtime.ReadMemStats(&after)
		fmt.Fprintf(w, "# first 20 of a hub's %d %s: p50 %v, p99 %v, %d bytes a page\n", total, ask.what,
			times.Quantile(0.5), times.Quantile(0.99), (after.TotalAlloc-before.TotalAlloc)/(runs+runs/10))
	}
	return nil
}

// regionSums adds up funding by funder and year within the country, which holds every recipient of every award.
func regionSums(ctx context.Context, w io.Writer, g *graph.Graph, counts gen.Counts) error {
	query := sums.Query{
		Kinds: []claim.RelationshipKind{"FUNDS"}, GroupBy: []sums.GroupBy{sums.BySubject, sums.ByYear}, First: 50,
		Filter: graph.RelationshipFilter{Object: &graph.EntityFilter{Within: "place/country-0"}},
	}
	times, err := Measure(10, func(int) error {
		got, err := sums.Aggregate(ctx, g.Now(), query)
		if err == nil && got.Total.Count != counts.Awards {
			err = fmt.Errorf("added up %d awards of %d", got.Total.Count, counts.Awards)
		}
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "# funding of %d awards by funder and year: p50 %v, p99 %v\n", counts.Awards, times.Quantile(0.5), times.Quantile(0.99))
	perMillion := float64(times.Quantile(0.99).Milliseconds()) * 1e6 / float64(counts.Awards)
	Bar{Name: "region-funding-p99-per-million-awards", Value: perMillion, Unit: "ms", Want: 300}.Print(w)
	return nil
}
