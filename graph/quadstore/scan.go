package quadstore

import (
	"iter"

	"github.com/cayleygraph/quad"
)

// Scan yields every quad of one predicate, sorted by subject, object and label
// in the order of IDs; for predicate 0 every quad, sorted by subject, predicate,
// object and label.
func (s *Snapshot) Scan(pred ID) iter.Seq[Quad] {
	return func(yield func(Quad) bool) {
		if pred != 0 {
			s.scan(quad.Predicate, pred, yield)
			return
		}
		for q := range mergeAll(s.base, s.deltas) {
			if !yield(q) {
				return
			}
		}
	}
}

// scanStep is how many quads are read at a time.
const scanStep = 1024

func (s *Snapshot) scan(d quad.Direction, id ID, yield func(Quad) bool) {
	m := s.mergedRange(d, id, 0, nil)
	buf := make([]Quad, 0, scanStep)
	for offset := 0; ; offset += scanStep {
		buf = buf[:0]
		m.read(offset, scanStep, func(lo, hi uint32) {
			for i := lo; i < hi; i++ {
				buf = append(buf, m.base.quad(d, id, i))
			}
		}, func(q Quad) { buf = append(buf, q) })
		for _, q := range buf {
			if !yield(q) {
				return
			}
		}
		if len(buf) < scanStep {
			return
		}
	}
}

// mergeAll yields the quads of a base with deltas on top, sorted by subject,
// predicate, object and label.
func mergeAll(b *base, runs []delta) iter.Seq[Quad] {
	var top delta
	for i := range runs {
		if i == 0 {
			top = runs[0]
		} else {
			top = mergeDeltas(top, runs[i])
		}
	}
	added, removed := top.added[0], top.removed[0]
	return func(yield func(Quad) bool) {
		added, removed := added, removed
		for q := range b.all() {
			for len(added) > 0 && compare(quad.Subject, added[0], q) < 0 {
				if !yield(added[0]) {
					return
				}
				added = added[1:]
			}
			if len(removed) > 0 && removed[0] == q {
				removed = removed[1:]
				continue
			}
			if !yield(q) {
				return
			}
		}
		for _, q := range added {
			if !yield(q) {
				return
			}
		}
	}
}
