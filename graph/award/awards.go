package award

import (
	"context"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/quadstore"
)

// Award is what its payments and its programme say of an award.
type Award struct {
	Awarded   claim.When      // the earliest date of its payments, the zero value where none has one
	Amount    *claim.Quantity // what its payments come to, nil where they are of several currencies or state none
	Programme *claim.Entity   // the first by id of those that it is part of, nil where none is known
}

// Of is what is said of awards as a whole.
func Of(ctx context.Context, v *graph.View, of []*claim.Entity) ([]Award, error) {
	nodes := graph.NodesOf(of)
	incidences, err := paymentsOf(ctx, v, nodes, false)
	if err != nil {
		return nil, err
	}
	claims := make([]graph.ClaimEdge, len(incidences))
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
	return out, programmesOf(ctx, v, nodes, out)
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
func programmesOf(ctx context.Context, v *graph.View, nodes []quadstore.ID, awards []Award) error {
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
