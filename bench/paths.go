package bench

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"

	"whence/bench/gen"
	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/paths"
)

// Paths measures how long it takes to find out how two things are connected, what lies around a hub and what several have in
// common, on a generated grants register.
func Paths(ctx context.Context, w io.Writer, quads int) error {
	g, counts, err := citedGraph(ctx, w, quads)
	if err != nil {
		return err
	}
	defer func() { _ = g.Close() }()
	for _, measure := range []func(context.Context, io.Writer, *graph.View, gen.Counts) error{
		shortestPaths, hubNeighbourhood, threeHops, inCommon,
	} {
		if err := measure(ctx, w, g.Now(), counts); err != nil {
			return err
		}
	}
	return nil
}

// shortestPaths asks how two random people are connected: for the best of the shortest paths, and for the best five.
func shortestPaths(ctx context.Context, w io.Writer, v *graph.View, counts gen.Counts) error {
	for _, ask := range []struct{ runs, first int }{{1000, 1}, {100, 5}} {
		rng := rand.New(rand.NewPCG(3, uint64(ask.first)))
		lengths := map[int]int{}
		times, err := Measure(ask.runs, func(int) error {
			r, err := paths.Find(ctx, v, paths.Query{From: person(rng, counts), To: person(rng, counts), First: ask.first})
			for _, p := range r.Paths[:min(1, len(r.Paths))] {
				lengths[len(p.Steps)]++
			}
			return err
		})
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "# best %d between two people: p50 %v, p99 %v, most %v; how many of each length: %v\n",
			ask.first, times.Quantile(0.5), times.Quantile(0.99), times.Quantile(1), lengths)
		if ask.first == 1 {
			Bar{Name: "shortest-path-p99", Value: ms(times.Quantile(0.99)), Unit: "ms", Want: 20}.Print(w)
		}
	}
	return nil
}

func person(rng *rand.Rand, counts gen.Counts) claim.ID {
	return claim.ID(fmt.Sprintf("person/person-%d", rng.IntN(counts.People)))
}

// hubNeighbourhood draws what lies around the funder that pays most often.
func hubNeighbourhood(ctx context.Context, w io.Writer, v *graph.View, _ gen.Counts) error {
	const hub = "organisation/funder-0"
	e, err := v.Entity(ctx, hub)
	if err != nil {
		return err
	}
	degrees, err := v.Degrees(ctx, []*claim.Entity{e})
	if err != nil {
		return err
	}
	var drawn paths.Subgraph
	times, err := Measure(100, func(int) (err error) {
		drawn, err = paths.Neighbourhood(ctx, v, paths.NeighbourhoodQuery{Of: []claim.ID{hub}, Depth: 2, Limit: 200})
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "# around a hub of %d relationships, two steps: %d entities, %d relationships, hidden %v: p50 %v, p99 %v\n",
		degrees[0], len(drawn.Nodes), len(drawn.Relationships), drawn.Hidden, times.Quantile(0.5), times.Quantile(0.99))
	Bar{Name: "hub-neighbourhood-p99", Value: ms(times.Quantile(0.99)), Unit: "ms", Want: 10}.Print(w)
	return nil
}

// threeHops asks for a page of everything in a region: region, districts, organisations, and what stands in those.
func threeHops(ctx context.Context, w io.Writer, v *graph.View, counts gen.Counts) error {
	rng, reached := rand.New(rand.NewPCG(3, 3)), 0
	times, err := Measure(100, func(int) error {
		region := claim.ID(fmt.Sprintf("place/region-%d", rng.IntN(counts.Regions)))
		page, err := v.List(ctx, graph.EntityQuery{Filter: graph.EntityFilter{Within: region}, Window: paging.Window{First: 20}})
		reached = page.Total
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "# three hops, %d reached: p50 %v, p99 %v\n", reached, times.Quantile(0.5), times.Quantile(0.99))
	per20k := ms(times.Quantile(0.99)) * 20_000 / float64(max(reached, 20_000))
	Bar{Name: "three-hops-p99-per-20k-reached", Value: per20k, Unit: "ms", Want: 10}.Print(w)
	return nil
}

// inCommon asks what two of the greatest funders are both connected to.
func inCommon(ctx context.Context, w io.Writer, v *graph.View, counts gen.Counts) error {
	rng, found := rand.New(rand.NewPCG(3, 4)), 0
	times, err := Measure(100, func(int) error {
		a, b := rng.IntN(min(10, counts.Funders)), rng.IntN(min(10, counts.Funders))
		if a == b {
			b = a + 1
		}
		r, err := paths.Common(ctx, v, paths.CommonQuery{Of: []claim.ID{funder(a), funder(b)}, First: 20})
		found += len(r.Entities)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "# in common to two great funders, %d shown: p50 %v, p99 %v\n", found/(len(times)+len(times)/10), times.Quantile(0.5), times.Quantile(0.99))
	return nil
}

func funder(n int) claim.ID { return claim.ID(fmt.Sprintf("organisation/funder-%d", n)) }
