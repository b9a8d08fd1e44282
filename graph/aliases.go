package graph

import (
	"context"
	"slices"
	"strings"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/quadstore"
)

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
