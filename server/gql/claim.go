package gql

import (
	"context"

	"whence/graph"
	"whence/server/gql/answer"
	"whence/server/gql/scalar"
)

// claims resolves the fields that all three sorts of claim have; C is one of them.
type claims[C graph.Claim] struct{}

// asserted is the claims as the graph knows them.
func asserted[C graph.Claim](of []C) []graph.Claim {
	out, _ := pluck(of, func(c C) graph.Claim { return c })
	return out
}

func (claims[C]) Sentence(ctx context.Context, of []C) ([]string, error) {
	return view(ctx).Sentences(ctx, asserted(of))
}

func (claims[C]) Holds(_ context.Context, of []C) ([]*answer.When, error) {
	return pluck(of, func(c C) *answer.When { return answer.WhenOf(&c.Asserted().Holds) })
}

func (claims[C]) Stated(ctx context.Context, of []C) ([]*answer.When, error) {
	found, err := view(ctx).Stated(ctx, asserted(of))
	return convert(found, err, answer.WhenOf)
}

func (claims[C]) StatedBy(ctx context.Context, of []C) ([]answer.Entity, error) {
	return entitiesOf(ctx, of, func(c C) graph.ID { return c.Asserted().StatedBy })
}

func (claims[C]) Recorded(_ context.Context, of []C) ([]*scalar.DateTime, error) {
	return pluck(of, func(c C) *scalar.DateTime { return &scalar.DateTime{Time: c.Asserted().Recorded} })
}

func (claims[C]) Retracted(_ context.Context, of []C) ([]*scalar.DateTime, error) {
	return pluck(of, func(c C) *scalar.DateTime {
		if c.Asserted().Retracted.IsZero() {
			return nil
		}
		return &scalar.DateTime{Time: c.Asserted().Retracted}
	})
}

func (claims[C]) Citations(_ context.Context, of []C) ([][]*answer.Citation, error) {
	return pluck(of, func(c C) []*answer.Citation { return answer.CitationsOf(c.Asserted().Citations) })
}

func (claims[C]) DerivedFrom(ctx context.Context, of []C) ([][]graph.Claim, error) {
	return claimsOf(ctx, of, func(c C) []graph.ID { return c.Asserted().DerivedFrom })
}

func (claims[C]) Conflicts(ctx context.Context, of []C) ([][]*graph.Conflict, error) {
	return view(ctx).Conflicts(ctx, asserted(of))
}

func (claims[C]) IncludedIn(ctx context.Context, of []C) ([]graph.Claim, error) {
	ids, _ := pluck(of, func(c C) graph.ID { return c.Asserted().IncludedIn })
	return view(ctx).Claims(ctx, ids)
}

// claimsOf is the claims that each object names, without those that the graph doesn't know.
func claimsOf[T any](ctx context.Context, of []T, names func(T) []graph.ID) ([][]graph.Claim, error) {
	lists, _ := pluck(of, names)
	found, err := flatten(lists, func(ids []graph.ID) ([]graph.Claim, error) { return view(ctx).Claims(ctx, ids) })
	return convert(found, err, func(list *[]graph.Claim) []graph.Claim {
		out := make([]graph.Claim, 0, len(*list))
		for _, c := range *list {
			if c != nil {
				out = append(out, c)
			}
		}
		return out
	})
}

// relationships resolves what relationships have beside every claim's fields.
type relationships struct{ claims[*graph.Relationship] }

func (relationships) Subject(ctx context.Context, of []*graph.Relationship) ([]answer.Entity, error) {
	return entitiesOf(ctx, of, func(r *graph.Relationship) graph.ID { return r.Subject })
}

func (relationships) Object(ctx context.Context, of []*graph.Relationship) ([]answer.Entity, error) {
	return entitiesOf(ctx, of, func(r *graph.Relationship) graph.ID { return r.Object })
}

func (relationships) Role(_ context.Context, of []*graph.Relationship) ([]*string, error) {
	return pluck(of, func(r *graph.Relationship) *string { return answer.OrNull(&r.Role) })
}

func (relationships) Amount(_ context.Context, of []*graph.Relationship) ([]*answer.Money, error) {
	return pluck(of, func(r *graph.Relationship) *answer.Money { return answer.MoneyOf(r.Amount) })
}

func (relationships) Instrument(_ context.Context, of []*graph.Relationship) ([]*graph.Instrument, error) {
	return pluck(of, func(r *graph.Relationship) *graph.Instrument { return answer.OrNull(&r.Instrument) })
}

func (relationships) Purpose(_ context.Context, of []*graph.Relationship) ([]*string, error) {
	return pluck(of, func(r *graph.Relationship) *string { return answer.OrNull(&r.Purpose) })
}

func (relationships) Via(ctx context.Context, of []*graph.Relationship) ([]answer.Entity, error) {
	return entitiesOf(ctx, of, func(r *graph.Relationship) graph.ID { return r.Via })
}

func (relationships) Recipient(ctx context.Context, of []*graph.Relationship) ([]answer.Entity, error) {
	return entitiesOf(ctx, of, func(r *graph.Relationship) graph.ID { return r.Recipient })
}

func (relationships) Quantity(_ context.Context, of []*graph.Relationship) ([]*answer.Quantity, error) {
	return pluck(of, func(r *graph.Relationship) *answer.Quantity { return answer.QuantityOf(r.Quantity) })
}

// measures resolves what measures have beside every claim's fields.
type measures struct{ claims[*graph.Measure] }

func (measures) About(ctx context.Context, of []*graph.Measure) ([]answer.Entity, error) {
	return entitiesOf(ctx, of, func(m *graph.Measure) graph.ID { return m.About })
}

func (measures) Figure(_ context.Context, of []*graph.Measure) ([]*answer.Quantity, error) {
	return pluck(of, func(m *graph.Measure) *answer.Quantity { return answer.QuantityOf(&m.Figure) })
}

func (measures) Place(ctx context.Context, of []*graph.Measure) ([]*answer.Place, error) {
	return namedBy(ctx, of, func(m *graph.Measure) graph.ID { return m.Place }, answer.PlaceOf)
}

func (measures) Scope(_ context.Context, of []*graph.Measure) ([]*string, error) {
	return pluck(of, func(m *graph.Measure) *string { return answer.OrNull(&m.Scope) })
}

// attributes resolves what attributes have beside every claim's fields.
type attributes struct{ claims[*graph.Attribute] }

func (attributes) About(ctx context.Context, of []*graph.Attribute) ([]answer.Entity, error) {
	return entitiesOf(ctx, of, func(a *graph.Attribute) graph.ID { return a.About })
}

func (attributes) Date(_ context.Context, of []*graph.Attribute) ([]*answer.When, error) {
	return pluck(of, func(a *graph.Attribute) *answer.When { return answer.WhenOf(&a.Date) })
}
