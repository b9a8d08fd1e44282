package nodeset

import (
	"math/bits"
	"slices"

	"whence/graph/quadstore"
)

// Set is a set of nodes. It is sorted and without pointers: a region's million recipients are one allocation.
type Set []quadstore.ID

// New makes a set of a list, in the list's own array.
func New(list []quadstore.ID) Set {
	const many, spread = 4096, 64 // from so many on, a bit for each of up to so many times their number sorts them sooner
	if len(list) >= many {
		if least, most := slices.Min(list), slices.Max(list); int(most-least) < spread*len(list) {
			return sortByBits(list, least, most)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func sortByBits(list []quadstore.ID, least, most quadstore.ID) Set {
	marks := make([]uint64, (most-least)/64+1)
	for _, id := range list {
		marks[(id-least)/64] |= 1 << ((id - least) % 64)
	}
	list = list[:0]
	for i, word := range marks {
		for ; word != 0; word &= word - 1 {
			list = append(list, least+quadstore.ID(64*i+bits.TrailingZeros64(word)))
		}
	}
	return list
}

// Has reports whether a node is in the set.
func (s Set) Has(id quadstore.ID) bool {
	_, found := slices.BinarySearch(s, id)
	return found
}

// Only keeps what pass keeps, in the same array.
func (s Set) Only(pass func(quadstore.ID) bool) Set {
	return slices.DeleteFunc(s, func(id quadstore.ID) bool { return !pass(id) })
}
