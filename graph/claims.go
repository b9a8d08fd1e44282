package graph

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore"
)

// pagesOf cuts one page out of each of several lists of claims and decodes them all at once.
func (v *View) pagesOf(ctx context.Context, on *desk, lists claimLists, order ClaimOrder, w Window) ([]Page[Claim], error) {
	keys, err := v.claimKeys(ctx, on, lists.claims, order)
	if err != nil {
		return nil, err
	}
	on.cuts.reset()
	from := 0
	for _, to := range lists.ends {
		on.cuts.cut(from, to, w, keys.keyOf())
		from = to
	}
	chosen := make([]claimRef, len(on.cuts.picked))
	for i, at := range on.cuts.picked {
		chosen[i] = lists.claims[at]
	}
	decoded, err := v.decode(ctx, chosen)
	if err != nil {
		return nil, err
	}
	return bind(&on.cuts, decoded), nil
}

// tiePages is pagesOf the ties of some owners.
func (v *View) tiePages(ctx context.Context, ties []tie, owners int, order ClaimOrder, w Window) ([]Page[Claim], error) {
	on := newDesk()
	defer on.release()
	return v.pagesOf(ctx, on, on.listed(ties, owners), order, w)
}

// onePage is pagesOf a single list.
func (v *View) onePage(ctx context.Context, claims []claimRef, order ClaimOrder, w Window) ([]Page[Claim], error) {
	on := newDesk()
	defer on.release()
	return v.pagesOf(ctx, on, claimLists{claims, []int{len(claims)}}, order, w)
}

// only narrows a page of claims to one sort of claim, which all of them are; what does not decode is left out.
func only[T Claim](p Page[Claim]) Page[T] {
	n := len(p.Items)
	out := Page[T]{Total: p.Total, HasNext: p.HasNext, HasPrevious: p.HasPrevious, Items: make([]T, 0, n), positions: p.positions[:0]}
	for i, c := range p.Items {
		if t, ok := c.(T); ok {
			out.Items = append(out.Items, t)
			out.positions = append(out.positions, p.positions[i])
		}
	}
	return out
}

func onlyAll[T Claim](pages []Page[Claim], err error) ([]Page[T], error) {
	out := make([]Page[T], len(pages))
	for i, p := range pages {
		out[i] = only[T](p)
	}
	return out, err
}

func first[T any](pages []Page[T], err error) (Page[T], error) {
	if err != nil {
		return Page[T]{}, err
	}
	return pages[0], nil
}

// Relationships is, for each entity, a page of the claims that tie it, each once.
func (v *View) Relationships(ctx context.Context, of []*Entity, q RelationshipQuery) ([]Page[*Relationship], error) {
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
	return onlyAll[*Relationship](v.pagesOf(ctx, on, on.listed(ties, len(of)), q.Order, q.Window))
}

// AllRelationships is a page of the relationships of the whole graph.
func (v *View) AllRelationships(ctx context.Context, q RelationshipQuery) (Page[*Relationship], error) {
	if err := q.Window.check(); err != nil {
		return Page[*Relationship]{}, err
	}
	claims, err := v.relationshipsWhere(ctx, q.Kinds, q.Filter)
	if err != nil {
		return Page[*Relationship]{}, err
	}
	return first(onlyAll[*Relationship](v.onePage(ctx, claims, q.Order, q.Window)))
}

// relationshipsWhere is the relationships of some kinds that pass a filter, found from its narrow end: the fund that the
// money comes through, the document, the place; a scan of the kinds only where the filter names none. Those of one pair
// and kind stand together.
func (v *View) relationshipsWhere(ctx context.Context, kinds []RelationshipKind, f RelationshipFilter) ([]claimRef, error) {
	claims, rest, err := v.candidates(ctx, kinds, f)
	if err != nil || rest.isZero() {
		return claims, err
	}
	return v.newSieve(rest).siftRefs(ctx, claims)
}

// candidates is relationships that may pass a filter, and what is left of the filter to ask of them.
func (v *View) candidates(ctx context.Context, kinds []RelationshipKind, f RelationshipFilter) ([]claimRef, RelationshipFilter, error) {
	preds := v.terms.predicates(kinds)
	for _, narrow := range []struct {
		ids       []ID
		predicate quad.IRI
	}{{f.Via, predVia}, {f.StatedBy, predStatedBy}, {f.Documents, predQuotedFrom}} {
		if narrow.ids == nil {
			continue
		}
		claims, err := v.claimsWith(ctx, narrow.predicate, narrow.ids)
		claims = slices.DeleteFunc(claims, func(c claimRef) bool { return !slices.Contains(preds, c.predicate) })
		slices.SortFunc(claims, compareRefs)
		return claims, f, err
	}
	for _, end := range []struct {
		filter **EntityFilter
		near   quad.Direction
	}{{&f.Object, quad.Object}, {&f.Subject, quad.Subject}} {
		among, bounded, err := v.bounded(ctx, *end.filter)
		if err != nil {
			return nil, f, err
		}
		if !bounded {
			continue
		}
		if (*end.filter).isBound() {
			*end.filter = nil
		}
		claims, err := v.claimsAt(ctx, among, kinds, end.near, f.retiredToo())
		return claims, f, err
	}
	claims, err := v.scanClaims(ctx, preds)
	if !f.retiredToo() {
		claims = slices.DeleteFunc(claims, func(c claimRef) bool { return v.retired.has(c.claim) })
	}
	return claims, f, err
}

func compareRefs(a, b claimRef) int {
	return cmp.Or(cmp.Compare(a.predicate, b.predicate), cmp.Compare(a.subject, b.subject), cmp.Compare(a.object, b.object), cmp.Compare(a.claim, b.claim))
}

// isBound reports whether the filter asks nothing beyond what bounded has found: one place, or some ids.
func (f *EntityFilter) isBound() bool {
	return (f.IDs == nil || f.Within == "") && f.Kinds == nil && f.Name == "" && f.PlaceTypes == nil && f.MinDegree <= 0 &&
		f.Has == nil && f.HasNo == nil && f.And == nil && f.Or == nil && f.Not == nil
}

// bounded is the nodes that an entity filter can pass, where it names them or a place; else it is not bounded.
func (v *View) bounded(ctx context.Context, f *EntityFilter) (idSet, bool, error) {
	switch {
	case f == nil:
		return nil, false, nil
	case f.IDs != nil:
		set, err := v.refSet(f.IDs)
		return newIDSet(slices.Collect(maps.Keys(set))), true, err
	case f.Within != "":
		place := v.ref(f.Within)
		if place == 0 {
			return nil, false, notFound("within", f.Within)
		}
		set, err := v.within(ctx, place)
		return set, true, err
	}
	return nil, false, nil
}

// claimsWith is the claims of which a predicate says one of some entities, each once.
func (v *View) claimsWith(ctx context.Context, predicate quad.IRI, objects []ID) ([]claimRef, error) {
	pred := v.terms.id(predicate)
	if pred == 0 {
		return nil, nil
	}
	set, err := v.refSet(objects)
	if err != nil {
		return nil, err
	}
	nodes := slices.Collect(maps.Keys(set))
	var edges quadstore.Edges
	if err := v.snap.Expand(ctx, &edges, nodes, quad.Object, pred); err != nil {
		return nil, err
	}
	return v.edgesOf(ctx, newIDSet(slices.Clone(edges.Subject)))
}

// scanClaims is every claim of some predicates.
func (v *View) scanClaims(ctx context.Context, preds []quadstore.ID) ([]claimRef, error) {
	var claims []claimRef
	for _, pred := range preds {
		for q := range v.snap.Scan(pred) {
			if len(claims)%4096 == 0 && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if q.Label.IsClaim() {
				claims = append(claims, claimRef{q.Subject, q.Predicate, q.Object, q.Label})
			}
		}
	}
	return claims, nil
}

// EveryClaim is the standing claims of the whole graph, decoded as they are asked for.
func (v *View) EveryClaim(ctx context.Context) iter.Seq2[Claim, error] {
	return func(yield func(Claim, error) bool) {
		attributes, err := v.attributePredicates("")
		if err != nil {
			yield(nil, err)
			return
		}
		refs, err := v.scanClaims(ctx, slices.Concat(v.terms.known, attributes, v.measurePredicates()))
		if err != nil {
			yield(nil, err)
			return
		}
		refs = slices.DeleteFunc(refs, func(c claimRef) bool { return v.retired.has(c.claim) })
		for chunk := range slices.Chunk(refs, reindexStep) {
			claims, err := v.decode(ctx, chunk)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, c := range claims {
				if c != nil && !yield(c, nil) {
					return
				}
			}
		}
	}
}
