package paths

import (
	"context"
	"math"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/quadstore"
)

// pathSearch is a bidirectional breadth-first search for the best paths between two nodes. It keeps what it has followed, so that
// nothing is read twice however long the paths become.
type pathSearch struct {
	*expander
	from, to  quadstore.ID
	direction claim.Direction
	shortest  int // the length of the shortest path found; math.MaxInt where none is
}

// nodePath is a path in the snapshot's terms.
type nodePath struct {
	nodes  []quadstore.ID
	claims [][]quadstore.ID // of each step, in the order of ids
	steps  []evidence
	cost   float64 // among those of its length; 0 is perfect
	hub    hub     // the node of the highest degree between its ends
}

// hub is a node with the number of its relationships.
type hub struct {
	node   quadstore.ID
	degree int
}

// finding is what a search found and how far it looked.
type finding struct {
	nodePaths  []nodePath
	searchedTo int
	truncated  bool
}

// search finds the best paths of at most length steps.
func (f *expander) search(ctx context.Context, from, to quadstore.ID, d claim.Direction, avoid []quadstore.ID, length, first int) (finding, error) {
	s := &pathSearch{expander: f, from: from, to: to, direction: d, shortest: math.MaxInt}
	for i, start := range []quadstore.ID{from, to} {
		r := &f.searches[i]
		r.reset(f.Snapshot().Room())
		for _, node := range avoid {
			r.exclude(node)
		}
		if r.distances.At(from) == excluded || r.distances.At(to) == excluded {
			return finding{searchedTo: length}, nil
		}
		r.start(start)
	}
	return s.deepen(ctx, length, first)
}

// deepen looks at every path of one step, then of two, and so on, until it has enough.
func (s *pathSearch) deepen(ctx context.Context, length, first int) (finding, error) {
	var found finding
	for l := 1; l <= length; l++ {
		whole, err := s.expandTo(ctx, l)
		if err != nil {
			return found, err
		}
		if s.shortest <= l {
			nodePaths, all, err := s.nodePaths(ctx, l, first-len(found.nodePaths))
			if err != nil {
				return found, err
			}
			found.nodePaths = append(found.nodePaths, nodePaths...)
			whole = whole && all
		}
		switch {
		case !whole:
			found.truncated = true
			return found, nil
		case s.isDisconnected():
			found.searchedTo = length
			return found, nil
		}
		found.searchedTo = l
		if len(found.nodePaths) >= first {
			return found, nil
		}
	}
	return found, nil
}

// isDisconnected reports whether everything connected to either end has been discovered, without the other.
func (s *pathSearch) isDisconnected() bool {
	return s.shortest == math.MaxInt && (len(s.searches[0].frontier()) == 0 || len(s.searches[1].frontier()) == 0)
}

// expandTo adds layers, at whichever end that costs less, until every path of length steps has been followed. It reports false
// where the budget ran out first.
func (s *pathSearch) expandTo(ctx context.Context, length int) (whole bool, err error) {
	for s.searches[0].radius+s.searches[1].radius < length {
		var costs [2]int
		for end := range costs {
			if costs[end], err = s.cost(ctx, &s.searches[end]); err != nil {
				return false, err
			}
		}
		end := 0
		if costs[1] < costs[0] {
			end = 1
		}
		if whole, err = s.grow(ctx, end); !whole {
			return false, err
		}
	}
	return true, nil
}

// cost is roughly how many edges the next layer takes to read.
func (s *pathSearch) cost(ctx context.Context, r *bfs) (n int, err error) {
	const sample, guess = 256, 16 // counting the edges of every node of a large frontier costs as much as following it
	frontier := r.frontier()
	if s.counts, err = s.MentionsOf(ctx, s.counts, frontier[:min(len(frontier), sample)]); err != nil {
		return 0, err
	}
	for _, mentions := range s.counts {
		n += int(mentions)
	}
	return n + guess*max(0, len(frontier)-sample), nil
}

// grow adds one layer at one end.
func (s *pathSearch) grow(ctx context.Context, end int) (whole bool, err error) {
	r, far := &s.searches[end], s.to
	direction := s.direction
	if end == 1 {
		direction, far = direction.Reverse(), s.from
	}
	layer := len(r.nodes)
	for frontier := r.frontier(); len(frontier) > 0; {
		if s.budget.spent() {
			return false, ctx.Err()
		}
		n, err := s.batchSize(ctx, frontier)
		if err != nil {
			return false, err
		}
		err = s.follow(ctx, frontier[:n], direction, func(t graph.Incidence) {
			s.step(r, &s.searches[1-end], frontier[t.Owner], t, far)
		})
		if err != nil {
			return false, err
		}
		frontier = frontier[n:]
	}
	r.layer = layer
	r.radius++
	return true, nil
}

// step records one relationship.
func (s *pathSearch) step(r, other *bfs, from quadstore.ID, t graph.Incidence, far quadstore.ID) {
	to := t.Other()
	if at := r.distances.At(to); at == 1 || at == excluded || to == from {
		return
	}
	r.followed = append(r.followed, bfsEdge{from, to, t.Claim})
	switch {
	case to == far:
		r.reachTarget(to)
	case r.discover(to):
		s.budget.nodes--
	}
	if rest, met := other.distance(to); met {
		s.shortest = min(s.shortest, r.radius+1+rest)
	}
}

// nodePaths returns the best paths of exactly length steps. It reports false where the budget ran out before all were weighed.
func (s *pathSearch) nodePaths(ctx context.Context, length, first int) (best []nodePath, all bool, err error) {
	a, b := &s.searches[0], &s.searches[1]
	straight := length == s.shortest
	b.fillDistances(a, length, straight)
	a.fillDistances(b, length, straight)
	defer a.dropFilled()
	defer b.dropFilled()
	l, err := s.newDAG(ctx, length)
	defer l.clearIndexes()
	if err != nil {
		return nil, false, err
	}
	return l.best(ctx, length, first)
}
