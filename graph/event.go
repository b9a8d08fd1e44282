package graph

import (
	"context"

	"whence/graph/encoding"
	"whence/graph/parallel"
	"whence/graph/quadstore"
)

// Event is one recording or retraction of a claim, in the snapshot's terms.
type Event struct {
	Claim     quadstore.ID
	At        quadstore.ID // the literal
	Retracted bool
}

// EachEvent visits every recording and retraction of a claim, until visit returns false.
func (v *View) EachEvent(ctx context.Context, visit func(Event) bool) error {
	steps := 0
	for _, predicate := range []struct {
		id        quadstore.ID
		retracted bool
	}{{v.terms.ID(encoding.PredRecorded), false}, {v.terms.ID(encoding.PredRetracted), true}} {
		if predicate.id == 0 {
			continue
		}
		for q := range v.snap.Scan(predicate.id) {
			if steps++; steps%parallel.Stride == 1 && ctx.Err() != nil {
				return ctx.Err()
			}
			if q.Subject.IsClaim() && !visit(Event{q.Subject, q.Object, predicate.retracted}) {
				return nil
			}
		}
	}
	return nil
}
