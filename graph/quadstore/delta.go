package quadstore

import (
	"math"
	"slices"
	"sort"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore/bloom"
)

// delta is a small set of changes on top of what lies below it: the base and the
// deltas before. It adds only quads that are not there and removes only quads
// that are, so each entry of a delta turns its quad over and two deltas merge by
// cancelling what they share.
type delta struct {
	added, removed directionSets
	filters        [4]bloom.Filter // of the IDs in each direction, but for predicates
}

// directionSets is a set of quads in the order of each of the four directions.
type directionSets [4][]Quad

func newDelta(added, removed []Quad) delta {
	dl := delta{added: newDirectionSets(added), removed: newDirectionSets(removed)}
	dl.buildFilters()
	return dl
}

// buildFilters fills the Bloom filters.
func (dl *delta) buildFilters() {
	for i, d := range quad.Directions {
		if d == quad.Predicate {
			continue // few, and in every delta
		}
		dl.filters[i] = bloom.New(len(dl.added[i]) + len(dl.removed[i]))
		for _, side := range [...][]Quad{dl.added[i], dl.removed[i]} {
			for _, q := range side {
				dl.filters[i].Add(q.Get(d))
			}
		}
	}
}

// mayContain reports whether the delta may change quads that have the ID in the
// direction; mostly it does if it may.
func (dl *delta) mayContain(d quad.Direction, id ID) bool {
	return d == quad.Predicate || dl.filters[d-quad.Subject].MayContain(id)
}

func newDirectionSets(quads []Quad) (s directionSets) {
	for i, d := range quad.Directions {
		in := make([]Quad, 0, len(quads))
		for _, q := range quads {
			if d != quad.Label || q.Label != 0 {
				in = append(in, q)
			}
		}
		slices.SortFunc(in, func(a, b Quad) int { return compare(d, a, b) })
		s[i] = in
	}
	return s
}

func (dl *delta) len() int { return len(dl.added[0]) + len(dl.removed[0]) }

// in returns the quads that have the ID in the direction and, unless it is 0,
// the predicate; the direction is then Subject or Object.
func (s *directionSets) in(d quad.Direction, id, pred ID) []Quad {
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

// has reports whether the set holds a quad.
func (s *directionSets) has(q Quad) bool {
	_, ok := slices.BinarySearchFunc(s[0], q, func(a, b Quad) int { return compare(quad.Subject, a, b) })
	return ok
}

// mergeDeltas returns one delta that does what two do.
func mergeDeltas(lower, upper delta) delta {
	var dl delta
	for i := range dl.added {
		d := quad.Directions[i]
		dl.added[i] = mergeWithout(d, lower.added[i], upper.added[i], lower.removed[i], upper.removed[i])
		dl.removed[i] = mergeWithout(d, lower.removed[i], upper.removed[i], lower.added[i], upper.added[i])
	}
	dl.buildFilters()
	return dl
}

// mergeWithout returns the union of two sets less what a later change undoes:
// the lower entries that the upper undoing has, and the upper ones that the
// lower undoing has.
func mergeWithout(d quad.Direction, lower, upper, lowerUndo, upperUndo []Quad) []Quad {
	out := make([]Quad, 0, len(lower)+len(upper))
	for len(lower)+len(upper) > 0 {
		side, undo := &lower, &upperUndo
		if len(lower) == 0 || len(upper) > 0 && compare(d, upper[0], lower[0]) < 0 {
			side, undo = &upper, &lowerUndo
		}
		q := (*side)[0]
		*side = (*side)[1:]
		for len(*undo) > 0 && compare(d, (*undo)[0], q) < 0 {
			*undo = (*undo)[1:]
		}
		if len(*undo) == 0 || (*undo)[0] != q {
			out = append(out, q)
		}
	}
	return out
}
