package graph

import (
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
	"whence/graph/snapshot"
)

// atATime is of how many nodes the degrees by predicate are held at a time.
const atATime = 1024

// matrices holds no state: whatever is found in one is overwritten.
var matrices = sync.Pool{New: func() any { return new([]uint32) }}

// EachDegree calls visit with every number of quads above zero that nodes have at one end by the predicates. No edge is read:
// a call for every thousand nodes.
func (v *View) EachDegree(ctx context.Context, of []quadstore.ID, d quad.Direction, preds []quadstore.ID, visit func(i, p, n int)) error {
	if len(preds) == 0 {
		return nil
	}
	room := matrices.Get().(*[]uint32)
	defer matrices.Put(room)
	*room = slices.Grow((*room)[:0], min(len(of), atATime)*len(preds))
	counts := (*room)[:cap(*room)]
	for from := 0; from < len(of); from += atATime {
		part := of[from:min(from+atATime, len(of))]
		if err := v.snap.Degrees(ctx, counts[:len(part)*len(preds)], part, d, preds...); err != nil {
			return err
		}
		for i, n := range counts[:len(part)*len(preds)] {
			if n > 0 {
				visit(from+i/len(preds), i%len(preds), int(n))
			}
		}
	}
	return nil
}

// degreesOf is how many standing relationships nodes have at either end, in the room of dst. It reads no edge.
func (v *View) degreesOf(ctx context.Context, dst []int, of []quadstore.ID) ([]int, error) {
	dst = slices.Grow(dst[:0], len(of))[:len(of)]
	clear(dst)
	for _, d := range []quad.Direction{quad.Subject, quad.Object} {
		if err := v.EachDegree(ctx, of, d, v.terms.RelationshipPredicates, func(i, _, n int) { dst[i] += n }); err != nil {
			return nil, err
		}
	}
	for i, node := range of {
		dst[i] -= v.DroppedAll(node)
	}
	return dst, nil
}

// CountClaimsAbout is how many claims are about nodes, retired ones among them. It reads no edge.
func (v *View) CountClaimsAbout(ctx context.Context, of []quadstore.ID) (n int, err error) {
	kinds := slices.Collect(maps.Keys(v.terms.KindOf))
	subjects := slices.AppendSeq(slices.Clone(kinds), maps.Keys(v.terms.PropertyOf))
	if measure := v.terms.ID(encoding.PredMeasure); measure != 0 {
		subjects = append(subjects, measure)
	}
	add := func(_, _, count int) { n += count }
	if err := v.EachDegree(ctx, of, quad.Subject, subjects, add); err != nil {
		return 0, err
	}
	err = v.EachDegree(ctx, of, quad.Object, kinds, add)
	return n, err
}

// Degrees is how many standing relationships entities have at either end.
func (v *View) Degrees(ctx context.Context, of []*claim.Entity) ([]int, error) {
	return v.degreesOf(ctx, nil, NodesOf(of))
}

// IsZero reports whether the filter passes every standing relationship.
func (f RelationshipFilter) IsZero() bool {
	return f.ClaimFilter.IsZero() && f.Role == "" && f.Instruments == nil && f.Amount == nil && f.FundedThrough == nil &&
		f.Subject == nil && f.Object == nil && f.Recipient == nil && f.Through == nil && f.Place == ""
}

// IsZero reports whether the filter passes every claim that stands.
func (f ClaimFilter) IsZero() bool {
	return f.ValidAt == "" && !f.ExcludeUndated && f.StatedUntil == "" && f.KnownAt.IsZero() && !f.IncludeRetracted && f.Certainty == nil &&
		f.Status == nil && f.Documents == nil && f.StatedBy == nil && f.Standing == nil && f.RecordedBy == nil && f.Reference == "" && f.Datasets == nil && f.Dataset == ""
}

// ContainedIn is the places that entities stand in, nearest first, all the way up, each once; of one distance in the
// order of ids.
func (v *View) ContainedIn(ctx context.Context, of []*claim.Entity) ([][]*claim.Entity, error) {
	const most = 64 // edges that lead up from a place, at the most
	if most*len(of) > v.limits.brief {
		ctx = v.Timed(ctx, ErrLongList)
	}
	above, err := v.above(ctx, NodesOf(of))
	if err != nil {
		return nil, err
	}
	found, err := v.EntitiesAt(ctx, slices.Concat(above...))
	if err != nil {
		return nil, err
	}
	out := make([][]*claim.Entity, len(of))
	for i := range of {
		own := found[:len(above[i]):len(above[i])]
		found = found[len(above[i]):]
		out[i] = slices.DeleteFunc(own, func(p *claim.Entity) bool { return p == nil || p.Kind != claim.Place })
	}
	return out, nil
}

// above is the nodes that each of some nodes stands in, nearest first, of one distance in the order of ids. It goes up from
// all of them a step at a time.
func (v *View) above(ctx context.Context, of []quadstore.ID) ([][]quadstore.ID, error) {
	out, seen, at := make([][]quadstore.ID, len(of)), make([]map[quadstore.ID]bool, len(of)), make([][]quadstore.ID, len(of))
	for i, node := range of {
		seen[i], at[i] = map[quadstore.ID]bool{node: true}, []quadstore.ID{node}
	}
	for {
		var frontier nodeset.Numbering[quadstore.ID]
		frontier.Reset(len(of))
		for _, nodes := range at {
			for _, node := range nodes {
				frontier.Add(node)
			}
		}
		if len(frontier.Keys) == 0 {
			return out, nil
		}
		incidences, err := v.IncidencesOf(ctx, frontier.Keys, []claim.RelationshipKind{"LOCATED_IN"}, claim.Out, false)
		if err != nil {
			return nil, err
		}
		up, met := ByOwner(incidences, len(frontier.Keys)), make([]quadstore.ID, 0, len(incidences))
		for _, t := range incidences {
			met = append(met, t.Object)
		}
		texts, err := v.TextsOf(ctx, met)
		if err != nil {
			return nil, err
		}
		for i, nodes := range at {
			var next []quadstore.ID
			for _, node := range nodes {
				for _, t := range up[frontier.Find(node)] {
					if !seen[i][t.Object] {
						seen[i][t.Object] = true
						next = append(next, t.Object)
					}
				}
			}
			slices.SortFunc(next, texts.CompareIDs)
			out[i], at[i] = append(out[i], next...), next
		}
	}
}

// MentionsOf is how many quads have each of some nodes at either end, in the room of dst. No edge is read: two calls.
func (v *View) MentionsOf(ctx context.Context, dst []uint32, of []quadstore.ID) ([]uint32, error) {
	n := len(of)
	dst = slices.Grow(dst[:0], 2*n)[:2*n]
	if n == 0 {
		return dst, ctx.Err()
	}
	if err := v.snap.Degrees(ctx, dst[:n], of, quad.Subject); err != nil {
		return nil, err
	}
	if err := v.snap.Degrees(ctx, dst[n:], of, quad.Object); err != nil {
		return nil, err
	}
	for i := range of {
		dst[i] += dst[n+i]
	}
	return dst[:n], nil
}

// Dropped is how many retired relationships of a kind a node has at one end, those of its class together.
func (v *View) Dropped(ref quadstore.ID, key snapshot.DegreeKey) int {
	members := v.snap.MembersOf(ref)
	if members == nil {
		return v.retired.Of(ref)[key]
	}
	n := 0
	for _, m := range members {
		n += v.retired.Of(quadstore.ID(m))[key]
	}
	return n
}

// DroppedAll is how many retired relationships a node has at either end, those of its class together.
func (v *View) DroppedAll(ref quadstore.ID) (n int) {
	members := v.snap.MembersOf(ref)
	if members == nil {
		members = []uint32{uint32(ref)}
	}
	for _, m := range members {
		for _, count := range v.retired.Of(quadstore.ID(m)) {
			n += count
		}
	}
	return n
}
