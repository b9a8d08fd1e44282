package quadstore

import (
	"cmp"

	"github.com/cayleygraph/quad"
)

// ID stands for one term for the whole life of a store, across reopening,
// backup and restore. Zero stands for no term.
//
// Claims, the IRIs that begin with Options.ClaimPrefix, have the upper half of
// the space to themselves, so that a claim is recognised without looking it up.
type ID uint32

// firstClaim is the least ID of a claim.
const firstClaim ID = 1 << 31

// IsClaim reports whether the term is a claim's IRI.
func (id ID) IsClaim() bool { return id >= firstClaim }

// Key makes an ID a reference that Cayley can compare.
func (id ID) Key() any { return id }

// Quad is a quad in IDs. Label is 0 where the quad has none.
type Quad struct {
	Subject, Predicate, Object, Label ID
}

// Key makes a Quad a reference that Cayley can compare.
func (q Quad) Key() any { return q }

// Get returns the ID in one direction, 0 for a direction that is none of the
// four.
func (q Quad) Get(d quad.Direction) ID {
	switch d {
	case quad.Subject:
		return q.Subject
	case quad.Predicate:
		return q.Predicate
	case quad.Object:
		return q.Object
	case quad.Label:
		return q.Label
	}
	return 0
}

// rank returns the IDs in the order in which the index of a direction is
// sorted: the direction itself first, then what the edges of one node are
// read by.
func (q Quad) rank(d quad.Direction) [4]ID {
	switch d {
	case quad.Predicate:
		return [4]ID{q.Predicate, q.Subject, q.Object, q.Label}
	case quad.Object:
		return [4]ID{q.Object, q.Predicate, q.Subject, q.Label}
	case quad.Label:
		return [4]ID{q.Label, q.Subject, q.Predicate, q.Object}
	}
	return [4]ID{q.Subject, q.Predicate, q.Object, q.Label}
}

// compare orders two quads as the index of a direction does.
func compare(d quad.Direction, a, b Quad) int {
	x, y := a.rank(d), b.rank(d)
	for i := range x {
		if x[i] != y[i] {
			return cmp.Compare(x[i], y[i])
		}
	}
	return 0
}
