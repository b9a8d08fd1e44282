package extract

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// MaxDescribed is about how many claims a description holds: a dozen quads each.
const MaxDescribed = 1000

// Describe is what the graph says of an entity, a claim or a citation, as quads in the order of their ids: how it is
// named, the claims about it, what is said of those claims, and where they are cited. A claim that no longer stands is
// among them, with the time at which it was retracted. The error wraps ErrNotFound where the graph knows no such id, and
// ErrLimit where more than MaxDescribed claims are about it.
func Describe(ctx context.Context, v *graph.View, id claim.ID) ([]quad.Quad, error) {
	nodes, err := v.NodesByID(ctx, []claim.ID{id})
	if err != nil {
		return nil, err
	}
	ref := nodes[0]
	if ref == 0 || !v.Snapshot().Mentions(ref) {
		return nil, graph.NotFound("id", id)
	}
	if n, err := v.CountClaimsAbout(ctx, nodes); err != nil {
		return nil, err
	} else if n > MaxDescribed {
		return nil, errLongDescription
	}
	var found []quadstore.Quad
	reach := func(of nodeset.Set, d quad.Direction, claimsOnly bool) (labels []quadstore.ID, err error) {
		var edges quadstore.Edges
		if err := v.Snapshot().Expand(ctx, &edges, of, d); err != nil {
			return nil, err
		}
		for i := range edges.Pred {
			if claimsOnly && !edges.Label[i].IsClaim() {
				continue
			}
			found = append(found, quadstore.Quad{Subject: edges.Subject[i], Predicate: edges.Pred[i], Object: edges.Object[i], Label: edges.Label[i]})
			if edges.Label[i] != 0 {
				labels = append(labels, edges.Label[i])
			}
		}
		return labels, nil
	}
	about, err := reach(nodeset.Set{ref}, quad.Subject, false)
	if err != nil {
		return nil, err
	}
	tied, err := reach(nodeset.Set{ref}, quad.Object, true)
	if err != nil {
		return nil, err
	}
	claims := nodeset.New(slices.Concat(about, tied)).Only(quadstore.ID.IsClaim)
	if id.IsClaim() {
		claims = nodeset.Set{ref}
		if _, err := reach(claims, quad.Label, false); err != nil {
			return nil, err
		}
	}
	citations, err := reach(claims, quad.Subject, false)
	if err != nil {
		return nil, err
	}
	if _, err := reach(nodeset.New(citations), quad.Subject, false); err != nil {
		return nil, err
	}
	return quadsOf(ctx, v, found)
}

// quadsOf is quads in full, each once.
func quadsOf(ctx context.Context, v *graph.View, found []quadstore.Quad) ([]quad.Quad, error) {
	slices.SortFunc(found, func(a, b quadstore.Quad) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Predicate, b.Predicate),
			cmp.Compare(a.Object, b.Object), cmp.Compare(a.Label, b.Label))
	})
	found = slices.Compact(found)
	terms := make([]quadstore.ID, 0, 4*len(found))
	for _, q := range found {
		terms = append(terms, q.Subject, q.Predicate, q.Object, q.Label)
	}
	values := make([]quad.Value, len(terms))
	if err := v.Snapshot().Values(ctx, values, terms); err != nil {
		return nil, err
	}
	out := make([]quad.Quad, len(found))
	for i := range found {
		out[i] = quad.Quad{Subject: values[4*i], Predicate: values[4*i+1], Object: values[4*i+2], Label: values[4*i+3]}
	}
	return out, nil
}
