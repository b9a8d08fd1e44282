package paths

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/nodeset"
	"whence/graph/paging"
	"whence/graph/quadstore"
)

// What a question for what several entities have in common may ask at most, and what it asks where it does not say.
const (
	DefaultShared     = 20
	MaxCommonDistance = 4  // steps from each
	MaxCommonOf       = 20 // entities
)

// check fills in the defaults; the error wraps claim.ErrInvalid.
func (q *CommonQuery) check() error {
	if q.MaxDistance == 0 {
		q.MaxDistance = 1
	}
	if q.First == 0 {
		q.First = DefaultShared
	}
	if q.MaxDistance < 1 || q.MaxDistance > MaxCommonDistance {
		return fmt.Errorf("maxDistance: %d is outside 1 to %d: %w", q.MaxDistance, MaxCommonDistance, claim.ErrInvalid)
	}
	return paging.Window{First: q.First}.Check()
}

// Common returns what the given entities are all connected to, each within MaxDistance steps, best first: the nearer before the
// farther, all distances added; of those equally near, what has fewer relationships and stronger evidence. What half the graph is
// connected to, two things have in common with everybody. Evidence is read for eight times as many as are
// asked for, those with the fewest relationships. Each comes with the best of the shortest paths from every given entity,
// in their order; no path passes through another of them.
//
// Truncated says that there are more than First, or that the search's budget was spent; where it was spent before
// anything was found the error wraps ErrLimit. The error wraps ErrNotFound where an id is unknown, claim.ErrInvalid where fewer
// than two or more than MaxCommonOf distinct entities are given, or a bound is out of range.
func Common(ctx context.Context, v *graph.View, q CommonQuery) (CommonNeighbours, error) {
	v = v.At(q.Filter.KnownAt)
	return commonWithin(ctx, v, q, newBudget(ctx))
}

func commonWithin(ctx context.Context, v *graph.View, q CommonQuery, b *budget) (CommonNeighbours, error) {
	if err := q.check(); err != nil {
		return CommonNeighbours{}, err
	}
	given, err := nodesOf(ctx, v, q.Of)
	if err != nil {
		return CommonNeighbours{}, err
	}
	if n := len(nodeset.New(slices.Clone(given))); n != len(given) || n < 2 || n > MaxCommonOf {
		return CommonNeighbours{}, fmt.Errorf("of: want 2 to %d entities, all different: %w", MaxCommonOf, claim.ErrInvalid)
	}
	f, err := newExpander(v, q.Kinds, nil, q.Filter, b)
	if err != nil {
		return CommonNeighbours{}, err
	}
	defer f.release()
	c := &common{expander: f, query: q, given: given}
	if err := c.intersect(ctx); err != nil {
		return CommonNeighbours{}, err
	}
	best, err := c.best(ctx)
	if err != nil {
		return CommonNeighbours{}, err
	}
	if c.truncated && len(best) == 0 {
		return CommonNeighbours{}, fmt.Errorf("in common to %d entities within %d steps: the budget was spent: %w", len(given), q.MaxDistance, graph.ErrLimit)
	}
	return c.answer(ctx, best)
}

// common is a search for the nodes that several nodes are all connected to.
type common struct {
	*expander
	query     CommonQuery
	given     []quadstore.ID
	truncated bool
	ids       *graph.TextTable // of the shared nodes
}

// intersect finds what every given node reaches within the distance. Each is searched from in turn, in the first search; the
// second keeps what all of them so far have discovered, with the sum of the distances.
func (c *common) intersect(ctx context.Context) error {
	r, shared := &c.searches[0], &c.searches[1]
	shared.reset(c.Snapshot().Room())
	for i, from := range c.given {
		r.reset(c.Snapshot().Room())
		for _, other := range c.given {
			if other != from {
				r.exclude(other)
			}
		}
		r.start(from)
		for range c.query.MaxDistance {
			if err := c.grow(ctx, r); err != nil {
				return err
			}
		}
		if i == 0 {
			shared.nodes = append(shared.nodes, r.nodes[1:]...)
		}
		kept := shared.nodes[:0]
		for _, node := range shared.nodes {
			steps, met := r.distance(node)
			if !met {
				shared.distances.Set(node, 0)
				continue
			}
			shared.distances.Set(node, shared.distances.At(node)+uint8(steps)) // at most MaxCommonOf times MaxCommonDistance
			kept = append(kept, node)
		}
		shared.nodes = kept
	}
	return nil
}

// grow adds one layer to a search and does not keep what it follows.
func (c *common) grow(ctx context.Context, r *bfs) error {
	layer := len(r.nodes)
	for frontier := r.frontier(); len(frontier) > 0; {
		if c.budget.spent() {
			c.truncated = true
			break
		}
		n, err := c.batchSize(ctx, frontier)
		if err != nil {
			return err
		}
		err = c.follow(ctx, frontier[:n], claim.Both, func(t graph.Incidence) {
			if r.discover(t.Other()) {
				c.budget.nodes--
			}
		})
		if err != nil {
			return err
		}
		frontier = frontier[n:]
	}
	r.layer = layer
	r.radius++
	return nil
}

// sharedNode is a node that all the given ones reach, with the best path to it from each of them.
type sharedNode struct {
	node      quadstore.ID
	distance  int
	cost      float64 // among those as near; at first of the node alone
	nodePaths []nodePath
}

// weighedFor times as many shared nodes as are asked for have their evidence read.
const weighedFor = 8

// candidates is the shared nodes to read the evidence for: the nearest, and of those equally near the least mentioned.
func (c *common) candidates(ctx context.Context) ([]sharedNode, error) {
	const farther = 1 << 33 // more than mentions can be
	shared := &c.searches[1]
	c.truncated = c.truncated || len(shared.nodes) > c.query.First
	nodes, err := c.topK(ctx, shared.nodes, weighedFor*c.query.First, func(node quadstore.ID, mentions uint32) float64 {
		return -float64(mentions) - farther*float64(shared.distances.At(node))
	})
	if err != nil {
		return nil, err
	}
	degrees, err := c.degreesOf(ctx, nodes)
	if err != nil {
		return nil, err
	}
	rate, err := degreePenaltyOf(ctx, c.expander.View)
	if err != nil {
		return nil, err
	}
	entities, err := areEntities(ctx, c.expander.View, nodes)
	if err != nil {
		return nil, err
	}
	if c.ids, err = c.TextsOf(ctx, nodes); err != nil {
		return nil, err
	}
	var out []sharedNode
	for i, node := range nodes {
		if entities[i] {
			out = append(out, sharedNode{node: node, distance: int(shared.distances.At(node)), cost: rate.of(degrees[i])})
		}
	}
	slices.SortFunc(out, c.compareShared)
	return out, nil
}

// best is the best of what is shared, as many as are asked for.
func (c *common) best(ctx context.Context) ([]sharedNode, error) {
	shared, err := c.candidates(ctx)
	if err != nil {
		return nil, err
	}
	if err := c.shortestPaths(ctx, shared); err != nil {
		return nil, err
	}
	shared = slices.DeleteFunc(shared, func(m sharedNode) bool { return len(m.nodePaths) < len(c.given) })
	slices.SortFunc(shared, c.compareShared)
	return shared[:min(len(shared), c.query.First)], nil
}

// shortestPaths finds the best of the shortest paths to each of some shared nodes from each of the given.
func (c *common) shortestPaths(ctx context.Context, to []sharedNode) error {
	targets := make([]quadstore.ID, len(to))
	for i, m := range to {
		targets[i] = m.node
	}
	for i, from := range c.given {
		others := slices.Delete(slices.Clone(c.given), i, i+1)
		found, whole, err := c.pathsToTargets(ctx, from, targets, others, c.query.MaxDistance)
		if err != nil {
			return err
		}
		c.truncated = c.truncated || !whole
		for j := range to {
			path := found[j]
			if len(path.nodes) == 0 && whole { // a longer one may pass through entities alone
				longer, err := c.search(ctx, from, targets[j], claim.Both, others, c.query.MaxDistance, 1)
				if err != nil {
					return err
				}
				if len(longer.nodePaths) > 0 {
					path = longer.nodePaths[0]
				}
			}
			if len(path.nodes) > 0 {
				to[j].nodePaths = append(to[j].nodePaths, path)
				to[j].cost += path.cost
			}
		}
	}
	return nil
}

func compareCosts(a, b sharedNode) int {
	return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.cost, b.cost))
}

func (c *common) compareShared(a, b sharedNode) int {
	if n := compareCosts(a, b); n != 0 {
		return n
	}
	return c.ids.CompareIDs(a.node, b.node)
}

// answer reads the entities and the paths of the shared nodes.
func (c *common) answer(ctx context.Context, best []sharedNode) (CommonNeighbours, error) {
	var nodes []quadstore.ID
	var nodePaths []nodePath
	for _, m := range best {
		nodes = append(nodes, m.node)
		nodePaths = append(nodePaths, m.nodePaths...)
	}
	entities, err := c.EntitiesAt(ctx, nodes)
	if err != nil {
		return CommonNeighbours{}, err
	}
	paths, err := pathsOf(ctx, c.expander.View, nodePaths)
	if err != nil {
		return CommonNeighbours{}, err
	}
	out := CommonNeighbours{Truncated: c.truncated}
	for i, m := range best {
		n := len(m.nodePaths)
		out.Entities = append(out.Entities, CommonNeighbour{Entity: entities[i], Paths: paths[:n:n], Score: m.score()})
		paths = paths[n:]
	}
	return out, nil
}

// score is from 0 to 1; as of paths, each distance has a band of its own, and what is a direct neighbour of both of two scores
// from 1/3 to 1/2.
func (m sharedNode) score() float64 {
	n := float64(m.distance)
	return 1/(n+1) + math.Exp(-m.cost)*(1/n-1/(n+1))
}
