package conflicts

import (
	"context"
	"slices"
	"strings"

	"whence/graph"
	"whence/graph/claim"
)

// ByHand is every conflict of the graph in the order of ids: every claim is decoded, and every cluster judged.
func ByHand(ctx context.Context, v *graph.View) ([]*Conflict, error) {
	f, clusters := newFinder(v), map[clusterKey][]claim.Claim{}
	for c, err := range v.EveryClaim(ctx) {
		if err != nil {
			return nil, err
		}
		for _, key := range f.keysOf(c, graph.EdgeOf(c)) {
			clusters[key] = append(clusters[key], c)
		}
	}
	var found []*Conflict
	for key, claims := range clusters {
		for _, part := range partition(partables(gathered{rule: key.rule}, claims)) {
			cluster := cluster{rule: key.rule}
			for _, p := range part {
				cluster.claims = append(cluster.claims, claims[p.at])
			}
			found = append(found, cluster.judge()...)
		}
	}
	slices.SortFunc(found, func(a, b *Conflict) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return slices.CompactFunc(found, func(a, b *Conflict) bool { return a.ID == b.ID }), nil
}
