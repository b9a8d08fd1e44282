package store

import "github.com/cayleygraph/quad"

// ID stands for one term for the whole life of a store. Zero stands for no term.
//
// Claims have the upper half of the space to themselves, so that a claim is recognised without looking it up.
type ID uint32

// FirstClaim is the least ID of a claim.
const FirstClaim ID = 1 << 31

// ClaimID is the ID of the claim of a number: claims are numbered from 0 in the order in which they came, and there are
// Stats.Claims of them.
func ClaimID(number uint32) ID { return FirstClaim + ID(number) }

// Number is that of a claim.
func (id ID) Number() uint32 { return uint32(id - FirstClaim) }

// IsClaim reports whether the term is a claim's IRI.
func (id ID) IsClaim() bool { return id >= FirstClaim }

// Direction is the place of a term in a quad.
type Direction = quad.Direction

// The directions.
const (
	Subject   = quad.Subject
	Predicate = quad.Predicate
	Object    = quad.Object
	Label     = quad.Label
)

// Quad is a quad in IDs. Label is 0 where the quad has none.
type Quad struct {
	Subject, Predicate, Object, Label ID
}

// Get returns the ID in one direction, 0 for a direction that is none of the four.
func (q Quad) Get(d Direction) ID {
	switch d {
	case Subject:
		return q.Subject
	case Predicate:
		return q.Predicate
	case Object:
		return q.Object
	case Label:
		return q.Label
	}
	return 0
}
