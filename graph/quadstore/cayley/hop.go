package cayley

import (
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"

	"whence/graph/quadstore"
	"whence/graph/store"
)

// hop is the step that nearly every path is made of: from some nodes along some
// predicates to what is at the other end. It takes the place of Cayley's
// HasA(And(LinksTo, LinksTo)), which looks at every quad of one side.
type hop struct {
	from  shape.Shape
	near  quad.Direction // Subject or Object
	preds []store.ID     // none for all

	distinct bool // each end once, as shape.Unique asks
}

// far is the direction of the other end.
func far(near quad.Direction) quad.Direction {
	if near == quad.Subject {
		return quad.Object
	}
	return quad.Subject
}

// OptimizeShape puts hops in the place of the shapes that mean the same.
func (qs *QuadStore) OptimizeShape(s shape.Shape) (shape.Shape, bool) {
	switch s := s.(type) {
	case shape.Unique:
		if h, ok := s.From.(hop); ok {
			h.distinct = true
			return h, true
		}
	case shape.NodesFrom:
		if quads, ok := s.Quads.(shape.Quads); ok {
			return hopFrom(s, s.Dir, quads)
		}
	case shape.QuadsAction:
		if len(s.Save) > 0 {
			return s, false
		}
		var quads shape.Quads
		for d, ref := range s.Filter {
			quads = append(quads, shape.QuadFilter{Dir: d, Values: shape.Fixed{ref}})
		}
		return hopFrom(s, s.Result, quads)
	}
	return s, false
}

// hopFrom returns the hop to a direction of the quads that pass the filters, or
// the shape that it was given if that is not what the filters are.
func hopFrom(s shape.Shape, to quad.Direction, quads shape.Quads) (shape.Shape, bool) {
	h := hop{near: far(to)}
	if to != quad.Subject && to != quad.Object {
		return s, false
	}
	for _, f := range quads {
		switch {
		case f.Dir == h.near && h.from == nil:
			h.from = f.Values
		case f.Dir == quad.Predicate && h.preds == nil:
			fixed, ok := f.Values.(shape.Fixed)
			if !ok {
				return s, false
			}
			for _, ref := range fixed {
				if id, ok := ref.(node); ok {
					h.preds = append(h.preds, store.ID(id))
				}
			}
			if len(h.preds) == 0 {
				return nil, true // predicates that are no nodes have no quads
			}
		default:
			return s, false
		}
	}
	if h.from == nil {
		return s, false
	}
	slices.Sort(h.preds)
	h.preds = slices.Compact(h.preds)
	return h, true
}

// BuildIterator makes the plan of a hop.
func (h hop) BuildIterator(qs graph.QuadStore) graph.Iterator {
	own, ok := graph.Unwrap(qs).(*QuadStore)
	if !ok {
		return iterator.NewError(fmt.Errorf("hop on a %T", qs))
	}
	if shape.IsNull(h.from) {
		return iterator.NewNull()
	}
	return asLegacy(&hopPlan{hop: h, qs: own, source: graph.AsShape(h.from.BuildIterator(qs))})
}

// Optimize optimizes where the hop comes from.
func (h hop) Optimize(r shape.Optimizer) (shape.Shape, bool) {
	from, changed := h.from.Optimize(r)
	if shape.IsNull(from) {
		return nil, true
	}
	h.from = from
	return h, changed
}

// hopPlan is a hop whose source has been planned.
type hopPlan struct {
	hop
	qs     *QuadStore
	source graph.IteratorShape
}

// String describes the plan.
func (p *hopPlan) String() string { return fmt.Sprintf("hop(%v->%v %v)", p.near, far(p.near), p.preds) }

// Iterate starts a scan.
func (p *hopPlan) Iterate() graph.Scanner { return newHopScanner(p) }

// Lookup starts looking things up.
func (p *hopPlan) Lookup() graph.Index {
	return &hopLookup{plan: p, source: p.source.Lookup(), neighbours: newNeighbours(p.qs.snapshot(), far(p.near), p.preds)}
}

// Stats estimates the size; from fixed nodes it is counted.
func (p *hopPlan) Stats(ctx context.Context) (graph.IteratorCosts, error) {
	source, err := p.source.Stats(ctx)
	s := p.qs.snapshot()
	size := graph.Size{}
	if fixed, ok := p.from.(shape.Fixed); ok {
		size.Exact = !p.distinct
		for _, ref := range fixed {
			id, _ := ref.(node)
			size.Size += int64(p.degree(s, store.ID(id)))
		}
	} else {
		size.Size = source.Size.Size * p.fan(s)
	}
	return graph.IteratorCosts{
		NextCost: source.NextCost + 1, ContainsCost: source.ContainsCost * p.fan(s), Size: size,
	}, err
}

func (p *hopPlan) degree(s *quadstore.Snapshot, id store.ID) int {
	if len(p.preds) == 0 {
		return s.Degree(id, p.near, 0)
	}
	n := 0
	for _, pred := range p.preds {
		n += s.Degree(id, p.near, pred)
	}
	return n
}

// fan is how many edges a node has that has any, roughly.
func (p *hopPlan) fan(s *quadstore.Snapshot) int64 {
	n := s.Stats().Quads
	if len(p.preds) > 0 {
		n = 0
		for _, pred := range p.preds {
			n += s.Degree(pred, quad.Predicate, 0)
		}
	}
	return 2 + int64(n/(s.Stats().Nodes+1))
}

// Optimize optimizes the source.
func (p *hopPlan) Optimize(ctx context.Context) (graph.IteratorShape, bool) {
	source, changed := p.source.Optimize(ctx)
	if !changed {
		return p, false
	}
	if iterator.IsNull2(source) {
		return source, true
	}
	next := *p
	next.source = source
	return &next, true
}

// SubIterators returns the source.
func (p *hopPlan) SubIterators() []graph.IteratorShape { return []graph.IteratorShape{p.source} }

// AsLegacy wraps the plan for Cayley's older interface.
func (p *hopPlan) AsLegacy() graph.Iterator { return asLegacy(p) }

// hopLookup checks whether a node is reached from the source, by going back.
type hopLookup struct {
	plan       *hopPlan
	source     graph.Index
	neighbours neighbours // of the node, going back
	node       [1]store.ID
	ready      []store.ID
	at         int // place in ready of the next to check
	result     graph.Ref
	err        error
}

// Contains reports whether the hop reaches a node.
func (h *hopLookup) Contains(ctx context.Context, ref graph.Ref) bool {
	id, ok := ref.(node)
	if h.err = ctx.Err(); h.err != nil || !ok {
		return false
	}
	h.result, h.node[0], h.ready, h.at = ref, store.ID(id), h.ready[:0], 0
	h.neighbours.open(h.node[:]...)
	return h.nextEnd(ctx)
}

func (h *hopLookup) nextEnd(ctx context.Context) bool {
	for {
		if h.at == len(h.ready) {
			h.ready, h.at = h.neighbours.read(h.ready[:0], hopStep), 0
			if len(h.ready) == 0 {
				return false
			}
		}
		id := h.ready[h.at]
		h.at++
		if h.source.Contains(ctx, node(id)) {
			return true
		}
		if h.err = h.source.Err(); h.err != nil {
			return false
		}
	}
}

// NextPath finds another way to the node.
func (h *hopLookup) NextPath(ctx context.Context) bool {
	if h.plan.distinct {
		return false
	}
	if h.source.NextPath(ctx) {
		return true
	}
	if h.err = h.source.Err(); h.err != nil {
		return false
	}
	return h.nextEnd(ctx)
}

func (h *hopLookup) String() string                       { return h.plan.String() }
func (h *hopLookup) TagResults(tags map[string]graph.Ref) { h.source.TagResults(tags) }
func (h *hopLookup) Result() graph.Ref                    { return h.result }
func (h *hopLookup) Err() error                           { return h.err }
func (h *hopLookup) Close() error                         { return h.source.Close() }
