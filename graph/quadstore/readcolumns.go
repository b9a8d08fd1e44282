package quadstore

import (
	"context"
	"math"

	"github.com/cayleygraph/quad"
)

// Columns reads one object a predicate of every node: dst[p][i] is the object
// of the last quad, in the order of IDs, that has of[i] for a subject and
// preds[p] for a predicate, 0 if there is none. It is meant for nodes of a
// handful of quads, such as claims: it looks at all of them.
//
// The context's error is returned as soon as it is noticed.
func (s *Snapshot) Columns(ctx context.Context, dst [][]ID, of []ID, preds ...ID) error {
	var changed Edges
	for from := 0; from < len(of); from += cancelStep {
		if err := ctx.Err(); err != nil {
			return err
		}
		s.reading(func(s *Snapshot) { s.columnsOf(dst, of[from:min(from+cancelStep, len(of))], from, preds, &changed) })
	}
	return nil
}

// columnsOf is Columns of a few nodes, which are in dst from a row on. Changed is room.
func (s *Snapshot) columnsOf(dst [][]ID, of []ID, row int, preds []ID, changed *Edges) {
	a := &s.base.subjects
	a.prefetch(of)
	for i, id := range of {
		for p := range preds {
			dst[p][row+i] = 0
		}
		if len(s.deltas) > 0 && s.mayHaveChanges(quad.Subject, id) {
			s.ExpandPage(changed, id, quad.Subject, 0, 0, math.MaxInt)
			for j, pred := range changed.Pred {
				noteObject(dst, preds, row+i, link{pred, changed.Object[j]})
			}
			continue
		}
		lo, hi := a.span(id)
		for _, l := range a.linksOf(lo, hi) {
			noteObject(dst, preds, row+i, l)
		}
	}
}

func noteObject(dst [][]ID, preds []ID, row int, l link) {
	for p, pred := range preds {
		if l.pred == pred {
			dst[p][row] = l.other
		}
	}
}
