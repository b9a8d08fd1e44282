package paths

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/quadstore"
)

// expander follows the relationships that a question lets pass, from whole frontiers.
type expander struct {
	*graph.View
	preds  []quadstore.ID         // sorted
	sieve  *graph.ClaimFilterEval // nil where every standing relationship passes
	budget *budget
	among  *bfs // nil, or only relationships with what is barred in it are followed
	*scratch
}

// scratch is the room that a search works in. It grows with the greatest hub ever met and is used again, so that no
// search allocates in proportion to a hub's degree.
type scratch struct {
	edges     quadstore.Edges
	found     []graph.Incidence
	slim, fat []quadstore.ID // a frontier in two parts
	slimAt    []int32        // where in the frontier they stand
	fatAt     []int32
	searches  [2]bfs
	kept      []bfsEdge // of a lattice
	places    []int32   // of nodes in a lattice, plus one
}

// scratches holds no state: whatever a search finds in it is forgotten.
var scratches = sync.Pool{New: func() any { return new(scratch) }}

// newExpander checks the kinds; the error wraps claim.ErrInvalid. Release its scratch.
func newExpander(v *graph.View, kinds, but []claim.RelationshipKind, filter graph.RelationshipFilter, b *budget) (*expander, error) {
	for _, k := range slices.Concat(kinds, but) {
		if _, err := claim.ParseRelationshipKind(string(k)); err != nil {
			return nil, err
		}
	}
	f := &expander{View: v, budget: b, preds: slices.Clone(v.Vocabulary().Predicates(kinds)), scratch: scratches.Get().(*scratch)}
	if len(but) > 0 {
		left := v.Vocabulary().Predicates(but)
		f.preds = slices.DeleteFunc(f.preds, func(p quadstore.ID) bool { return slices.Contains(left, p) })
	}
	slices.Sort(f.preds)
	f.preds = slices.Compact(f.preds)
	if !filter.IsZero() {
		f.sieve = v.NewClaimFilterEval(filter)
	}
	return f, nil
}

// release gives the scratch to the next search.
func (f *expander) release() {
	for i := range f.searches {
		f.searches[i].reset(0)
	}
	scratches.Put(f.scratch)
	f.scratch = nil
}

// slimDegree is how many edges of every sort a node may have for all of them to be read and those of other predicates
// skipped. Asking for each of forty predicates costs more.
const slimDegree = 48

// chunkNodes and chunkEdges bound what is read between two looks at the context and the budget.
const (
	chunkNodes = 8192
	chunkEdges = 1 << 18
)

// chunk is how many of a frontier to ask for at once.
func (f *expander) chunk(frontier []quadstore.ID) int {
	edges := 0
	for i, ref := range frontier {
		if i == chunkNodes || edges > chunkEdges {
			return i
		}
		edges += f.Mentions(ref)
	}
	return len(frontier)
}

// follow calls visit with the relationships of a frontier, in no order; one of an entity with itself comes once. It counts
// against the budget what it reads. Only a filter has them gathered first, for it asks of all of them at once.
func (f *expander) follow(ctx context.Context, frontier []quadstore.ID, d claim.Direction, visit func(graph.Incidence)) error {
	if err := ctx.Err(); err != nil || len(f.preds) == 0 {
		return err
	}
	f.found = f.found[:0]
	gather := visit
	if f.sieve != nil {
		gather = func(t graph.Incidence) { f.found = append(f.found, t) }
	}
	if d != claim.In {
		if err := f.side(ctx, frontier, quad.Subject, false, gather); err != nil {
			return err
		}
	}
	if d != claim.Out {
		if err := f.side(ctx, frontier, quad.Object, d != claim.In, gather); err != nil {
			return err
		}
	}
	if f.sieve == nil {
		return nil
	}
	passing, err := f.sieve.Apply(ctx, f.found)
	for _, t := range passing {
		visit(t)
	}
	return err
}

// side follows the relationships that have the frontier at one end.
func (f *expander) side(ctx context.Context, frontier []quadstore.ID, near quad.Direction, butLoops bool, visit func(graph.Incidence)) error {
	f.part(frontier, near)
	for _, part := range []struct {
		nodes []quadstore.ID
		at    []int32
		preds []quadstore.ID
	}{{f.slim, f.slimAt, nil}, {f.fat, f.fatAt, f.preds}} {
		if err := f.Snapshot().Expand(ctx, &f.edges, part.nodes, near, part.preds...); err != nil {
			return fmt.Errorf("following %d entities: %w", len(frontier), err)
		}
		f.collect(part.at, near, butLoops, visit)
	}
	return nil
}

// part parts the nodes with few edges of any sort from those that are to be asked for the predicates wanted.
func (f *expander) part(frontier []quadstore.ID, near quad.Direction) {
	f.slim, f.fat, f.slimAt, f.fatAt = f.slim[:0], f.fat[:0], f.slimAt[:0], f.fatAt[:0]
	for i, ref := range frontier {
		if len(f.preds) > 2 && f.Snapshot().Degree(ref, near, 0) <= slimDegree {
			f.slim, f.slimAt = append(f.slim, ref), append(f.slimAt, int32(i))
		} else {
			f.fat, f.fatAt = append(f.fat, ref), append(f.fatAt, int32(i))
		}
	}
}

func (f *expander) collect(at []int32, near quad.Direction, butLoops bool, visit func(graph.Incidence)) {
	e, retiredToo := &f.edges, f.sieve != nil && f.sieve.Filter.IncludesRetracted()
	f.budget.edges -= e.Len()
	far := e.Object
	if near == quad.Object {
		far = e.Subject
	}
	for i, owner := range at {
		var last quadstore.ID
		wanted := false
		for j, hi := e.Of(i); j < hi; j++ {
			if pred := e.Pred[j]; pred != last {
				last = pred
				_, wanted = slices.BinarySearch(f.preds, pred)
			}
			if !wanted || f.among != nil && f.among.steps[far[j]] != barred { // what is not wanted may lead to a claim
				continue
			}
			claim := e.Label[j]
			if !claim.IsClaim() || (butLoops && e.Subject[j] == e.Object[j]) || (!retiredToo && f.Retractions().Has(claim)) {
				continue
			}
			visit(graph.Incidence{ClaimEdge: graph.EdgeAt(e, j), Owner: owner, Out: near == quad.Subject})
		}
	}
}

// degreesOf is how many standing relationships nodes have at either end: View.degree for many, a few lookups a node.
func (f *expander) degreesOf(ctx context.Context, of []quadstore.ID) ([]int, error) {
	out := make([]int, len(of))
	for _, near := range []quad.Direction{quad.Subject, quad.Object} {
		f.slim, f.slimAt = f.slim[:0], f.slimAt[:0]
		for i, ref := range of {
			if f.Snapshot().Degree(ref, near, 0) <= slimDegree {
				f.slim, f.slimAt = append(f.slim, ref), append(f.slimAt, int32(i))
				continue
			}
			for _, pred := range f.Vocabulary().RelationshipPredicates {
				out[i] += f.Snapshot().Degree(ref, near, pred)
			}
		}
		if err := f.Snapshot().Expand(ctx, &f.edges, f.slim, near); err != nil {
			return nil, err
		}
		for i, at := range f.slimAt {
			lo, hi := f.edges.Of(i)
			for j := lo; j < hi; j++ {
				if f.Vocabulary().KindOf[f.edges.Pred[j]] != nil {
					out[at]++
				}
			}
		}
	}
	for i, ref := range of {
		out[i] -= f.DroppedAll(ref)
	}
	return out, nil
}
