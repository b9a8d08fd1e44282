package history

import (
	"context"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/quadstore"
)

// Revises is the claim that each claim corrects, nil where it corrects none.
func Revises(ctx context.Context, v *graph.View, of []claim.Claim) ([]claim.Claim, error) {
	return revision(ctx, v, of, quad.Subject)
}

// RevisedBy is the claim that corrects each claim, the latest where several do; nil where none does.
func RevisedBy(ctx context.Context, v *graph.View, of []claim.Claim) ([]claim.Claim, error) {
	return revision(ctx, v, of, quad.Object)
}

func revision(ctx context.Context, v *graph.View, of []claim.Claim, at quad.Direction) ([]claim.Claim, error) {
	out := make([]claim.Claim, len(of))
	pred := v.Vocabulary().ID(encoding.PredRevisedBy)
	if pred == 0 {
		return out, nil
	}
	refs := make([]quadstore.ID, len(of))
	for i, c := range of {
		refs[i] = graph.EdgeOf(c).Claim
	}
	var edges quadstore.Edges
	if err := v.Snapshot().Expand(ctx, &edges, refs, at, pred); err != nil {
		return nil, err
	}
	ids := make([]claim.ID, len(of))
	for i := range of {
		latest := quadstore.ID(0)
		for e, hi := edges.Of(i); e < hi; e++ {
			other := edges.Object[e]
			if at == quad.Object {
				other = edges.Subject[e]
			}
			latest = max(latest, other)
		}
		if latest != 0 {
			ids[i] = v.IDAt(latest)
		}
	}
	return v.Claims(ctx, ids)
}
