package write

import (
	"cmp"
	"context"
	"slices"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/quadstore"
)

// Twins is claims about an entity that say the same once the ids that are one are written as one, those that do side by side, at
// most limit. The error wraps ErrLimit where more claims are about it than are looked at.
func Twins(ctx context.Context, v *graph.View, of *claim.Entity, limit int) ([]claim.Claim, error) {
	nodes, err := v.EverAbout(ctx, of.ID)
	if err != nil {
		return nil, err
	}
	nodes = nodes.Only(func(id quadstore.ID) bool { return !v.Retractions().Has(id) })
	found, err := v.ClaimsAt(ctx, nodes)
	if err != nil {
		return nil, err
	}
	said := map[claim.ID][]claim.Claim{}
	for _, node := range nodes {
		if c := found[node]; c != nil {
			same := claim.Unasserted(c) // its ends are those that answer now
			claim.Normalise(same)
			said[same.Base().ID] = append(said[same.Base().ID], c)
		}
	}
	byID := func(a, b claim.Claim) int { return cmp.Compare(a.Base().ID, b.Base().ID) }
	var groups [][]claim.Claim
	for _, list := range said {
		if len(list) > 1 {
			slices.SortFunc(list, byID)
			groups = append(groups, list)
		}
	}
	slices.SortFunc(groups, func(a, b []claim.Claim) int { return byID(a[0], b[0]) })
	twins := slices.Concat(groups...)
	return twins[:min(limit, len(twins))], nil
}
