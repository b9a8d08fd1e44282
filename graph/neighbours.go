package graph

import (
	"context"
	"slices"

	"whence/graph/quadstore"
)

// Neighbours is, for each entity, a page of those at the other end of its relationships, each once however many claims
// tie it. Filters hold before the page is cut, and Total counts what passes them.
func (v *View) Neighbours(ctx context.Context, of []*Entity, q NeighbourQuery) ([]Page[*Neighbour], error) {
	if err := q.Window.check(); err != nil {
		return nil, err
	}
	on := newDesk()
	defer on.release()
	ties, err := v.tiesOn(ctx, on, refs(of), q.Kinds, q.Direction, q.Filter.retiredToo())
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
		ties = slices.DeleteFunc(ties, func(t tie) bool { return drawn[t.other()] })
	}
	if q.To != nil {
		if ties, err = v.keepEnds(ctx, ties, *q.To, tie.other); err != nil {
			return nil, err
		}
	}
	pages := make([]Page[*Neighbour], len(of))
	for from := 0; from < len(ties); {
		to, owner := from+1, ties[from].owner
		for to < len(ties) && ties[to].owner == owner {
			to++
		}
		if pages[owner], err = v.neighbourPage(ctx, on, ties[from:to], q); err != nil {
			return nil, err
		}
		from = to
	}
	return pages, nil
}

// neighbourPage cuts the page of one entity out of its ties.
func (v *View) neighbourPage(ctx context.Context, on *desk, ties []tie, q NeighbourQuery) (Page[*Neighbour], error) {
	on.others.reset(0)
	on.counts = on.counts[:0]
	for _, t := range ties {
		n := on.others.add(t.other())
		if int(n) == len(on.counts) {
			on.counts = append(on.counts, 0)
		}
		on.counts[n]++
	}
	others := on.others.keys
	key, err := v.entityKeys(ctx, on, others, q.Order)
	if err != nil {
		return Page[*Neighbour]{}, err
	}
	picked, seen := pick(len(others), q.Window, key, nil)
	chosen := make([]quadstore.ID, len(picked))
	for i, p := range picked {
		chosen[i] = others[p.index]
	}
	found, err := v.entities(ctx, chosen)
	if err != nil {
		return Page[*Neighbour]{}, err
	}
	page := newPage(len(others), picked, seen, func(i int) *Neighbour {
		count := int(on.counts[picked[i].index])
		return &Neighbour{Entity: found[i], Count: count, ties: make([]claimRef, 0, count)}
	})
	on.deal(ties, picked, page.Items)
	return page, nil
}

// deal gives the neighbours that were picked the claims that tie them.
func (d *desk) deal(ties []tie, picked []keyed, to []*Neighbour) {
	clear(d.counts)
	for i, p := range picked {
		d.counts[p.index] = int32(i) + 1
	}
	for _, t := range ties {
		if at := d.counts[d.others.find(t.other())]; at > 0 {
			to[at-1].ties = append(to[at-1].ties, t.claimRef)
		}
	}
}

// NeighbourTies is the first so many of the claims that tie each neighbour, latest stated first.
func (v *View) NeighbourTies(ctx context.Context, of []*Neighbour, first int) ([][]*Relationship, error) {
	lists := make([][]claimRef, len(of))
	for i, n := range of {
		lists[i] = n.ties
	}
	return v.latestStated(ctx, lists, first)
}

// StepTies is the first so many of the claims that tie the two ends of each step, latest stated first.
func (v *View) StepTies(ctx context.Context, of []PathStep, first int) ([][]*Relationship, error) {
	lists := make([][]claimRef, len(of))
	for i, s := range of {
		lists[i] = s.ties
	}
	return v.latestStated(ctx, lists, first)
}

func (v *View) latestStated(ctx context.Context, lists [][]claimRef, first int) ([][]*Relationship, error) {
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
	pages, err := v.pagesOf(ctx, on, *l, ClaimOrder{By: ByStated, Descending: true}, window)
	if err != nil {
		return nil, err
	}
	out := make([][]*Relationship, len(pages))
	for i, p := range pages {
		out[i] = only[*Relationship](p).Items
	}
	return out, nil
}
