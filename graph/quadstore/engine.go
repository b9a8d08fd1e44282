package quadstore

import (
	"context"
	"iter"
	"math"

	"github.com/cayleygraph/quad"

	"whence/graph/store"
)

// Engine returns the snapshot as the interface that the graph asks.
func (s *Snapshot) Engine() store.Snapshot { return engine{s} }

// engine implements store.Snapshot. The rules of each method are written there.
type engine struct{ *Snapshot }

var _ store.Snapshot = engine{}

// steps calls the function with the ranges of n items between two looks at the context.
func steps(ctx context.Context, n int, each func(lo, hi int)) error {
	for lo := 0; lo < n; lo += cancelStep {
		if err := ctx.Err(); err != nil {
			return err
		}
		each(lo, min(lo+cancelStep, n))
	}
	return ctx.Err()
}

// IDs implements store.Snapshot.
func (e engine) IDs(ctx context.Context, dst []ID, terms []quad.Value) (err error) {
	defer unavailable(&err)
	return steps(ctx, len(terms), func(lo, hi int) {
		e.reading(func(s *Snapshot) {
			for i := lo; i < hi; i++ {
				dst[i] = 0
				if terms[i] != nil {
					dst[i] = s.find(terms[i])
				}
			}
		})
	})
}

// Values implements store.Snapshot.
func (e engine) Values(ctx context.Context, dst []quad.Value, ids []ID) (err error) {
	defer unavailable(&err)
	return steps(ctx, len(ids), func(lo, hi int) {
		for i := lo; i < hi; i++ {
			dst[i] = e.Value(ids[i])
		}
	})
}

// Texts implements store.Snapshot.
func (e engine) Texts(ctx context.Context, dst *Texts, ids []ID) (err error) {
	defer unavailable(&err)
	dst.Reset()
	return steps(ctx, len(ids), func(lo, hi int) {
		for ; lo < hi; lo += textStep {
			e.appendTexts(dst, ids[lo:min(lo+textStep, hi)])
		}
	})
}

// ClaimKeys implements store.Snapshot.
func (e engine) ClaimKeys(ctx context.Context, dst []store.ClaimKey, claims []ID) (err error) {
	defer unavailable(&err)
	return steps(ctx, len(claims), func(lo, hi int) {
		for i := lo; i < hi; i++ {
			dst[i][0], dst[i][1] = e.ClaimDigits(claims[i])
		}
	})
}

// Degrees implements store.Snapshot.
func (e engine) Degrees(ctx context.Context, dst []uint32, of []ID, d store.Direction, preds ...ID) (err error) {
	defer unavailable(&err)
	n := max(len(preds), 1)
	return steps(ctx, len(of), func(lo, hi int) {
		if (d == store.Subject || d == store.Object) && hi-lo >= prefetchMin {
			e.reading(func(s *Snapshot) { s.base.side(d).prefetch(of[lo:hi]) })
		}
		for i := lo; i < hi; i++ {
			row := dst[i*n : (i+1)*n]
			if len(preds) == 0 {
				row[0] = uint32(e.Degree(of[i], d, 0))
				continue
			}
			for p, pred := range preds {
				row[p] = 0
				if pred != 0 {
					row[p] = uint32(e.Degree(of[i], d, pred))
				}
			}
		}
	})
}

// Expand implements store.Snapshot.
func (e engine) Expand(ctx context.Context, dst *Edges, of []ID, d store.Direction, limit int, preds ...ID) (err error) {
	defer unavailable(&err)
	if limit <= 0 {
		limit = math.MaxInt
	}
	return e.expandLimit(ctx, dst, of, d, limit, preds)
}

// Columns implements store.Snapshot.
func (e engine) Columns(ctx context.Context, dst [][]ID, of []ID, preds ...ID) (err error) {
	defer unavailable(&err)
	return e.Snapshot.Columns(ctx, dst, of, preds...)
}

// HasAll implements store.Snapshot.
func (e engine) HasAll(ctx context.Context, dst []bool, quads []Quad) (err error) {
	defer unavailable(&err)
	return steps(ctx, len(quads), func(lo, hi int) {
		for i := lo; i < hi; i++ {
			dst[i] = quads[i].Subject != 0 && e.Has(quads[i])
		}
	})
}

// Scan implements store.Snapshot.
func (e engine) Scan(ctx context.Context, pred ID) iter.Seq2[Quad, error] {
	return func(yield func(Quad, error) bool) {
		n := 0
		if err := ctx.Err(); err != nil {
			yield(Quad{}, err)
			return
		}
		err := e.eachQuad(pred, func(q Quad) bool {
			if n++; n%scanStep == 0 && ctx.Err() != nil {
				yield(Quad{}, ctx.Err())
				return false
			}
			return yield(q, nil)
		})
		if err != nil {
			yield(Quad{}, err)
		}
	}
}

// Close implements store.Snapshot: a snapshot in memory holds nothing.
func (e engine) Close() error { return nil }
