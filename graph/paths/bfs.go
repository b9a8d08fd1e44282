package paths

import (
	"slices"

	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// bfs is the state of a breadth-first search from one end: the nodes it has discovered, layer by layer, and every relationship that
// it has followed. Distances are a column of one byte a node of the graph, so that nothing is hashed.
type bfs struct {
	distances  nodeset.Column[uint8] // by node: its distance plus one; 0 is not discovered
	nodes      []quadstore.ID        // discovered, nearest first
	layer      int                   // where the outermost layer begins in nodes
	radius     int                   // the distance of the outermost layer
	followed   []bfsEdge
	unexpanded []quadstore.ID // nodes with a distance that nothing is followed from: the excluded and the target
	filled     []quadstore.ID // nodes whose distance fillDistances computed: they are not discovered
}

// bfsEdge is a relationship that was followed.
type bfsEdge struct{ from, to, claim quadstore.ID }

// excluded is the distance of a node that must not be discovered.
const excluded = 255

// reset forgets everything and makes the columns long enough for a number of nodes; ids beyond it are hashed.
func (r *bfs) reset(nodes int) {
	r.dropFilled()
	for _, n := range r.nodes {
		r.distances.Set(n, 0)
	}
	for _, n := range r.unexpanded {
		r.distances.Set(n, 0)
	}
	r.distances.Room(nodes)
	r.nodes, r.unexpanded, r.followed, r.layer, r.radius = r.nodes[:0], r.unexpanded[:0], r.followed[:0], 0, 0
}

// frontier is the outermost layer.
func (r *bfs) frontier() []quadstore.ID { return r.nodes[r.layer:] }

// start discovers the node that the search starts from.
func (r *bfs) start(node quadstore.ID) {
	r.distances.Set(node, 1)
	r.nodes = append(r.nodes, node)
}

// exclude keeps a node from ever being discovered.
func (r *bfs) exclude(node quadstore.ID) {
	if r.distances.At(node) == 0 {
		r.distances.Set(node, excluded)
		r.unexpanded = append(r.unexpanded, node)
	}
}

// reachTarget notes the distance of the target. It is not added to a layer: no path goes on from there.
func (r *bfs) reachTarget(node quadstore.ID) {
	if r.distances.At(node) == 0 {
		r.distances.Set(node, uint8(r.radius+2))
		r.unexpanded = append(r.unexpanded, node)
	}
}

// distance is the distance of a node, and whether it was discovered.
func (r *bfs) distance(node quadstore.ID) (steps int, met bool) {
	s := r.distances.At(node)
	return int(s) - 1, s != 0 && s != excluded
}

// discover adds a node to the layer beyond the frontier. It reports false where the node was discovered before.
func (r *bfs) discover(node quadstore.ID) bool {
	if r.distances.At(node) != 0 {
		return false
	}
	r.distances.Set(node, uint8(r.radius+2))
	r.nodes = append(r.nodes, node)
	return true
}

// fillDistances computes the distances, along the relationships that the other side has followed, of nodes that this side has not
// discovered: those that a path of at most length steps can pass. Where paths are straight, each step leading nearer to the end, one
// pass backwards, outermost layer first, computes them all.
func (r *bfs) fillDistances(other *bfs, length int, straight bool) {
	for changed := true; changed; {
		changed = false
		for _, s := range slices.Backward(other.followed) {
			to := r.distances.At(s.to)
			if to == 0 || to == excluded || int(to)+int(other.distances.At(s.from))-1 > length {
				continue
			}
			switch from := r.distances.At(s.from); {
			case from == 0:
				r.filled = append(r.filled, s.from)
			case from <= to+1:
				continue
			}
			r.distances.Set(s.from, to+1)
			changed = !straight
		}
	}
}

// dropFilled forgets what fillDistances computed: it holds for one length only.
func (r *bfs) dropFilled() {
	for _, n := range r.filled {
		r.distances.Set(n, 0)
	}
	r.filled = r.filled[:0]
}
