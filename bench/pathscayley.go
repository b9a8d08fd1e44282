package bench

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"

	"whence/bench/gen"
	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/paths"
)

// ways is the predicates between entities of the generated register.
var ways = []any{
	quad.IRI("https://schema.org/containedInPlace"), quad.IRI("https://schema.org/worksFor"),
	quad.IRI("http://www.w3.org/ns/org#headOf"), quad.IRI("https://whence.example/ns#funds"),
}

// wayKinds is the kinds of relationship that they make.
var wayKinds = []claim.RelationshipKind{"LOCATED_IN", "EMPLOYED_BY", "LEADS", "FUNDS"}

// located is the place in ways of what places and organisations lie in.
const located = 0

// versus is one question asked of both.
type versus struct {
	name         string
	runs         int
	ours, theirs func(i int) (answer string, err error) // of the i-th of some random subjects, the same for both
}

// PathsBesideCayley asks the questions of Paths of Cayley's path API on its memstore too, on a register of a size that it
// can hold, and prints how many times as long it takes. Both must give the same answers.
func PathsBesideCayley(ctx context.Context, w io.Writer, quads int) error {
	return besideCayley(ctx, w, quads, pathsOfBoth)
}

func besideCayley(ctx context.Context, w io.Writer, quads int, ask func(context.Context, *graph.View, cayley.QuadStore, gen.Counts) ([]versus, error)) error {
	cited := gen.Cited{Quads: quads, Seed: 1, Base: graph.DefaultBase}
	memory := memstore.New()
	for q, err := range citedQuads(cited) {
		if err != nil {
			return err
		}
		memory.AddQuad(q)
	}
	g, counts, err := citedGraph(ctx, w, quads)
	if err != nil {
		return err
	}
	defer func() { _ = g.Close() }()
	questions, err := ask(ctx, g.Now(), memory, counts)
	if err != nil {
		return err
	}
	for _, q := range questions {
		if err := q.compare(w); err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
	}
	return nil
}

func (q versus) compare(w io.Writer) error {
	answers := map[int]string{}
	theirs, err := Measure(q.runs, func(i int) (err error) {
		answers[i], err = q.theirs(i)
		return err
	})
	if err != nil {
		return err
	}
	ours, err := Measure(q.runs, func(i int) error {
		answer, err := q.ours(i)
		if err == nil && answer != answers[i] {
			err = fmt.Errorf("the %d-th answer is %.200q, Cayley's %.200q", i, answer, answers[i])
		}
		return err
	})
	if err != nil {
		return err
	}
	a, b := ours.Quantile(0.5), theirs.Quantile(0.5)
	fmt.Fprintf(w, "# %s: p50 %v, p99 %v; Cayley's path API on memstore p50 %v, p99 %v: %.0f times as long\n",
		q.name, a, ours.Quantile(0.99), b, theirs.Quantile(0.99), float64(b)/float64(a))
	return nil
}

func pathsOfBoth(ctx context.Context, v *graph.View, memory cayley.QuadStore, counts gen.Counts) ([]versus, error) {
	rng := rand.New(rand.NewPCG(5, 1))
	people, err := employed(ctx, v, rng, counts)
	if err != nil {
		return nil, err
	}
	hub, err := both{v, memory, counts}.drawing(ctx, funder(0), paths.DefaultNeighbourhood)
	if err != nil {
		return nil, err
	}
	node := func(id claim.ID) *path.Path { return path.StartPath(memory, quad.IRI(v.IRI(id))) }
	pair := func(i int) (from, to claim.ID) { return people[2*i%len(people)], people[(2*i+1)%len(people)] }
	region := func(i int) claim.ID { return claim.ID(fmt.Sprintf("place/region-%d", i%counts.Regions)) }
	return []versus{
		{
			"the shortest path between two people, of four steps at most", len(people) / 2,
			func(i int) (string, error) {
				from, to := pair(i)
				r, err := paths.Find(ctx, v, paths.Query{From: from, To: to, MaxLength: 4, First: 1})
				if err != nil || len(r.Paths) == 0 {
					return "none", err
				}
				return fmt.Sprint(len(r.Paths[0].Steps)), nil
			},
			func(i int) (string, error) {
				from, to := pair(i)
				return reach(ctx, memory, node(from), quad.IRI(v.IRI(to)))
			},
		},
		{
			"two steps around a hub, drawn or counted", 5,
			func(int) (string, error) { return hub.ours(ctx) },
			func(int) (string, error) { return hub.theirs(ctx) },
		},
		{
			"three hops into a region", 10,
			func(i int) (string, error) {
				page, err := v.List(ctx, graph.EntityQuery{Filter: graph.EntityFilter{Within: region(i)}, Window: paging.Window{First: 20}})
				return fmt.Sprint(page.Total), err
			},
			func(i int) (string, error) {
				one := node(region(i)).In(ways[located])
				two := one.Clone().In(ways[located])
				all := one.Clone().Or(two).Or(two.Clone().In(ways[located])).Unique()
				n, err := all.Iterate(ctx).Count()
				return fmt.Sprint(n + 1), err // the region too
			},
		},
	}, nil
}

// reach goes on from a node step by step until it meets another, four steps at most, and says how many it took. Path.Is would be shorter, but behind
// Unique it finds a node that is not there.
func reach(ctx context.Context, memory cayley.QuadStore, from *path.Path, to quad.Value) (steps string, err error) {
	target := memory.ValueOf(to).Key()
	for n := range 4 {
		from = from.Both(ways...).Unique()
		met := false
		if err := from.Iterate(ctx).Each(func(ref cayley.Ref) { met = met || ref.Key() == target }); err != nil || met {
			return fmt.Sprint(n + 1), err
		}
	}
	return "none", nil
}

// employed is some people who have a post: who has none is connected to nobody.
func employed(ctx context.Context, v *graph.View, rng *rand.Rand, counts gen.Counts) ([]claim.ID, error) {
	var people []claim.ID
	for len(people) < 40 {
		e, err := v.Entity(ctx, person(rng, counts))
		if err != nil {
			return nil, err
		}
		degrees, err := v.Degrees(ctx, []*claim.Entity{e})
		if err != nil {
			return nil, err
		}
		if degrees[0] > 0 {
			people = append(people, e.ID)
		}
	}
	return people, nil
}
