package graph

import (
	"context"
	"math"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/paging"
	"whence/graph/parallel"
	"whence/graph/quadstore"
)

// Documents is, for each entity, a page of the documents that the standing claims about it cite, each once; for a
// document, those that cite it are not among them.
func (v *View) Documents(ctx context.Context, of []*claim.Entity, w paging.Window) ([]paging.Page[*claim.Entity], error) {
	if err := w.Check(); err != nil {
		return nil, err
	}
	nodes := NodesOf(of)
	ctx, err := v.TimedOf(ctx, nodes)
	if err != nil {
		return nil, err
	}
	attributes, err := v.AttributePredicates("")
	if err != nil {
		return nil, err
	}
	statements, err := v.Statements(ctx, nodes, append(attributes, v.MeasurePredicates()...), false)
	if err != nil {
		return nil, err
	}
	on := newScratch()
	defer on.release()
	incidences, err := v.incidencesIn(ctx, on, nodes, nil, claim.Both, false)
	if err != nil {
		return nil, err
	}
	cited := make([][]quadstore.ID, len(of))
	for _, list := range [][]Incidence{incidences, statements} {
		if err := v.collectDocuments(ctx, on, list, cited); err != nil {
			return nil, err
		}
	}
	on.neighbours.reset()
	for _, documents := range cited {
		on.neighbours.add(nodeset.New(documents))
	}
	return v.neighbourSetPages(ctx, on, EntityOrder{}, w)
}

// collectDocuments adds to each owner's list the documents that its claims stand in.
func (v *View) collectDocuments(ctx context.Context, on *scratch, incidences []Incidence, cited [][]quadstore.ID) error {
	if err := v.About(ctx, &on.edges, on.claimNodes(incidences), encoding.PredQuotedFrom); err != nil {
		return err
	}
	document, owner := quadstore.ID(0), int32(0) // most claims are cited from where the one before is
	for i, t := range incidences {
		for j, hi := on.edges.Of(i); j < hi; j++ {
			if v.retired.Has(on.edges.Label[j]) || (on.edges.Object[j] == document && t.Owner == owner) {
				continue
			}
			document, owner = on.edges.Object[j], t.Owner
			cited[t.Owner] = append(cited[t.Owner], document)
		}
	}
	return nil
}

// entityPage cuts a page out of a list of nodes, each once.
func (v *View) entityPage(ctx context.Context, of []quadstore.ID, order EntityOrder, w paging.Window) (paging.Page[*claim.Entity], error) {
	on := newScratch()
	defer on.release()
	on.neighbours.reset()
	on.neighbours.add(of)
	return first(v.neighbourSetPages(ctx, on, order, w))
}

// neighbourSetPages selects a page for each owner out of the neighbours in the scratch buffers.
func (v *View) neighbourSetPages(ctx context.Context, on *scratch, order EntityOrder, w paging.Window) ([]paging.Page[*claim.Entity], error) {
	if err := v.pageNeighboursInTime(ctx, on, order, w); err != nil {
		return nil, err
	}
	found, err := v.EntitiesAt(ctx, on.nodes)
	if err != nil {
		return nil, err
	}
	return paging.Bind(&on.pages, found), nil
}

// pageNeighboursInTime is pageNeighbours under the deadline of the context.
func (v *View) pageNeighboursInTime(ctx context.Context, on *scratch, order EntityOrder, w paging.Window) error {
	on.pages.Watch(ctx, len(on.neighbours.nodes))
	if err := v.pageNeighbours(ctx, on, order, w); err != nil {
		return err
	}
	return on.pages.Done()
}

// List is a page of the entities of the whole graph that pass a filter.
func (v *View) List(ctx context.Context, q EntityQuery) (paging.Page[*claim.Entity], error) {
	if err := q.Window.Check(); err != nil {
		return paging.Page[*claim.Entity]{}, err
	}
	if err := v.checkFilter(ctx, &q.Filter); err != nil {
		return paging.Page[*claim.Entity]{}, err
	}
	ctx = v.Timed(ctx, ErrLongList)
	all, bounded, err := v.bounded(ctx, &q.Filter)
	if err == nil && bounded {
		all, err = v.listed(ctx, all)
	} else if err == nil {
		all, err = v.EntityNodes(ctx, v.limits.Nodes)
	}
	if err != nil {
		return paging.Page[*claim.Entity]{}, err
	}
	switch {
	case !bounded:
	case q.Filter.IDs == nil && q.Filter.Identifiers == nil:
		q.Filter.Within = "" // which is what bounds it
	}
	passing, err := v.passingSet(ctx, all, q.Filter)
	if err != nil {
		return paging.Page[*claim.Entity]{}, err
	}
	return v.entityPage(ctx, passing, q.Order, q.Window)
}

// EntityNodes is all nodes that belong in a list, and have a name and an id of ours. The error wraps ErrLimit where there are
// more than limit.
func (v *View) EntityNodes(ctx context.Context, limit int) (nodeset.Set, error) {
	named, err := v.entitiesWith(ctx, encoding.PredName, limit)
	if err != nil {
		return nil, err
	}
	former, err := v.entitiesWith(ctx, encoding.PredFormerName, limit)
	if err == nil {
		former, err = v.listed(ctx, former.Only(func(id quadstore.ID) bool { return !named.Has(id) }))
	}
	if err != nil || len(former) == 0 {
		return named, err
	}
	if len(named)+len(former) > limit {
		return nil, errManyNodes
	}
	return nodeset.New(append(named, former...)), nil
}

// entitiesWith is the entities of which a predicate says something.
func (v *View) entitiesWith(ctx context.Context, predicate quad.IRI, limit int) (nodeset.Set, error) {
	var all []quadstore.ID
	steps := 0
	pred := v.terms.ID(predicate)
	if pred == 0 {
		return nil, ctx.Err()
	}
	for q := range v.snap.Scan(pred) {
		if steps++; steps%parallel.Stride == 1 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if v.KindAt(q.Subject) == "" {
			continue
		}
		if len(all) == limit {
			return nil, errManyNodes
		}
		all = append(all, q.Subject)
	}
	return nodeset.New(all), nil
}

// listed is those of some nodes that belong in a list.
func (v *View) listed(ctx context.Context, nodes nodeset.Set) (nodeset.Set, error) {
	return v.snap.Listed(ctx, v.terms, v.retired, nodes)
}

// Stats counts what the graph holds now, once for each view. The error wraps ErrLimit where that takes longer than the
// request has.
func (v *View) Stats(ctx context.Context) (Stats, error) {
	if err := ctx.Err(); err != nil {
		return Stats{}, err
	}
	counted := v.stats.Load()
	if counted == nil {
		s, err := v.count(ctx)
		if err != nil {
			return Stats{}, err
		}
		counted = &s
		v.stats.Store(counted)
	}
	s := *counted
	s.ByKind = slices.Clone(s.ByKind)
	return s, nil
}

func (v *View) count(ctx context.Context) (Stats, error) {
	ctx = v.Timed(ctx, errLongCount)
	s := Stats{Quads: v.snap.Stats().Quads}
	entities, err := v.EntityNodes(ctx, math.MaxInt)
	if err != nil {
		return Stats{}, err
	}
	kinds := map[claim.EntityKind]int{}
	for i, ref := range entities {
		if i%parallel.Stride == 0 && ctx.Err() != nil {
			return Stats{}, ctx.Err()
		}
		kinds[v.KindAt(ref)]++
	}
	s.Entities = len(entities)
	for _, k := range claim.EntityKinds {
		s.ByKind = append(s.ByKind, KindCount{k, kinds[k]})
	}
	s.Documents = kinds[claim.Document]
	attributes, err := v.AttributePredicates("")
	if err != nil {
		return Stats{}, err
	}
	for _, count := range []struct {
		preds []quadstore.ID
		n     *int
	}{{v.terms.RelationshipPredicates, &s.Relationships}, {v.MeasurePredicates(), &s.Measures}, {attributes, &s.Attributes}} {
		if *count.n, err = v.countClaims(ctx, count.preds); err != nil {
			return Stats{}, err
		}
	}
	return s, nil
}

// countClaims is how many standing claims some predicates make.
func (v *View) countClaims(ctx context.Context, preds []quadstore.ID) (n int, err error) {
	steps := 0
	for _, pred := range preds {
		for q := range v.snap.Scan(pred) {
			if steps++; steps%parallel.Stride == 1 && ctx.Err() != nil {
				return 0, ctx.Err()
			}
			if q.Label.IsClaim() && !v.retired.Has(q.Label) {
				n++
			}
		}
	}
	return n, nil
}
