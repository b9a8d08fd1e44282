package graph

import (
	"slices"
	"sync"
	"time"

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
	keys     [][]byte // sort keys, by number
	texts    quadstore.Texts
	name     []byte
	folded   []byte
	marks    []bool // of nodes
	above    places[quadstore.ID]
	climbed  []upStep
	inner    *desk
	memories
}

// memories is what a sieve has read of literals and documents.
type memories struct {
	held    memory[span]      // which days the times that claims hold can mean
	moments memory[time.Time] // of recording and retracting
	issued  memory[time.Time] // by what day documents were published, zero where unknown
	roles   memory[bool]      // which pass
	amounts memory[bool]      // which pass
}

func (m *memories) forget() {
	m.held.reset()
	m.moments.reset()
	m.issued.reset()
	m.roles.reset()
	m.amounts.reset()
}

// memory is what was found out about terms, of each once.
type memory[T any] struct {
	met   places[quadstore.ID]
	found []T
}

func (m *memory[T]) reset() {
	m.met.reset(0)
	m.found = m.found[:0]
}

// of is what was found out about a term, to be written by who is the first to ask; valid until the next is asked for.
func (m *memory[T]) of(term quadstore.ID) (found *T, first bool) {
	n := m.met.add(term)
	if first = int(n) == len(m.found); first {
		var nothing T
		m.found = append(m.found, nothing)
	}
	return &m.found[n], first
}

// desks holds no state: whatever a page finds on its desk is overwritten.
var desks = sync.Pool{New: func() any { return new(desk) }}

func newDesk() *desk { return desks.Get().(*desk) }

func (d *desk) release() { desks.Put(d) }

// nested is the desk of the conditions that stand within those of this one: the same each time, for each depth needs room of
// its own size.
func (d *desk) nested() *desk {
	if d.inner == nil {
		d.inner = new(desk)
	}
	return d.inner
}

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

// unmark makes room for the marks of so many nodes, none of which is marked.
func (d *desk) unmark(n int) {
	d.marks = slices.Grow(d.marks[:0], n)[:n]
	clear(d.marks)
}

// mark marks some of the nodes, which come in the order of all.
func (d *desk) mark(nodes, some []quadstore.ID) {
	for i, n := range nodes {
		if len(some) == 0 {
			return
		}
		if some[0] == n {
			d.marks[i] = true
			some = some[1:]
		}
	}
}

// keepMarked keeps the nodes that are marked, or those that are not, in order, in the same array.
func (d *desk) keepMarked(nodes []quadstore.ID, marked bool) []quadstore.ID {
	kept := nodes[:0]
	for i, n := range nodes {
		if d.marks[i] == marked {
			kept = append(kept, n)
		}
	}
	return kept
}
