package quadstore

import (
	"math"

	"github.com/cayleygraph/quad"
)

// ends reads the other ends of the edges of a frontier, node after node.
type ends struct {
	snap  *Snapshot
	side  *adjacency
	near  quad.Direction
	preds []ID // 0 alone for all

	from  []ID
	next  int    // place of the next node and predicate to read
	links []link // what is left of the last, where it lies in the base
	buf   []ID   // or, for a node that runs have changed, read from a stretch
}

func newEnds(s *Snapshot, near quad.Direction, preds []ID) ends {
	if len(preds) == 0 {
		preds = []ID{0}
	}
	return ends{snap: s, side: s.base.side(near), near: near, preds: preds}
}

// open turns to a frontier, which is not copied.
func (e *ends) open(from ...ID) {
	e.from, e.next, e.links, e.buf = from, 0, nil, nil
}

// read appends the next ends, until there are n in all or no more.
func (e *ends) read(dst []ID, n int) []ID {
	for len(dst) < n {
		k := min(n-len(dst), len(e.links))
		for _, l := range e.links[:k] {
			dst = append(dst, l.other)
		}
		e.links = e.links[k:]
		k = min(n-len(dst), len(e.buf))
		dst, e.buf = append(dst, e.buf[:k]...), e.buf[k:]
		if len(e.links)+len(e.buf) > 0 || !e.turn() {
			break
		}
	}
	return dst
}

// turn goes on to the next node and predicate.
func (e *ends) turn() bool {
	i := e.next / len(e.preds)
	if i == len(e.from) {
		return false
	}
	pred := e.preds[e.next%len(e.preds)]
	e.next++
	if e.snap.stirred(e.near, e.from[i]) {
		t := e.snap.stretch(e.near, e.from[i], pred, nil)
		e.buf = t.others(nil, 0, math.MaxInt)
		return true
	}
	lo, hi := e.snap.narrowed(e.near, e.from[i], pred)
	e.links = e.side.links[lo:hi]
	return true
}
