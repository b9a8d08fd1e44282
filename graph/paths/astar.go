package paths

import (
	"cmp"
	"context"
	"math"
	"slices"

	"whence/graph"
	"whence/graph/quadstore"
)

// walker goes through the chains of a lattice, those that the nodes speak least against first: A* with the least that the
// rest of the way can cost, worked out beforehand.
type walker struct {
	*dag
	length int
	ahead  [][]float64 // ahead[r][node]: the least that r more steps to the end cost
	states []walkState // every beginning of a chain met so far
	heap   []int32     // of those not yet gone on from, the cheapest first
}

// walkState is the beginning of a chain.
type walkState struct {
	bound float64 // the least that the whole chain can cost
	cost  float64 // what it has cost so far
	prior int32   // the beginning that it continues, -1 at the start
	node  int32
	arc   arc // what led here
	depth int32
}

func (l *dag) walk(length int) *walker {
	w := &walker{dag: l, length: length, ahead: make([][]float64, length+1)}
	for r := range w.ahead {
		w.ahead[r] = make([]float64, len(l.nodes))
		for i := range w.ahead[r] {
			w.ahead[r][i] = math.Inf(1)
		}
	}
	w.ahead[0][l.place(l.to)] = 0
	for r := 1; r <= length; r++ {
		w.look(r)
	}
	from := l.place(l.from)
	w.push(walkState{bound: w.ahead[length][from], prior: -1, node: from})
	return w
}

// look works out the least that r more steps cost from every node that can be so far behind and so far ahead.
func (w *walker) look(r int) {
	behind, ahead := &w.searches[0], &w.searches[1]
	for i, node := range w.nodes {
		if int(ahead.steps.At(node))-1 > r || int(behind.steps.At(node))-1 > w.length-r {
			continue
		}
		least := math.Inf(1)
		for _, s := range w.strides[w.starts[i]:w.starts[i+1]] {
			next := w.place(s.to)
			least = min(least, w.tolls[next]+w.ahead[r-1][next])
		}
		w.ahead[r][i] = least
	}
}

// next is the next chain as arcs, nil after the last. Where the budget is spent, none is gone on with, but those that are
// whole are still to come.
func (w *walker) next() []arc {
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
		if w.budget.chains <= 0 {
			continue
		}
		rest := w.ahead[w.length-int(s.depth)-1]
		w.arcs(s.node, func(to int32, a arc) {
			cost := s.cost + w.tolls[to]
			if bound := cost + rest[to]; !math.IsInf(bound, 1) && !w.passed(at, to) {
				w.budget.chains--
				w.push(walkState{bound, cost, at, to, a, s.depth + 1})
			}
		})
	}
	return nil
}

// passed reports whether the beginning of a chain has been at a node.
func (w *walker) passed(at, node int32) bool {
	for ; at >= 0; at = w.states[at].prior {
		if w.states[at].node == node {
			return true
		}
	}
	return false
}

// less orders beginnings by bound, then the longer first, so that chains are finished before others are begun.
func (w *walker) less(i, j int) bool {
	a, b := &w.states[w.heap[i]], &w.states[w.heap[j]]
	if a.bound != b.bound {
		return a.bound < b.bound
	}
	return a.depth > b.depth
}

func (w *walker) push(s walkState) {
	if math.IsInf(s.bound, 1) {
		return
	}
	w.states = append(w.states, s)
	w.heap = append(w.heap, int32(len(w.states)-1))
	for i := len(w.heap) - 1; i > 0 && w.less(i, (i-1)/2); i = (i - 1) / 2 {
		w.heap[i], w.heap[(i-1)/2] = w.heap[(i-1)/2], w.heap[i]
	}
}

func (w *walker) pop() int32 {
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

// maxWeighed is for how many chains of one length the evidence is weighed, or four times as many as are asked for: those
// that pass through what is mentioned least. There may be millions, and no evidence makes up for a hub.
const maxWeighed = 100

// weighed is a chain as arcs and what speaks against it.
type weighed struct {
	arcs []arc
	cost float64
}

// best is the best few chains of exactly so many steps, best first. It reports false where the budget ran out before
// that was certain.
func (l *dag) best(ctx context.Context, length, first int) (best []chain, all bool, err error) {
	known, err := newAssessor(ctx, l)
	if err != nil {
		return nil, false, err
	}
	w := l.walk(length)
	var found [][]arc
	for len(found) < max(maxWeighed, 4*first) {
		arcs := w.next()
		if arcs == nil {
			break
		}
		found = append(found, arcs)
	}
	if err := known.assess(ctx, found); err != nil {
		return nil, false, err
	}
	var ranked []weighed
	for _, arcs := range found {
		if !slices.ContainsFunc(arcs, func(a arc) bool { return !known.isKnown(l.end(a)) }) {
			ranked = append(ranked, weighed{arcs, known.cost(arcs)})
		}
	}
	texts, err := l.endTexts(ctx, ranked)
	if err != nil {
		return nil, false, err
	}
	slices.SortFunc(ranked, func(a, b weighed) int { return l.compare(a, b, texts) })
	for _, r := range ranked[:min(first, len(ranked))] {
		best = append(best, known.chain(r.arcs, r.cost))
	}
	return best, !l.budget.spent(), nil
}

// endTexts reads the ids of the nodes of some chains.
func (l *dag) endTexts(ctx context.Context, of []weighed) (*graph.TextTable, error) {
	var nodes []quadstore.ID
	for _, w := range of {
		for _, a := range w.arcs {
			nodes = append(nodes, l.end(a))
		}
	}
	return l.TextsOf(ctx, nodes)
}

// compare orders chains of one length by what speaks against them, then by the ids of their nodes.
func (l *dag) compare(a, b weighed, texts *graph.TextTable) int {
	if a.cost != b.cost {
		return cmp.Compare(a.cost, b.cost)
	}
	return slices.CompareFunc(a.arcs, b.arcs, func(x, y arc) int { return texts.CompareIDs(l.end(x), l.end(y)) })
}
