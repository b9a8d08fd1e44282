package graph

import (
	"cmp"
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
	ties, err := v.tiesOf(ctx, refs(of), q.Kinds, q.Direction, q.Filter.retiredToo())
	if err != nil {
		return nil, err
	}
	if ties, err = v.newSieve(q.Filter).sift(ctx, ties); err != nil {
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
	for i, own := range byOwner(ties, len(of)) {
		if pages[i], err = v.neighbourPage(ctx, own, q); err != nil {
			return nil, err
		}
	}
	return pages, nil
}

// neighbourPage cuts the page of one entity out of its ties.
func (v *View) neighbourPage(ctx context.Context, ties []tie, q NeighbourQuery) (Page[*Neighbour], error) {
	slices.SortFunc(ties, func(a, b tie) int {
		return cmp.Or(cmp.Compare(a.other(), b.other()), cmp.Compare(a.claim, b.claim))
	})
	starts := make([]int32, 0, len(ties)+1) // of each neighbour's ties
	others := make([]quadstore.ID, 0, len(ties))
	for i, t := range ties {
		if i == 0 || t.other() != ties[i-1].other() {
			starts = append(starts, int32(i))
			others = append(others, t.other())
		}
	}
	starts = append(starts, int32(len(ties)))
	key, err := v.entityKeys(ctx, others, q.Order)
	if err != nil {
		return Page[*Neighbour]{}, err
	}
	picked, seen := pick(len(others), q.Window, key)
	chosen := make([]quadstore.ID, len(picked))
	for i, p := range picked {
		chosen[i] = others[p.index]
	}
	found, err := v.entities(ctx, chosen)
	if err != nil {
		return Page[*Neighbour]{}, err
	}
	at := 0
	return newPage(len(others), picked, seen, func(i int) *Neighbour {
		mine := ties[starts[i]:starts[i+1]]
		n := &Neighbour{Entity: found[at], Count: len(mine), ties: make([]claimRef, len(mine))}
		for j, t := range mine {
			n.ties[j] = t.claimRef
		}
		at++
		return n
	}), nil
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
	pages, err := v.pagesOf(ctx, lists, ClaimOrder{By: ByStated, Descending: true}, window)
	if err != nil {
		return nil, err
	}
	out := make([][]*Relationship, len(pages))
	for i, p := range pages {
		out[i] = only[*Relationship](p).Items
	}
	return out, nil
}
