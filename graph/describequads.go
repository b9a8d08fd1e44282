package graph

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

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
func (v *View) Describe(ctx context.Context, id claim.ID) ([]quad.Quad, error) {
	ref := v.NodeOf(id)
	if ref == 0 || !v.snap.Mentions(ref) {
		return nil, NotFound("id", id)
	}
	if v.claimsAbout([]quadstore.ID{ref}) > MaxDescribed {
		return nil, errLongDescription
	}
	var found []quadstore.Quad
	reach := func(of nodeset.Set, d quad.Direction, claimsOnly bool) (labels []quadstore.ID, err error) {
		var edges quadstore.Edges
		if err := v.snap.Expand(ctx, &edges, of, d); err != nil {
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
	return v.quadsOf(found), nil
}

// quadsOf is quads in full, each once.
func (v *View) quadsOf(found []quadstore.Quad) []quad.Quad {
	slices.SortFunc(found, func(a, b quadstore.Quad) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Predicate, b.Predicate),
			cmp.Compare(a.Object, b.Object), cmp.Compare(a.Label, b.Label))
	})
	found = slices.Compact(found)
	out := make([]quad.Quad, len(found))
	for i, q := range found {
		out[i] = v.snap.Quad(q)
	}
	return out
}
