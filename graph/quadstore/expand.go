package quadstore

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/cayleygraph/quad"
)

// Edges receives the edges of a frontier, a column an attribute. Used again, it
// keeps its room and expanding allocates nothing.
//
// The edges of from[i] are those from Start[i] to Start[i+1], sorted by
// predicate, other end and label in the order of IDs; those of a label or a
// predicate by subject, predicate and object.
type Edges struct {
	Start   []uint32
	Pred    []ID
	Subject []ID
	Object  []ID
	Label   []ID // 0 where the quad has none

	preds   []ID
	changes []rangeChange
	touched ID // keeps the compiler from leaving out what looks
}

// Of returns the range of the edges of from[i].
func (e *Edges) Of(i int) (lo, hi int) { return int(e.Start[i]), int(e.Start[i+1]) }

// Len returns how many edges there are.
func (e *Edges) Len() int { return len(e.Pred) }

// Reset empties the columns and keeps their room.
func (e *Edges) Reset() {
	e.Start = append(e.Start[:0], 0)
	e.Pred, e.Subject, e.Object, e.Label = e.Pred[:0], e.Subject[:0], e.Object[:0], e.Label[:0]
}

func (e *Edges) add(q Quad) {
	e.Pred = append(e.Pred, q.Predicate)
	e.Subject = append(e.Subject, q.Subject)
	e.Object = append(e.Object, q.Object)
	e.Label = append(e.Label, q.Label)
}

func (e *Edges) close() { e.Start = append(e.Start, uint32(len(e.Pred))) }

// cancelStep is how many IDs of a frontier are expanded between two looks at the
// context: some ten microseconds.
const cancelStep = 256

// prefetchMin is how long a frontier must be for prefetch to pay.
const prefetchMin = 12

// Expand reads the edges of a whole frontier: every quad that has from[i] in
// the direction and one of the predicates, or any where none is given. The
// edges replace what dst holds. The direction is Subject, Object or Label.
//
// An ID may occur twice and its edges then do too; an ID of no term has none, in
// the frontier or as a predicate.
// The context's error is returned as soon as it is noticed.
func (s *Snapshot) Expand(ctx context.Context, dst *Edges, from []ID, d quad.Direction, preds ...ID) error {
	if d < quad.Subject || d > quad.Label {
		return fmt.Errorf("expand %v: no such direction", d)
	}
	dst.Reset()
	dst.wanted(preds)
	for len(from) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := min(cancelStep, len(from))
		s.expand(dst, from[:n], d)
		if len(dst.Pred) > math.MaxInt32 {
			return fmt.Errorf("frontier of %d edges: %w", len(dst.Pred), ErrFull)
		}
		from = from[n:]
	}
	return nil
}

// wanted sorts out the predicates: 0 alone means all of them.
func (e *Edges) wanted(preds []ID) {
	e.preds = append(e.preds[:0], preds...)
	if len(preds) == 0 {
		e.preds = append(e.preds, 0)
		return
	}
	slices.Sort(e.preds)
	e.preds = slices.Compact(e.preds)
	if e.preds[0] == 0 {
		e.preds = e.preds[1:]
	}
}

func (s *Snapshot) expand(dst *Edges, from []ID, d quad.Direction) {
	if d == quad.Label || d == quad.Predicate {
		for _, id := range from {
			s.appendEdges(dst, id, d, 0, 0, math.MaxInt)
			dst.close()
		}
		return
	}
	a := s.base.side(d)
	if len(from) >= prefetchMin {
		dst.touched ^= a.prefetch(from)
	}
	for _, id := range from {
		if s.mayHaveChanges(d, id) {
			for _, pred := range dst.preds {
				s.appendEdges(dst, id, d, pred, 0, math.MaxInt)
			}
		} else {
			lo, hi := a.span(id)
			for _, pred := range dst.preds {
				lo, hi := a.narrow(lo, hi, pred)
				dst.addLinks(a, d, id, lo, hi)
			}
		}
		dst.close()
	}
}

// mayHaveChanges reports whether a delta may have changed the edges of a node.
func (s *Snapshot) mayHaveChanges(d quad.Direction, id ID) bool {
	for i := range s.deltas {
		if s.deltas[i].mayContain(d, id) {
			return true
		}
	}
	return false
}

// prefetch touches the edges of each node of a frontier before any is read: so the
// processor waits for many at a time and not for one after the other. A page of
// twenty claims, read for the first time, takes a fifth less.
func (a *adjacency) prefetch(from []ID) (touched ID) {
	for _, id := range from {
		if lo, hi := a.span(id); lo < hi {
			touched ^= a.links[lo].pred ^ a.links[hi-1].pred ^ a.label(lo)
		}
	}
	return touched
}

// addLinks appends a range of an index.
func (e *Edges) addLinks(a *adjacency, d quad.Direction, id ID, lo, hi uint32) {
	if hi-lo <= 2 { // most often: not worth growing the columns as wholes
		for ; lo < hi; lo++ {
			q := Quad{id, a.links[lo].pred, a.links[lo].other, a.label(lo)}
			if d == quad.Object {
				q.Subject, q.Object = q.Object, q.Subject
			}
			e.add(q)
		}
		return
	}
	at, end := len(e.Pred), len(e.Pred)+int(hi-lo)
	e.Pred = slices.Grow(e.Pred, end-at)[:end]
	e.Subject = slices.Grow(e.Subject, end-at)[:end]
	e.Object = slices.Grow(e.Object, end-at)[:end]
	e.Label = slices.Grow(e.Label, end-at)[:end]
	near, other := e.Subject[at:end], e.Object[at:end]
	if d == quad.Object {
		near, other = other, near
	}
	pred := e.Pred[at:end]
	for i, l := range a.links[lo:hi] {
		pred[i], near[i], other[i] = l.pred, id, l.other
	}
	if a.labels != nil {
		copy(e.Label[at:end], a.labels[lo:hi])
	} else {
		clear(e.Label[at:end])
	}
}

// ExpandPage reads at most limit edges of one node from an offset on, in the
// order and with the result of Expand. It costs what it reads: a page of a hub
// is as cheap as any. The predicate may be 0 for all.
func (s *Snapshot) ExpandPage(dst *Edges, id ID, d quad.Direction, pred ID, offset, limit int) {
	dst.Reset()
	s.appendEdges(dst, id, d, pred, offset, limit)
	dst.close()
}

func (s *Snapshot) appendEdges(dst *Edges, id ID, d quad.Direction, pred ID, offset, limit int) {
	m := s.mergedRange(d, id, pred, dst.changes)
	dst.changes = m.changes
	m.read(offset, limit, func(lo, hi uint32) {
		for i := lo; i < hi; i++ {
			dst.add(m.base.quad(d, id, i))
		}
	}, dst.add)
}
