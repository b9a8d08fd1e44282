package graph

import (
	"context"

	"whence/graph/claim"
)

// Neighbours is, for each entity, a page of those at the other end of its relationships, each once however many claims
// tie it. Filters hold before the page is cut, and Total counts what passes them.
func (v *View) Neighbours(ctx context.Context, of []*claim.Entity, q NeighbourQuery) ([]Page[*Neighbour], error) {
	v = v.At(q.Filter.KnownAt)
	if err := q.Window.check(); err != nil {
		return nil, err
	}
	nodes := refs(of)
	ctx, err := v.timedOf(ctx, nodes)
	if err != nil {
		return nil, err
	}
	on := newDesk()
	defer on.release()
	ties, err := v.tiesOn(ctx, on, nodes, q.Kinds, q.Direction, q.Filter.retiredToo())
	if err != nil {
		return nil, err
	}
	if ties, err = v.newSieveOn(on, q.Filter).sift(ctx, ties); err != nil {
		return nil, err
	}
	if len(q.Exclude) > 0 {
		drawn, err := v.refSet(q.Exclude)
		if err != nil {
			return nil, err
		}
		if ties, err = dropped(ctx, ties, func(t tie) bool { return drawn[t.other()] }); err != nil {
			return nil, err
		}
	}
	if q.To != nil {
		if ties, err = v.keepEnds(ctx, on, ties, *q.To, tie.other); err != nil {
			return nil, err
		}
	}
	return v.neighbourPages(ctx, on, ties, len(of), q)
}

// neighbourPages cuts a page for each owner of ties out of those at their other ends.
func (v *View) neighbourPages(ctx context.Context, on *desk, ties []tie, owners int, q NeighbourQuery) ([]Page[*Neighbour], error) {
	on.crowd.gather(ties, owners)
	if err := v.cutWatched(ctx, on, q.Order, q.Window); err != nil {
		return nil, err
	}
	found, err := v.entities(ctx, on.nodes)
	if err != nil {
		return nil, err
	}
	return bind(&on.cuts, on.crowd.neighbours(ties, on.cuts.picked, found)), nil
}

// NeighbourTies is the first so many of the claims that tie each neighbour, latest stated first.
func (v *View) NeighbourTies(ctx context.Context, of []*Neighbour, first int) ([][]*claim.Relationship, error) {
	lists := make([][]claimRef, len(of))
	for i, n := range of {
		lists[i] = n.ties
	}
	return v.latestStated(ctx, lists, first)
}

// StepTies is the first so many of the claims that tie the two ends of each step, latest stated first.
func (v *View) StepTies(ctx context.Context, of []PathStep, first int) ([][]*claim.Relationship, error) {
	lists := make([][]claimRef, len(of))
	for i, s := range of {
		lists[i] = s.ties
	}
	return v.latestStated(ctx, lists, first)
}

func (v *View) latestStated(ctx context.Context, lists [][]claimRef, first int) ([][]*claim.Relationship, error) {
	window := Window{First: first}
	if err := window.check(); err != nil {
		return nil, err
	}
	on := newDesk()
	defer on.release()
	l := &on.lists
	l.claims, l.ends = l.claims[:0], l.ends[:0]
	for _, list := range lists {
		l.claims = append(l.claims, list...)
		l.ends = append(l.ends, len(l.claims))
	}
	if len(l.claims) > v.limits.brief {
		ctx = v.timed(ctx, errLongList)
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
