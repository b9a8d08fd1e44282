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
// sorted, two in a number: the direction itself first, then what the edges of
// one node are read by.
func (q Quad) rank(d quad.Direction) (high, low uint64) {
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

func pair(a, b ID) uint64 { return uint64(a)<<32 | uint64(b) }

// compare orders two quads as the index of a direction does.
func compare(d quad.Direction, a, b Quad) int {
	x, xLow := a.rank(d)
	y, yLow := b.rank(d)
	if x == y {
		return cmp.Compare(xLow, yLow)
	}
	return cmp.Compare(x, y)
}
