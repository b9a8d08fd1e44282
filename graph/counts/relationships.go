package counts

import (
	"context"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/snapshot"
)

// Relationships is how many relationships of each kind and direction entities have, in the contract's order of
// kinds, out before in; kinds without any are left out. Without a filter no edge is read.
func Relationships(ctx context.Context, v *graph.View, of []*claim.Entity, f graph.RelationshipFilter) ([][]graph.RelationshipCount, error) {
	v = v.At(f.KnownAt)
	if f.IsZero() {
		return stored(ctx, v, of)
	}
	nodes := graph.NodesOf(of)
	ctx, err := v.TimedOf(ctx, nodes)
	if err != nil {
		return nil, err
	}
	incidences, err := v.IncidencesOf(ctx, nodes, nil, claim.Both, f.IncludesRetracted())
	if err != nil {
		return nil, err
	}
	if incidences, err = v.NewClaimFilterEval(f).Apply(ctx, incidences); err != nil {
		return nil, err
	}
	counts := make([]map[snapshot.DegreeKey]int, len(of))
	for _, t := range incidences {
		if counts[t.Owner] == nil {
			counts[t.Owner] = map[snapshot.DegreeKey]int{}
		}
		counts[t.Owner][snapshot.DegreeKey{Predicate: t.Predicate, Out: t.Out}]++
	}
	out := make([][]graph.RelationshipCount, len(of))
	for i := range of {
		out[i] = InOrder(v, func(key snapshot.DegreeKey) int { return counts[i][key] })
	}
	return out, nil
}

func stored(ctx context.Context, v *graph.View, of []*claim.Entity) ([][]graph.RelationshipCount, error) {
	nodes, preds := graph.NodesOf(of), v.Vocabulary().RelationshipPredicates
	counts := make([]map[snapshot.DegreeKey]int, len(of))
	for i := range counts {
		counts[i] = map[snapshot.DegreeKey]int{}
	}
	for _, out := range []bool{true, false} {
		d := quad.Object
		if out {
			d = quad.Subject
		}
		err := v.EachDegree(ctx, nodes, d, preds, func(i, p, n int) {
			key := snapshot.DegreeKey{Predicate: preds[p], Out: out}
			counts[i][key] = n - v.Dropped(nodes[i], key)
		})
		if err != nil {
			return nil, err
		}
	}
	out := make([][]graph.RelationshipCount, len(of))
	for i := range of {
		out[i] = InOrder(v, func(key snapshot.DegreeKey) int { return counts[i][key] })
	}
	return out, nil
}

// InOrder is a list of counts in the contract's order of kinds, out before in, those of nothing left out.
func InOrder(v *graph.View, count func(snapshot.DegreeKey) int) []graph.RelationshipCount {
	var out []graph.RelationshipCount
	for i, pred := range v.Vocabulary().Kinds {
		if pred == 0 {
			continue
		}
		for _, d := range []claim.Direction{claim.Out, claim.In} {
			if n := count(snapshot.DegreeKey{Predicate: pred, Out: d == claim.Out}); n > 0 {
				out = append(out, graph.RelationshipCount{Kind: claim.RelationshipKinds[i].Kind, Direction: d, Count: n})
			}
		}
	}
	return out
}
