package quadstore

import (
	"cmp"

	"github.com/cayleygraph/quad"

	"whence/graph/store"
)

// The types of the interface that a store implements.
type (
	// ID is a term's number.
	ID = store.ID
	// Quad is a quad in numbers.
	Quad = store.Quad
	// Edges is what an expansion finds.
	Edges = store.Edges
	// Texts is texts without a string for each.
	Texts = store.Texts
	// Stats counts what is in a store.
	Stats = store.Stats
)

const firstClaim = store.FirstClaim

// rank returns the IDs in the order in which the index of a direction is
// sorted, two in a number: the direction itself first, then what the edges of
// one node are read by.
func rank(q Quad, d quad.Direction) (high, low uint64) {
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
	x, xLow := rank(a, d)
	y, yLow := rank(b, d)
	if x == y {
		return cmp.Compare(xLow, yLow)
	}
	return cmp.Compare(x, y)
}
