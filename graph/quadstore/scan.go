package quadstore

import (
	"iter"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore/delta"
	"whence/graph/quadstore/pagefile"
)

// Scan yields every quad of one predicate, sorted by subject, object and label
// in the order of IDs; for predicate 0 every quad, sorted by subject, predicate,
// object and label.
func (s *Snapshot) Scan(pred ID) iter.Seq[Quad] {
	return func(yield func(Quad) bool) {
		if err := s.eachQuad(pred, yield); err != nil {
			panic(err)
		}
	}
}

// scanStep is how many quads are read at a time.
const scanStep = 1024

// eachQuad is Scan with an error in place of a panic. The quads are read in steps, outside of which they are visited: what
// panics there is none of ours.
func (s *Snapshot) eachQuad(pred ID, visit func(Quad) bool) (err error) {
	var next func(dst []Quad) []Quad
	if failed := attempt(func() {
		if pred != 0 {
			next = s.stepsOf(pred)
		} else {
			next = s.stepsOfAll()
		}
	}); failed != nil {
		return failed
	}
	for buf := make([]Quad, 0, scanStep); ; {
		if failed := attempt(func() { buf = next(buf[:0]) }); failed != nil {
			return failed
		}
		for _, q := range buf {
			if !visit(q) {
				return nil
			}
		}
		if len(buf) == 0 {
			return nil
		}
	}
}

// stepsOf returns what reads the next quads of a predicate.
func (s *Snapshot) stepsOf(pred ID) func(dst []Quad) []Quad {
	var m mergedRange
	s.reading(func(s *Snapshot) { m = s.mergedRange(quad.Predicate, pred, 0, nil) })
	offset := 0
	return func(dst []Quad) []Quad {
		s.reading(func(s *Snapshot) {
			dst, m.base = dst[:0], s.base
			m.read(offset, scanStep, func(lo, hi uint32) {
				for i := lo; i < hi; i++ {
					dst = append(dst, m.base.quad(quad.Predicate, pred, i))
				}
			}, func(q Quad) { dst = append(dst, q) })
		})
		offset += len(dst)
		return dst
	}
}

// stepsOfAll returns what reads the next quads of all: those of the base and the deltas merged, sorted by subject, predicate,
// object and label.
func (s *Snapshot) stepsOfAll() func(dst []Quad) []Quad {
	var top delta.Delta
	for i := range s.deltas {
		if i == 0 {
			top = s.deltas[0]
		} else {
			top = delta.Merge(top, s.deltas[i])
		}
	}
	added, removed := top.Added[0], top.Removed[0]
	var below []Quad // of the base, read and not yet handed on
	at, room := uint32(0), make([]Quad, 0, scanStep)
	return func(dst []Quad) []Quad {
		for len(dst) < scanStep {
			if len(below) == 0 {
				s.reading(func(s *Snapshot) { below = s.base.appendFrom(room[:0], at, scanStep) })
				at += uint32(len(below))
			}
			switch {
			case len(below) > 0 && len(removed) > 0 && removed[0] == below[0]:
				below, removed = below[1:], removed[1:]
			case len(added) > 0 && (len(below) == 0 || delta.Compare(quad.Subject, added[0], below[0]) < 0):
				dst, added = append(dst, added[0]), added[1:]
			case len(below) == 0:
				return dst
			default:
				dst, below = append(dst, below[0]), below[1:]
			}
		}
		return dst
	}
}

// appendFrom appends at most so many quads by subject, from a place on.
func (b *base) appendFrom(dst []Quad, from uint32, most int) []Quad {
	to := min(int(from)+most, b.quads())
	if int(from) >= to {
		return dst
	}
	links, slot := b.subjects.linksOf(from, uint32(to)), b.subjectSlot(from)
	id, end := b.subjects.id(slot), pagefile.At(b.file, b.subjects.starts, slot+1)
	for i, l := range links {
		for from+uint32(i) >= end {
			slot++
			id, end = b.subjects.id(slot), pagefile.At(b.file, b.subjects.starts, slot+1)
		}
		dst = append(dst, Quad{Subject: id, Predicate: l.pred, Object: l.other, Label: b.subjects.label(from + uint32(i))})
	}
	return dst
}
