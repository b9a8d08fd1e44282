package cayley

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"whence/graph/quadstore"
)

// TestHops walks random paths, with repeats and tags, over a graph with hubs larger
// than what a hop reads ahead, and finds what Cayley's memory store finds.
func TestHops(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	preds := []quad.IRI{"p0", "p1", "p2"}
	var quads []quad.Quad
	seen := map[quad.Quad]bool{}
	for range 600 {
		x := rng.Float64()
		q := quad.Quad{
			Subject: quad.IRI(fmt.Sprint("n", rng.IntN(150))), Predicate: preds[rng.IntN(3)], Object: quad.IRI(fmt.Sprint("n", int(150*x*x*x))),
		}
		if !seen[q] {
			seen[q] = true
			quads = append(quads, q)
		}
	}
	dir := t.TempDir()
	s := openStore(t, dir)
	if err := s.Apply(context.Background(), quadstore.Batch{Add: quads[:400]}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openStore(t, dir) // which makes a base of what there is
	if err := s.Apply(context.Background(), quadstore.Batch{Add: quads[400:]}); err != nil {
		t.Fatal(err)
	}
	memory := memstore.New(quads...)
	most := 0
	for range 200 {
		walk := randomWalk(rng, preds)
		want, got := walked(t, memory, walk), walked(t, New(s), walk)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%v (-memstore +ours):\n%s", walk, diff)
		}
		most = max(most, len(got))
	}
	if most <= 10*hopStep {
		t.Errorf("the longest walk ends %d times: too few to be read in steps", most)
	}
}

// randomWalk is a start with steps: +p and -p go along a predicate and back, "tag"
// tags, "unique" makes what is reached distinct.
func randomWalk(rng *rand.Rand, preds []quad.IRI) []string {
	walk := []string{fmt.Sprint("n", rng.IntN(40))}
	for range 1 + rng.IntN(3) {
		walk = append(walk, string("+-"[rng.IntN(2)])+string(preds[rng.IntN(len(preds))]))
		if rng.IntN(5) == 0 {
			walk = append(walk, "tag")
		}
	}
	if rng.IntN(3) == 0 && !slices.Contains(walk, "tag") { // which tag a distinct end keeps is anybody's choice
		walk = append(walk, "unique")
	}
	return walk
}

// walked returns where a walk ends, as often as it ends there, with its tags.
func walked(t *testing.T, qs graph.QuadStore, walk []string) []string {
	p := path.StartPath(qs, quad.IRI(walk[0]))
	for _, step := range walk[1:] {
		switch step[0] {
		case '+':
			p = p.Out(quad.IRI(step[1:]))
		case '-':
			p = p.In(quad.IRI(step[1:]))
		case 't':
			p = p.Tag("tag")
		default:
			p = p.Unique()
		}
	}
	var out []string
	err := p.Tag("end").Iterate(context.Background()).TagValues(qs, func(m map[string]quad.Value) {
		out = append(out, fmt.Sprint(m))
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}
