package quadstore

import (
	"cmp"
	"slices"
	"sort"

	"github.com/cayleygraph/quad"
)

// run is a small set of changes on top of what lies below it: the base and the
// runs before. It adds only quads that are not there and removes only quads
// that are, so each entry of a run turns its quad over and two runs merge by
// cancelling what they share.
type run struct {
	added, removed sorted
}

// sorted is a set of quads in the order of each of the four directions.
type sorted [4][]Quad

func newRun(added, removed []Quad) run {
	return run{newSorted(added), newSorted(removed)}
}

func newSorted(quads []Quad) (s sorted) {
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

func (r *run) len() int { return len(r.added[0]) + len(r.removed[0]) }

// in returns the quads that have the ID in the direction and, unless it is 0,
// the predicate; the direction is then Subject or Object.
func (s *sorted) in(d quad.Direction, id, pred ID) []Quad {
	quads := s[d-quad.Subject]
	if len(quads) == 0 {
		return nil
	}
	against := func(q Quad) int {
		r := q.rank(d)
		if r[0] == id && pred != 0 {
			return cmp.Compare(r[1], pred)
		}
		return cmp.Compare(r[0], id)
	}
	lo := sort.Search(len(quads), func(i int) bool { return against(quads[i]) >= 0 })
	n := sort.Search(len(quads)-lo, func(i int) bool { return against(quads[lo+i]) > 0 })
	return quads[lo : lo+n]
}

// has reports whether the set holds a quad.
func (s *sorted) has(q Quad) bool {
	_, ok := slices.BinarySearchFunc(s[0], q, func(a, b Quad) int { return compare(quad.Subject, a, b) })
	return ok
}

// mergeRuns returns one run that does what two do.
func mergeRuns(lower, upper run) run {
	var r run
	for i := range r.added {
		d := quad.Directions[i]
		r.added[i] = mergeWithout(d, lower.added[i], upper.added[i], lower.removed[i], upper.removed[i])
		r.removed[i] = mergeWithout(d, lower.removed[i], upper.removed[i], lower.added[i], upper.added[i])
	}
	return r
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
