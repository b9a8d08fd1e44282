package paths

import (
	"slices"

	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// bfs is how far a search has come from one end: the nodes it has met, layer by layer, and every relationship that it
// has followed. Nodes are a column and their distances another, a byte a node of a graph that is in memory: nothing is hashed.
type bfs struct {
	steps  nodeset.Column[uint8] // by node: how far, plus one; 0 is not met
	nodes  []quadstore.ID        // met, nearest first
	layer  int                   // where the outermost layer begins in nodes
	radius int                   // how far the outermost layer is
	trail  []bfsEdge
	apart  []quadstore.ID // nodes with steps that nothing is followed from: the barred and the other end
	lent   []quadstore.ID // nodes whose steps were worked out from the other end's trail, not met
}

// bfsEdge is a relationship that was followed.
type bfsEdge struct{ from, to, claim quadstore.ID }

// barred marks a node that must not be met.
const barred = 255

// reset forgets everything and makes room for so many nodes in an array; what lies beyond is hashed.
func (r *bfs) reset(nodes int) {
	r.giveBack()
	for _, n := range r.nodes {
		r.steps.Set(n, 0)
	}
	for _, n := range r.apart {
		r.steps.Set(n, 0)
	}
	r.steps.Room(nodes)
	r.nodes, r.apart, r.trail, r.layer, r.radius = r.nodes[:0], r.apart[:0], r.trail[:0], 0, 0
}

// frontier is the outermost layer.
func (r *bfs) frontier() []quadstore.ID { return r.nodes[r.layer:] }

// begin puts a node at the start.
func (r *bfs) begin(node quadstore.ID) {
	r.steps.Set(node, 1)
	r.nodes = append(r.nodes, node)
}

// bar keeps a node from ever being met.
func (r *bfs) bar(node quadstore.ID) {
	if r.steps.At(node) == 0 {
		r.steps.Set(node, barred)
		r.apart = append(r.apart, node)
	}
}

// arrive notes how far the other end is, and nothing more: a path that goes on from there is none.
func (r *bfs) arrive(node quadstore.ID) {
	if r.steps.At(node) == 0 {
		r.steps.Set(node, uint8(r.radius+2))
		r.apart = append(r.apart, node)
	}
}

// distance is how far a node was met, and whether it was.
func (r *bfs) distance(node quadstore.ID) (steps int, met bool) {
	s := r.steps.At(node)
	return int(s) - 1, s != 0 && s != barred
}

// meet adds a node to the layer beyond the frontier, if it was not met nearer.
func (r *bfs) meet(node quadstore.ID) bool {
	if r.steps.At(node) != 0 {
		return false
	}
	r.steps.Set(node, uint8(r.radius+2))
	r.nodes = append(r.nodes, node)
	return true
}

// settle works out how far some nodes that this side has not met lie from its start, along the trail of the other side:
// those that a path of at most so many steps can pass. Where paths are straight, each step leading nearer to the end, one
// pass backwards over the trail, outermost layer first, settles all.
func (r *bfs) settle(other *bfs, length int, straight bool) {
	for changed := true; changed; {
		changed = false
		for _, s := range slices.Backward(other.trail) {
			to := r.steps.At(s.to)
			if to == 0 || to == barred || int(to)+int(other.steps.At(s.from))-1 > length {
				continue
			}
			switch from := r.steps.At(s.from); {
			case from == 0:
				r.lent = append(r.lent, s.from)
			case from <= to+1:
				continue
			}
			r.steps.Set(s.from, to+1)
			changed = !straight
		}
	}
}

// giveBack forgets what settle worked out: beyond the length it asked for it is not the whole truth.
func (r *bfs) giveBack() {
	for _, n := range r.lent {
		r.steps.Set(n, 0)
	}
	r.lent = r.lent[:0]
}
