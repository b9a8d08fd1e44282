package graph

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/quadstore"
)

// follower follows the relationships that a question lets pass, from whole frontiers.
type follower struct {
	*View
	preds  []quadstore.ID // sorted
	sieve  *sieve         // nil where every standing relationship passes
	budget *budget
	among  *reach // nil, or only relationships with what is barred in it are followed
	*scratch
}

// scratch is the room that a search works in. It grows with the greatest hub ever met and is used again, so that no
// search allocates in proportion to a hub's degree.
type scratch struct {
	edges     quadstore.Edges
	found     []tie
	slim, fat []quadstore.ID // a frontier in two parts
	slimAt    []int32        // where in the frontier they stand
	fatAt     []int32
	reaches   [2]reach
	kept      []stride // of a lattice
	places    []int32  // of nodes in a lattice, plus one
}

// scratches holds no state: whatever a search finds in it is forgotten.
var scratches = sync.Pool{New: func() any { return new(scratch) }}

// newFollower checks the kinds; the error wraps claim.ErrInvalid. Release its scratch.
func (v *View) newFollower(kinds, but []claim.RelationshipKind, filter RelationshipFilter, b *budget) (*follower, error) {
	for _, k := range slices.Concat(kinds, but) {
		if _, err := claim.ParseRelationshipKind(string(k)); err != nil {
			return nil, err
		}
	}
	f := &follower{View: v, budget: b, preds: slices.Clone(v.terms.predicates(kinds)), scratch: scratches.Get().(*scratch)}
	if len(but) > 0 {
		left := v.terms.predicates(but)
		f.preds = slices.DeleteFunc(f.preds, func(p quadstore.ID) bool { return slices.Contains(left, p) })
	}
	slices.Sort(f.preds)
	f.preds = slices.Compact(f.preds)
	if !filter.isZero() {
		f.sieve = v.newSieve(filter)
	}
	return f, nil
}

// release gives the scratch to the next search.
func (f *follower) release() {
	for i := range f.reaches {
		f.reaches[i].reset(0)
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
func (f *follower) chunk(frontier []quadstore.ID) int {
	edges := 0
	for i, ref := range frontier {
		if i == chunkNodes || edges > chunkEdges {
			return i
		}
		edges += f.mentions(ref)
	}
	return len(frontier)
}

// mentions is how many quads have a node at either end: no edge is read, two lookups.
func (v *View) mentions(ref quadstore.ID) int {
	return v.snap.Degree(ref, quad.Subject, 0) + v.snap.Degree(ref, quad.Object, 0)
}

// follow calls visit with the relationships of a frontier, in no order; one of an entity with itself comes once. It counts
// against the budget what it reads. Only a filter has them gathered first, for it asks of all of them at once.
func (f *follower) follow(ctx context.Context, frontier []quadstore.ID, d claim.Direction, visit func(tie)) error {
	if err := ctx.Err(); err != nil || len(f.preds) == 0 {
		return err
	}
	f.found = f.found[:0]
	gather := visit
	if f.sieve != nil {
		gather = func(t tie) { f.found = append(f.found, t) }
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
	passing, err := f.sieve.sift(ctx, f.found)
	for _, t := range passing {
		visit(t)
	}
	return err
}

// side follows the relationships that have the frontier at one end.
func (f *follower) side(ctx context.Context, frontier []quadstore.ID, near quad.Direction, butLoops bool, visit func(tie)) error {
	f.part(frontier, near)
	for _, part := range []struct {
		nodes []quadstore.ID
		at    []int32
		preds []quadstore.ID
	}{{f.slim, f.slimAt, nil}, {f.fat, f.fatAt, f.preds}} {
		if err := f.snap.Expand(ctx, &f.edges, part.nodes, near, part.preds...); err != nil {
			return fmt.Errorf("following %d entities: %w", len(frontier), err)
		}
		f.collect(part.at, near, butLoops, visit)
	}
	return nil
}

// part parts the nodes with few edges of any sort from those that are to be asked for the predicates wanted.
func (f *follower) part(frontier []quadstore.ID, near quad.Direction) {
	f.slim, f.fat, f.slimAt, f.fatAt = f.slim[:0], f.fat[:0], f.slimAt[:0], f.fatAt[:0]
	for i, ref := range frontier {
		if len(f.preds) > 2 && f.snap.Degree(ref, near, 0) <= slimDegree {
			f.slim, f.slimAt = append(f.slim, ref), append(f.slimAt, int32(i))
		} else {
			f.fat, f.fatAt = append(f.fat, ref), append(f.fatAt, int32(i))
		}
	}
}

func (f *follower) collect(at []int32, near quad.Direction, butLoops bool, visit func(tie)) {
	e, retiredToo := &f.edges, f.sieve != nil && f.sieve.filter.retiredToo()
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
			if !claim.IsClaim() || (butLoops && e.Subject[j] == e.Object[j]) || (!retiredToo && f.retired.has(claim)) {
				continue
			}
			visit(tie{claimRef{e.Subject[j], e.Pred[j], e.Object[j], claim}, owner, near == quad.Subject})
		}
	}
}

// degreesOf is how many standing relationships nodes have at either end: View.degree for many, a few lookups a node.
func (f *follower) degreesOf(ctx context.Context, of []quadstore.ID) ([]int, error) {
	out := make([]int, len(of))
	for _, near := range []quad.Direction{quad.Subject, quad.Object} {
		f.slim, f.slimAt = f.slim[:0], f.slimAt[:0]
		for i, ref := range of {
			if f.snap.Degree(ref, near, 0) <= slimDegree {
				f.slim, f.slimAt = append(f.slim, ref), append(f.slimAt, int32(i))
				continue
			}
			for _, pred := range f.terms.known {
				out[i] += f.snap.Degree(ref, near, pred)
			}
		}
		if err := f.snap.Expand(ctx, &f.edges, f.slim, near); err != nil {
			return nil, err
		}
		for i, at := range f.slimAt {
			lo, hi := f.edges.Of(i)
			for j := lo; j < hi; j++ {
				if f.terms.kindOf[f.edges.Pred[j]] != nil {
					out[at]++
				}
			}
		}
	}
	for i, ref := range of {
		out[i] -= f.droppedAll(ref)
	}
	return out, nil
}
