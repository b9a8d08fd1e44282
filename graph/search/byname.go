package search

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/names"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// EntityByName is the entity that bears a name, of the kind where one is given; the whole name, names before aliases, as it is
// written before another way of writing its legal form, case, accents and typography forgiven. The error is an *AmbiguousError where several bear it, and wraps ErrNotFound
// where none does.
func EntityByName(ctx context.Context, v *graph.View, name string, kind claim.EntityKind) (*claim.Entity, error) {
	for i, predicate := range []quad.IRI{encoding.PredName, encoding.PredAlias, encoding.PredName, encoding.PredAlias} {
		same := names.Fold
		if i >= 2 {
			same = names.Canonical
		}
		bearers, err := BearersOf(ctx, v, predicate, name, kind, same)
		switch {
		case err != nil:
			return nil, err
		case len(bearers) == 1:
			return bearers[0], nil
		case len(bearers) > 1:
			return nil, &AmbiguousError{Name: name, Candidates: bearers[:min(len(bearers), maxCandidates)]}
		}
	}
	return nil, fmt.Errorf("name %.80q: %w", name, graph.ErrNotFound)
}

// BearersOf is the entities to which a predicate gives the name, in the order of ids: one that form makes the same text of.
func BearersOf(ctx context.Context, v *graph.View, predicate quad.IRI, name string, kind claim.EntityKind, form func(string) string) ([]*claim.Entity, error) {
	candidates, err := v.SubjectsOfText(ctx, predicate, name)
	if err != nil {
		return nil, err
	}
	similar, err := v.NameIndex().Named(ctx, name)
	if err != nil {
		return nil, err
	}
	ids := make([]claim.ID, len(similar))
	for i, id := range similar {
		ids[i] = claim.ID(id)
	}
	nodes, err := v.NodesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	candidates = append(candidates, slices.DeleteFunc(nodes, func(n quadstore.ID) bool { return n == 0 })...)
	set := nodeset.New(candidates)
	var edges quadstore.Edges
	if err := v.About(ctx, &edges, set, predicate); err != nil {
		return nil, err
	}
	found, err := v.EntitiesAt(ctx, set)
	if err != nil {
		return nil, err
	}
	texts, err := v.TextsOf(ctx, edges.Object)
	if err != nil {
		return nil, err
	}
	want := form(name)
	var out []*claim.Entity
	for i, e := range found {
		lo, hi := edges.Of(i)
		if e == nil || (kind != "" && e.Kind != kind) {
			continue
		}
		for j := lo; j < hi; j++ {
			if !v.Retractions().Has(edges.Label[j]) && form(texts.Of(edges.Object[j])) == want {
				out = append(out, e)
				break
			}
		}
	}
	slices.SortFunc(out, func(a, b *claim.Entity) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out, nil
}
