package snapshot

import (
	"cmp"
	"context"
	"iter"
	"math"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/engine"
	"whence/graph/identity"
	"whence/graph/quadstore"
	"whence/graph/store"
)

// Resolved is a snapshot seen through the judgements on identity that stand at a moment. The nodes that are one thing are
// one node, the canonical one: it has the edges of them all, but for those between them, and every edge ends
// at it. Without a judgement it is the snapshot itself, at the cost of one look at a pointer.
type Resolved struct {
	engine.Snapshot                // what writes asks it of one thing at a time
	Engine          store.Snapshot // what reads asks of many at once
	Classes         *identity.Classes
	Loops           map[quadstore.ID]map[DegreeKey]int // by canonical node: the edges within its class
}

// NewResolved is a snapshot seen through classes whose loops have been counted; Resolve counts them.
func NewResolved(snap engine.Snapshot, classes *identity.Classes, loops map[quadstore.ID]map[DegreeKey]int) *Resolved {
	return &Resolved{snap, snap.Engine(), classes, loops}
}

// Room is how long an array by node is; 0 where the store is not in memory, and nothing is made by the number of its terms.
func (s *Resolved) Room() int {
	if !engine.Resident(s.Snapshot) {
		return 0
	}
	return s.Stats().Terms + 1
}

// Unresolved is the snapshot without judgements: every id is a thing of its own.
func (s *Resolved) Unresolved() *Resolved {
	return &Resolved{Snapshot: s.Snapshot, Engine: s.Engine}
}

// Texts is Snapshot.Texts.
func (s *Resolved) Texts(ctx context.Context, dst *quadstore.Texts, terms []quadstore.ID) error {
	return s.Engine.Texts(ctx, dst, terms)
}

// IDs is Snapshot.IDs.
func (s *Resolved) IDs(ctx context.Context, dst []quadstore.ID, terms []quad.Value) error {
	return s.Engine.IDs(ctx, dst, terms)
}

// Values is Snapshot.Values.
func (s *Resolved) Values(ctx context.Context, dst []quad.Value, terms []quadstore.ID) error {
	return s.Engine.Values(ctx, dst, terms)
}

// ClaimKeys is Snapshot.ClaimKeys.
func (s *Resolved) ClaimKeys(ctx context.Context, dst []store.ClaimKey, claims []quadstore.ID) error {
	return s.Engine.ClaimKeys(ctx, dst, claims)
}

// Degrees is Snapshot.Degrees over classes: the edges within a class that stand count for none of its members.
func (s *Resolved) Degrees(ctx context.Context, dst []uint32, of []quadstore.ID, d quad.Direction, preds ...quadstore.ID) error {
	all, merged := of, false
	if s.Classes != nil {
		all, merged = s.withMembers(of)
	}
	if !merged {
		return s.Engine.Degrees(ctx, dst, of, d, preds...)
	}
	width := max(len(preds), 1)
	each := make([]uint32, len(all)*width)
	if err := s.Engine.Degrees(ctx, each, all, d, preds...); err != nil {
		return err
	}
	for i, ref := range of {
		row := dst[i*width : (i+1)*width]
		clear(row)
		members := s.MembersOf(ref)
		for range max(len(members), 1) {
			for p := range row {
				row[p] += each[p]
			}
			each = each[width:]
		}
		if members == nil {
			continue
		}
		for key, within := range s.Loops[s.Canonical(ref)] {
			for p := range row {
				if key.Out == (d == quad.Subject) && (len(preds) == 0 || preds[p] == key.Predicate) {
					row[p] -= uint32(within)
				}
			}
		}
	}
	return nil
}

// Canonical is the node that answers for a node.
func (s *Resolved) Canonical(ref quadstore.ID) quadstore.ID {
	return quadstore.ID(s.Classes.Canonical(uint32(ref)))
}

// MembersOf is the nodes of a node's class, nil where it is a thing of its own.
func (s *Resolved) MembersOf(ref quadstore.ID) []uint32 {
	if class := s.Classes.Of(uint32(ref)); class != nil {
		return class.Members
	}
	return nil
}

// Expand is Snapshot.Expand over classes.
func (s *Resolved) Expand(ctx context.Context, dst *quadstore.Edges, of []quadstore.ID, d quad.Direction, preds ...quadstore.ID) error {
	if s.Classes == nil {
		return s.Engine.Expand(ctx, dst, of, d, 0, preds...)
	}
	all, merged := of, false
	if d != quad.Label {
		all, merged = s.withMembers(of)
	}
	if err := s.Engine.Expand(ctx, dst, all, d, 0, preds...); err != nil {
		return err
	}
	if merged {
		s.join(dst, of)
	}
	for i := range of {
		lo, hi := dst.Of(i)
		if s.replaceEnds(dst, lo, hi) {
			sortEdges(dst, lo, hi, d)
		}
	}
	s.tidy(dst, d)
	return nil
}

// ExpandFirst is Expand of the first limit edges of each node. Of a node that is several it reads all.
func (s *Resolved) ExpandFirst(ctx context.Context, dst *quadstore.Edges, of []quadstore.ID, d quad.Direction, limit int, preds ...quadstore.ID) error {
	if s.Classes == nil {
		return s.Engine.Expand(ctx, dst, of, d, limit, preds...)
	}
	if err := s.Expand(ctx, dst, of, d, preds...); err != nil {
		return err
	}
	kept := 0
	for i, from := 0, 0; i < len(of); i++ {
		to := int(dst.Start[i+1])
		n := min(to-from, limit)
		copy(dst.Pred[kept:], dst.Pred[from:from+n])
		copy(dst.Subject[kept:], dst.Subject[from:from+n])
		copy(dst.Object[kept:], dst.Object[from:from+n])
		copy(dst.Label[kept:], dst.Label[from:from+n])
		kept, from = kept+n, to
		dst.Start[i+1] = uint32(kept)
	}
	dst.Pred, dst.Subject, dst.Object, dst.Label = dst.Pred[:kept], dst.Subject[:kept], dst.Object[:kept], dst.Label[:kept]
	return nil
}

// withMembers is a frontier with the other members of each node's class right behind it.
func (s *Resolved) withMembers(of []quadstore.ID) (all []quadstore.ID, merged bool) {
	for i, ref := range of {
		members := s.MembersOf(ref)
		if members == nil && !merged {
			continue
		}
		if !merged {
			all, merged = append(make([]quadstore.ID, 0, len(of)+len(members)), of[:i]...), true
		}
		if members == nil {
			all = append(all, ref)
		}
		for _, m := range members {
			all = append(all, quadstore.ID(m))
		}
	}
	if !merged {
		return of, false
	}
	return all, true
}

// join gives each node of a frontier the edges of its class, which were read one member after the other.
func (s *Resolved) join(dst *quadstore.Edges, of []quadstore.ID) {
	start, at := dst.Start[:1], 0
	for _, ref := range of {
		at += max(len(s.MembersOf(ref)), 1)
		start = append(start, dst.Start[at])
	}
	dst.Start = start
}

// replaceEnds puts canonical nodes in the place of members, and reports whether it did.
func (s *Resolved) replaceEnds(dst *quadstore.Edges, lo, hi int) (replaced bool) {
	for i := lo; i < hi; i++ {
		subject, object := s.Canonical(dst.Subject[i]), s.Canonical(dst.Object[i])
		if subject == dst.Subject[i] && object == dst.Object[i] {
			continue
		}
		if subject == object && dst.Subject[i] != dst.Object[i] {
			dst.Pred[i] = withinClass
		}
		dst.Subject[i], dst.Object[i], replaced = subject, object, true
	}
	return replaced
}

// withinClass marks an edge from a member of a class to another: no predicate has this id.
const withinClass = quadstore.ID(0)

// sortEdges puts the edges of one node of a frontier in the order that Expand promises.
func sortEdges(dst *quadstore.Edges, lo, hi int, d quad.Direction) {
	order := make([]quadstore.Quad, hi-lo)
	for i := range order {
		order[i] = quadstore.Quad{Subject: dst.Subject[lo+i], Predicate: dst.Pred[lo+i], Object: dst.Object[lo+i], Label: dst.Label[lo+i]}
	}
	slices.SortFunc(order, func(a, b quadstore.Quad) int {
		if d == quad.Label {
			return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Predicate, b.Predicate), cmp.Compare(a.Object, b.Object))
		}
		return cmp.Or(cmp.Compare(a.Predicate, b.Predicate), cmp.Compare(a.Get(far(d)), b.Get(far(d))), cmp.Compare(a.Label, b.Label))
	})
	for i, q := range order {
		dst.Subject[lo+i], dst.Pred[lo+i], dst.Object[lo+i], dst.Label[lo+i] = q.Subject, q.Predicate, q.Object, q.Label
	}
}

func far(d quad.Direction) quad.Direction {
	if d == quad.Subject {
		return quad.Object
	}
	return quad.Subject
}

// tidy takes out edges within a class, and edges that became one with another. Those of a label stay: the claim is there,
// though it is of a thing with itself.
func (s *Resolved) tidy(dst *quadstore.Edges, d quad.Direction) {
	if d == quad.Label {
		return
	}
	kept, next := 0, 0
	for n := range len(dst.Start) - 1 {
		lo, hi := next, int(dst.Start[n+1])
		next = hi
		first := kept
		for i := lo; i < hi; i++ {
			again := kept > first && dst.Pred[kept-1] == dst.Pred[i] && dst.Subject[kept-1] == dst.Subject[i] &&
				dst.Object[kept-1] == dst.Object[i] && dst.Label[kept-1] == dst.Label[i]
			if dst.Pred[i] == withinClass || again {
				continue
			}
			dst.Pred[kept], dst.Subject[kept], dst.Object[kept], dst.Label[kept] = dst.Pred[i], dst.Subject[i], dst.Object[i], dst.Label[i]
			kept++
		}
		dst.Start[n+1] = uint32(kept)
	}
	dst.Pred, dst.Subject, dst.Object, dst.Label = dst.Pred[:kept], dst.Subject[:kept], dst.Object[:kept], dst.Label[:kept]
}

// ExpandPage is Snapshot.ExpandPage over classes. Of a node that is several it reads all.
func (s *Resolved) ExpandPage(dst *quadstore.Edges, ref quadstore.ID, d quad.Direction, pred quadstore.ID, offset, limit int) {
	if s.Classes == nil || s.MembersOf(ref) == nil {
		s.Snapshot.ExpandPage(dst, ref, d, pred, offset, limit)
		if s.Classes != nil && s.replaceEnds(dst, 0, dst.Len()) {
			sortEdges(dst, 0, dst.Len(), d)
			s.tidy(dst, d)
		}
		return
	}
	preds := []quadstore.ID{pred}
	if pred == 0 {
		preds = nil
	}
	MustExpand(s.Expand(context.Background(), dst, []quadstore.ID{ref}, d, preds...)) // one node: it is not long
	from, to := min(offset, dst.Len()), min(offset+limit, dst.Len())
	dst.Pred, dst.Subject, dst.Object, dst.Label = dst.Pred[from:to], dst.Subject[from:to], dst.Object[from:to], dst.Label[from:to]
	dst.Start[1] = uint32(to - from)
}

// Columns is Snapshot.Columns, with canonical objects. It is asked of claims, which are in no class.
func (s *Resolved) Columns(ctx context.Context, dst [][]quadstore.ID, of []quadstore.ID, preds ...quadstore.ID) error {
	err := s.Engine.Columns(ctx, dst, of, preds...)
	if err != nil || s.Classes == nil {
		return err
	}
	for _, column := range dst {
		for i, ref := range column {
			column[i] = s.Canonical(ref)
		}
	}
	return nil
}

// Degree is Snapshot.Degree over classes: the edges within a class that stand count for none of its members.
func (s *Resolved) Degree(ref quadstore.ID, d quad.Direction, pred quadstore.ID) int {
	members := s.MembersOf(ref)
	if members == nil {
		return s.Snapshot.Degree(ref, d, pred)
	}
	n := 0
	for _, m := range members {
		n += s.Snapshot.Degree(quadstore.ID(m), d, pred)
	}
	for key, within := range s.Loops[s.Canonical(ref)] {
		if (pred == 0 || key.Predicate == pred) && key.Out == (d == quad.Subject) {
			n -= within
		}
	}
	return n
}

// Mentions is Snapshot.Mentions over classes.
func (s *Resolved) Mentions(ref quadstore.ID) bool {
	for _, m := range s.MembersOf(ref) {
		if s.Snapshot.Mentions(quadstore.ID(m)) {
			return true
		}
	}
	return s.Snapshot.Mentions(ref)
}

// Scan is Snapshot.Scan over classes, the edges within a class left out. What is said of the members of a class comes
// together, where the first of them stands.
func (s *Resolved) Scan(pred quadstore.ID) iter.Seq[quadstore.Quad] {
	if s.Classes == nil {
		return s.Snapshot.Scan(pred)
	}
	return func(yield func(quadstore.Quad) bool) {
		var edges quadstore.Edges
		done := map[quadstore.ID]bool{}
		for q := range s.Snapshot.Scan(pred) {
			if s.MembersOf(q.Subject) == nil {
				q.Object = s.Canonical(q.Object)
				if !yield(q) {
					return
				}
				continue
			}
			whole := s.Canonical(q.Subject)
			if done[whole] {
				continue
			}
			done[whole] = true
			s.ExpandPage(&edges, whole, quad.Subject, pred, 0, math.MaxInt32)
			for i := range edges.Pred {
				if !yield(quadstore.Quad{Subject: edges.Subject[i], Predicate: edges.Pred[i], Object: edges.Object[i], Label: edges.Label[i]}) {
					return
				}
			}
		}
	}
}

// Holds reports whether a snapshot has a quad.
func Holds(snap engine.Snapshot, q quad.Quad) bool {
	ids := quadstore.Quad{Subject: snap.ID(q.Subject), Predicate: snap.ID(q.Predicate), Object: snap.ID(q.Object)}
	if q.Label != nil {
		if ids.Label = snap.ID(q.Label); ids.Label == 0 {
			return false
		}
	}
	return ids.Subject != 0 && ids.Predicate != 0 && ids.Object != 0 && snap.Has(ids)
}

// Resolve is a snapshot seen through classes.
func Resolve(snap engine.Snapshot, t *Vocabulary, r *Retractions, classes *identity.Classes) *Resolved {
	out := NewResolved(snap, classes, nil)
	for _, class := range classes.All() {
		if loops := loopsWithin(snap, t, r, class); loops != nil {
			if out.Loops == nil {
				out.Loops = map[quadstore.ID]map[DegreeKey]int{}
			}
			out.Loops[quadstore.ID(class.Canonical)] = loops
		}
	}
	return out
}

// loopsWithin counts the standing relationships between members of a class, nil where there are none. It
// reads the edges of all members but the one that has most.
func loopsWithin(snap engine.Snapshot, t *Vocabulary, r *Retractions, class *identity.Class) map[DegreeKey]int {
	degree := func(m uint32) int {
		return snap.Degree(quadstore.ID(m), quad.Subject, 0) + snap.Degree(quadstore.ID(m), quad.Object, 0)
	}
	hub := slices.MaxFunc(class.Members, func(a, b uint32) int { return cmp.Compare(degree(a), degree(b)) })
	var counts map[DegreeKey]int
	var edges quadstore.Edges
	for _, m := range class.Members {
		if m == hub {
			continue
		}
		for _, d := range []quad.Direction{quad.Subject, quad.Object} {
			MustExpand(snap.Expand(context.Background(), &edges, []quadstore.ID{quadstore.ID(m)}, d, t.RelationshipPredicates...))
			for i, label := range edges.Label {
				other := uint32(edges.Object[i])
				if d == quad.Object {
					other = uint32(edges.Subject[i])
				}
				within := other != m && slices.Contains(class.Members, other)
				if !within || !label.IsClaim() || r.Has(label) || (d == quad.Object && other != hub) { // each once
					continue
				}
				if counts == nil {
					counts = map[DegreeKey]int{}
				}
				counts[DegreeKey{edges.Pred[i], true}]++
				counts[DegreeKey{edges.Pred[i], false}]++
			}
		}
	}
	return counts
}
