package cayley

import (
	"context"
	"fmt"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"whence/graph/quadstore"
	"whence/graph/store"
)

// iteratorShape is what Cayley puts its queries together from: it can be iterated over
// and looked things up in, any number of times, each on the snapshot of the
// moment.
type iteratorShape struct {
	name    string
	qs      *QuadStore
	size    func(*quadstore.Snapshot) int
	iterate func(*quadstore.Snapshot) refs
	has     func(*quadstore.Snapshot, graph.Ref) bool
}

// refs yields references; false ends it.
type refs func() (graph.Ref, bool)

// nodeQuads is the plan of the quads that have a node in a direction.
func nodeQuads(qs *QuadStore, d quad.Direction, id store.ID) *iteratorShape {
	return &iteratorShape{
		name:    fmt.Sprintf("quads(%v=%d)", d, id),
		qs:      qs,
		size:    func(s *quadstore.Snapshot) int { return s.Degree(id, d, 0) },
		iterate: func(s *quadstore.Snapshot) refs { return quadRefs(s, d, id) },
		has: func(s *quadstore.Snapshot, ref graph.Ref) bool {
			q, ok := ref.(edge)
			return ok && store.Quad(q).Get(d) == id && s.Has(store.Quad(q))
		},
	}
}

// allNodes is the plan of every node that a quad mentions.
func allNodes(qs *QuadStore) *iteratorShape {
	return &iteratorShape{
		name: "all nodes",
		qs:   qs,
		size: func(s *quadstore.Snapshot) int { return s.Stats().Nodes },
		iterate: func(s *quadstore.Snapshot) refs {
			next := ids(s, s.Mentions)
			return func() (graph.Ref, bool) {
				id := next()
				return node(id), id != 0
			}
		},
		has: func(s *quadstore.Snapshot, ref graph.Ref) bool {
			id, ok := ref.(node)
			return ok && s.Mentions(store.ID(id))
		},
	}
}

// allQuads is the plan of every quad, a subject at a time.
func allQuads(qs *QuadStore) *iteratorShape {
	return &iteratorShape{
		name: "all quads",
		qs:   qs,
		size: func(s *quadstore.Snapshot) int { return s.Stats().Quads },
		iterate: func(s *quadstore.Snapshot) refs {
			next := ids(s, func(id store.ID) bool { return s.Degree(id, quad.Subject, 0) > 0 })
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
					quads = quadRefs(s, quad.Subject, id)
				}
			}
		},
		has: func(s *quadstore.Snapshot, ref graph.Ref) bool {
			q, ok := ref.(edge)
			return ok && s.Has(store.Quad(q))
		},
	}
}

// ids yields the IDs that are wanted, in their order, and then 0.
func ids(s *quadstore.Snapshot, wanted func(store.ID) bool) func() store.ID {
	st := s.Stats()
	terms, claims := store.ID(st.Terms), store.FirstClaim+store.ID(st.Claims)
	id := store.ID(1)
	return func() store.ID {
		for ; id <= terms || id < claims; id++ {
			if id > terms && !id.IsClaim() {
				id = store.FirstClaim
				if st.Claims == 0 {
					break
				}
			}
			if wanted(id) {
				id++
				return id - 1
			}
		}
		return 0
	}
}

// pageLen is how many references are read between two looks at the context.
const pageLen = 256

// quadRefs yields the quads that have a node in a direction, read a page at a time.
func quadRefs(s *quadstore.Snapshot, d quad.Direction, id store.ID) refs {
	var page store.Edges
	at, offset, last := 0, 0, false
	return func() (graph.Ref, bool) {
		if at == page.Len() {
			if last {
				return nil, false
			}
			s.ExpandPage(&page, id, d, 0, offset, pageLen)
			at, offset, last = 0, offset+page.Len(), page.Len() < pageLen
			if page.Len() == 0 {
				return nil, false
			}
		}
		at++
		return edge(page.Quad(at - 1)), true
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
	if s.n%pageLen == 0 {
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
