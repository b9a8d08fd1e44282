package cayley

import (
	"github.com/cayleygraph/quad"

	"whence/graph/quadstore"
	"whence/graph/store"
)

// neighbours reads the other ends of the edges of a frontier, node after node.
type neighbours struct {
	snap  *quadstore.Snapshot
	near  quad.Direction
	preds []store.ID // 0 alone for all

	from   []store.ID // nodes that are still to be read
	id     store.ID   // the one that is being read
	pred   int        // place of its next predicate
	edges  store.Edges
	offset int  // edges of id and the predicate before it that have been read
	whole  bool // no edge follows those
	ready  []store.ID
}

func newNeighbours(s *quadstore.Snapshot, near quad.Direction, preds []store.ID) neighbours {
	if len(preds) == 0 {
		preds = []store.ID{0}
	}
	return neighbours{snap: s, near: near, preds: preds, pred: len(preds), whole: true}
}

// open turns to a frontier, which is not copied.
func (n *neighbours) open(from ...store.ID) {
	n.from, n.pred, n.ready, n.whole = from, len(n.preds), nil, true
}

// read appends the next ends, until there are most in all or no more.
func (n *neighbours) read(dst []store.ID, most int) []store.ID {
	for len(dst) < most {
		k := min(most-len(dst), len(n.ready))
		dst, n.ready = append(dst, n.ready[:k]...), n.ready[k:]
		if len(n.ready) == 0 && !n.next() {
			return dst
		}
	}
	return dst
}

// next reads the next page of edges: of the predicate, or of the next predicate or node.
func (n *neighbours) next() bool {
	if n.whole {
		if n.pred == len(n.preds) {
			if len(n.from) == 0 {
				return false
			}
			n.id, n.from, n.pred = n.from[0], n.from[1:], 0
		}
		n.pred++
		n.offset = 0
	}
	n.snap.ExpandPage(&n.edges, n.id, n.near, n.preds[n.pred-1], n.offset, pageLen)
	n.offset += n.edges.Len()
	n.whole = n.edges.Len() < pageLen
	n.ready = n.edges.Object
	if n.near == quad.Object {
		n.ready = n.edges.Subject
	}
	return true
}
