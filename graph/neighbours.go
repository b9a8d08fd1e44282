package graph

import (
	"context"

	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/parallel"
)

// Neighbours is, for each entity, a page of those at the other end of its relationships, each once however many claims
// are about it. Filters hold before the page is cut, and Total counts what passes them.
func (v *View) Neighbours(ctx context.Context, of []*claim.Entity, q NeighbourQuery) ([]paging.Page[*Neighbour], error) {
	v = v.At(q.Filter.KnownAt)
	if err := q.Window.Check(); err != nil {
		return nil, err
	}
	nodes := NodesOf(of)
	ctx, err := v.TimedOf(ctx, nodes)
	if err != nil {
		return nil, err
	}
	on := newScratch()
	defer on.release()
	incidences, err := v.incidencesIn(ctx, on, nodes, q.Kinds, q.Direction, q.Filter.IncludesRetracted())
	if err != nil {
		return nil, err
	}
	if incidences, err = v.newClaimFilterEvalOn(on, q.Filter).Apply(ctx, incidences); err != nil {
		return nil, err
	}
	if len(q.Exclude) > 0 {
		drawn, err := v.refSet(ctx, q.Exclude)
		if err != nil {
			return nil, err
		}
		if incidences, err = parallel.Drop(ctx, incidences, func(t Incidence) bool { return drawn[t.Other()] }); err != nil {
			return nil, err
		}
	}
	if q.To != nil {
		if incidences, err = v.keepEnds(ctx, on, incidences, *q.To, Incidence.Other); err != nil {
			return nil, err
		}
	}
	return v.neighbourPages(ctx, on, incidences, len(of), q)
}

// neighbourPages cuts a page for each owner of incidences out of those at their other ends.
func (v *View) neighbourPages(ctx context.Context, on *scratch, incidences []Incidence, owners int, q NeighbourQuery) ([]paging.Page[*Neighbour], error) {
	on.neighbours.gather(incidences, owners)
	if err := v.pageNeighboursInTime(ctx, on, q.Order, q.Window); err != nil {
		return nil, err
	}
	found, err := v.EntitiesAt(ctx, on.nodes)
	if err != nil {
		return nil, err
	}
	return paging.Bind(&on.pages, on.neighbours.neighbours(incidences, on.pages.Picked, found)), nil
}

// NeighbourTies is, of each neighbour, the first claims about it and its owner, latest stated first.
func (v *View) NeighbourTies(ctx context.Context, of []*Neighbour, first int) ([][]*claim.Relationship, error) {
	lists := make([][]ClaimEdge, len(of))
	for i, n := range of {
		lists[i] = n.edges
	}
	return v.LatestStated(ctx, lists, first)
}

// LatestStated is at most first claims of each of several lists, latest stated first.
func (v *View) LatestStated(ctx context.Context, lists [][]ClaimEdge, first int) ([][]*claim.Relationship, error) {
	window := paging.Window{First: first}
	if err := window.Check(); err != nil {
		return nil, err
	}
	on := newScratch()
	defer on.release()
	l := &on.lists
	l.claims, l.ends = l.claims[:0], l.ends[:0]
	for _, list := range lists {
		l.claims = append(l.claims, list...)
		l.ends = append(l.ends, len(l.claims))
	}
	if len(l.claims) > v.limits.brief {
		ctx = v.Timed(ctx, ErrLongList)
	}
	pages, err := v.pagesOf(ctx, on, *l, ClaimOrder{By: ByStated, Descending: true}, window)
	if err != nil {
		return nil, err
	}
	out := make([][]*claim.Relationship, len(pages))
	for i, p := range pages {
		out[i] = only[*claim.Relationship](p).Items
	}
	return out, nil
}
