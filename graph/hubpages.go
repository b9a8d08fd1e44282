package graph

import (
	"context"

	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/quadstore"
	"whence/graph/snapshot"
)

// hubOrders is the orders that stores keep the relationships of hubs in.
var hubOrders = map[ClaimOrder]snapshot.HubOrder{
	{}: snapshot.HubsByID, {Descending: true}: snapshot.HubsByID,
	{ByAmount, false}: snapshot.HubsByAmount, {ByAmount, true}: snapshot.HubsByAmountDescending,
	{ByHolds, false}: snapshot.HubsByTime, {ByHolds, true}: snapshot.HubsByTimeDescending,
}

// hubPages is the pages of those nodes of a frontier whose relationships the store keeps in the order that is asked for; it takes
// these nodes out of the frontier. A filter has to look at each relationship.
func (v *View) hubPages(ctx context.Context, nodes []quadstore.ID, q RelationshipQuery) (map[int]paging.Page[claim.Claim], error) {
	order, kept := hubOrders[q.Order]
	pages := map[int]paging.Page[claim.Claim]{}
	if !kept || !q.Filter.IsZero() {
		return pages, nil
	}
	for i, node := range nodes {
		found, ok := v.snap.HubPage(v.terms, v.retired, node, q.Kinds, q.Direction, order, q.Window)
		if !ok {
			continue
		}
		refs := make([]ClaimEdge, len(found.Items))
		for j, e := range found.Items {
			refs[j] = ClaimEdge{e.Subject, e.Predicate, e.Object, e.Label}
		}
		claims, err := v.Decode(ctx, refs)
		if err != nil {
			return nil, err
		}
		at := -1
		pages[i] = paging.Convert(found, func(quadstore.Quad) (claim.Claim, bool) {
			at++
			return claims[at], claims[at] != nil
		})
		nodes[i] = 0
	}
	return pages, nil
}
