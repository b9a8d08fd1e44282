package paths

import (
	"context"
	"math"
	"slices"

	"whence/graph/claim"
	"whence/graph/quadstore"
)

// pathsToTargets finds the best of the shortest paths from a node to each of several others, of at most maxLength steps, none by way
// of what is to be avoided: for all of them in one breadth-first search and one reading of evidence. A target that it finds no path
// to has none, or its shortest paths pass through what is no entity, or the budget was spent: whole is false then.
func (f *expander) pathsToTargets(ctx context.Context, from quadstore.ID, targets, avoid []quadstore.ID, maxLength int) (best []nodePath, whole bool, err error) {
	s := &pathSearch{expander: f, from: from, to: from, direction: claim.Both, shortest: math.MaxInt}
	near, far := &f.searches[0], &f.searches[1]
	near.reset(f.Snapshot().Room())
	far.reset(f.Snapshot().Room())
	for _, node := range avoid {
		near.exclude(node)
	}
	near.start(from)
	whole = true
	for l := 0; l < maxLength && whole && near.missesAny(targets); l++ {
		if whole, err = s.grow(ctx, 0); err != nil {
			return nil, false, err
		}
	}
	l, err := s.shortestPathDAG(ctx, targets)
	defer l.clearIndexes()
	if err != nil {
		return nil, false, err
	}
	lists := make([][][]arc, len(targets))
	for i, target := range targets {
		if i > 0 && f.budget.spent() {
			whole = false
			break
		}
		if length, met := near.distance(target); met && l.indexes.At(target) != 0 {
			s.to = target
			lists[i] = l.cheapest(length, 1)
		}
	}
	ranked, err := l.rank(ctx, lists, 1)
	if err != nil {
		return nil, false, err
	}
	best = make([]nodePath, len(targets))
	for i, paths := range ranked {
		if len(paths) > 0 {
			best[i] = paths[0]
		}
	}
	return best, whole, nil
}

// missesAny reports whether one of some nodes was not discovered.
func (r *bfs) missesAny(of []quadstore.ID) bool {
	return slices.ContainsFunc(of, func(node quadstore.ID) bool { return r.distances.At(node) == 0 })
}

// shortestPathDAG gathers the edges of all shortest paths from the start to some targets, of what the first search has followed. One
// pass backwards over that, outermost layer first, marks the nodes that lead to a target, in the second search.
func (s *pathSearch) shortestPathDAG(ctx context.Context, targets []quadstore.ID) (*dag, error) {
	near, leads := &s.searches[0], &s.searches[1]
	mark := func(node quadstore.ID) {
		if leads.distances.At(node) == 0 {
			leads.distances.Set(node, 1)
			leads.unexpanded = append(leads.unexpanded, node)
		}
	}
	for _, target := range targets {
		mark(target)
	}
	l := &dag{pathSearch: s}
	s.onPath = s.onPath[:0]
	for _, e := range slices.Backward(near.followed) {
		if leads.distances.At(e.to) != 0 && near.distances.At(e.to) == near.distances.At(e.from)+1 {
			s.onPath = append(s.onPath, e)
			mark(e.from)
		}
	}
	l.indexNodes()
	l.group()
	return l, l.penalise(ctx)
}
