package graph

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/parallel"
	"whence/graph/quadstore"
)

// Incidence is one relationship seen from one entity of a frontier.
type Incidence struct {
	ClaimEdge
	Owner int32 // whose: the place in the frontier
	Out   bool  // the owner is its subject
}

// EdgeAt is the i-th of the edges that were read: the quad that a claim labels.
func EdgeAt(edges *quadstore.Edges, i int) ClaimEdge {
	return ClaimEdge{edges.Subject[i], edges.Pred[i], edges.Object[i], edges.Label[i]}
}

// Other is the entity at the far end.
func (t Incidence) Other() quadstore.ID {
	if t.Out {
		return t.Object
	}
	return t.Subject
}

// NodesOf is the nodes of entities; a nil entity has none.
func NodesOf(of []*claim.Entity) []quadstore.ID {
	out := make([]quadstore.ID, len(of))
	for i, e := range of {
		if e != nil {
			out[i] = quadstore.ID(e.Ref)
		}
	}
	return out
}

// IncidencesOf is the standing relationships of a frontier, those of one owner together, a relationship of an entity with
// itself once. retiredToo leaves the retracted ones in.
func (v *View) IncidencesOf(ctx context.Context, of []quadstore.ID, kinds []claim.RelationshipKind, d claim.Direction, retiredToo bool) ([]Incidence, error) {
	return v.incidencesIn(ctx, new(scratch), of, kinds, d, retiredToo)
}

// incidencesIn is incidencesOf in a scratch buffer, valid until the next incidences are read into it.
func (v *View) incidencesIn(ctx context.Context, on *scratch, of []quadstore.ID, kinds []claim.RelationshipKind, d claim.Direction, retiredToo bool) ([]Incidence, error) {
	preds := v.terms.Predicates(kinds)
	if len(preds) == 0 || len(of) == 0 {
		return nil, nil
	}
	on.out.Reset()
	on.in.Reset()
	if d != claim.In {
		if err := v.snap.Expand(ctx, &on.out, of, quad.Subject, preds...); err != nil {
			return nil, err
		}
	}
	if d != claim.Out {
		if err := v.snap.Expand(ctx, &on.in, of, quad.Object, preds...); err != nil {
			return nil, err
		}
	}
	incidences := slices.Grow(on.incidences[:0], on.out.Len()+on.in.Len())
	for i := range of {
		incidences = v.appendIncidences(incidences, &on.out, i, true, d == claim.Both || d == "", retiredToo)
		incidences = v.appendIncidences(incidences, &on.in, i, false, d == claim.Both || d == "", retiredToo)
	}
	on.incidences = incidences
	return incidences, nil
}

func (v *View) appendIncidences(incidences []Incidence, edges *quadstore.Edges, owner int, out, both, retiredToo bool) []Incidence {
	if edges.Len() == 0 {
		return incidences
	}
	for i, hi := edges.Of(owner); i < hi; i++ {
		loop := edges.Subject[i] == edges.Object[i]
		if !edges.Label[i].IsClaim() || (loop && both && !out) {
			continue
		}
		if !retiredToo && v.retired.Has(edges.Label[i]) {
			continue
		}
		incidences = append(incidences, Incidence{EdgeAt(edges, i), int32(owner), out})
	}
	return incidences
}

// claimsAt is all of the standing relationships that nodes have at one end, those of one node, kind and other end
// together.
func (v *View) claimsAt(ctx context.Context, nodes []quadstore.ID, kinds []claim.RelationshipKind, near quad.Direction, retiredToo bool) ([]ClaimEdge, error) {
	quota := v.NewQuota()
	claims, err := v.gatherAt(ctx, quota, nodes, kinds, near, retiredToo)
	if err == nil {
		err = quota.Whole()
	}
	return claims, err
}

// gatherAt is claimsAt, as many as a quota lets be held. The nodes are read on all processors: they may be a country's.
func (v *View) gatherAt(ctx context.Context, quota *Quota, nodes []quadstore.ID, kinds []claim.RelationshipKind, near quad.Direction, retiredToo bool) ([]ClaimEdge, error) {
	const step = 2048 // nodes whose edges stay in the cache
	preds := v.terms.Predicates(kinds)
	if len(preds) == 0 {
		return nil, nil
	}
	found := make([][]ClaimEdge, (len(nodes)+step-1)/step) // of each chunk: a list that grew would be copied over and over
	err := parallel.Parts(len(found), 1, func(_, from, to int) error {
		on := newScratch()
		defer on.release()
		edges := &on.edges
		for ; from < to; from++ {
			chunk := nodes[from*step : min((from+1)*step, len(nodes))]
			if err := v.snap.Expand(ctx, edges, chunk, near, preds...); quota.Ends(err) {
				return nil
			} else if err != nil {
				return err
			}
			out := make([]ClaimEdge, 0, edges.Len())
			for i, claim := range edges.Label {
				if claim.IsClaim() && (retiredToo || !v.retired.Has(claim)) {
					out = append(out, EdgeAt(edges, i))
				}
			}
			kept := quota.take(len(out))
			found[from] = out[:kept]
			if kept < len(out) {
				return nil
			}
		}
		return nil
	})
	if len(found) == 1 {
		return found[0], err
	}
	return slices.Concat(found...), err
}

// ByOwner cuts incidences, those of one owner together, into one slice an owner.
func ByOwner(incidences []Incidence, owners int) [][]Incidence {
	out := make([][]Incidence, owners)
	for from := 0; from < len(incidences); {
		to := from + 1
		for to < len(incidences) && incidences[to].Owner == incidences[from].Owner {
			to++
		}
		out[incidences[from].Owner] = incidences[from:to]
		from = to
	}
	return out
}

// EdgesOf is the quads that claims label, in the order of claims; a claim that labels none is left out.
func (v *View) EdgesOf(ctx context.Context, claims []quadstore.ID) ([]ClaimEdge, error) {
	var edges quadstore.Edges
	if err := v.snap.Expand(ctx, &edges, claims, quad.Label); err != nil {
		return nil, err
	}
	out := make([]ClaimEdge, 0, len(claims))
	for i := range claims {
		if lo, hi := edges.Of(i); lo < hi && claims[i].IsClaim() {
			out = append(out, EdgeAt(&edges, lo))
		}
	}
	return out, nil
}

// Claims is the claims of ids, nil where the graph knows none.
func (v *View) Claims(ctx context.Context, ids []claim.ID) ([]claim.Claim, error) {
	asked := make([]claim.ID, len(ids))
	for i, id := range ids {
		if id.IsClaim() {
			asked[i] = id
		}
	}
	nodes, err := v.NodesByID(ctx, asked)
	if err != nil {
		return nil, err
	}
	found, err := v.EdgesOf(ctx, nodes)
	if err != nil {
		return nil, err
	}
	claims, err := v.Decode(ctx, found)
	if err != nil {
		return nil, err
	}
	byNode := make(map[quadstore.ID]claim.Claim, len(claims))
	for i, c := range claims {
		byNode[found[i].Claim] = c
	}
	out := make([]claim.Claim, len(ids))
	for i, n := range nodes {
		out[i] = byNode[n]
	}
	return out, nil
}
