package graph

import (
	"cmp"
	"context"
	"math"
	"slices"

	"whence/graph/quadstore"
)

// walker goes through the chains of a lattice, those that the nodes speak least against first: A* with the least that the
// rest of the way can cost, worked out beforehand. What it yields is in order, so that the search for the best few ends
// as soon as no chain to come can be better, whatever its evidence.
type walker struct {
	*lattice
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
	arc   int32   // the arc that led here
	node  int32
	depth int32
}

func (l *lattice) walk(length int) *walker {
	w := &walker{lattice: l, length: length, ahead: make([][]float64, length+1)}
	from, to := l.place(l.from), l.place(l.to)
	for r := range w.ahead {
		w.ahead[r] = make([]float64, len(l.nodes))
		for i := range w.ahead[r] {
			w.ahead[r][i] = math.Inf(1)
		}
		if r == 0 {
			w.ahead[0][to] = 0
			continue
		}
		for _, a := range l.arcs {
			w.ahead[r][a.from] = min(w.ahead[r][a.from], l.tolls[a.to]+w.ahead[r-1][a.to])
		}
	}
	w.push(walkState{bound: w.ahead[length][from], prior: -1, arc: -1, node: from})
	return w
}

// next is the next chain as arcs, and what its nodes speak against it; false after the last, or where the budget is spent.
func (w *walker) next() (arcs []int32, cost float64, ok bool) {
	for len(w.heap) > 0 && w.budget.chains > 0 {
		at := w.pop()
		s := w.states[at]
		if int(s.depth) == w.length {
			arcs = make([]int32, w.length)
			for i := w.length - 1; i >= 0; i-- {
				arcs[i] = w.states[at].arc
				at = w.states[at].prior
			}
			return arcs, s.cost, true
		}
		rest := w.ahead[w.length-int(s.depth)-1]
		for i := w.starts[s.node]; i < w.starts[s.node+1]; i++ {
			to := w.arcs[i].to
			cost := s.cost + w.tolls[to]
			if bound := cost + rest[to]; !math.IsInf(bound, 1) && !w.passed(at, to) {
				w.budget.chains--
				w.push(walkState{bound, cost, at, i, to, s.depth + 1})
			}
		}
	}
	return nil, 0, false
}

// bound is the least that a chain to come can cost.
func (w *walker) bound() float64 {
	if len(w.heap) == 0 {
		return math.Inf(1)
	}
	return w.states[w.heap[0]].bound
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

// best is the best few chains of exactly so many steps, best first. Evidence is read of those chains only that can still
// be among them. It reports false where the budget ran out before that was certain.
func (l *lattice) best(ctx context.Context, length, first int) (best []chain, all bool, err error) {
	if len(l.arcs) == 0 {
		return nil, true, nil
	}
	w, known := l.walk(length), newAssessor(l)
	const slack = 1e-6 // bounds and costs are sums in different orders
	for batch := max(first, 16); ; batch = min(2*batch, 2048) {
		if err := ctx.Err(); err != nil {
			return nil, false, err
		}
		var chains [][]int32
		for len(chains) < batch && (len(best) < first || w.bound() <= best[len(best)-1].cost+slack) {
			arcs, _, ok := w.next()
			if !ok {
				break
			}
			chains = append(chains, arcs)
		}
		if len(chains) == 0 {
			return best, len(w.heap) == 0 || w.budget.chains > 0, nil
		}
		if err := known.assess(ctx, chains); err != nil {
			return nil, false, err
		}
		for _, arcs := range chains {
			best = append(best, known.chain(arcs))
		}
		slices.SortFunc(best, l.compare)
		best = best[:min(first, len(best))]
		if l.budget.spent() {
			return best, false, nil
		}
	}
}

// compare orders chains by what speaks against them, then by the ids of their nodes.
func (v *View) compare(a, b chain) int {
	if c := cmp.Or(cmp.Compare(len(a.nodes), len(b.nodes)), cmp.Compare(a.cost, b.cost)); c != 0 {
		return c
	}
	return slices.CompareFunc(a.nodes, b.nodes, v.compareIDs)
}

// compareIDs orders nodes by their ids, which do not depend on the order of loading.
func (v *View) compareIDs(a, b quadstore.ID) int {
	if a == b {
		return 0
	}
	var bufA, bufB [128]byte
	return slices.Compare(v.appendID(bufA[:0], a), v.appendID(bufB[:0], b))
}
