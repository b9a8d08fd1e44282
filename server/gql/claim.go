package gql

import (
	"cmp"
	"context"
	"slices"

	"whence/graph/claim"
	"whence/graph/conflicts"
	"whence/graph/evidence"
	"whence/server/gql/answer"
	"whence/server/gql/scalar"
)

// claims resolves the fields that all three sorts of claim have; C is one of them.
type claims[C claim.Claim] struct{}

// asserted is the claims as the graph knows them.
func asserted[C claim.Claim](of []C) []claim.Claim {
	out, _ := pluck(of, func(c C) claim.Claim { return c })
	return out
}

func (claims[C]) Sentence(ctx context.Context, of []C) ([]string, error) {
	return view(ctx).Sentences(ctx, asserted(of))
}

func (claims[C]) Holds(_ context.Context, of []C) ([]*answer.When, error) {
	return pluck(of, func(c C) *answer.When { return answer.WhenOf(&c.Base().ValidTime) })
}

func (claims[C]) Stated(ctx context.Context, of []C) ([]*answer.When, error) {
	found, err := evidence.Stated(ctx, view(ctx), asserted(of))
	return convert(found, err, answer.WhenOf)
}

func (claims[C]) StatedBy(ctx context.Context, of []C) ([]answer.Entity, error) {
	return entitiesOf(ctx, of, func(c C) claim.ID { return c.Base().StatedBy })
}

func (claims[C]) Entities(ctx context.Context, of []C) ([][]answer.Entity, error) {
	lists, _ := pluck(of, func(c C) []claim.ID { return claim.EntitiesOf(c) })
	found, err := flatten(lists, func(ids []claim.ID) ([]answer.Entity, error) {
		return entitiesOf(ctx, ids, func(id claim.ID) claim.ID { return id })
	})
	return convert(found, err, func(list *[]answer.Entity) []answer.Entity {
		return slices.DeleteFunc(*list, func(e answer.Entity) bool { return e == nil })
	})
}

func (claims[C]) Reference(_ context.Context, of []C) ([]*string, error) {
	return pluck(of, func(c C) *string { return answer.OrNull(&c.Base().Reference) })
}

func (claims[C]) Recorded(_ context.Context, of []C) ([]*scalar.DateTime, error) {
	return pluck(of, func(c C) *scalar.DateTime { return &scalar.DateTime{Time: c.Base().RecordedAt} })
}

func (claims[C]) Retracted(_ context.Context, of []C) ([]*scalar.DateTime, error) {
	return pluck(of, func(c C) *scalar.DateTime {
		if c.Base().RetractedAt.IsZero() {
			return nil
		}
		return &scalar.DateTime{Time: c.Base().RetractedAt}
	})
}

func (claims[C]) Citations(_ context.Context, of []C) ([][]*answer.Citation, error) {
	return pluck(of, func(c C) []*answer.Citation { return answer.CitationsOf(c.Base().ID, c.Base().Citations) })
}

func (claims[C]) DerivedFrom(ctx context.Context, of []C) ([][]claim.Claim, error) {
	return claimsOf(ctx, of, func(c C) []claim.ID { return c.Base().DerivedFrom })
}

func (claims[C]) Conflicts(ctx context.Context, of []C) ([][]*conflicts.Conflict, error) {
	return conflicts.Of(ctx, view(ctx), asserted(of))
}

func (claims[C]) IncludedIn(ctx context.Context, of []C) ([]claim.Claim, error) {
	ids, _ := pluck(of, func(c C) claim.ID { return c.Base().IncludedIn })
	return view(ctx).Claims(ctx, ids)
}

// claimsOf is the claims that each object names, without those that the graph doesn't know.
func claimsOf[T any](ctx context.Context, of []T, names func(T) []claim.ID) ([][]claim.Claim, error) {
	lists, _ := pluck(of, names)
	found, err := flatten(lists, func(ids []claim.ID) ([]claim.Claim, error) { return view(ctx).Claims(ctx, ids) })
	return convert(found, err, func(list *[]claim.Claim) []claim.Claim {
		out := make([]claim.Claim, 0, len(*list))
		for _, c := range *list {
			if c != nil {
				out = append(out, c)
			}
		}
		return out
	})
}

// relationships resolves what relationships have beside every claim's fields.
type relationships struct{ claims[*claim.Relationship] }

func (relationships) Subject(ctx context.Context, of []*claim.Relationship) ([]answer.Entity, error) {
	return entitiesOf(ctx, of, func(r *claim.Relationship) claim.ID { return r.Subject })
}

func (relationships) Object(ctx context.Context, of []*claim.Relationship) ([]answer.Entity, error) {
	return entitiesOf(ctx, of, func(r *claim.Relationship) claim.ID { return r.Object })
}

func (relationships) Role(_ context.Context, of []*claim.Relationship) ([]*string, error) {
	return pluck(of, func(r *claim.Relationship) *string { return answer.OrNull(&r.Role) })
}

func (relationships) Amount(_ context.Context, of []*claim.Relationship) ([]*answer.Money, error) {
	return pluck(of, func(r *claim.Relationship) *answer.Money { return answer.MoneyOf(r.Amount) })
}

func (relationships) Instrument(_ context.Context, of []*claim.Relationship) ([]*claim.Instrument, error) {
	return pluck(of, func(r *claim.Relationship) *claim.Instrument { return answer.OrNull(&r.Instrument) })
}

func (relationships) Purpose(_ context.Context, of []*claim.Relationship) ([]*string, error) {
	return pluck(of, func(r *claim.Relationship) *string { return answer.OrNull(&r.Purpose) })
}

func (relationships) Via(ctx context.Context, of []*claim.Relationship) ([]answer.Entity, error) {
	return entitiesOf(ctx, of, func(r *claim.Relationship) claim.ID { return r.FundedThrough })
}

func (relationships) Recipient(ctx context.Context, of []*claim.Relationship) ([]answer.Entity, error) {
	return entitiesOf(ctx, of, func(r *claim.Relationship) claim.ID { return r.Recipient })
}

func (relationships) Quantity(_ context.Context, of []*claim.Relationship) ([]*answer.Quantity, error) {
	return pluck(of, func(r *claim.Relationship) *answer.Quantity { return answer.QuantityOf(r.Quantity) })
}

// measures resolves what measures have beside every claim's fields.
type measures struct{ claims[*claim.Measure] }

func (measures) About(ctx context.Context, of []*claim.Measure) ([]answer.Entity, error) {
	return entitiesOf(ctx, of, func(m *claim.Measure) claim.ID { return m.About })
}

func (measures) Figure(_ context.Context, of []*claim.Measure) ([]*answer.Quantity, error) {
	return pluck(of, func(m *claim.Measure) *answer.Quantity { return answer.QuantityOf(&m.Value) })
}

func (measures) Place(ctx context.Context, of []*claim.Measure) ([]*answer.Place, error) {
	return namedBy(ctx, of, func(m *claim.Measure) claim.ID { return m.Place }, answer.PlaceOf)
}

func (measures) Scope(_ context.Context, of []*claim.Measure) ([]*string, error) {
	return pluck(of, func(m *claim.Measure) *string { return answer.OrNull(&m.Scope) })
}

// attributes resolves what attributes have beside every claim's fields.
type attributes struct{ claims[*claim.Attribute] }

func (attributes) About(ctx context.Context, of []*claim.Attribute) ([]answer.Entity, error) {
	return entitiesOf(ctx, of, func(a *claim.Attribute) claim.ID { return a.About })
}

func (attributes) Date(_ context.Context, of []*claim.Attribute) ([]*answer.When, error) {
	return pluck(of, func(a *claim.Attribute) *answer.When { return answer.WhenOf(&a.Date) })
}

func (attributes) Language(_ context.Context, of []*claim.Attribute) ([]*string, error) {
	return pluck(of, func(a *claim.Attribute) *string { return answer.OrNull(&a.Language) })
}

func (attributes) NameKind(_ context.Context, of []*claim.Attribute) ([]*claim.NameKind, error) {
	return pluck(of, func(a *claim.Attribute) *claim.NameKind {
		if a.Property != "name" {
			return nil
		}
		kind := cmp.Or(a.NameKind, claim.Alias)
		return &kind
	})
}
