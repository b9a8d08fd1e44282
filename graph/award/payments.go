package award

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/paging"
	"whence/graph/quadstore"
)

// paymentsOf is the FUNDS claims that come through each of some nodes, those of one node together.
func paymentsOf(ctx context.Context, v *graph.View, nodes []quadstore.ID, retiredToo bool) ([]graph.Incidence, error) {
	via, funds := v.Vocabulary().ID(encoding.PredVia), v.Vocabulary().ID(quad.IRI(claim.RelationshipKind("FUNDS").Info().Predicate))
	if via == 0 || funds == 0 {
		return nil, nil
	}
	var edges quadstore.Edges
	if err := v.Snapshot().Expand(ctx, &edges, nodes, quad.Object, via); err != nil {
		return nil, err
	}
	var incidences []graph.Incidence
	for owner := range nodes {
		lo, hi := edges.Of(owner)
		claims, err := v.EdgesOf(ctx, nodeset.New(slices.Clone(edges.Subject[lo:hi])))
		if err != nil {
			return nil, err
		}
		for _, c := range claims {
			if c.Predicate == funds && (retiredToo || !v.Retractions().Has(c.Claim)) {
				incidences = append(incidences, graph.Incidence{ClaimEdge: c, Owner: int32(owner), Out: true})
			}
		}
	}
	return incidences, nil
}

// Payments is, for each entity, a page of the FUNDS claims that come through it.
func Payments(ctx context.Context, v *graph.View, of []*claim.Entity, q graph.RelationshipQuery) ([]paging.Page[*claim.Relationship], error) {
	v = v.At(q.Filter.KnownAt)
	if err := q.Window.Check(); err != nil {
		return nil, err
	}
	nodes := graph.NodesOf(of)
	ctx, err := v.TimedOf(ctx, nodes)
	if err != nil {
		return nil, err
	}
	incidences, err := paymentsOf(ctx, v, nodes, q.Filter.IncludesRetracted())
	if err != nil {
		return nil, err
	}
	if incidences, err = v.NewClaimFilterEval(q.Filter).Apply(ctx, incidences); err != nil {
		return nil, err
	}
	return v.RelationshipPages(ctx, incidences, len(of), q.Order, q.Window)
}
