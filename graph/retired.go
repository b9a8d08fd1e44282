package graph

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore"
)

// retired is the claims and citations that do not stand at a snapshot: retracted, and not asserted again since. They are
// few beside those that stand, so a traversal asks this set and reads no clock. It never changes: a commit makes the next,
// at the cost of what it changes.
type retired struct {
	set map[quadstore.ID]struct{}
	// counts, for each entity, the retired relationships at either end: what its degree must leave out. Of members of a class
	// each has its own.
	counts map[quadstore.ID]map[degreeKey]int

	// What has changed since set and counts were made, which later sets share.
	changed       map[quadstore.ID]bool
	changedCounts map[quadstore.ID]map[degreeKey]int
}

type degreeKey struct {
	predicate quadstore.ID
	out       bool
}

func (r *retired) has(ref quadstore.ID) bool {
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

// empty reports whether everything stands.
func (r *retired) empty() bool { return len(r.set) == 0 && len(r.changed) == 0 }

// of is how many retired relationships an entity has, by kind and end.
func (r *retired) of(ref quadstore.ID) map[degreeKey]int {
	if counts, ok := r.changedCounts[ref]; ok {
		return counts
	}
	return r.counts[ref]
}

// dropped is how many retired relationships of a kind a node has at one end, those of its class together.
func (v *View) dropped(ref quadstore.ID, key degreeKey) int {
	members := v.snap.membersOf(ref)
	if members == nil {
		return v.retired.of(ref)[key]
	}
	n := 0
	for _, m := range members {
		n += v.retired.of(quadstore.ID(m))[key]
	}
	return n
}

// droppedAll is how many retired relationships a node has at either end, those of its class together.
func (v *View) droppedAll(ref quadstore.ID) (n int) {
	members := v.snap.membersOf(ref)
	if members == nil {
		members = []uint32{uint32(ref)}
	}
	for _, m := range members {
		for _, count := range v.retired.of(quadstore.ID(m)) {
			n += count
		}
	}
	return n
}

func newRetired(snap *quadstore.Snapshot, t *terms) *retired {
	ctx := context.Background() // bounded by what was ever retracted; every request needs the whole of it
	r := &retired{set: map[quadstore.ID]struct{}{}, counts: map[quadstore.ID]map[degreeKey]int{}}
	pred := t.id(predRetracted)
	if pred == 0 {
		return r
	}
	var candidates []quadstore.ID
	for q := range snap.Scan(pred) {
		candidates = append(candidates, q.Subject)
	}
	candidates = slices.Compact(candidates) // a scan is in the order of subjects
	var edges quadstore.Edges
	mustExpand(t.expand(ctx, snap, &edges, candidates, predRetracted, predRecorded))
	var gone []quadstore.ID
	for i, c := range candidates {
		lo, hi := edges.Of(i)
		if lastEvent(snap, pred, edges.Pred[lo:hi], edges.Object[lo:hi]) {
			r.set[c] = struct{}{}
			gone = append(gone, c)
		}
	}
	mustExpand(snap.Expand(ctx, &edges, gone, quad.Label))
	for i, p := range edges.Pred {
		if t.kindOf[p] != nil {
			count(r.counts, edges.Subject[i], degreeKey{p, true}, 1)
			count(r.counts, edges.Object[i], degreeKey{p, false}, 1)
		}
	}
	return r
}

func count(counts map[quadstore.ID]map[degreeKey]int, entity quadstore.ID, key degreeKey, n int) {
	if counts[entity] == nil {
		counts[entity] = map[degreeKey]int{}
	}
	counts[entity][key] += n
}

// mostChanged is how many changes are carried along before a set is made anew: a sixteenth of the set, and no fewer.
const mostChanged = 256

// with is the set when some claims and citations have been retired, and others recorded again.
func (r *retired) with(snap *quadstore.Snapshot, t *terms, gone, back []quadstore.ID) *retired {
	if len(gone)+len(back) == 0 {
		return r
	}
	next := &retired{set: r.set, counts: r.counts, changed: maps.Clone(r.changed), changedCounts: maps.Clone(r.changedCounts)}
	if next.changed == nil {
		next.changed, next.changedCounts = map[quadstore.ID]bool{}, map[quadstore.ID]map[degreeKey]int{}
	}
	for _, moved := range []struct {
		refs []quadstore.ID
		gone bool
		n    int
	}{{gone, true, 1}, {back, false, -1}} {
		var turned []quadstore.ID
		for _, ref := range moved.refs {
			if ref != 0 && next.has(ref) != moved.gone {
				next.changed[ref] = moved.gone
				turned = append(turned, ref)
			}
		}
		next.recount(snap, t, turned, moved.n)
	}
	if len(next.changed) > max(mostChanged, len(next.set)/16) {
		next.settle()
	}
	return next
}

// recount adds n to what the ends of claims have retired.
func (r *retired) recount(snap *quadstore.Snapshot, t *terms, claims []quadstore.ID, n int) {
	var edges quadstore.Edges
	mustExpand(snap.Expand(context.Background(), &edges, claims, quad.Label))
	for i, p := range edges.Pred {
		if t.kindOf[p] == nil {
			continue
		}
		for _, end := range []struct {
			ref quadstore.ID
			key degreeKey
		}{{edges.Subject[i], degreeKey{p, true}}, {edges.Object[i], degreeKey{p, false}}} {
			counts := maps.Clone(r.of(end.ref))
			if counts == nil {
				counts = map[degreeKey]int{}
			}
			counts[end.key] += n
			r.changedCounts[end.ref] = counts
		}
	}
}

// settle makes a set of its own of what is shared and what has changed.
func (r *retired) settle() {
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
func lastEvent(snap *quadstore.Snapshot, retraction quadstore.ID, preds, times []quadstore.ID) bool {
	var recorded, retracted time.Time
	var buf []byte
	for i, p := range preds {
		buf = snap.AppendText(buf[:0], times[i])
		if p == retraction {
			retracted = laterOf(retracted, parseTime(string(buf)))
		} else {
			recorded = laterOf(recorded, parseTime(string(buf)))
		}
	}
	return !retracted.Before(recorded)
}

// mustExpand holds an expansion to its promise: without a deadline it fails only on a frontier beyond any store's size.
func mustExpand(err error) {
	if err != nil {
		panic(fmt.Sprintf("graph: reading retractions: %v", err))
	}
}
