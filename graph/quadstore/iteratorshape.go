package quadstore

import (
	"context"
	"fmt"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// iteratorShape is what Cayley puts its queries together from: it can be iterated over
// and looked things up in, any number of times, each on the snapshot of the
// moment.
type iteratorShape struct {
	name    string
	qs      *QuadStore
	size    func(*Snapshot) int
	iterate func(*Snapshot) refs
	has     func(*Snapshot, graph.Ref) bool
}

// refs yields references; false ends it.
type refs func() (graph.Ref, bool)

// nodeQuads is the plan of the quads that have a node in a direction.
func nodeQuads(qs *QuadStore, d quad.Direction, id ID) *iteratorShape {
	return &iteratorShape{
		name: fmt.Sprintf("quads(%v=%d)", d, id),
		qs:   qs,
		size: func(s *Snapshot) int { return s.Degree(id, d, 0) },
		iterate: func(s *Snapshot) refs {
			return quadRefs(s.mergedRange(d, id, 0, nil))
		},
		has: func(s *Snapshot, ref graph.Ref) bool {
			q, ok := ref.(Quad)
			return ok && q.Get(d) == id && s.Has(q)
		},
	}
}

// allNodes is the plan of every node that a quad mentions.
func allNodes(qs *QuadStore) *iteratorShape {
	return &iteratorShape{
		name: "all nodes",
		qs:   qs,
		size: func(s *Snapshot) int { return s.stats.Nodes },
		iterate: func(s *Snapshot) refs {
			next := s.ids(s.Mentions)
			return func() (graph.Ref, bool) {
				id := next()
				return id, id != 0
			}
		},
		has: func(s *Snapshot, ref graph.Ref) bool {
			id, ok := ref.(ID)
			return ok && s.Mentions(id)
		},
	}
}

// allQuads is the plan of every quad, a subject at a time.
func allQuads(qs *QuadStore) *iteratorShape {
	return &iteratorShape{
		name: "all quads",
		qs:   qs,
		size: func(s *Snapshot) int { return s.stats.Quads },
		iterate: func(s *Snapshot) refs {
			next := s.ids(func(id ID) bool { return s.Degree(id, quad.Subject, 0) > 0 })
			quads := refs(func() (graph.Ref, bool) { return nil, false })
			return func() (graph.Ref, bool) {
				for {
					if q, ok := quads(); ok {
						return q, true
					}
					id := next()
					if id == 0 {
						return nil, false
					}
					quads = quadRefs(s.mergedRange(quad.Subject, id, 0, nil))
				}
			}
		},
		has: func(s *Snapshot, ref graph.Ref) bool {
			q, ok := ref.(Quad)
			return ok && s.Has(q)
		},
	}
}

// ids yields the IDs that are wanted, in their order, and then 0.
func (s *Snapshot) ids(wanted func(ID) bool) func() ID {
	id := ID(0)
	return func() ID {
		for {
			if id++; !s.has(id) && !id.IsClaim() {
				id = firstClaim
			}
			if !s.has(id) {
				id-- // stays at the end
				return 0
			}
			if wanted(id) {
				return id
			}
		}
	}
}

// quadRefs yields the quads of a merged range, read a few at a time.
func quadRefs(m mergedRange) refs {
	var buf []Quad
	offset, size := 0, m.len()
	return func() (graph.Ref, bool) {
		if len(buf) == 0 {
			buf = m.quads(buf, offset, min(scanStep, size-offset))
			offset += len(buf)
		}
		if len(buf) == 0 {
			return nil, false
		}
		q := buf[0]
		buf = buf[1:]
		return q, true
	}
}

// String describes the plan.
func (it *iteratorShape) String() string { return it.name }

// Iterate starts a scan.
func (it *iteratorShape) Iterate() graph.Scanner {
	return &scanner{cursor: cursor{name: it.name}, next: it.iterate(it.qs.snapshot())}
}

// Lookup starts looking things up.
func (it *iteratorShape) Lookup() graph.Index {
	s := it.qs.snapshot()
	return &lookup{cursor: cursor{name: it.name}, has: func(ref graph.Ref) bool { return it.has(s, ref) }}
}

// Stats returns the exact size.
func (it *iteratorShape) Stats(context.Context) (graph.IteratorCosts, error) {
	return graph.IteratorCosts{
		NextCost: 1, ContainsCost: 1,
		Size: graph.Size{Size: int64(it.size(it.qs.snapshot())), Exact: true},
	}, nil
}

// Optimize leaves the plan as it is.
func (it *iteratorShape) Optimize(context.Context) (graph.IteratorShape, bool) { return it, false }

// SubIterators returns none.
func (it *iteratorShape) SubIterators() []graph.IteratorShape { return nil }

// AsLegacy wraps the plan for Cayley's older interface.
func (it *iteratorShape) AsLegacy() graph.Iterator { return asLegacy(it) }

// legacy is a plan with Cayley's older interface, which knows the way back.
type legacy struct {
	graph.Iterator
	shape graph.IteratorShape
}

func asLegacy(s graph.IteratorShape) graph.Iterator {
	l := &legacy{shape: s}
	l.Iterator = graph.NewLegacy(s, l)
	return l
}

// AsShape returns the plan.
func (l *legacy) AsShape() graph.IteratorShape {
	_ = l.Iterator.Close() // a plan holds nothing
	return l.shape
}

// cursor is what scanners and lookups share.
type cursor struct {
	name   string
	result graph.Ref
	err    error
}

func (c *cursor) String() string                  { return c.name }
func (c *cursor) TagResults(map[string]graph.Ref) {}
func (c *cursor) Result() graph.Ref               { return c.result }
func (c *cursor) NextPath(context.Context) bool   { return false }
func (c *cursor) Err() error                      { return c.err }
func (c *cursor) Close() error                    { return nil }

// scanner goes through references.
type scanner struct {
	cursor
	next refs
	n    int
}

// Next moves to the next reference. A cancelled context is an error, noticed
// within patience steps.
func (s *scanner) Next(ctx context.Context) bool {
	if s.n%cancelStep == 0 {
		s.err = ctx.Err()
	}
	s.n++
	if s.err != nil {
		return false
	}
	ref, ok := s.next()
	if ok {
		s.result = ref
	}
	return ok
}

// lookup checks references.
type lookup struct {
	cursor
	has func(graph.Ref) bool
}

// Contains reports whether the plan has a reference.
func (l *lookup) Contains(ctx context.Context, ref graph.Ref) bool {
	if l.err = ctx.Err(); l.err != nil || ref == nil || !l.has(ref) {
		return false
	}
	l.result = ref
	return true
}
