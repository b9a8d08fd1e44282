package snapshot

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/encoding"
	"whence/graph/engine"
	"whence/graph/quadstore"
)

// Retractions is the claims and citations that do not stand at a snapshot: retracted, and not asserted again since. They are
// few beside those that stand, so a traversal asks this set and reads no clock. It never changes: a commit makes the next,
// at the cost of what it changes.
type Retractions struct {
	set map[quadstore.ID]struct{}
	// counts, for each entity, the retired relationships at either end: what its degree must leave out. Of members of a class
	// each has its own.
	counts map[quadstore.ID]map[DegreeKey]int

	// What has changed since set and counts were made, which later sets share.
	changed       map[quadstore.ID]bool
	changedCounts map[quadstore.ID]map[DegreeKey]int
}

// DegreeKey is what a degree counts: the relationships of one predicate that a node is the subject of (Out) or the object of.
type DegreeKey struct {
	Predicate quadstore.ID
	Out       bool
}

// Has reports whether a claim or a citation does not stand.
func (r *Retractions) Has(ref quadstore.ID) bool {
	if len(r.changed) > 0 {
		if gone, ok := r.changed[ref]; ok {
			return gone
		}
	}
	if len(r.set) == 0 {
		return false
	}
	_, ok := r.set[ref]
	return ok
}

// Empty reports whether everything stands.
func (r *Retractions) Empty() bool { return len(r.set) == 0 && len(r.changed) == 0 }

// Of is how many retired relationships an entity has, by kind and end.
func (r *Retractions) Of(ref quadstore.ID) map[DegreeKey]int {
	if counts, ok := r.changedCounts[ref]; ok {
		return counts
	}
	return r.counts[ref]
}

// NewRetractions reads all that was ever retracted.
func NewRetractions(snap engine.Snapshot, t *Vocabulary) *Retractions {
	ctx := context.Background() // bounded by what was ever retracted; every request needs the whole of it
	r := &Retractions{set: map[quadstore.ID]struct{}{}, counts: map[quadstore.ID]map[DegreeKey]int{}}
	pred := t.ID(encoding.PredRetracted)
	if pred == 0 {
		return r
	}
	var candidates []quadstore.ID
	for q := range snap.Scan(pred) {
		candidates = append(candidates, q.Subject)
	}
	candidates = slices.Compact(candidates) // a scan is in the order of subjects
	var edges quadstore.Edges
	MustExpand(t.Expand(ctx, snap, &edges, candidates, encoding.PredRetracted, encoding.PredRecorded))
	var gone []quadstore.ID
	for i, c := range candidates {
		lo, hi := edges.Of(i)
		if lastEvent(snap, pred, edges.Pred[lo:hi], edges.Object[lo:hi]) {
			r.set[c] = struct{}{}
			gone = append(gone, c)
		}
	}
	MustExpand(snap.Expand(ctx, &edges, gone, quad.Label))
	for i, p := range edges.Pred {
		if t.KindOf[p] != nil {
			count(r.counts, edges.Subject[i], DegreeKey{p, true}, 1)
			count(r.counts, edges.Object[i], DegreeKey{p, false}, 1)
		}
	}
	return r
}

func count(counts map[quadstore.ID]map[DegreeKey]int, entity quadstore.ID, key DegreeKey, n int) {
	if counts[entity] == nil {
		counts[entity] = map[DegreeKey]int{}
	}
	counts[entity][key] += n
}

// maxChanged is how many changes are carried along before a set is made anew: a sixteenth of the set, and no fewer.
const maxChanged = 256

// With is the set when some claims and citations have been retired, and others recorded again.
func (r *Retractions) With(snap engine.Snapshot, t *Vocabulary, gone, back []quadstore.ID) *Retractions {
	if len(gone)+len(back) == 0 {
		return r
	}
	next := &Retractions{set: r.set, counts: r.counts, changed: maps.Clone(r.changed), changedCounts: maps.Clone(r.changedCounts)}
	if next.changed == nil {
		next.changed, next.changedCounts = map[quadstore.ID]bool{}, map[quadstore.ID]map[DegreeKey]int{}
	}
	for _, moved := range []struct {
		NodesOf []quadstore.ID
		gone    bool
		n       int
	}{{gone, true, 1}, {back, false, -1}} {
		var turned []quadstore.ID
		for _, ref := range moved.NodesOf {
			if ref != 0 && next.Has(ref) != moved.gone {
				next.changed[ref] = moved.gone
				turned = append(turned, ref)
			}
		}
		next.recount(snap, t, turned, moved.n)
	}
	if len(next.changed) > max(maxChanged, len(next.set)/16) {
		next.settle()
	}
	return next
}

// recount adds n to what the ends of claims have retired.
func (r *Retractions) recount(snap engine.Snapshot, t *Vocabulary, claims []quadstore.ID, n int) {
	var edges quadstore.Edges
	MustExpand(snap.Expand(context.Background(), &edges, claims, quad.Label))
	for i, p := range edges.Pred {
		if t.KindOf[p] == nil {
			continue
		}
		for _, end := range []struct {
			ref quadstore.ID
			key DegreeKey
		}{{edges.Subject[i], DegreeKey{p, true}}, {edges.Object[i], DegreeKey{p, false}}} {
			counts := maps.Clone(r.Of(end.ref))
			if counts == nil {
				counts = map[DegreeKey]int{}
			}
			counts[end.key] += n
			r.changedCounts[end.ref] = counts
		}
	}
}

// settle makes a set of its own of what is shared and what has changed.
func (r *Retractions) settle() {
	r.set, r.counts = maps.Clone(r.set), maps.Clone(r.counts)
	for ref, gone := range r.changed {
		if gone {
			r.set[ref] = struct{}{}
		} else {
			delete(r.set, ref)
		}
	}
	maps.Copy(r.counts, r.changedCounts)
	r.changed, r.changedCounts = nil, nil
}

// lastEvent reports whether the latest of some recordings and retractions is a retraction.
func lastEvent(snap engine.Snapshot, retraction quadstore.ID, preds, times []quadstore.ID) bool {
	var recorded, retracted time.Time
	var buf []byte
	for i, p := range preds {
		buf = snap.AppendText(buf[:0], times[i])
		if p == retraction {
			retracted = encoding.LaterOf(retracted, encoding.ParseTime(string(buf)))
		} else {
			recorded = encoding.LaterOf(recorded, encoding.ParseTime(string(buf)))
		}
	}
	return !retracted.Before(recorded)
}

// MustExpand is engine.Must for an expansion without a deadline: it fails only where the store is elsewhere, and can't be read.
func MustExpand(err error) { engine.Must(err) }
