package quadstore

import (
	"slices"

	"github.com/cayleygraph/quad"
)

// stretch is what a snapshot has for one ID in one direction: a range of the
// base with the changes of the runs spliced in. It is read front to back from
// any offset, at the cost of what is read and of the changes, not of the range.
type stretch struct {
	base    *base
	d       quad.Direction
	id      ID
	lo, hi  uint32
	splices []splice
}

// splice is one change: at that place in the base the quad there is left out,
// or the one given comes before it.
type splice struct {
	at   uint32
	drop bool
	quad Quad
}

// stretch finds the edges of an ID. The scratch space is used for the changes
// if there are any.
func (s *Snapshot) stretch(d quad.Direction, id, pred ID, scratch []splice) stretch {
	t := stretch{base: s.base, d: d, id: id, splices: scratch[:0]}
	t.lo, t.hi = s.narrowed(d, id, pred)
	for i := range s.runs {
		if r := &s.runs[i]; r.may(d, id) {
			t.change(r.added.in(d, id, pred), false)
			t.change(r.removed.in(d, id, pred), true)
		}
	}
	if len(t.splices) > 1 {
		t.settle()
	}
	for i := range t.splices {
		t.splices[i].at = t.base.seek(d, t.lo, t.hi, t.splices[i].quad)
	}
	return t
}

func (t *stretch) change(quads []Quad, drop bool) {
	for _, q := range quads {
		t.splices = append(t.splices, splice{quad: q, drop: drop})
	}
}

// settle sorts the splices and leaves one of each quad that an odd number of
// runs turned over, the last, and none of the others.
func (t *stretch) settle() {
	slices.SortStableFunc(t.splices, func(a, b splice) int { return compare(t.d, a.quad, b.quad) })
	kept := t.splices[:0]
	for i := 0; i < len(t.splices); {
		j := i
		for j < len(t.splices) && t.splices[j].quad == t.splices[i].quad {
			j++
		}
		if (j-i)%2 == 1 {
			kept = append(kept, t.splices[j-1])
		}
		i = j
	}
	t.splices = kept
}

// len returns how many quads there are.
func (t *stretch) len() int {
	n := int(t.hi - t.lo)
	for i := range t.splices {
		if t.splices[i].drop {
			n--
		} else {
			n++
		}
	}
	return n
}

// read hands over the quads from an offset on, at most limit of them, as ranges
// of the base and single quads, until a function returns false.
func (t *stretch) read(offset, limit int, whole func(lo, hi uint32), single func(Quad)) {
	at := t.lo
	for i := 0; i <= len(t.splices) && limit > 0; i++ {
		end := t.hi
		if i < len(t.splices) {
			end = t.splices[i].at
		}
		if n := min(int(end-at), offset); n > 0 {
			at += uint32(n)
			offset -= n
		}
		if n := min(int(end-at), limit); n > 0 {
			whole(at, at+uint32(n))
			limit -= n
		}
		at = end
		switch {
		case i == len(t.splices) || limit == 0:
		case t.splices[i].drop:
			at++
		case offset > 0:
			offset--
		default:
			single(t.splices[i].quad)
			limit--
		}
	}
}

// quads appends the quads from an offset on, at most limit.
func (t *stretch) quads(dst []Quad, offset, limit int) []Quad {
	t.read(offset, limit, func(lo, hi uint32) {
		for i := lo; i < hi; i++ {
			dst = append(dst, t.base.quad(t.d, t.id, i))
		}
	}, func(q Quad) { dst = append(dst, q) })
	return dst
}

// others appends the other ends of a subject's or an object's edges.
func (t *stretch) others(dst []ID, offset, limit int) []ID {
	a, other := t.base.side(t.d), far(t.d)
	t.read(offset, limit, func(lo, hi uint32) {
		for _, l := range a.links[lo:hi] {
			dst = append(dst, l.other)
		}
	}, func(q Quad) { dst = append(dst, q.Get(other)) })
	return dst
}
