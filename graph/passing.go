package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph/names"
	"whence/graph/quadstore"
)

// passing is the set of those of some nodes that pass an entity filter. Each condition asks the whole set at once.
func (v *View) passing(ctx context.Context, of []quadstore.ID, f EntityFilter) (idSet, error) {
	if err := f.check(MaxFilterDepth); err != nil {
		return nil, err
	}
	return v.passingSet(ctx, newIDSet(slices.Clone(of)), f)
}

// check refuses filters nested deeper than so many levels.
func (f EntityFilter) check(levels int) error {
	if levels < 0 {
		return fmt.Errorf("filters stand more than %d deep: ask in two queries: %w", MaxFilterDepth, ErrInvalid)
	}
	inner := slices.Concat(f.And, f.Or)
	if f.Not != nil {
		inner = append(inner, *f.Not)
	}
	for _, h := range slices.Concat(f.Has, f.HasNo) {
		if h.To != nil {
			inner = append(inner, *h.To)
		}
		if h.Filter == nil {
			continue
		}
		for _, end := range []*EntityFilter{h.Filter.Subject, h.Filter.Object} {
			if end != nil {
				inner = append(inner, *end)
			}
		}
	}
	for _, i := range inner {
		if err := i.check(levels - 1); err != nil {
			return err
		}
	}
	return nil
}

func (v *View) passingSet(ctx context.Context, set idSet, f EntityFilter) (idSet, error) {
	for _, condition := range []func(context.Context, idSet, EntityFilter) (idSet, error){
		v.passIDs, v.passKinds, v.passWithin, v.passName, v.passPlaceTypes, v.passDegree, v.passHas, v.passLogic,
	} {
		if len(set) == 0 {
			return set, nil
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var err error
		if set, err = condition(ctx, set, f); err != nil {
			return nil, err
		}
	}
	return set, nil
}

func (v *View) passIDs(_ context.Context, set idSet, f EntityFilter) (idSet, error) {
	if f.IDs == nil {
		return set, nil
	}
	want, err := v.refSet(f.IDs)
	if err != nil {
		return nil, err
	}
	return set.only(func(id quadstore.ID) bool { return want[id] }), nil
}

func (v *View) passKinds(_ context.Context, set idSet, f EntityFilter) (idSet, error) {
	if f.Kinds == nil {
		return set, nil
	}
	return set.only(func(id quadstore.ID) bool { return slices.Contains(f.Kinds, v.kindOfRef(id)) }), nil
}

// kindOfRef reads a node's kind off its IRI.
func (v *View) kindOfRef(ref quadstore.ID) EntityKind {
	var buf [128]byte
	iri := v.snap.AppendText(buf[:0], ref)
	at := len(v.base) + len(entityPath)
	if len(iri) <= at || string(iri[:len(v.base)]) != v.base || string(iri[len(v.base):at]) != entityPath {
		return ""
	}
	for _, k := range kindPrefixes {
		if n := at + len(k.prefix); len(iri) > n && iri[n] == '/' && string(iri[at:n]) == k.prefix {
			return k.kind
		}
	}
	return ""
}

func (v *View) passName(ctx context.Context, set idSet, f EntityFilter) (idSet, error) {
	if f.Name == "" {
		return set, nil
	}
	want := names.Fold(f.Name)
	var edges quadstore.Edges
	if err := v.about(ctx, &edges, set, predName, predAlias); err != nil {
		return nil, err
	}
	kept := set[:0]
	for i, id := range set {
		lo, hi := edges.Of(i)
		if slices.ContainsFunc(edges.Object[lo:hi], func(name quadstore.ID) bool {
			return strings.Contains(names.Fold(v.text(name)), want)
		}) {
			kept = append(kept, id)
		}
	}
	return kept, nil
}

func (v *View) passWithin(ctx context.Context, set idSet, f EntityFilter) (idSet, error) {
	if f.Within == "" {
		return set, nil
	}
	place := v.ref(f.Within)
	if place == 0 {
		return nil, fmt.Errorf("within %.80q: %w", f.Within, ErrNotFound)
	}
	inside, err := v.within(ctx, place)
	if err != nil {
		return nil, err
	}
	return set.only(inside.has), nil
}

// within is a place and everything in it, all the way down: what is LOCATED_IN it, and the programmes and funding sources
// that COVER some of it, which stand nowhere else.
func (v *View) within(ctx context.Context, place quadstore.ID) (idSet, error) {
	all := idSet{place}
	covers := v.terms.id(quad.IRI(RelationshipKind("COVERS").Info().predicate))
	for frontier := all; len(frontier) > 0; {
		claims, err := v.claimsAt(ctx, frontier, []RelationshipKind{"LOCATED_IN", "COVERS"}, quad.Object, false)
		if err != nil {
			return nil, err
		}
		next := make([]quadstore.ID, 0, len(claims))
		for _, c := range claims {
			if !all.has(c.subject) && (c.predicate != covers || v.isProgramme(c.subject)) {
				next = append(next, c.subject)
			}
		}
		frontier = newIDSet(next)
		all = newIDSet(slices.Concat(all, frontier))
	}
	return all, nil
}

func (v *View) isProgramme(ref quadstore.ID) bool {
	kind := v.kindOfRef(ref)
	return kind == Programme || kind == FundingSource
}

func (v *View) passPlaceTypes(ctx context.Context, set idSet, f EntityFilter) (idSet, error) {
	if f.PlaceTypes == nil {
		return set, nil
	}
	types, err := v.latest(ctx, set, "placeType")
	if err != nil {
		return nil, err
	}
	kept := set[:0]
	for i, id := range set {
		placeType := PlaceType("OTHER")
		if types[i] != nil {
			placeType = PlaceType(types[i].Value)
		}
		if v.kindOfRef(id) == Place && slices.Contains(f.PlaceTypes, placeType) {
			kept = append(kept, id)
		}
	}
	return kept, nil
}

func (v *View) passDegree(_ context.Context, set idSet, f EntityFilter) (idSet, error) {
	if f.MinDegree <= 0 {
		return set, nil
	}
	return set.only(func(id quadstore.ID) bool { return v.degree(id) >= f.MinDegree }), nil
}

func (v *View) passHas(ctx context.Context, set idSet, f EntityFilter) (idSet, error) {
	for i, h := range slices.Concat(f.Has, f.HasNo) {
		having, err := v.having(ctx, set, h)
		if err != nil {
			return nil, err
		}
		want := i < len(f.Has)
		set = set.only(func(id quadstore.ID) bool { return having.has(id) == want })
	}
	return set, nil
}

// having is those of a set that some relationship ties as described.
func (v *View) having(ctx context.Context, set idSet, h HasRelationship) (idSet, error) {
	var f RelationshipFilter
	if h.Filter != nil {
		f = *h.Filter
	}
	ties, err := v.tiesOf(ctx, set, h.Kinds, h.Direction, f.retiredToo())
	if err != nil {
		return nil, err
	}
	if ties, err = v.newSieve(f).sift(ctx, ties); err != nil {
		return nil, err
	}
	if h.To != nil {
		if ties, err = v.keepEnds(ctx, ties, *h.To, tie.other); err != nil {
			return nil, err
		}
	}
	tied := make([]quadstore.ID, len(ties))
	for i, t := range ties {
		tied[i] = set[t.owner]
	}
	return newIDSet(tied), nil
}

// passLogic asks and, or and not; or with no alternatives passes nothing.
func (v *View) passLogic(ctx context.Context, set idSet, f EntityFilter) (idSet, error) {
	var err error
	for _, and := range f.And {
		if set, err = v.passingSet(ctx, slices.Clone(set), and); err != nil {
			return nil, err
		}
	}
	if f.Or != nil {
		var either []quadstore.ID
		for _, or := range f.Or {
			some, err := v.passingSet(ctx, slices.Clone(set), or)
			if err != nil {
				return nil, err
			}
			either = append(either, some...)
		}
		set = newIDSet(either)
	}
	if f.Not != nil {
		but, err := v.passingSet(ctx, slices.Clone(set), *f.Not)
		if err != nil {
			return nil, err
		}
		set = set.only(func(id quadstore.ID) bool { return !but.has(id) })
	}
	return set, nil
}
