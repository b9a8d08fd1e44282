package graph

import (
	"slices"

	"whence/graph/quadstore"
)

// idSet is a set of nodes. It is sorted and without pointers: a region's million recipients are one allocation.
type idSet []quadstore.ID

// newIDSet makes a set of a list, in the list's own array.
func newIDSet(list []quadstore.ID) idSet {
	slices.Sort(list)
	return slices.Compact(list)
}

func (s idSet) has(id quadstore.ID) bool {
	_, found := slices.BinarySearch(s, id)
	return found
}

// only keeps what pass keeps, in the same array.
func (s idSet) only(pass func(quadstore.ID) bool) idSet {
	return slices.DeleteFunc(s, func(id quadstore.ID) bool { return !pass(id) })
}
