package quadstore

import (
	"github.com/cayleygraph/quad"

	"whence/graph/quadstore/delta"
)

// Snapshot is the store as it was after one write. It never changes, reading it
// never waits, and any number of goroutines may do so for as long as they like.
// What it returns stays valid after Store.Close.
type Snapshot struct {
	dictionary
	base    *base
	deltas  []delta.Delta // oldest first, each on top of those before
	stats   Stats
	version uint64
	mapped  *baseFile // where the first terms lie, and perhaps the base; nil in memory
}

// Version counts the writes that have changed the store since it was made.
func (s *Snapshot) Version() uint64 { return s.version }

// Stats returns exact counts at no cost.
func (s *Snapshot) Stats() Stats { return s.stats }

// ID returns the ID of a term, 0 if the store has never held it. A term keeps
// its ID when the last quad that mentions it is removed: see Mentions.
func (s *Snapshot) ID(v quad.Value) (id ID) {
	s.reading(func(s *Snapshot) { id = s.find(v) })
	return id
}

// Value returns the term as it was put in, nil if there is no such ID.
func (s *Snapshot) Value(id ID) (v quad.Value) {
	if !s.has(id) {
		return nil
	}
	s.reading(func(s *Snapshot) { v = s.value(id) })
	return v
}

// AppendText appends the lexical text of a term: an IRI without its brackets, a
// literal without quotes, type and language, as it was put in. It appends
// nothing if there is no such ID, and allocates nothing but room in dst.
func (s *Snapshot) AppendText(dst []byte, id ID) []byte {
	if !s.has(id) {
		return dst
	}
	n := len(dst)
	s.reading(func(s *Snapshot) { dst = s.appendText(dst[:n], id) })
	return dst
}

// IsIRI reports whether the ID stands for an IRI.
func (s *Snapshot) IsIRI(id ID) bool {
	if id.IsClaim() || !s.has(id) {
		return s.has(id)
	}
	return s.kindOf(id) == kindIRI
}

// kindOf returns what a term of the snapshot is, which is no claim.
func (s *Snapshot) kindOf(id ID) (k kind) {
	s.reading(func(s *Snapshot) { k = s.head(id).kind })
	return k
}

// Has reports whether the quad is in the store.
func (s *Snapshot) Has(q Quad) bool {
	for i := len(s.deltas) - 1; i >= 0; i-- {
		dl := &s.deltas[i]
		switch {
		case !dl.MayContain(quad.Subject, q.Subject):
		case dl.Added.Has(q):
			return true
		case dl.Removed.Has(q):
			return false
		}
	}
	found := false
	s.reading(func(s *Snapshot) {
		lo, hi := s.base.span(quad.Subject, q.Subject)
		i := s.base.seek(quad.Subject, lo, hi, q)
		found = i < hi && s.base.quad(quad.Subject, q.Subject, i) == q
	})
	return found
}

// Degree returns how many quads have the ID in the direction and, unless it is
// 0, the predicate. It reads no edge. The predicate is heeded for the directions
// Subject and Object only.
func (s *Snapshot) Degree(id ID, d quad.Direction, pred ID) int {
	n := 0
	s.reading(func(s *Snapshot) {
		lo, hi := s.narrowed(d, id, pred)
		n = int(hi - lo)
	})
	for i := range s.deltas {
		if dl := &s.deltas[i]; dl.MayContain(d, id) {
			n += len(dl.Added.In(d, id, pred)) - len(dl.Removed.In(d, id, pred))
		}
	}
	return n
}

// Mentions reports whether any quad has the term in any direction.
func (s *Snapshot) Mentions(id ID) bool {
	removes := false
	for i := range s.deltas {
		removes = removes || len(s.deltas[i].Removed[0]) > 0
	}
	for _, d := range quad.Directions {
		var lo, hi uint32
		s.reading(func(s *Snapshot) { lo, hi = s.base.span(d, id) })
		if lo < hi && !removes || s.Degree(id, d, 0) > 0 {
			return true
		}
	}
	return false
}

// narrowed returns the part of the base that has the ID in the direction and,
// unless it is 0, the predicate.
func (s *Snapshot) narrowed(d quad.Direction, id, pred ID) (lo, hi uint32) {
	lo, hi = s.base.span(d, id)
	if d == quad.Subject || d == quad.Object {
		return s.base.side(d).narrow(lo, hi, pred)
	}
	return lo, hi
}
