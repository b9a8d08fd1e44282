package paths

import (
	"context"
	"fmt"
	"math"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/quadstore"
)

// What a path query asks for where it does not say.
const (
	DefaultPathLength = 6
	DefaultPaths      = 5
)

// MaxPathLength is the most steps that a path query may ask for. Within ten steps most of any graph is connected to most of it.
const MaxPathLength = 10

// check fills in the defaults; the error wraps claim.ErrInvalid.
func (q *Query) check() error {
	if q.MaxLength == 0 {
		q.MaxLength = DefaultPathLength
	}
	if q.First == 0 {
		q.First = DefaultPaths
	}
	if q.MaxLength < 1 || q.MaxLength > MaxPathLength {
		return fmt.Errorf("maxLength: %d is outside 1 to %d: %w", q.MaxLength, MaxPathLength, claim.ErrInvalid)
	}
	return paging.Window{First: q.First}.Check()
}

// Find returns the best paths between two entities, shortest first; the entities on a path are distinct. Of one length those are
// better whose steps rest on surer claims, on what is rather than what is planned, and on more documents; whose steps held at one
// time; and that pass through entities with few relationships, for a hub connects everything to everything. Where there are more
// than a hundred of one length, and more than four times as many as are asked for, the evidence is read for those alone that pass
// through what is mentioned least. The paths from an entity to itself are the cycles that it is in.
//
// SearchedTo is the length up to which every path was looked at: MaxLength, or the length at which First paths were found.
// Truncated says that the search's budget ended it; Paths is then what was found until then, and where that is nothing the error
// wraps ErrLimit. The error wraps ErrNotFound where an id is unknown, claim.ErrInvalid where a bound is out of range.
func Find(ctx context.Context, v *graph.View, q Query) (Result, error) {
	v = v.At(q.Filter.KnownAt)
	return findWithin(ctx, v, q, newBudget(ctx))
}

func findWithin(ctx context.Context, v *graph.View, q Query, b *budget) (Result, error) {
	if err := q.check(); err != nil {
		return Result{}, err
	}
	ends, err := nodesOf(ctx, v, []claim.ID{q.From, q.To})
	if err != nil {
		return Result{}, err
	}
	avoid, err := nodesOf(ctx, v, q.ExcludeEntities)
	if err != nil {
		return Result{}, err
	}
	f, err := newExpander(v, q.Kinds, q.ExcludeKinds, q.Filter, b)
	if err != nil {
		return Result{}, err
	}
	defer f.release()
	find := func() (finding, error) {
		if ends[0] == ends[1] {
			return f.cycles(ctx, ends[0], q.Direction, avoid, q.MaxLength, q.First)
		}
		return f.search(ctx, ends[0], ends[1], q.Direction, avoid, q.MaxLength, q.First)
	}
	found, err := find()
	if err != nil {
		return Result{}, err
	}
	if found.truncated && len(found.nodePaths) == 0 {
		return Result{}, fmt.Errorf("paths from %s to %s: every path of %d steps was looked at, and then the budget was spent: %w", q.From, q.To, found.searchedTo, graph.ErrLimit)
	}
	paths, err := pathsOf(ctx, v, found.nodePaths)
	return Result{Paths: paths, SearchedTo: found.searchedTo, Truncated: found.truncated}, err
}

// nodesOf returns the nodes of entities; the error wraps ErrNotFound where an id is unknown.
func nodesOf(ctx context.Context, v *graph.View, ids []claim.ID) ([]quadstore.ID, error) {
	found, err := v.Entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	for i, e := range found {
		if e == nil {
			return nil, graph.NotFound("entity", ids[i])
		}
	}
	return graph.NodesOf(found), nil
}

// pathsOf reads the entities and the claims of paths.
func pathsOf(ctx context.Context, v *graph.View, nodePaths []nodePath) ([]Path, error) {
	var nodes, claims []quadstore.ID
	for _, c := range nodePaths {
		nodes = append(nodes, c.nodes...)
		for _, step := range c.claims {
			claims = append(claims, step...)
		}
	}
	entities, err := v.EntitiesAt(ctx, nodes)
	if err != nil {
		return nil, err
	}
	incidences, err := v.EdgesOf(ctx, claims)
	if err != nil {
		return nil, err
	}
	paths := make([]Path, len(nodePaths))
	for i, c := range nodePaths {
		p := &paths[i]
		p.Entities, entities = entities[:len(c.nodes):len(c.nodes)], entities[len(c.nodes):]
		for j, step := range c.claims {
			p.Steps = append(p.Steps, Step{From: p.Entities[j], To: p.Entities[j+1], edges: incidences[:len(step):len(step)]})
			incidences = incidences[len(step):]
		}
		p.Score = c.score()
		p.Why = c.why(p.Entities)
	}
	return paths, nil
}

// score is from 0 to 1. A shorter path scores more than any longer one: each length has a band of its own, 1/2 to 1 for
// one step, 1/3 to 1/2 for two, and a path's place in its band is what its cost leaves of it.
func (c nodePath) score() float64 {
	n := float64(len(c.steps))
	if n == 0 {
		return 1
	}
	return 1/(n+1) + math.Exp(-c.cost)*(1/n-1/(n+1))
}

// StepClaims returns, of each step, at most first of the claims about its two ends, latest stated first.
func StepClaims(ctx context.Context, v *graph.View, of []Step, first int) ([][]*claim.Relationship, error) {
	lists := make([][]graph.ClaimEdge, len(of))
	for i, s := range of {
		lists[i] = s.edges
	}
	return v.LatestStated(ctx, lists, first)
}
