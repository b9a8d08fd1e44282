package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/names"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// EntityByName is the entity that bears a name, of the kind where one is given; the whole name, names before aliases, as it is
// written before another way of writing its legal form, case, accents and typography forgiven. The error is an *AmbiguousError where several bear it, and wraps ErrNotFound
// where none does.
func (v *View) EntityByName(ctx context.Context, name string, kind claim.EntityKind) (*claim.Entity, error) {
	for i, predicate := range []quad.IRI{encoding.PredName, encoding.PredAlias, encoding.PredName, encoding.PredAlias} {
		same := names.Fold
		if i >= 2 {
			same = names.Canonical
		}
		bearers, err := v.BearersOf(ctx, predicate, name, kind, same)
		switch {
		case err != nil:
			return nil, err
		case len(bearers) == 1:
			return bearers[0], nil
		case len(bearers) > 1:
			return nil, &AmbiguousError{Name: name, Candidates: bearers[:min(len(bearers), 10)]}
		}
	}
	return nil, fmt.Errorf("name %.80q: %w", name, ErrNotFound)
}

// BearersOf is the entities to which a predicate gives the name, in the order of ids: one that form makes the same text of.
func (v *View) BearersOf(ctx context.Context, predicate quad.IRI, name string, kind claim.EntityKind, form func(string) string) ([]*claim.Entity, error) {
	candidates, err := v.SubjectsOfText(ctx, predicate, name)
	if err != nil {
		return nil, err
	}
	similar, err := v.index.Named(ctx, name)
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
			if !v.retired.Has(edges.Label[j]) && form(texts.Of(edges.Object[j])) == want {
				out = append(out, e)
				break
			}
		}
	}
	slices.SortFunc(out, func(a, b *claim.Entity) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out, nil
}

// Aliases is the other names of entities: those that a dataset declares and those that a standing claim gives, each once,
// in the order of letters.
func (v *View) Aliases(ctx context.Context, of []*claim.Entity) ([][]string, error) {
	var edges quadstore.Edges
	if err := v.About(ctx, &edges, NodesOf(of), encoding.PredAlias, encoding.PredName, encoding.PredSettledName); err != nil {
		return nil, err
	}
	texts, err := v.TextsOf(ctx, edges.Object)
	if err != nil {
		return nil, err
	}
	out := make([][]string, len(of))
	for i, e := range of {
		lo, hi := edges.Of(i)
		for j := lo; j < hi; j++ {
			if alias := texts.Of(edges.Object[j]); alias != e.Name && !v.retired.Has(edges.Label[j]) {
				out[i] = append(out[i], alias)
			}
		}
		slices.Sort(out[i])
		out[i] = slices.Compact(out[i])
	}
	return out, nil
}

// Identifiers is what registers call entities, by scheme, then value.
func (v *View) Identifiers(ctx context.Context, of []*claim.Entity) ([][]claim.Identifier, error) {
	var edges quadstore.Edges
	if err := v.About(ctx, &edges, NodesOf(of), encoding.PredIdentifier, encoding.PredIdentifierURI); err != nil {
		return nil, err
	}
	texts, err := v.TextsOf(ctx, edges.Object)
	if err != nil {
		return nil, err
	}
	out := make([][]claim.Identifier, len(of))
	for i := range of {
		lo, hi := edges.Of(i)
		pages := map[string]string{}
		var keys []string
		for j := lo; j < hi; j++ {
			key, uri, paged := strings.Cut(texts.Of(edges.Object[j]), " ")
			keys = append(keys, key)
			if paged {
				pages[key] = uri
			}
		}
		slices.Sort(keys)
		for _, key := range slices.Compact(keys) {
			identifier := claim.ParseIdentifier(key)
			identifier.URI = pages[key]
			out[i] = append(out[i], identifier)
		}
	}
	return out, nil
}
