package graph

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore"
)

// retired is the claims and citations that do not stand at a snapshot: retracted, and not asserted again since. They are
// few beside those that stand, so a traversal asks this set and reads no clock.
type retired struct {
	set map[quadstore.ID]struct{}
	// dropped counts, for each entity, the retired relationships at either end: what its degree must leave out.
	dropped map[quadstore.ID]map[degreeKey]int
}

type degreeKey struct {
	predicate quadstore.ID
	out       bool
}

func (r *retired) has(ref quadstore.ID) bool {
	if len(r.set) == 0 {
		return false
	}
	_, ok := r.set[ref]
	return ok
}

func newRetired(snap *quadstore.Snapshot, t *terms) *retired {
	ctx := context.Background() // bounded by what was ever retracted; every request needs the whole of it
	r := &retired{set: map[quadstore.ID]struct{}{}, dropped: map[quadstore.ID]map[degreeKey]int{}}
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
			r.drop(edges.Subject[i], degreeKey{p, true})
			r.drop(edges.Object[i], degreeKey{p, false})
		}
	}
	return r
}

func (r *retired) drop(entity quadstore.ID, key degreeKey) {
	if r.dropped[entity] == nil {
		r.dropped[entity] = map[degreeKey]int{}
	}
	r.dropped[entity][key]++
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
