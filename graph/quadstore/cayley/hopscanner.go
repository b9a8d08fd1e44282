package cayley

import (
	"context"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/shape"

	"whence/graph/store"
)

// hopScanner goes through the ends of the edges of every node of its source. It
// reads them ahead: where nobody can ask for tags or for other ways to a node, as
// in a chain of hops from given nodes, a frontier at a time, which spares a third
// of the time of passing nodes one by one; else those of one node.
type hopScanner struct {
	plan       *hopPlan
	source     graph.Scanner
	before     *hopScanner // the source, if it is plain
	plain      bool        // its source has no tags and no second way to a node
	neighbours neighbours
	seen       idSet
	node       [1]store.ID // the source's, if it is read node by node
	ready      []store.ID
	at         int // place of the result in ready
	err        error
}

// hopStep is how many ends are read ahead.
const hopStep = 64

func newHopScanner(p *hopPlan) *hopScanner {
	h := &hopScanner{plan: p, source: p.source.Iterate(), neighbours: newNeighbours(p.qs.snapshot(), p.near, p.preds)}
	if before, ok := h.source.(*hopScanner); ok && before.plain {
		h.before, h.plain = before, true
	}
	if _, ok := p.from.(shape.Fixed); ok {
		h.plain = true
	}
	return h
}

// Next moves to the next edge's end.
func (h *hopScanner) Next(ctx context.Context) bool {
	if h.at++; h.at < len(h.ready) {
		return true
	}
	h.ready, h.at = h.read(ctx, h.ready[:0]), 0
	return len(h.ready) > 0
}

// read appends the next ends, none after the last or an error.
func (h *hopScanner) read(ctx context.Context, dst []store.ID) []store.ID {
	for len(dst) < hopStep {
		n := len(dst)
		if dst = h.neighbours.read(dst, hopStep); len(dst) == n {
			if n > 0 && !h.plain || !h.open(ctx) {
				break
			}
		} else if h.plan.distinct {
			dst = h.seen.fresh(dst, n)
		}
	}
	return dst
}

// open turns to what comes next of the source.
func (h *hopScanner) open(ctx context.Context) bool {
	if h.err = ctx.Err(); h.err != nil {
		return false
	}
	if b := h.before; b != nil {
		b.ready = b.read(ctx, b.ready[:0])
		h.err = b.err
		h.neighbours.open(b.ready...)
		return len(b.ready) > 0
	}
	if !h.source.Next(ctx) {
		h.err = h.source.Err()
		return false
	}
	n, _ := h.source.Result().(node)
	h.node[0] = store.ID(n)
	h.neighbours.open(h.node[:]...)
	return true
}

func (h *hopScanner) String() string                       { return h.plan.String() }
func (h *hopScanner) TagResults(tags map[string]graph.Ref) { h.source.TagResults(tags) }
func (h *hopScanner) Result() graph.Ref                    { return node(h.ready[h.at]) }
func (h *hopScanner) Err() error                           { return h.err }
func (h *hopScanner) Close() error                         { return h.source.Close() }

// NextPath finds another way to the same end; of distinct ends one is enough.
func (h *hopScanner) NextPath(ctx context.Context) bool {
	return !h.plain && !h.plan.distinct && h.source.NextPath(ctx)
}

// idSet is a set of IDs in a table with room to spare, in which an store.ID lies at
// its hash or behind.
type idSet struct {
	table []store.ID
	n     int
}

// add reports whether the store.ID is new.
func (s *idSet) add(id store.ID) bool {
	if 2*s.n >= len(s.table) {
		s.grow()
	}
	for i := int(uint64(id) * 0x9e3779b97f4a7c15 >> 32); ; i++ {
		switch at := &s.table[i&(len(s.table)-1)]; *at {
		case id:
			return false
		case 0:
			*at = id
			s.n++
			return true
		}
	}
}

func (s *idSet) grow() {
	old := s.table
	s.table, s.n = make([]store.ID, max(2*hopStep, 4*len(old))), 0
	for _, id := range old {
		if id != 0 {
			s.add(id)
		}
	}
}

// fresh leaves of the IDs from a place on those that are new.
func (s *idSet) fresh(ids []store.ID, from int) []store.ID {
	kept := ids[:from]
	for _, id := range ids[from:] {
		if s.add(id) {
			kept = append(kept, id)
		}
	}
	return kept
}
