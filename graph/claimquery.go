package graph

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/paging"
	"whence/graph/parallel"
	"whence/graph/quadstore"
)

// pagesOf cuts one page out of each of several lists of claims and decodes them all at once.
func (v *View) pagesOf(ctx context.Context, on *scratch, lists claimLists, order ClaimOrder, w paging.Window) ([]paging.Page[claim.Claim], error) {
	keys, err := v.claimKeys(ctx, on, lists.claims, order)
	if err != nil {
		return nil, err
	}
	on.pages.Reset()
	on.pages.Watch(ctx, len(lists.claims))
	from := 0
	for _, to := range lists.ends {
		on.pages.Cut(from, to, w, keys.keyOf())
		from = to
	}
	if err := on.pages.Done(); err != nil {
		return nil, err
	}
	chosen := make([]ClaimEdge, len(on.pages.Picked))
	for i, at := range on.pages.Picked {
		chosen[i] = lists.claims[at]
	}
	decoded, err := v.Decode(ctx, chosen)
	if err != nil {
		return nil, err
	}
	return paging.Bind(&on.pages, decoded), nil
}

// tiePages is pagesOf the incidences of some owners.
func (v *View) tiePages(ctx context.Context, incidences []Incidence, owners int, order ClaimOrder, w paging.Window) ([]paging.Page[claim.Claim], error) {
	on := newScratch()
	defer on.release()
	return v.pagesOf(ctx, on, on.listed(incidences, owners), order, w)
}

// RelationshipPages is, for each of some owners, a page of those of its incidences that are relationships.
func (v *View) RelationshipPages(ctx context.Context, incidences []Incidence, owners int, order ClaimOrder, w paging.Window) ([]paging.Page[*claim.Relationship], error) {
	return onlyAll[*claim.Relationship](v.tiePages(ctx, incidences, owners, order, w))
}

// onePage is pagesOf a single list.
func (v *View) onePage(ctx context.Context, claims []ClaimEdge, order ClaimOrder, w paging.Window) ([]paging.Page[claim.Claim], error) {
	on := newScratch()
	defer on.release()
	return v.pagesOf(ctx, on, claimLists{claims, []int{len(claims)}}, order, w)
}

// only narrows a page of claims to one sort of claim, which all of them are; what does not decode is left out.
func only[T claim.Claim](p paging.Page[claim.Claim]) paging.Page[T] {
	return paging.Convert(p, func(c claim.Claim) (T, bool) {
		t, ok := c.(T)
		return t, ok
	})
}

func onlyAll[T claim.Claim](pages []paging.Page[claim.Claim], err error) ([]paging.Page[T], error) {
	out := make([]paging.Page[T], len(pages))
	for i, p := range pages {
		out[i] = only[T](p)
	}
	return out, err
}

func first[T any](pages []paging.Page[T], err error) (paging.Page[T], error) {
	if err != nil {
		return paging.Page[T]{}, err
	}
	return pages[0], nil
}

// Relationships is, for each entity, a page of its relationships, each once.
func (v *View) Relationships(ctx context.Context, of []*claim.Entity, q RelationshipQuery) ([]paging.Page[*claim.Relationship], error) {
	v = v.At(q.Filter.KnownAt)
	if err := q.Window.Check(); err != nil {
		return nil, err
	}
	nodes := NodesOf(of)
	ctx, err := v.TimedOf(ctx, nodes)
	if err != nil {
		return nil, err
	}
	hubs, err := v.hubPages(ctx, nodes, q)
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
	pages, err := v.pagesOf(ctx, on, on.listed(incidences, len(of)), q.Order, q.Window)
	if err == nil {
		for i, p := range hubs {
			pages[i] = p
		}
	}
	return onlyAll[*claim.Relationship](pages, err)
}

// AllRelationships is a page of the relationships of the whole graph.
func (v *View) AllRelationships(ctx context.Context, q RelationshipQuery) (paging.Page[*claim.Relationship], error) {
	v = v.At(q.Filter.KnownAt)
	if err := q.Window.Check(); err != nil {
		return paging.Page[*claim.Relationship]{}, err
	}
	ctx = v.Timed(ctx, ErrLongList)
	quota := v.NewQuota()
	claims, rest, err := v.Candidates(ctx, quota, q.Kinds, q.Filter)
	if err == nil {
		err = quota.Whole()
	}
	if err == nil && !rest.IsZero() {
		claims, err = v.NewClaimFilterEval(rest).ApplyEdges(ctx, claims)
	}
	if err != nil {
		return paging.Page[*claim.Relationship]{}, err
	}
	return first(onlyAll[*claim.Relationship](v.onePage(ctx, claims, q.Order, q.Window)))
}

// Candidates is relationships that may pass a filter, and what is left of the filter to ask of them. They are found from
// its narrow end: the fund that the money comes through, the document, the place; by a scan of the kinds only where the
// filter names none. Those of one pair and kind stand together.
func (v *View) Candidates(ctx context.Context, quota *Quota, kinds []claim.RelationshipKind, f RelationshipFilter) ([]ClaimEdge, RelationshipFilter, error) {
	preds := v.terms.Predicates(kinds)
	for _, narrow := range []struct {
		ids       []claim.ID
		predicate quad.IRI
	}{{f.FundedThrough, encoding.PredVia}, {f.StatedBy, encoding.PredStatedBy}, {f.Documents, encoding.PredQuotedFrom}} {
		if narrow.ids == nil {
			continue
		}
		claims, err := v.claimsWith(ctx, quota, narrow.predicate, narrow.ids, preds)
		if err == nil {
			claims, err = parallel.Sort(ctx, claims, CompareEdges)
		}
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
		*end.filter = (*end.filter).unbound()
		claims, err := v.gatherAt(ctx, quota, among, kinds, end.near, f.IncludesRetracted())
		return claims, f, err
	}
	claims, err := v.claimsOfDatasets(ctx, quota, preds, f.ClaimFilter)
	if err == nil && !f.IncludesRetracted() {
		claims, err = v.Standing(ctx, claims)
	}
	return claims, f, err
}

// Standing is the claims that are not retired, in the same array.
func (v *View) Standing(ctx context.Context, claims []ClaimEdge) ([]ClaimEdge, error) {
	if v.retired.Empty() {
		return claims, nil
	}
	return parallel.Drop(ctx, claims, func(c ClaimEdge) bool { return v.retired.Has(c.Claim) })
}

// CompareEdges orders claims by predicate, subject, object and claim, each by the ids of the store.
func CompareEdges(a, b ClaimEdge) int {
	return cmp.Or(cmp.Compare(a.Predicate, b.Predicate), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Object, b.Object), cmp.Compare(a.Claim, b.Claim))
}

// unbound is what the filter asks beyond what bounded has found: nil where that is nothing.
func (f *EntityFilter) unbound() *EntityFilter {
	rest := *f
	switch {
	case rest.IDs != nil:
		rest.IDs = nil
	case rest.Identifiers != nil:
		rest.Identifiers = nil
	default:
		rest.Within = ""
	}
	if rest.IDs == nil && rest.Identifiers == nil && rest.Within == "" && rest.Kinds == nil && rest.Name == "" && rest.PlaceTypes == nil && rest.MinDegree <= 0 && rest.Datasets == nil &&
		rest.Has == nil && rest.HasNo == nil && rest.And == nil && rest.Or == nil && rest.Not == nil {
		return nil
	}
	return &rest
}

// bounded is the nodes that an entity filter can pass, where it names them or a place; else it is not bounded.
func (v *View) bounded(ctx context.Context, f *EntityFilter) (nodeset.Set, bool, error) {
	switch {
	case f == nil:
		return nil, false, nil
	case f.IDs != nil:
		set, err := v.refSet(ctx, f.IDs)
		return nodeset.New(slices.Collect(maps.Keys(set))), true, err
	case f.Identifiers != nil:
		set, err := v.NodesBearing(ctx, f.Identifiers)
		return set, true, err
	case f.Within != "":
		place := v.NodeOf(f.Within)
		if place == 0 {
			return nil, false, NotFound("within", f.Within)
		}
		set, err := v.within(ctx, place)
		return set, true, err
	}
	return nil, false, nil
}

// claimsWith is the claims, made by some of the predicates, of which another predicate says one of some entities, each
// once.
func (v *View) claimsWith(ctx context.Context, quota *Quota, predicate quad.IRI, objects []claim.ID, preds []quadstore.ID) ([]ClaimEdge, error) {
	set, err := v.refSet(ctx, objects)
	if err != nil {
		return nil, err
	}
	return v.claimsAround(ctx, quota, v.terms.ID(predicate), slices.Sorted(maps.Keys(set)), preds)
}

// claimsOfDatasets is the claims, made by some of the predicates, that are cited from documents of data sets, or from what is
// one with such a document; all claims where no data set is named.
func (v *View) claimsOfDatasets(ctx context.Context, quota *Quota, preds []quadstore.ID, f ClaimFilter) ([]ClaimEdge, error) {
	set, one, err := v.datasetSets(ctx, f)
	if err != nil {
		return nil, err
	}
	if one != nil {
		set = one
	}
	if set == nil {
		return v.ScanClaims(ctx, quota, preds)
	}
	documents, err := v.DocumentsDeclaredBy(ctx, set)
	if err != nil {
		return nil, err
	}
	for i, document := range documents {
		documents[i] = v.Current(document)
	}
	claims, err := v.claimsAround(ctx, quota, v.terms.ID(encoding.PredQuotedFrom), nodeset.New(documents), preds)
	if err != nil {
		return nil, err
	}
	return parallel.Sort(ctx, claims, CompareEdges)
}

// claimsAround is the claims, made by some of the predicates, of which another predicate says one of some nodes, each once.
func (v *View) claimsAround(ctx context.Context, quota *Quota, pred quadstore.ID, nodes, preds []quadstore.ID) ([]ClaimEdge, error) {
	var edges quadstore.Edges
	var found []quadstore.ID
	room := quota.room()
	counts := make([]uint32, len(nodes))
	if len(nodes) > 0 && pred != 0 {
		if err := v.snap.Degrees(ctx, counts, nodes, quad.Object, pred); err != nil {
			return nil, err
		}
		if err := v.snap.ExpandFirst(ctx, &edges, nodes, quad.Object, room, pred); err != nil {
			return nil, err
		}
	}
	found = append(found, edges.Subject...)
	if len(counts) > 0 && int(slices.Max(counts)) > room {
		quota.Spent.Store(true)
	}
	some := nodeset.New(found)
	some = some[:quota.take(len(some))]
	claims := make([]ClaimEdge, 0, len(some))
	for part := range slices.Chunk(some, parallel.Stride) {
		some, err := v.EdgesOf(ctx, part)
		if quota.Ends(err) {
			break
		}
		if err != nil {
			return nil, err
		}
		for _, c := range some {
			if slices.Contains(preds, c.Predicate) {
				claims = append(claims, c)
			}
		}
	}
	return claims, nil
}

// ScanClaims is every claim of some predicates, as many as the quota lets be held.
func (v *View) ScanClaims(ctx context.Context, quota *Quota, preds []quadstore.ID) ([]ClaimEdge, error) {
	var claims []ClaimEdge
	room, steps := quota.room(), 0
	defer func() { quota.take(len(claims)) }()
	for _, pred := range preds {
		for q := range v.snap.Scan(pred) {
			if steps++; steps%parallel.Stride == 1 {
				if err := ctx.Err(); quota.Ends(err) {
					return claims, nil
				} else if err != nil {
					return nil, err
				}
			}
			if !q.Label.IsClaim() {
				continue
			}
			if len(claims) == room {
				quota.Spent.Store(true)
				return claims, nil
			}
			claims = append(claims, ClaimEdge{q.Subject, q.Predicate, q.Object, q.Label})
		}
	}
	return claims, nil
}

// EveryClaim is the standing claims of the whole graph, decoded as they are asked for.
func (v *View) EveryClaim(ctx context.Context) iter.Seq2[claim.Claim, error] {
	return func(yield func(claim.Claim, error) bool) {
		attributes, err := v.AttributePredicates("")
		if err != nil {
			yield(nil, err)
			return
		}
		refs, err := v.ScanClaims(ctx, unlimited(), slices.Concat(v.terms.RelationshipPredicates, attributes, v.MeasurePredicates()))
		if err == nil {
			refs, err = v.Standing(ctx, refs)
		}
		if err != nil {
			yield(nil, err)
			return
		}
		for chunk := range slices.Chunk(refs, reindexStep) {
			claims, err := v.Decode(ctx, chunk)
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
