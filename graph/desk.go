package graph

import (
	"sync"

	"whence/graph/quadstore"
)

// desk is the room that the pages of a frontier are cut in. It grows with the greatest hub ever asked about and is used
// again, so that no page allocates in proportion to a hub's degree.
type desk struct {
	out, in  quadstore.Edges // of the frontier
	ties     []tie
	lists    claimLists
	crowd    crowd
	cuts     cuts
	nodes    []quadstore.ID // to be expanded
	edges    quadstore.Edges
	ranks    []uint64 // the first half of each claim's digits
	values   []int32  // what each claim is ordered by: the number of a literal or a document, -1 where it has none
	literals places[quadstore.ID]
	keys     [][]byte             // sort keys, by number
	times    places[quadstore.ID] // of the times that claims hold, which days they can mean
	spans    []span
	texts    quadstore.Texts
	name     []byte
	folded   []byte
}

// desks holds no state: whatever a page finds on its desk is overwritten.
var desks = sync.Pool{New: func() any { return new(desk) }}

func newDesk() *desk { return desks.Get().(*desk) }

func (d *desk) release() { desks.Put(d) }

// claimLists is several lists of claims, one behind the other.
type claimLists struct {
	claims []claimRef
	ends   []int // of each list
}

// listed is the claims of ties, those of one owner together, a list an owner.
func (d *desk) listed(ties []tie, owners int) claimLists {
	l := &d.lists
	l.claims, l.ends = l.claims[:0], l.ends[:0]
	for _, t := range ties {
		for len(l.ends) < int(t.owner) {
			l.ends = append(l.ends, len(l.claims))
		}
		l.claims = append(l.claims, t.claimRef)
	}
	for len(l.ends) < owners {
		l.ends = append(l.ends, len(l.claims))
	}
	return *l
}
