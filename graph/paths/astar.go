package paths

import (
	"cmp"
	"context"
	"math"
	"slices"

	"whence/graph"
	"whence/graph/quadstore"
)

// astar enumerates the paths of a DAG, the cheapest by their nodes first. It is A* whose heuristic is exact but for nodes that a
// path would visit twice: the least that the rest of the path can cost is computed beforehand.
type astar struct {
	*dag
	length   int
	costToGo [][]float64   // ahead[r][node]: the least that r more steps to the end cost
	states   []partialPath // every partial path met so far
	heap     []int32       // of those not yet gone on from, the cheapest first
}

// partialPath is the beginning of a path: a state of the search.
type partialPath struct {
	bound float64 // the least that the whole path can cost
	cost  float64 // what it has cost so far
	prior int32   // the beginning that it continues, -1 at the start
	node  int32
	arc   arc // what led here
	depth int32
}

func (l *dag) newAStar(length int) *astar {
	w := &astar{dag: l, length: length, costToGo: make([][]float64, length+1)}
	for r := range w.costToGo {
		w.costToGo[r] = make([]float64, len(l.nodes))
		for i := range w.costToGo[r] {
			w.costToGo[r][i] = math.Inf(1)
		}
	}
	w.costToGo[0][l.indexOf(l.to)] = 0
	for r := 1; r <= length; r++ {
		w.fillCostToGo(r)
	}
	from := l.indexOf(l.from)
	w.push(partialPath{bound: w.costToGo[length][from], prior: -1, node: from})
	return w
}

// fillCostToGo computes the least that r more steps to the end cost, from every node that lies that far from it.
func (w *astar) fillCostToGo(r int) {
	behind, ahead := &w.searches[0], &w.searches[1]
	for i, node := range w.nodes {
		if int(ahead.distances.At(node))-1 > r || int(behind.distances.At(node))-1 > w.length-r {
			continue
		}
		least := math.Inf(1)
		for _, s := range w.adjacency[w.starts[i]:w.starts[i+1]] {
			next := w.indexOf(s.to)
			least = min(least, w.penalties[next]+w.costToGo[r-1][next])
		}
		w.costToGo[r][i] = least
	}
}

// next is the next path as arcs, nil after the last. Once the budget is spent no partial path is extended; complete paths are
// still returned.
func (w *astar) next() []arc {
	for len(w.heap) > 0 {
		at := w.pop()
		s := w.states[at]
		if int(s.depth) == w.length {
			arcs := make([]arc, w.length)
			for i := w.length - 1; i >= 0; i-- {
				arcs[i] = w.states[at].arc
				at = w.states[at].prior
			}
			return arcs
		}
		if w.budget.paths <= 0 {
			continue
		}
		rest := w.costToGo[w.length-int(s.depth)-1]
		w.arcs(s.node, func(to int32, a arc) {
			cost := s.cost + w.penalties[to]
			if bound := cost + rest[to]; !math.IsInf(bound, 1) && !w.visited(at, to) {
				w.budget.paths--
				w.push(partialPath{bound, cost, at, to, a, s.depth + 1})
			}
		})
	}
	return nil
}

// visited reports whether a partial path contains a node.
func (w *astar) visited(at, node int32) bool {
	for ; at >= 0; at = w.states[at].prior {
		if w.states[at].node == node {
			return true
		}
	}
	return false
}

// less orders partial paths by bound, then the longer first, so that a path is finished before another is begun.
func (w *astar) less(i, j int) bool {
	a, b := &w.states[w.heap[i]], &w.states[w.heap[j]]
	if a.bound != b.bound {
		return a.bound < b.bound
	}
	return a.depth > b.depth
}

func (w *astar) push(s partialPath) {
	if math.IsInf(s.bound, 1) {
		return
	}
	w.states = append(w.states, s)
	w.heap = append(w.heap, int32(len(w.states)-1))
	for i := len(w.heap) - 1; i > 0 && w.less(i, (i-1)/2); i = (i - 1) / 2 {
		w.heap[i], w.heap[(i-1)/2] = w.heap[(i-1)/2], w.heap[i]
	}
}

func (w *astar) pop() int32 {
	top, last := w.heap[0], len(w.heap)-1
	w.heap[0] = w.heap[last]
	w.heap = w.heap[:last]
	for i := 0; ; {
		child := 2*i + 1
		if child+1 < last && w.less(child+1, child) {
			child++
		}
		if child >= last || !w.less(child, i) {
			return top
		}
		w.heap[i], w.heap[child] = w.heap[child], w.heap[i]
		i = child
	}
}

// maxWeighed is how many paths of one length have their evidence read, or four times as many as are asked for where that is more:
// those whose nodes have the fewest relationships. There may be millions, and no evidence makes up for a hub.
const maxWeighed = 100

// weighed is a path as arcs, with its cost.
type weighed struct {
	arcs []arc
	cost float64
}

// best returns at most first paths of exactly length steps, best first. It reports false where the budget ran out before
// that was certain.
func (l *dag) best(ctx context.Context, length, first int) (best []nodePath, all bool, err error) {
	ranked, err := l.rank(ctx, [][][]arc{l.cheapest(length, first)}, first)
	if err != nil {
		return nil, false, err
	}
	return ranked[0], !l.budget.spent(), nil
}

// cheapest is the paths of exactly length steps whose evidence is to be read where first of them are wanted.
func (l *dag) cheapest(length, first int) (found [][]arc) {
	w := l.newAStar(length)
	for len(found) < max(maxWeighed, 4*first) {
		arcs := w.next()
		if arcs == nil {
			break
		}
		found = append(found, arcs)
	}
	return found
}

// rank reads the evidence for several lists of paths at once, and returns at most first of each, best first. Paths by way of what
// is no entity are left out.
func (l *dag) rank(ctx context.Context, lists [][][]arc, first int) ([][]nodePath, error) {
	known, err := newAssessor(ctx, l)
	if err != nil {
		return nil, err
	}
	if err := known.assess(ctx, slices.Concat(lists...)); err != nil {
		return nil, err
	}
	ranked, out := make([][]weighed, len(lists)), make([][]nodePath, len(lists))
	for i, list := range lists {
		for _, arcs := range list {
			if !slices.ContainsFunc(arcs, func(a arc) bool { return !known.isKnown(l.end(a)) }) {
				ranked[i] = append(ranked[i], weighed{arcs, known.cost(arcs)})
			}
		}
	}
	texts, err := l.endTexts(ctx, slices.Concat(ranked...))
	if err != nil {
		return nil, err
	}
	for i, list := range ranked {
		slices.SortFunc(list, func(a, b weighed) int { return l.compare(a, b, texts) })
		for _, r := range list[:min(first, len(list))] {
			out[i] = append(out[i], known.nodePath(r.arcs, r.cost))
		}
	}
	return out, nil
}

// endTexts reads the ids of the nodes of some paths.
func (l *dag) endTexts(ctx context.Context, of []weighed) (*graph.TextTable, error) {
	var nodes []quadstore.ID
	for _, w := range of {
		for _, a := range w.arcs {
			nodes = append(nodes, l.end(a))
		}
	}
	return l.TextsOf(ctx, nodes)
}

// compare orders paths of one length by cost, then by the ids of their nodes.
func (l *dag) compare(a, b weighed, texts *graph.TextTable) int {
	if a.cost != b.cost {
		return cmp.Compare(a.cost, b.cost)
	}
	return slices.CompareFunc(a.arcs, b.arcs, func(x, y arc) int { return texts.CompareIDs(l.end(x), l.end(y)) })
}
