// Package delta keeps small sets of changes to a base of quads, in the order of each direction's index.
package delta

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore/bloom"
	"whence/graph/store"
)

// Delta is a small set of changes on top of what lies below it: the base and the
// deltas before. It adds only quads that are not there and removes only quads
// that are, so each entry of a delta turns its quad over and two deltas merge by
// cancelling what they share.
type Delta struct {
	Added, Removed Sets
	filters        [4]bloom.Filter // of the IDs in each direction, but for predicates
}

// Sets is a set of quads in the order of each of the four directions.
type Sets [4][]store.Quad

// New makes a delta of the quads that come and those that go, each set without repetition.
func New(added, removed []store.Quad) Delta {
	dl := Delta{Added: newSets(added), Removed: newSets(removed)}
	dl.buildFilters()
	return dl
}

// buildFilters fills the Bloom filters.
func (dl *Delta) buildFilters() {
	for i, d := range quad.Directions {
		if d == quad.Predicate {
			continue // few, and in every delta
		}
		dl.filters[i] = bloom.New(len(dl.Added[i]) + len(dl.Removed[i]))
		for _, side := range [...][]store.Quad{dl.Added[i], dl.Removed[i]} {
			for _, q := range side {
				dl.filters[i].Add(q.Get(d))
			}
		}
	}
}

// MayContain reports whether the delta may change quads that have the ID in the
// direction; mostly it does if it may.
func (dl *Delta) MayContain(d quad.Direction, id store.ID) bool {
	return d == quad.Predicate || dl.filters[d-quad.Subject].MayContain(id)
}

func newSets(quads []store.Quad) (s Sets) {
	for i, d := range quad.Directions {
		in := make([]store.Quad, 0, len(quads))
		for _, q := range quads {
			if d != quad.Label || q.Label != 0 {
				in = append(in, q)
			}
		}
		slices.SortFunc(in, func(a, b store.Quad) int { return Compare(d, a, b) })
		s[i] = in
	}
	return s
}

// Len is how many changes there are.
func (dl *Delta) Len() int { return len(dl.Added[0]) + len(dl.Removed[0]) }

// In returns the quads that have the ID in the direction and, unless it is 0,
// the predicate; the direction is then Subject or Object.
func (s *Sets) In(d quad.Direction, id, pred store.ID) []store.Quad {
	quads := s[d-quad.Subject]
	first, last := pair(id, pred), pair(id, pred)
	if pred == 0 {
		last = pair(id, math.MaxUint32)
	}
	quads = quads[sort.Search(len(quads), func(i int) bool {
		high, _ := rank(quads[i], d)
		return high >= first
	}):]
	n := 0
	for ; n < linearMax && n < len(quads); n++ { // mostly there are one or two
		if high, _ := rank(quads[n], d); high > last {
			return quads[:n]
		}
	}
	rest := quads[n:]
	return quads[:n+sort.Search(len(rest), func(i int) bool {
		high, _ := rank(rest[i], d)
		return high > last
	})]
}

// linearMax is up to how many quads are gone through rather than searched.
const linearMax = 16

// Has reports whether the set holds a quad.
func (s *Sets) Has(q store.Quad) bool {
	_, ok := slices.BinarySearchFunc(s[0], q, func(a, b store.Quad) int { return Compare(quad.Subject, a, b) })
	return ok
}

// Merge returns one delta that does what two do.
func Merge(lower, upper Delta) Delta {
	var dl Delta
	for i := range dl.Added {
		d := quad.Directions[i]
		dl.Added[i] = mergeWithout(d, lower.Added[i], upper.Added[i], lower.Removed[i], upper.Removed[i])
		dl.Removed[i] = mergeWithout(d, lower.Removed[i], upper.Removed[i], lower.Added[i], upper.Added[i])
	}
	dl.buildFilters()
	return dl
}

// mergeWithout returns the union of two sets less what a later change undoes:
// the lower entries that the upper undoing has, and the upper ones that the
// lower undoing has.
func mergeWithout(d quad.Direction, lower, upper, lowerUndo, upperUndo []store.Quad) []store.Quad {
	out := make([]store.Quad, 0, len(lower)+len(upper))
	for len(lower)+len(upper) > 0 {
		side, undo := &lower, &upperUndo
		if len(lower) == 0 || len(upper) > 0 && Compare(d, upper[0], lower[0]) < 0 {
			side, undo = &upper, &lowerUndo
		}
		q := (*side)[0]
		*side = (*side)[1:]
		for len(*undo) > 0 && Compare(d, (*undo)[0], q) < 0 {
			*undo = (*undo)[1:]
		}
		if len(*undo) == 0 || (*undo)[0] != q {
			out = append(out, q)
		}
	}
	return out
}

// Remaining returns the deltas that take the snapshot that was compacted to the
// current one: those added to its deltas, or, where its top has been merged with
// later ones, what is left of the merger.
func Remaining(from, now []Delta) []Delta {
	k := 0
	for k < len(from) && k < len(now) && from[k].same(&now[k]) {
		k++
	}
	rest := slices.Clone(now[k:])
	if k == len(from) {
		return rest
	}
	// What was compacted and is not apart any more is undone, for the merger does
	// it again.
	undo := Delta{}
	for _, dl := range from[k:] {
		undo = Merge(undo, dl)
	}
	undo.Added, undo.Removed = undo.Removed, undo.Added
	sum := undo
	for _, dl := range rest {
		sum = Merge(sum, dl)
	}
	if sum.Len() == 0 {
		return nil
	}
	return []Delta{sum}
}

// same reports whether two deltas are one and the same.
func (dl *Delta) same(o *Delta) bool {
	return sameArray(dl.Added[0], o.Added[0]) && sameArray(dl.Removed[0], o.Removed[0])
}

func sameArray(a, b []store.Quad) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// Push returns deltas and one more on top, merged with those below that are smaller than ratio times its size and than most.
func Push(deltas []Delta, dl Delta, ratio, most int) []Delta {
	n := len(deltas)
	for n > 0 && deltas[n-1].Len() < min(most, ratio*dl.Len()) {
		dl = Merge(deltas[n-1], dl)
		n--
	}
	return append(slices.Clip(deltas[:n]), dl)
}

// rank returns the IDs in the order in which the index of a direction is
// sorted, two in a number: the direction itself first, then what the edges of
// one node are read by.
func rank(q store.Quad, d quad.Direction) (high, low uint64) {
	switch d {
	case quad.Predicate:
		return pair(q.Predicate, q.Subject), pair(q.Object, q.Label)
	case quad.Object:
		return pair(q.Object, q.Predicate), pair(q.Subject, q.Label)
	case quad.Label:
		return pair(q.Label, q.Subject), pair(q.Predicate, q.Object)
	}
	return pair(q.Subject, q.Predicate), pair(q.Object, q.Label)
}

func pair(a, b store.ID) uint64 { return uint64(a)<<32 | uint64(b) }

// Compare orders two quads as the index of a direction does.
func Compare(d quad.Direction, a, b store.Quad) int {
	x, xLow := rank(a, d)
	y, yLow := rank(b, d)
	if x == y {
		return cmp.Compare(xLow, yLow)
	}
	return cmp.Compare(x, y)
}
