package paths

import (
	"context"
	"math"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/quadstore"
)

// pathSearch looks for the best chains between two nodes from both ends, and keeps what it has followed, so that nothing
// is read twice however long the chains become.
type pathSearch struct {
	*expander
	from, to  quadstore.ID
	direction claim.Direction
	met       int // how long the shortest chain seen is; math.MaxInt where none is
}

// chain is a path in the snapshot's terms.
type chain struct {
	nodes  []quadstore.ID
	claims [][]quadstore.ID // of each step, in the order of ids
	steps  []evidence
	cost   float64 // what speaks against it among those of its length; 0 is perfect
	hub    hub     // the best connected of the nodes between its ends
}

// hub is a node with the number of its relationships.
type hub struct {
	node   quadstore.ID
	degree int
}

// finding is what a search found and how far it looked.
type finding struct {
	chains     []chain
	searchedTo int
	truncated  bool
}

// search finds the best chains of at most so many steps.
func (f *expander) search(ctx context.Context, from, to quadstore.ID, d claim.Direction, avoid []quadstore.ID, length, first int) (finding, error) {
	s := &pathSearch{expander: f, from: from, to: to, direction: d, met: math.MaxInt}
	for i, start := range []quadstore.ID{from, to} {
		r := &f.searches[i]
		r.reset(f.Snapshot().Room())
		for _, node := range avoid {
			r.bar(node)
		}
		if r.steps.At(from) == barred || r.steps.At(to) == barred {
			return finding{searchedTo: length}, nil
		}
		r.begin(start)
	}
	return s.lengthen(ctx, length, first)
}

// lengthen looks at every chain of one step, then of two, and so on, until it has enough.
func (s *pathSearch) lengthen(ctx context.Context, length, first int) (finding, error) {
	var found finding
	for l := 1; l <= length; l++ {
		whole, err := s.widen(ctx, l)
		if err != nil {
			return found, err
		}
		if s.met <= l {
			chains, all, err := s.chains(ctx, l, first-len(found.chains))
			if err != nil {
				return found, err
			}
			found.chains = append(found.chains, chains...)
			whole = whole && all
		}
		switch {
		case !whole:
			found.truncated = true
			return found, nil
		case s.isCutOff():
			found.searchedTo = length
			return found, nil
		}
		found.searchedTo = l
		if len(found.chains) >= first {
			return found, nil
		}
	}
	return found, nil
}

// isCutOff reports whether everything that either end is tied to has been met, without the other.
func (s *pathSearch) isCutOff() bool {
	return s.met == math.MaxInt && (len(s.searches[0].frontier()) == 0 || len(s.searches[1].frontier()) == 0)
}

// widen goes on from the end where it costs less until every chain of so many steps has been followed. It reports false
// where the budget ran out first.
func (s *pathSearch) widen(ctx context.Context, length int) (whole bool, err error) {
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
	const sample, guess = 256, 16 // weighing every node of a great frontier costs as much as following it
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
		n, err := s.chunk(ctx, frontier)
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

// step takes note of one relationship.
func (s *pathSearch) step(r, other *bfs, from quadstore.ID, t graph.Incidence, far quadstore.ID) {
	to := t.Other()
	if at := r.steps.At(to); at == 1 || at == barred || to == from {
		return
	}
	r.trail = append(r.trail, bfsEdge{from, to, t.Claim})
	switch {
	case to == far:
		r.arrive(to)
	case r.meet(to):
		s.budget.nodes--
	}
	if rest, met := other.distance(to); met {
		s.met = min(s.met, r.radius+1+rest)
	}
}

// chains is the best chains of exactly so many steps. It reports false where the budget ran out before all were weighed.
func (s *pathSearch) chains(ctx context.Context, length, first int) (best []chain, all bool, err error) {
	a, b := &s.searches[0], &s.searches[1]
	straight := length == s.met
	b.settle(a, length, straight)
	a.settle(b, length, straight)
	defer a.giveBack()
	defer b.giveBack()
	l, err := s.lattice(ctx, length)
	defer l.forget()
	if err != nil {
		return nil, false, err
	}
	return l.best(ctx, length, first)
}
