package quadstore

import (
	"math"

	"github.com/cayleygraph/quad"
)

// neighbours reads the other ends of the edges of a frontier, node after node.
type neighbours struct {
	snap  *Snapshot
	side  *adjacency
	near  quad.Direction
	preds []ID // 0 alone for all

	from  []ID   // nodes not turned to
	id    ID     // the last that was
	pred  int    // place of the next predicate to read of it
	links []link // what is left of the last, where it lies in the base
	buf   []ID   // or, for a node that deltas have changed, read from a merged range
}

func newNeighbours(s *Snapshot, near quad.Direction, preds []ID) neighbours {
	if len(preds) == 0 {
		preds = []ID{0}
	}
	return neighbours{snap: s, side: s.base.side(near), near: near, preds: preds}
}

// open turns to a frontier, which is not copied.
func (e *neighbours) open(from ...ID) {
	e.from, e.pred, e.links, e.buf = from, len(e.preds), nil, nil
}

// read appends the next ends, until there are n in all or no more.
func (e *neighbours) read(dst []ID, n int) []ID {
	for len(dst) < n {
		switch {
		case len(e.links) > 0:
			k := min(n-len(dst), len(e.links))
			for _, l := range e.links[:k] {
				dst = append(dst, l.other)
			}
			e.links = e.links[k:]
		case len(e.buf) > 0:
			k := min(n-len(dst), len(e.buf))
			dst, e.buf = append(dst, e.buf[:k]...), e.buf[k:]
		case !e.next():
			return dst
		}
	}
	return dst
}

// next goes on to the next predicate or node.
func (e *neighbours) next() bool {
	if e.pred == len(e.preds) {
		if len(e.from) == 0 {
			return false
		}
		e.id, e.from, e.pred = e.from[0], e.from[1:], 0
	}
	pred := e.preds[e.pred]
	e.pred++
	if e.snap.mayHaveChanges(e.near, e.id) {
		m := e.snap.mergedRange(e.near, e.id, pred, nil)
		e.buf = m.others(nil, 0, math.MaxInt)
		return true
	}
	lo, hi := e.side.span(e.id)
	lo, hi = e.side.narrow(lo, hi, pred)
	e.links = e.side.links[lo:hi]
	return true
}
