package graph

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/quadstore"
)

// degree is how many standing relationships a node has at either end. It reads no edge.
func (v *View) degree(ref quadstore.ID) int {
	n := 0
	for _, pred := range v.terms.RelationshipPredicates {
		n += v.snap.Degree(ref, quad.Subject, pred) + v.snap.Degree(ref, quad.Object, pred)
	}
	return n - v.DroppedAll(ref)
}

// claimsAbout is how many claims are about nodes, retired ones among them. It reads no edge.
func (v *View) claimsAbout(of []quadstore.ID) (n int) {
	for _, ref := range of {
		for pred := range v.terms.KindOf {
			n += v.snap.Degree(ref, quad.Subject, pred) + v.snap.Degree(ref, quad.Object, pred)
		}
		for pred := range v.terms.propertyOf {
			n += v.snap.Degree(ref, quad.Subject, pred)
		}
		n += v.snap.Degree(ref, quad.Subject, v.terms.ID(predMeasure))
	}
	return n
}

// Degrees is how many standing relationships entities have at either end.
func (v *View) Degrees(ctx context.Context, of []*claim.Entity) ([]int, error) {
	out := make([]int, len(of))
	for i, e := range of {
		if i%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		out[i] = v.degree(quadstore.ID(e.Ref))
	}
	return out, nil
}

// RelationshipCounts is how many relationships of each kind and direction entities have, in the contract's order of
// kinds, out before in; kinds without any are left out. Without a filter no edge is read.
func (v *View) RelationshipCounts(ctx context.Context, of []*claim.Entity, f RelationshipFilter) ([][]RelationshipCount, error) {
	v = v.At(f.KnownAt)
	if f.IsZero() {
		return v.storedCounts(ctx, of)
	}
	nodes := NodesOf(of)
	ctx, err := v.timedOf(ctx, nodes)
	if err != nil {
		return nil, err
	}
	ties, err := v.IncidencesOf(ctx, nodes, nil, claim.Both, f.IncludesRetracted())
	if err != nil {
		return nil, err
	}
	if ties, err = v.NewClaimFilterEval(f).Apply(ctx, ties); err != nil {
		return nil, err
	}
	counts := make([]map[DegreeKey]int, len(of))
	for _, t := range ties {
		if counts[t.Owner] == nil {
			counts[t.Owner] = map[DegreeKey]int{}
		}
		counts[t.Owner][DegreeKey{t.Predicate, t.Out}]++
	}
	out := make([][]RelationshipCount, len(of))
	for i := range of {
		out[i] = v.CountsOf(func(key DegreeKey) int { return counts[i][key] })
	}
	return out, nil
}

func (v *View) storedCounts(ctx context.Context, of []*claim.Entity) ([][]RelationshipCount, error) {
	out := make([][]RelationshipCount, len(of))
	for i, e := range of {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		out[i] = v.CountsOf(func(key DegreeKey) int {
			d := quad.Object
			if key.Out {
				d = quad.Subject
			}
			return v.snap.Degree(quadstore.ID(e.Ref), d, key.Predicate) - v.Dropped(quadstore.ID(e.Ref), key)
		})
	}
	return out, nil
}

func (v *View) CountsOf(count func(DegreeKey) int) []RelationshipCount {
	var out []RelationshipCount
	for i, pred := range v.terms.kinds {
		if pred == 0 {
			continue
		}
		for _, d := range []claim.Direction{claim.Out, claim.In} {
			if n := count(DegreeKey{pred, d == claim.Out}); n > 0 {
				out = append(out, RelationshipCount{claim.RelationshipKinds[i].Kind, d, n})
			}
		}
	}
	return out
}

// IsZero reports whether the filter passes every standing relationship.
func (f RelationshipFilter) IsZero() bool {
	return f.ClaimFilter.isZero() && f.Role == "" && f.Instruments == nil && f.Amount == nil && f.FundedThrough == nil &&
		f.Subject == nil && f.Object == nil && f.Recipient == nil && f.Through == nil && f.Place == ""
}

func (f ClaimFilter) isZero() bool {
	return f.ValidAt == "" && !f.ExcludeUndated && f.StatedUntil == "" && f.KnownAt.IsZero() && !f.IncludeRetracted && f.Certainty == nil &&
		f.Status == nil && f.Documents == nil && f.StatedBy == nil && f.Standing == nil && f.RecordedBy == nil && f.Reference == ""
}

// ContainedIn is the places that entities stand in, nearest first, all the way up, each once; of one distance in the
// order of ids.
func (v *View) ContainedIn(ctx context.Context, of []*claim.Entity) ([][]*claim.Entity, error) {
	const above = 64 // edges that lead up from a place, at the most
	if above*len(of) > v.limits.brief {
		ctx = v.Timed(ctx, errLongList)
	}
	out := make([][]*claim.Entity, len(of))
	for i, e := range of {
		above, err := v.above(ctx, quadstore.ID(e.Ref))
		if err != nil {
			return nil, err
		}
		found, err := v.EntitiesAt(ctx, above)
		if err != nil {
			return nil, err
		}
		out[i] = slices.DeleteFunc(found, func(p *claim.Entity) bool { return p == nil || p.Kind != claim.Place })
	}
	return out, nil
}

// above is the nodes that a node stands in, nearest first, of one distance in the order of ids.
func (v *View) above(ctx context.Context, ref quadstore.ID) ([]quadstore.ID, error) {
	seen := map[quadstore.ID]bool{ref: true}
	var all []quadstore.ID
	for frontier := []quadstore.ID{ref}; len(frontier) > 0; {
		ties, err := v.IncidencesOf(ctx, frontier, []claim.RelationshipKind{"LOCATED_IN"}, claim.Out, false)
		if err != nil {
			return nil, err
		}
		frontier = nil
		for _, t := range ties {
			if !seen[t.Object] {
				seen[t.Object] = true
				frontier = append(frontier, t.Object)
			}
		}
		v.sortByID(frontier)
		all = append(all, frontier...)
	}
	return all, nil
}

// sortByID orders nodes by their ids.
func (v *View) sortByID(of []quadstore.ID) {
	slices.SortFunc(of, func(a, b quadstore.ID) int {
		var bufA, bufB [128]byte
		return slices.Compare(v.AppendID(bufA[:0], a), v.AppendID(bufB[:0], b))
	})
}

// Mentions is how many quads have a node at either end: no edge is read, two lookups.
func (v *View) Mentions(ref quadstore.ID) int {
	return v.snap.Degree(ref, quad.Subject, 0) + v.snap.Degree(ref, quad.Object, 0)
}
