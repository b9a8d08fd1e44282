package quadstore

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore/pagefile"
)

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
	return s.expandLimit(ctx, dst, from, d, math.MaxInt, preds)
}

// expandLimit is Expand with a bound for the edges of each node.
func (s *Snapshot) expandLimit(ctx context.Context, dst *Edges, from []ID, d quad.Direction, limit int, preds []ID) error {
	if d < quad.Subject || d > quad.Label {
		return fmt.Errorf("expand %v: no such direction", d)
	}
	dst.Reset()
	var room [8]ID
	preds = distinct(append(room[:0], preds...))
	for len(from) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, done, edges := min(cancelStep, len(from)), len(dst.Start), len(dst.Pred)
		s.reading(func(s *Snapshot) {
			truncate(dst, done, edges)
			s.expand(dst, from[:n], d, limit, preds)
		})
		if len(dst.Pred) > math.MaxInt32 {
			return fmt.Errorf("frontier of %d edges: %w", len(dst.Pred), ErrFull)
		}
		from = from[n:]
	}
	return nil
}

// truncate takes back what has been appended since there were so many nodes' starts and edges.
func truncate(dst *Edges, starts, edges int) {
	dst.Start = dst.Start[:starts]
	dst.Pred, dst.Subject, dst.Object, dst.Label = dst.Pred[:edges], dst.Subject[:edges], dst.Object[:edges], dst.Label[:edges]
}

// distinct sorts predicates, in place, and leaves each once; 0 alone means all of them.
func distinct(preds []ID) []ID {
	if len(preds) == 0 {
		return append(preds, 0)
	}
	slices.Sort(preds)
	preds = slices.Compact(preds)
	if preds[0] == 0 {
		preds = preds[1:]
	}
	return preds
}

func (s *Snapshot) expand(dst *Edges, from []ID, d quad.Direction, limit int, preds []ID) {
	if d == quad.Label || d == quad.Predicate {
		for _, id := range from {
			s.appendEdges(dst, id, d, 0, 0, limit)
			dst.EndNode()
		}
		return
	}
	a := s.base.side(d)
	if len(from) >= prefetchMin {
		a.prefetch(from)
	}
	for _, id := range from {
		if s.mayHaveChanges(d, id) {
			end := len(dst.Pred)
			for _, pred := range preds {
				s.appendEdges(dst, id, d, pred, 0, limit-(len(dst.Pred)-end))
			}
			dst.EndNode()
			continue
		}
		lo, hi := a.span(id)
		left := limit
		for _, pred := range preds {
			lo, hi := a.narrow(lo, hi, pred)
			hi = min(hi, lo+uint32(min(left, int(hi-lo))))
			left -= int(hi - lo)
			addLinks(dst, a, d, id, lo, hi)
		}
		dst.EndNode()
	}
}

// mayHaveChanges reports whether a delta may have changed the edges of a node.
func (s *Snapshot) mayHaveChanges(d quad.Direction, id ID) bool {
	for i := range s.deltas {
		if s.deltas[i].MayContain(d, id) {
			return true
		}
	}
	return false
}

// prefetch touches the edges of each node of a frontier before any is read: so the
// processor waits for many at a time and not for one after the other. A page of
// twenty claims, read for the first time, takes a fifth less.
func (a *adjacency) prefetch(from []ID) {
	var touched ID
	for _, id := range from {
		if lo, hi := a.span(id); lo < hi {
			touched ^= a.link(lo).pred ^ a.link(hi-1).pred ^ a.label(lo)
		}
	}
	runtime.KeepAlive(touched) // so that the compiler does not leave out what has no use
}

// addLinks appends a range of an index.
func addLinks(e *Edges, a *adjacency, d quad.Direction, id ID, lo, hi uint32) {
	if hi-lo <= 2 { // most often: not worth growing the columns as wholes
		for ; lo < hi; lo++ {
			l := a.link(lo)
			q := Quad{Subject: id, Predicate: l.pred, Object: l.other, Label: a.label(lo)}
			if d == quad.Object {
				q.Subject, q.Object = q.Object, q.Subject
			}
			e.Append(q)
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
	for i, l := range a.linksOf(lo, hi) {
		pred[i], near[i], other[i] = l.pred, id, l.other
	}
	if a.labels != nil {
		copy(e.Label[at:end], pagefile.Part(a.file, a.labels, lo, hi))
	} else {
		clear(e.Label[at:end])
	}
}

// ExpandPage reads at most limit edges of one node from an offset on, in the
// order and with the result of Expand. It costs what it reads: a page of a hub
// is as cheap as any. The predicate may be 0 for all.
func (s *Snapshot) ExpandPage(dst *Edges, id ID, d quad.Direction, pred ID, offset, limit int) {
	s.reading(func(s *Snapshot) {
		dst.Reset()
		s.appendEdges(dst, id, d, pred, offset, limit)
		dst.EndNode()
	})
}

func (s *Snapshot) appendEdges(dst *Edges, id ID, d quad.Direction, pred ID, offset, limit int) {
	var room [32]rangeChange
	m := s.mergedRange(d, id, pred, room[:0])
	m.read(offset, limit, func(lo, hi uint32) {
		for i := lo; i < hi; i++ {
			dst.Append(m.base.quad(d, id, i))
		}
	}, dst.Append)
}
