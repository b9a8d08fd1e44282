package graph

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// Award is what its payments and its programme say of an award.
type Award struct {
	Awarded   claim.When      // the earliest date of its payments, the zero value where none has one
	Amount    *claim.Quantity // what its payments come to, nil where they are of several currencies or state none
	Programme *claim.Entity   // the first by id of those that it is part of, nil where none is known
}

// Awards is what is said of awards as a whole.
func (v *View) Awards(ctx context.Context, of []*claim.Entity) ([]Award, error) {
	nodes := NodesOf(of)
	incidences, err := v.paymentsOf(ctx, nodes, false)
	if err != nil {
		return nil, err
	}
	claims := make([]ClaimEdge, len(incidences))
	for i, t := range incidences {
		claims[i] = t.ClaimEdge
	}
	decoded, err := v.Decode(ctx, claims)
	if err != nil {
		return nil, err
	}
	out, sums := make([]Award, len(of)), make([]paymentSum, len(of))
	for i, c := range decoded {
		if r, ok := c.(*claim.Relationship); ok {
			award := &out[incidences[i].Owner]
			award.Awarded = earlierWhen(award.Awarded, r.ValidTime)
			sums[incidences[i].Owner].add(r.Amount)
		}
	}
	for i := range out {
		out[i].Amount = sums[i].total()
	}
	return out, v.programmesOf(ctx, nodes, out)
}

// paymentSum adds up payments of one currency.
type paymentSum struct {
	sum    claim.Quantity
	broken bool // of several currencies, or not exact
}

func (s *paymentSum) add(q *claim.Quantity) {
	switch {
	case q == nil || q.Value == nil:
		s.broken = true
	case s.sum.Value == nil:
		s.sum = *q
	case s.sum.Unit != q.Unit || s.sum.Max != nil || q.Max != nil || s.sum.Comparator != q.Comparator:
		s.broken = true
	default:
		sum := s.sum.Value.Add(*q.Value)
		s.sum = claim.Quantity{Comparator: q.Comparator, Value: &sum, Unit: q.Unit}
	}
}

func (s *paymentSum) total() *claim.Quantity {
	if s.broken || s.sum.Value == nil {
		return nil
	}
	return &s.sum
}

// earlierWhen is the earlier of two times; one that is unknown is later than any.
func earlierWhen(a, b claim.When) claim.When {
	from, _ := a.Bounds()
	other, _ := b.Bounds()
	if a.IsZero() || !other.IsZero() && (from.IsZero() || other.Before(from)) {
		return b
	}
	return a
}

// programmesOf fills in the programme of each award.
func (v *View) programmesOf(ctx context.Context, nodes []quadstore.ID, awards []Award) error {
	incidences, err := v.IncidencesOf(ctx, nodes, []claim.RelationshipKind{"PART_OF"}, claim.Out, false)
	if err != nil {
		return err
	}
	wholes := make([]quadstore.ID, len(incidences))
	for i, t := range incidences {
		wholes[i] = t.Object
	}
	found, err := v.EntitiesAt(ctx, wholes)
	if err != nil {
		return err
	}
	for i, e := range found {
		award := &awards[incidences[i].Owner]
		if e != nil && e.Kind == claim.Programme && (award.Programme == nil || e.ID < award.Programme.ID) {
			award.Programme = e
		}
	}
	return nil
}

// paymentsOf is the FUNDS claims that come through each of some nodes, those of one node together.
func (v *View) paymentsOf(ctx context.Context, nodes []quadstore.ID, retiredToo bool) ([]Incidence, error) {
	via, funds := v.terms.ID(encoding.PredVia), v.terms.ID(quad.IRI(claim.RelationshipKind("FUNDS").Info().Predicate))
	if via == 0 || funds == 0 {
		return nil, nil
	}
	var edges quadstore.Edges
	if err := v.snap.Expand(ctx, &edges, nodes, quad.Object, via); err != nil {
		return nil, err
	}
	var incidences []Incidence
	for owner := range nodes {
		lo, hi := edges.Of(owner)
		claims, err := v.EdgesOf(ctx, nodeset.New(slices.Clone(edges.Subject[lo:hi])))
		if err != nil {
			return nil, err
		}
		for _, c := range claims {
			if c.Predicate == funds && (retiredToo || !v.retired.Has(c.Claim)) {
				incidences = append(incidences, Incidence{ClaimEdge: c, Owner: int32(owner), Out: true})
			}
		}
	}
	return incidences, nil
}

// Payments is, for each entity, a page of the FUNDS claims that come through it.
func (v *View) Payments(ctx context.Context, of []*claim.Entity, q RelationshipQuery) ([]Page[*claim.Relationship], error) {
	v = v.At(q.Filter.KnownAt)
	if err := q.Window.Check(); err != nil {
		return nil, err
	}
	nodes := NodesOf(of)
	ctx, err := v.timedOf(ctx, nodes)
	if err != nil {
		return nil, err
	}
	incidences, err := v.paymentsOf(ctx, nodes, q.Filter.IncludesRetracted())
	if err != nil {
		return nil, err
	}
	if incidences, err = v.NewClaimFilterEval(q.Filter).Apply(ctx, incidences); err != nil {
		return nil, err
	}
	return onlyAll[*claim.Relationship](v.tiePages(ctx, incidences, len(of), q.Order, q.Window))
}
