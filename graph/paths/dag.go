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

// dag is the part of the graph that the paths of one length lie in, in compressed sparse rows. Its nodes have indexes of their own,
// so that all that is known of them lies in columns.
type dag struct {
	*pathSearch
	nodes     []quadstore.ID
	penalties []float64 // roughly the cost of passing through each
	adjacency []bfsEdge // the edges, those from one node together
	starts    []int32   // where each node's edges begin in adjacency, and the end
	sorted    []bool    // whether each node's edges are sorted by where they lead
}

// arc is the edges from one node to another, the range [lo, hi) of adjacency: each is a claim about the two.
type arc struct{ lo, hi int32 }

// newDAG gathers the edges that paths of a length can have: of what both ends have followed, those whose distances from the two
// ends do not add up to more than the length.
func (s *pathSearch) newDAG(ctx context.Context, length int) (*dag, error) {
	a, b := &s.searches[0], &s.searches[1]
	l := &dag{pathSearch: s}
	s.onPath = s.onPath[:0]
	keep := func(from, to, claim quadstore.ID) {
		behind, ahead := a.distances.At(from), b.distances.At(to)
		if behind != 0 && ahead != 0 && behind != excluded && ahead != excluded && int(behind)+int(ahead)-1 <= length {
			s.onPath = append(s.onPath, bfsEdge{from, to, claim})
		}
	}
	for _, t := range a.followed {
		keep(t.from, t.to, t.claim)
	}
	for _, t := range b.followed {
		keep(t.to, t.from, t.claim)
	}
	l.indexNodes()
	l.prune()
	l.group()
	return l, l.penalise(ctx)
}

// penalise computes the costs of passing through the nodes that edges lead on from, but for the start.
func (l *dag) penalise(ctx context.Context) error {
	l.penalties = make([]float64, len(l.nodes))
	var nodes []quadstore.ID
	var indexes []int
	for i, node := range l.nodes {
		// What nothing leads on from was pruned, or is where paths end.
		if l.starts[i] < l.starts[i+1] && node != l.from {
			nodes, indexes = append(nodes, node), append(indexes, i)
		}
	}
	rate, err := degreePenaltyOf(ctx, l.pathSearch.expander.View)
	if err != nil {
		return err
	}
	if l.counts, err = l.MentionsOf(ctx, l.counts, nodes); err != nil {
		return err
	}
	for n, i := range indexes {
		l.penalties[i] = rate.of(int(l.counts[n]))
	}
	return nil
}

// indexNodes gives the nodes their indexes.
func (l *dag) indexNodes() {
	l.indexes.Room(l.Snapshot().Room())
	place := func(node quadstore.ID) {
		if l.indexes.At(node) == 0 {
			l.nodes = append(l.nodes, node)
			l.indexes.Set(node, int32(len(l.nodes)))
		}
	}
	place(l.from)
	place(l.to)
	for _, s := range l.onPath {
		place(s.from)
		place(s.to)
	}
}

// indexOf is the index of a node.
func (l *dag) indexOf(node quadstore.ID) int32 { return l.indexes.At(node) - 1 }

// clearIndexes clears the indexes for the next DAG.
func (l *dag) clearIndexes() {
	for _, node := range l.nodes {
		l.indexes.Set(node, 0)
	}
}

// prune removes the nodes with one neighbour, such as the leaves around a hub: no path of distinct nodes passes them.
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
	for _, s := range l.onPath {
		from, to := l.indexOf(s.from), l.indexOf(s.to)
		note(from, to)
		note(to, from)
	}
	way[l.indexOf(l.from)], way[l.indexOf(l.to)] = several, several
	l.onPath = slices.DeleteFunc(l.onPath, func(s bfsEdge) bool {
		return way[l.indexOf(s.from)] != several || way[l.indexOf(s.to)] != several
	})
}

// group brings the edges from each node together.
func (l *dag) group() {
	l.starts = make([]int32, len(l.nodes)+1)
	for _, s := range l.onPath {
		l.starts[l.indexOf(s.from)+1]++
	}
	for i := range l.nodes {
		l.starts[i+1] += l.starts[i]
	}
	next := slices.Clone(l.starts)
	l.adjacency = make([]bfsEdge, len(l.onPath))
	for _, s := range l.onPath {
		at := l.indexOf(s.from)
		l.adjacency[next[at]] = s
		next[at]++
	}
	l.sorted = make([]bool, len(l.nodes))
}

// arcs calls visit with every node that one leads to and the claims about the two. Its edges are sorted when it is first asked for:
// most nodes never are. An edge that both ends have followed is there twice.
func (l *dag) arcs(node int32, visit func(to int32, a arc)) {
	lo, hi := l.starts[node], l.starts[node+1]
	own := l.adjacency[lo:hi]
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
		visit(l.indexOf(own[from].to), arc{lo + int32(from), lo + int32(to)})
		from = to
	}
}

// end is the node that an arc leads to.
func (l *dag) end(a arc) quadstore.ID { return l.adjacency[a.lo].to }

// claimsOf is the claims of an arc, each once.
func (l *dag) claimsOf(a arc) []quadstore.ID {
	claims := make([]quadstore.ID, 0, a.hi-a.lo)
	for _, s := range l.adjacency[a.lo:a.hi] {
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

// degreePenalty computes the cost of passing through a node. It is the logarithm of the number of relationships in the graph,
// retracted ones too.
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

// of is the cost of passing through an entity with degree relationships: its information content as a share of the greatest
// possible, as a negative logarithm. What a hundredth of all relationships touch tells something; what half of them touch, next to nothing.
func (r degreePenalty) of(degree int) float64 {
	const floor = 0.01 // a path through a hub is a poor one, but it is one
	content := 1 - math.Log(float64(1+degree))/float64(r)
	return -math.Log(max(floor, content))
}
