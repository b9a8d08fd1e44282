package graph

import (
	"slices"
	"sync"
	"time"

	"whence/graph/names"
	"whence/graph/nodeset"
	"whence/graph/paging"
	"whence/graph/quadstore"
	"whence/graph/store"
)

// scratch is the buffers that the pages of a frontier are cut in. They grow with the greatest hub ever asked about and are pooled,
// so that no page allocates in proportion to a hub's degree.
type scratch struct {
	out, in    quadstore.Edges // of the frontier
	incidences []Incidence
	lists      claimLists
	neighbours neighbourSet
	pages      paging.Windows
	nodes      []quadstore.ID // to be expanded
	edges      quadstore.Edges
	digits     []store.ClaimKey // of each claim
	counts     []uint32         // of quads
	degrees    []int
	unread     []quadstore.ID // terms whose texts are to be read
	values     []int32        // what each claim is ordered by: the number of a literal or a document, -1 where it has none
	literals   nodeset.Numbering[quadstore.ID]
	keys       [][]byte // sort keys, by number
	texts      quadstore.Texts
	named      quadstore.Texts // of shown
	table      TextTable
	shown      []quadstore.ID // names
	name       []byte
	folded     []byte
	marks      []bool // of nodes
	above      nodeset.Numbering[quadstore.ID]
	climbed    []upStep
	inner      *scratch
	memos
}

// memos is what a claim filter has read of literals and documents.
type memos struct {
	held    nodeset.Memo[span]      // which days the times that claims hold can mean
	moments nodeset.Memo[time.Time] // of recording and retracting
	issued  nodeset.Memo[time.Time] // by what day documents were published, zero where unknown
	roles   nodeset.Memo[bool]      // which pass
	amounts nodeset.Memo[bool]      // which pass
}

func (m *memos) forget() {
	m.held.Reset()
	m.moments.Reset()
	m.issued.Reset()
	m.roles.Reset()
	m.amounts.Reset()
}

// scratches is a pool. Whatever is taken from it is overwritten.
var scratches = sync.Pool{New: func() any { return new(scratch) }}

func newScratch() *scratch { return scratches.Get().(*scratch) }

func (d *scratch) release() { scratches.Put(d) }

// fold folds a name, in a buffer that the next call overwrites.
func (d *scratch) fold(name []byte) []byte {
	d.folded = names.AppendFold(d.folded[:0], name)
	return d.folded
}

// nested is the scratch of the conditions nested in those that use this one. It is the same each time, since each depth needs
// buffers of its own size.
func (d *scratch) nested() *scratch {
	if d.inner == nil {
		d.inner = new(scratch)
	}
	return d.inner
}

// claimLists is several lists of claims, one behind the other.
type claimLists struct {
	claims []ClaimEdge
	ends   []int // of each list
}

// listed is the claims of incidences, those of one owner together, a list an owner.
func (d *scratch) listed(incidences []Incidence, owners int) claimLists {
	l := &d.lists
	l.claims, l.ends = l.claims[:0], l.ends[:0]
	for _, t := range incidences {
		for len(l.ends) < int(t.Owner) {
			l.ends = append(l.ends, len(l.claims))
		}
		l.claims = append(l.claims, t.ClaimEdge)
	}
	for len(l.ends) < owners {
		l.ends = append(l.ends, len(l.claims))
	}
	return *l
}

// unmark makes n marks, none of them set.
func (d *scratch) unmark(n int) {
	d.marks = slices.Grow(d.marks[:0], n)[:n]
	clear(d.marks)
}

// mark marks some of the nodes, which come in the order of all.
func (d *scratch) mark(nodes, some []quadstore.ID) {
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
func (d *scratch) keepMarked(nodes []quadstore.ID, marked bool) []quadstore.ID {
	kept := nodes[:0]
	for i, n := range nodes {
		if d.marks[i] == marked {
			kept = append(kept, n)
		}
	}
	return kept
}
