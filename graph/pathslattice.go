package graph

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore"
)

// lattice is the part of the graph that the chains of one length lie in.
type lattice struct {
	*pathSearch
	nodes   []quadstore.ID // sorted; arcs name them by place
	degrees []int
	tolls   []float64 // what passing through each costs
	strides []stride  // sorted by ends, then claim
	arcs    []arc     // sorted by ends
	starts  []int32   // of each node's arcs, and the end
}

// arc ties two nodes of a lattice by one claim or more.
type arc struct {
	from, to int32
	lo, hi   int32 // its claims among the strides
}

// lattice gathers what the chains of a length can step on: what both ends have followed, where the steps that lie behind
// and those ahead are not more than the length.
func (s *pathSearch) lattice(ctx context.Context, length int) (*lattice, error) {
	a, b := &s.reaches[0], &s.reaches[1]
	var strides []stride
	keep := func(from, to, claim quadstore.ID) {
		behind, met := a.distance(from)
		ahead, ends := b.distance(to)
		if met && ends && behind+1+ahead <= length {
			strides = append(strides, stride{from, to, claim})
		}
	}
	for _, t := range a.trail {
		keep(t.from, t.to, t.claim)
	}
	for _, t := range b.trail {
		keep(t.to, t.from, t.claim)
	}
	slices.SortFunc(strides, func(x, y stride) int {
		return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to), cmp.Compare(x.claim, y.claim))
	})
	l := &lattice{pathSearch: s, strides: slices.Compact(strides)}
	l.join()
	return l, l.weigh(ctx)
}

// join numbers the nodes and makes the arcs.
func (l *lattice) join() {
	for _, t := range l.strides {
		l.nodes = append(l.nodes, t.from, t.to)
	}
	l.nodes = newIDSet(l.nodes)
	for lo := 0; lo < len(l.strides); {
		hi, s := lo+1, l.strides[lo]
		for hi < len(l.strides) && l.strides[hi].from == s.from && l.strides[hi].to == s.to {
			hi++
		}
		l.arcs = append(l.arcs, arc{l.place(s.from), l.place(s.to), int32(lo), int32(hi)})
		lo = hi
	}
	l.prune()
	l.starts = make([]int32, len(l.nodes)+1)
	for _, a := range l.arcs {
		l.starts[a.from+1]++
	}
	for i := range l.nodes {
		l.starts[i+1] += l.starts[i]
	}
}

func (l *lattice) place(node quadstore.ID) int32 {
	i, _ := slices.BinarySearch(l.nodes, node)
	return int32(i)
}

// prune takes away the nodes that can only be left the way that they were come by, such as the leaves around a hub: no
// chain of distinct nodes passes them.
func (l *lattice) prune() {
	const none, several = -1, -2
	way := make([]int32, len(l.nodes)) // the only neighbour
	for i := range way {
		way[i] = none
	}
	note := func(node, neighbour int32) {
		if way[node] == none {
			way[node] = neighbour
		} else if way[node] != neighbour {
			way[node] = several
		}
	}
	for _, a := range l.arcs {
		note(a.from, a.to)
		note(a.to, a.from)
	}
	from, to := l.place(l.from), l.place(l.to)
	passable := func(n int32) bool { return way[n] == several || n == from || n == to }
	l.arcs = slices.DeleteFunc(l.arcs, func(a arc) bool { return !passable(a.from) || !passable(a.to) })
}

// weigh counts the relationships of every node that a chain may pass through.
func (l *lattice) weigh(ctx context.Context) (err error) {
	if l.degrees, err = l.degreesOf(ctx, l.nodes); err != nil {
		return err
	}
	all := l.relationships()
	l.tolls = make([]float64, len(l.nodes))
	for i, node := range l.nodes {
		switch {
		case node == l.from || node == l.to:
		case !l.isEntity(node):
			l.tolls[i] = math.Inf(1)
		default:
			l.tolls[i] = toll(l.degrees[i], all)
		}
	}
	return nil
}

// isEntity reports whether a node has what makes it an entity: one of our ids and a name.
func (v *View) isEntity(node quadstore.ID) bool {
	name := v.terms.id(predName)
	return name != 0 && v.snap.Degree(node, quad.Subject, name) > 0 && v.kindOfRef(node) != ""
}

// relationships is how many relationships the graph holds, retracted ones too.
func (v *View) relationships() int {
	n := 0
	for _, pred := range v.terms.known {
		n += v.snap.Degree(pred, quad.Predicate, 0)
	}
	return n
}

// toll is what speaks against passing through an entity: its information content as a share of the greatest possible, as a
// negative logarithm. What a hundredth of all relationships touch tells something; what half of them touch, next to nothing.
func toll(degree, all int) float64 {
	const floor = 0.01 // a chain through a hub is a poor one, not none
	content := 1 - math.Log(float64(1+degree))/math.Log(float64(2+all))
	return -math.Log(max(floor, content))
}
