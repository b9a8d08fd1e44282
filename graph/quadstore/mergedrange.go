package quadstore

import (
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore/delta"
)

// mergedRange is what a snapshot has for one ID in one direction: a range of the
// base with the changes of the deltas merged in. It is read front to back from
// any offset, at the cost of what is read and of the changes, not of the range.
type mergedRange struct {
	base    *base
	d       quad.Direction
	id      ID
	lo, hi  uint32
	changes []rangeChange
}

// rangeChange is one change: at that place in the base the quad there is left out,
// or the one given comes before it.
type rangeChange struct {
	at   uint32
	drop bool
	quad Quad
}

// mergedRange finds the edges of an ID. The scratch space is used for the changes
// if there are any.
func (s *Snapshot) mergedRange(d quad.Direction, id, pred ID, scratch []rangeChange) mergedRange {
	m := mergedRange{base: s.base, d: d, id: id, changes: scratch[:0]}
	m.lo, m.hi = s.narrowed(d, id, pred)
	for i := range s.deltas {
		if dl := &s.deltas[i]; dl.MayContain(d, id) {
			m.addChanges(dl.Added.In(d, id, pred), false)
			m.addChanges(dl.Removed.In(d, id, pred), true)
		}
	}
	if len(m.changes) > 1 {
		m.cancelPairs()
	}
	for i := range m.changes {
		m.changes[i].at = m.base.seek(d, m.lo, m.hi, m.changes[i].quad)
	}
	return m
}

func (m *mergedRange) addChanges(quads []Quad, drop bool) {
	for _, q := range quads {
		m.changes = append(m.changes, rangeChange{quad: q, drop: drop})
	}
}

// cancelPairs sorts the changes and leaves one of each quad that an odd number of
// deltas turned over, the last, and none of the others.
func (m *mergedRange) cancelPairs() {
	slices.SortStableFunc(m.changes, func(a, b rangeChange) int { return delta.Compare(m.d, a.quad, b.quad) })
	kept := m.changes[:0]
	for i := 0; i < len(m.changes); {
		j := i
		for j < len(m.changes) && m.changes[j].quad == m.changes[i].quad {
			j++
		}
		if (j-i)%2 == 1 {
			kept = append(kept, m.changes[j-1])
		}
		i = j
	}
	m.changes = kept
}

// read hands over the quads from an offset on, at most limit of them, as ranges
// of the base and single quads, until a function returns false.
func (m *mergedRange) read(offset, limit int, whole func(lo, hi uint32), single func(Quad)) {
	at := m.lo
	for i := 0; i <= len(m.changes) && limit > 0; i++ {
		end := m.hi
		if i < len(m.changes) {
			end = m.changes[i].at
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
		case i == len(m.changes) || limit == 0:
		case m.changes[i].drop:
			at++
		case offset > 0:
			offset--
		default:
			single(m.changes[i].quad)
			limit--
		}
	}
}
