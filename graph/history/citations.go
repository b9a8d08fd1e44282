package history

import (
	"context"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/quadstore"
)

// CitationsOf is, for each of some claims, its citations of the ids given, those included that were taken away since.
func CitationsOf(ctx context.Context, v *graph.View, claims []claim.ID, ids [][]string) ([][]claim.Citation, error) {
	refs := make([]quadstore.ID, len(claims))
	for i, id := range claims {
		refs[i] = v.Snapshot().ID(v.IRIOf(id))
	}
	raw := v.Unresolved()
	var edges quadstore.Edges
	if err := raw.About(ctx, &edges, refs, encoding.PredQuotedFrom); err != nil {
		return nil, err
	}
	out := make([][]claim.Citation, len(claims))
	for i := range claims {
		wanted := map[quadstore.ID]bool{}
		for _, id := range ids[i] {
			wanted[v.Snapshot().ID(v.IRIOf(claim.ID(id)))] = true
		}
		var cites, documents []quadstore.ID
		for e, hi := edges.Of(i); e < hi; e++ {
			if wanted[edges.Label[e]] {
				cites, documents = append(cites, edges.Label[e]), append(documents, edges.Object[e])
			}
		}
		var err error
		if out[i], err = raw.CitationsAt(ctx, cites, documents); err != nil {
			return nil, err
		}
	}
	return out, nil
}
