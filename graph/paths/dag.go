package paths

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/encoding"
	"whence/graph/quadstore"
)

// dag is the part of the graph that the chains of one length lie in. Its nodes are numbered as they are met, so that
// all that is known of them lies in columns.
type dag struct {
	*pathSearch
	nodes   []quadstore.ID
	tolls   []float64 // roughly what speaks against passing through each
	strides []bfsEdge // those from one node lie together
	starts  []int32   // of each node's strides, and the end
	sorted  []bool    // each node's strides are sorted by where they lead
}

// arc is the strides from one node to another, as the range [lo, hi): each is a claim that ties the two.
type arc struct{ lo, hi int32 }

// lattice gathers what the chains of a length can step on: what both ends have followed, where the steps that lie behind
// and those ahead are not more than the length.
func (s *pathSearch) lattice(ctx context.Context, length int) (*dag, error) {
	a, b := &s.searches[0], &s.searches[1]
	l := &dag{pathSearch: s}
	s.kept = s.kept[:0]
	keep := func(from, to, claim quadstore.ID) {
		behind, ahead := a.steps.At(from), b.steps.At(to)
		if behind != 0 && ahead != 0 && behind != barred && ahead != barred && int(behind)+int(ahead)-1 <= length {
			s.kept = append(s.kept, bfsEdge{from, to, claim})
		}
	}
	for _, t := range a.trail {
		keep(t.from, t.to, t.claim)
	}
	for _, t := range b.trail {
		keep(t.to, t.from, t.claim)
	}
	l.number()
	l.prune()
	l.group()
	l.tolls = make([]float64, len(l.nodes))
	var nodes []quadstore.ID
	var places []int
	for i, node := range l.nodes {
		// What nothing leads on from was pruned.
		if l.starts[i] < l.starts[i+1] && node != s.from {
			nodes, places = append(nodes, node), append(places, i)
		}
	}
	rate, err := degreePenaltyOf(ctx, s.expander.View)
	if err != nil {
		return l, err
	}
	if s.counts, err = s.MentionsOf(ctx, s.counts, nodes); err != nil {
		return l, err
	}
	for n, i := range places {
		l.tolls[i] = rate.of(int(s.counts[n]))
	}
	return l, nil
}

// number gives the nodes their places.
func (l *dag) number() {
	l.places.Room(l.Snapshot().Room())
	place := func(node quadstore.ID) {
		if l.places.At(node) == 0 {
			l.nodes = append(l.nodes, node)
			l.places.Set(node, int32(len(l.nodes)))
		}
	}
	place(l.from)
	place(l.to)
	for _, s := range l.kept {
		place(s.from)
		place(s.to)
	}
}

// place is the number of a node.
func (l *dag) place(node quadstore.ID) int32 { return l.places.At(node) - 1 }

// forget clears the numbers for the next lattice.
func (l *dag) forget() {
	for _, node := range l.nodes {
		l.places.Set(node, 0)
	}
}

// prune takes away the nodes that can only be left the way that they were come by, such as the leaves around a hub: no
// chain of distinct nodes passes them.
func (l *dag) prune() {
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
	for _, s := range l.kept {
		from, to := l.place(s.from), l.place(s.to)
		note(from, to)
		note(to, from)
	}
	way[l.place(l.from)], way[l.place(l.to)] = several, several
	l.kept = slices.DeleteFunc(l.kept, func(s bfsEdge) bool {
		return way[l.place(s.from)] != several || way[l.place(s.to)] != several
	})
}

// group brings the strides from each node together.
func (l *dag) group() {
	l.starts = make([]int32, len(l.nodes)+1)
	for _, s := range l.kept {
		l.starts[l.place(s.from)+1]++
	}
	for i := range l.nodes {
		l.starts[i+1] += l.starts[i]
	}
	next := slices.Clone(l.starts)
	l.strides = make([]bfsEdge, len(l.kept))
	for _, s := range l.kept {
		at := l.place(s.from)
		l.strides[next[at]] = s
		next[at]++
	}
	l.sorted = make([]bool, len(l.nodes))
}

// arcs calls visit with every node that one leads to and the claims that tie the two. Its strides are put in order when
// it is first asked for: most nodes never are. What both ends have followed stands twice in them.
func (l *dag) arcs(node int32, visit func(to int32, a arc)) {
	lo, hi := l.starts[node], l.starts[node+1]
	own := l.strides[lo:hi]
	if !l.sorted[node] {
		slices.SortFunc(own, func(x, y bfsEdge) int {
			return cmp.Or(cmp.Compare(x.to, y.to), cmp.Compare(x.claim, y.claim))
		})
		l.sorted[node] = true
	}
	for from := 0; from < len(own); {
		to := from + 1
		for to < len(own) && own[to].to == own[from].to {
			to++
		}
		visit(l.place(own[from].to), arc{lo + int32(from), lo + int32(to)})
		from = to
	}
}

// end is the node that an arc leads to.
func (l *dag) end(a arc) quadstore.ID { return l.strides[a.lo].to }

// claimsOf is the claims of an arc, each once.
func (l *dag) claimsOf(a arc) []quadstore.ID {
	claims := make([]quadstore.ID, 0, a.hi-a.lo)
	for _, s := range l.strides[a.lo:a.hi] {
		if n := len(claims); n == 0 || claims[n-1] != s.claim {
			claims = append(claims, s.claim)
		}
	}
	return claims
}

// areEntities reports of each of some nodes whether it has what makes it an entity: one of our ids and a name.
func areEntities(ctx context.Context, v *graph.View, nodes []quadstore.ID) ([]bool, error) {
	out, named := make([]bool, len(nodes)), make([]uint32, len(nodes))
	var names []quadstore.ID
	for _, pred := range []quad.IRI{encoding.PredName, encoding.PredFormerName} {
		if id := v.Vocabulary().ID(pred); id != 0 {
			names = append(names, id)
		}
	}
	if len(names) == 0 || len(nodes) == 0 {
		return out, ctx.Err()
	}
	if err := v.Snapshot().Degrees(ctx, named, nodes, quad.Subject, names...); err != nil {
		return nil, err
	}
	for i, node := range nodes {
		out[i] = named[i] > 0 && v.KindAt(node) != ""
	}
	return out, nil
}

// rate is what tolls are reckoned by: the logarithm of how many relationships the graph holds, retracted ones too.
type degreePenalty float64

func degreePenaltyOf(ctx context.Context, v *graph.View) (degreePenalty, error) {
	preds := v.Vocabulary().RelationshipPredicates
	counts := make([]uint32, len(preds))
	if len(preds) > 0 {
		if err := v.Snapshot().Degrees(ctx, counts, preds, quad.Predicate); err != nil {
			return 0, err
		}
	}
	all := 2 // so that it is above nothing in any graph
	for _, n := range counts {
		all += int(n)
	}
	return degreePenalty(math.Log(float64(all))), nil
}

// of is what speaks against passing through an entity: its information content as a share of the greatest possible, as a
// negative logarithm. What a hundredth of all relationships touch tells something; what half of them touch, next to nothing.
func (r degreePenalty) of(degree int) float64 {
	const floor = 0.01 // a chain through a hub is a poor one, not none
	content := 1 - math.Log(float64(1+degree))/float64(r)
	return -math.Log(max(floor, content))
}
