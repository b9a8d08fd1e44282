package paths

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// expander follows the relationships that a query admits, from whole frontiers.
type expander struct {
	*graph.View
	preds  []quadstore.ID         // sorted
	filter *graph.ClaimFilterEval // nil where every standing relationship passes
	budget *budget
	within *bfs // nil, or a search: only relationships with what is excluded in it are followed
	*scratch
}

// scratch is the buffers that a search works in. They grow with the greatest hub ever met and are pooled, so that no
// search allocates in proportion to a hub's degree.
type scratch struct {
	edges     quadstore.Edges
	found     []graph.Incidence
	counts    []uint32       // of edges
	low, high []quadstore.ID // a frontier, split by degree
	lowAt     []int32        // their indexes in the frontier
	highAt    []int32
	searches  [2]bfs
	onPath    []bfsEdge             // of a DAG, while it is made
	indexes   nodeset.Column[int32] // of nodes in a DAG, plus one
}

// scratches is a pool. A search resets what it takes from it.
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
		f.filter = v.NewClaimFilterEval(filter)
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

// lowDegree is the most edges, of any predicate, that a node may have for all of them to be read and those of other predicates
// skipped. Above it, a look-up for each of forty predicates costs less.
const lowDegree = 48

// batchNodes and batchEdges bound what is read between two checks of the context and the budget.
const (
	batchNodes = 8192
	batchEdges = 1 << 18
)

// batchSize is how many nodes of a frontier to ask for at once.
func (f *expander) batchSize(ctx context.Context, frontier []quadstore.ID) (int, error) {
	var err error
	if f.counts, err = f.MentionsOf(ctx, f.counts, frontier[:min(len(frontier), batchNodes)]); err != nil {
		return 0, err
	}
	edges := 0
	for i, n := range f.counts {
		if edges > batchEdges {
			return i, nil
		}
		edges += int(n)
	}
	return len(f.counts), nil
}

// follow calls visit with the relationships of a frontier, in no order; one of an entity with itself comes once. It counts
// against the budget what it reads. Where there is a filter they are gathered first, since it is evaluated for all at once.
func (f *expander) follow(ctx context.Context, frontier []quadstore.ID, d claim.Direction, visit func(graph.Incidence)) error {
	if err := ctx.Err(); err != nil || len(f.preds) == 0 {
		return err
	}
	f.found = f.found[:0]
	gather := visit
	if f.filter != nil {
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
	if f.filter == nil {
		return nil
	}
	passing, err := f.filter.Apply(ctx, f.found)
	for _, t := range passing {
		visit(t)
	}
	return err
}

// side follows the relationships that have the frontier at one end.
func (f *expander) side(ctx context.Context, frontier []quadstore.ID, near quad.Direction, butLoops bool, visit func(graph.Incidence)) error {
	if err := f.splitByDegree(ctx, frontier, near); err != nil {
		return fmt.Errorf("following %d entities: %w", len(frontier), err)
	}
	for _, part := range []struct {
		nodes []quadstore.ID
		at    []int32
		preds []quadstore.ID
	}{{f.low, f.lowAt, nil}, {f.high, f.highAt, f.preds}} {
		if len(part.nodes) == 0 {
			continue
		}
		if err := f.Snapshot().Expand(ctx, &f.edges, part.nodes, near, part.preds...); err != nil {
			return fmt.Errorf("following %d entities: %w", len(frontier), err)
		}
		f.collect(part.at, near, butLoops, visit)
	}
	return nil
}

// splitByDegree separates the nodes with few edges of any predicate from those to be asked for the wanted predicates.
func (f *expander) splitByDegree(ctx context.Context, frontier []quadstore.ID, near quad.Direction) error {
	f.low, f.high, f.lowAt, f.highAt = f.low[:0], f.high[:0], f.lowAt[:0], f.highAt[:0]
	f.counts = slices.Grow(f.counts[:0], len(frontier))[:len(frontier)]
	clear(f.counts)
	few := len(f.preds) > 2
	if few && len(frontier) > 0 {
		if err := f.Snapshot().Degrees(ctx, f.counts, frontier, near); err != nil {
			return err
		}
	}
	for i, ref := range frontier {
		if few && f.counts[i] <= lowDegree {
			f.low, f.lowAt = append(f.low, ref), append(f.lowAt, int32(i))
		} else {
			f.high, f.highAt = append(f.high, ref), append(f.highAt, int32(i))
		}
	}
	return nil
}

func (f *expander) collect(at []int32, near quad.Direction, butLoops bool, visit func(graph.Incidence)) {
	e, retiredToo := &f.edges, f.filter != nil && f.filter.Filter.IncludesRetracted()
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
			if !wanted || f.within != nil && f.within.distances.At(far[j]) != excluded { // an edge of another predicate may lead to a claim
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

// degreesOf is how many standing relationships nodes have at either end, in a few calls: of nodes with few edges all are
// read, of others none.
func (f *expander) degreesOf(ctx context.Context, of []quadstore.ID) ([]int, error) {
	out := make([]int, len(of))
	for _, near := range []quad.Direction{quad.Subject, quad.Object} {
		err := f.countEdges(ctx, of, near, f.Vocabulary().RelationshipPredicates, func(i int, _ quadstore.ID, n int) { out[i] += n })
		if err != nil {
			return nil, err
		}
	}
	for i, ref := range of {
		out[i] -= f.DroppedAll(ref)
	}
	return out, nil
}

// countEdges calls visit with how many edges nodes have at one end by some predicates, those retracted among them. An edge
// may be counted with others of its node and predicate or alone.
func (f *expander) countEdges(ctx context.Context, of []quadstore.ID, near quad.Direction, preds []quadstore.ID, visit func(i int, pred quadstore.ID, n int)) error {
	if len(preds) == 0 || len(of) == 0 {
		return nil
	}
	f.low, f.high, f.lowAt, f.highAt = f.low[:0], f.high[:0], f.lowAt[:0], f.highAt[:0]
	f.counts = slices.Grow(f.counts[:0], len(of))[:len(of)]
	if err := f.Snapshot().Degrees(ctx, f.counts, of, near); err != nil {
		return err
	}
	for i, ref := range of {
		switch n := f.counts[i]; {
		case n == 0:
		case n <= lowDegree:
			f.low, f.lowAt = append(f.low, ref), append(f.lowAt, int32(i))
		default:
			f.high, f.highAt = append(f.high, ref), append(f.highAt, int32(i))
		}
	}
	if len(f.low) > 0 {
		if err := f.Snapshot().Expand(ctx, &f.edges, f.low, near); err != nil {
			return err
		}
		for i, at := range f.lowAt {
			for j, hi := f.edges.Of(i); j < hi; j++ {
				if slices.Contains(preds, f.edges.Pred[j]) {
					visit(int(at), f.edges.Pred[j], 1)
				}
			}
		}
	}
	if len(f.high) == 0 {
		return nil
	}
	counts := make([]uint32, len(f.high)*len(preds))
	if err := f.Snapshot().Degrees(ctx, counts, f.high, near, preds...); err != nil {
		return err
	}
	for i, n := range counts {
		if n > 0 {
			visit(int(f.highAt[i/len(preds)]), preds[i%len(preds)], int(n))
		}
	}
	return nil
}
