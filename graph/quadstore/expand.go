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
	splices []splice
	spans   []uint32
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

// patience is how many IDs of a frontier are expanded between two looks at the
// context: some ten microseconds.
const patience = 256

// Expand reads the edges of a whole frontier: every quad that has from[i] in
// the direction and one of the predicates, or any where none is given. The
// edges replace what dst holds. The direction is Subject, Object or Label.
//
// An ID may occur twice and its edges then do too; an ID of no term has none.
// The context's error is returned as soon as it is noticed.
func (s *Snapshot) Expand(ctx context.Context, dst *Edges, from []ID, d quad.Direction, preds ...ID) error {
	if d < quad.Subject || d > quad.Label {
		return fmt.Errorf("expand %v: no such direction", d)
	}
	dst.Reset()
	dst.preds = append(dst.preds[:0], preds...)
	slices.Sort(dst.preds)
	dst.preds = slices.Compact(dst.preds)
	for len(from) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := min(patience, len(from))
		s.expand(dst, from[:n], d)
		if len(dst.Pred) > math.MaxInt32 {
			return fmt.Errorf("frontier of %d edges: %w", len(dst.Pred), ErrFull)
		}
		from = from[n:]
	}
	return nil
}

func (s *Snapshot) expand(dst *Edges, from []ID, d quad.Direction) {
	for _, id := range from {
		if len(dst.preds) == 0 || d == quad.Label || d == quad.Predicate {
			s.appendEdges(dst, id, d, 0, 0, math.MaxInt)
		} else {
			for _, pred := range dst.preds {
				s.appendEdges(dst, id, d, pred, 0, math.MaxInt)
			}
		}
		dst.close()
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
	t := s.stretch(d, id, pred, dst.splices)
	dst.splices = t.splices
	t.read(offset, limit, func(lo, hi uint32) {
		for i := lo; i < hi; i++ {
			dst.add(t.base.quad(d, id, i))
		}
	}, dst.add)
}
