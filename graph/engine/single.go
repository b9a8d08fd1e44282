package engine

import (
	"context"
	"iter"

	"github.com/cayleygraph/quad"

	"whence/graph/store"
)

// Single answers for one thing at a time by asking a snapshot for a frontier of one. Nobody's context ends what it asks: the
// snapshot bounds it.
type Single struct{ store.Snapshot }

// Engine implements Snapshot.
func (s Single) Engine() store.Snapshot { return s.Snapshot }

// ID implements Snapshot.
func (s Single) ID(v quad.Value) store.ID {
	var id [1]store.ID
	Must(s.IDs(context.Background(), id[:], []quad.Value{v}))
	return id[0]
}

// Value implements Snapshot.
func (s Single) Value(id store.ID) quad.Value {
	var v [1]quad.Value
	if id != 0 {
		Must(s.Values(context.Background(), v[:], []store.ID{id}))
	}
	return v[0]
}

// Quad implements Snapshot.
func (s Single) Quad(q store.Quad) quad.Quad {
	var v [4]quad.Value
	Must(s.Values(context.Background(), v[:], []store.ID{q.Subject, q.Predicate, q.Object, q.Label}))
	return quad.Quad{Subject: v[0], Predicate: v[1], Object: v[2], Label: v[3]}
}

// AppendText implements Snapshot.
func (s Single) AppendText(dst []byte, id store.ID) []byte {
	if id == 0 {
		return dst
	}
	var texts store.Texts
	s.Texts(&texts, []store.ID{id})
	return append(dst, texts.Of(0)...)
}

// Texts implements Snapshot.
func (s Single) Texts(dst *store.Texts, ids []store.ID) {
	Must(s.Snapshot.Texts(context.Background(), dst, ids))
}

// Has implements Snapshot.
func (s Single) Has(q store.Quad) bool {
	var has [1]bool
	Must(s.HasAll(context.Background(), has[:], []store.Quad{q}))
	return has[0]
}

// Degree implements Snapshot.
func (s Single) Degree(id store.ID, d quad.Direction, pred store.ID) int {
	var n [1]uint32
	if id == 0 {
		return 0
	}
	Must(s.Degrees(context.Background(), n[:], []store.ID{id}, d, predicate(pred)...))
	return int(n[0])
}

// Mentions implements Snapshot.
func (s Single) Mentions(id store.ID) bool {
	if id == 0 {
		return false
	}
	var edges store.Edges
	for _, d := range []quad.Direction{quad.Subject, quad.Object, quad.Label} {
		Must(s.Snapshot.Expand(context.Background(), &edges, []store.ID{id}, d, 1))
		if edges.Len() > 0 {
			return true
		}
	}
	return s.Degree(id, quad.Predicate, 0) > 0
}

// Scan implements Snapshot.
func (s Single) Scan(pred store.ID) iter.Seq[store.Quad] {
	return func(yield func(store.Quad) bool) {
		for q, err := range s.Snapshot.Scan(context.Background(), pred) {
			Must(err)
			if !yield(q) {
				return
			}
		}
	}
}

// ExpandPage implements Snapshot.
func (s Single) ExpandPage(dst *store.Edges, id store.ID, d quad.Direction, pred store.ID, offset, limit int) {
	Must(s.Snapshot.Expand(context.Background(), dst, []store.ID{id}, d, offset+limit, predicate(pred)...))
	from := min(offset, dst.Len())
	dst.Pred, dst.Subject, dst.Object, dst.Label = dst.Pred[from:], dst.Subject[from:], dst.Object[from:], dst.Label[from:]
	dst.Start[1] = uint32(dst.Len())
}

// Expand implements Snapshot.
func (s Single) Expand(ctx context.Context, dst *store.Edges, of []store.ID, d quad.Direction, preds ...store.ID) error {
	return s.Snapshot.Expand(ctx, dst, of, d, 0, preds...)
}

// predicate is the predicates that are asked for, any for 0.
func predicate(pred store.ID) []store.ID {
	if pred == 0 {
		return nil
	}
	return []store.ID{pred}
}
