package gql

import (
	"context"
	"fmt"

	"whence/graph"
	"whence/graph/award"
	"whence/graph/claim"
	"whence/graph/evidence"
	"whence/graph/paging"
	"whence/server/auth"
	"whence/server/gql/answer"
	"whence/server/gql/gen"
)

// places resolves what places have beside every entity's fields.
type places struct{ entities[*answer.Place] }

func (r places) PlaceType(ctx context.Context, of []*answer.Place) ([]claim.PlaceType, error) {
	found, err := latest(ctx, of, "placeType", func(a *claim.Attribute) *string { return &a.Value })
	return convert(found, err, func(v **string) claim.PlaceType { return claim.PlaceType(or(*v, "OTHER")) })
}

func (r places) ContainedIn(ctx context.Context, of []*answer.Place) ([][]*answer.Place, error) {
	found, err := view(ctx).ContainedIn(ctx, known(of))
	return convert(found, err, func(list *[]*claim.Entity) []*answer.Place {
		out, _ := pluck(*list, answer.PlaceOf)
		return present(out)
	})
}

// awards resolves what awards have beside every entity's fields.
type awards struct{ entities[*answer.Award] }

func (r awards) Awarded(ctx context.Context, of []*answer.Award) ([]*answer.When, error) {
	found, err := award.Of(ctx, view(ctx), known(of))
	return convert(found, err, func(a *award.Award) *answer.When { return answer.WhenOf(&a.Awarded) })
}

func (r awards) Starts(ctx context.Context, of []*answer.Award) ([]*answer.When, error) {
	return latest(ctx, of, "started", whenOf)
}

func (r awards) Ends(ctx context.Context, of []*answer.Award) ([]*answer.When, error) {
	return latest(ctx, of, "completed", whenOf)
}

// whenOf is the value of an attribute as a time.
func whenOf(a *claim.Attribute) *answer.When {
	when := a.When()
	return answer.WhenOf(&when)
}

func (r awards) Amount(ctx context.Context, of []*answer.Award) ([]*answer.Money, error) {
	found, err := award.Of(ctx, view(ctx), known(of))
	return convert(found, err, func(a *award.Award) *answer.Money { return answer.MoneyOf(a.Amount) })
}

func (r awards) Programme(ctx context.Context, of []*answer.Award) ([]*answer.Programme, error) {
	found, err := award.Of(ctx, view(ctx), known(of))
	return convert(found, err, func(a *award.Award) *answer.Programme { return answer.ProgrammeOf(a.Programme) })
}

func (r awards) Payments(ctx context.Context, of []*answer.Award, filter *gen.RelationshipFilter, first *int, after *string) ([]*answer.RelationshipConnection, error) {
	return connect(ctx, r.cursors, known(of), window{first, 20, after}, asTheyCome[*claim.Relationship],
		func(of []*claim.Entity, w paging.Window) ([]paging.Page[*claim.Relationship], error) {
			return award.Payments(ctx, view(ctx), of, graph.RelationshipQuery{Filter: relationshipFilter(filter), Window: w})
		})
}

// fundingSources resolves what funding sources have beside every entity's fields.
type fundingSources struct {
	entities[*answer.FundingSource]
}

func (r fundingSources) Instrument(ctx context.Context, of []*answer.FundingSource) ([]*claim.Instrument, error) {
	return latest(ctx, of, "instrument", func(a *claim.Attribute) *claim.Instrument { return (*claim.Instrument)(&a.Value) })
}

func (r fundingSources) Amount(ctx context.Context, of []*answer.FundingSource) ([]*answer.Money, error) {
	found, err := view(ctx).Latest(ctx, known(of), "amount")
	if err != nil {
		return nil, err
	}
	out := make([]*answer.Money, len(found))
	for i, a := range found {
		if a == nil {
			continue
		}
		var amount claim.Quantity
		if err := amount.UnmarshalText([]byte(a.Value)); err != nil {
			return nil, fmt.Errorf("amount of %s: %w", a.About, err)
		}
		out[i] = answer.MoneyOf(&amount)
	}
	return out, nil
}

// events resolves what events have beside every entity's fields.
type events struct{ entities[*answer.Event] }

func (r events) Held(ctx context.Context, of []*answer.Event) ([]*answer.When, error) {
	return latest(ctx, of, "held", func(a *claim.Attribute) *answer.When { return answer.WhenOf(&a.Date) })
}

// documents resolves what documents have beside every entity's fields.
type documents struct{ entities[*answer.Document] }

func (r documents) Publisher(ctx context.Context, of []*answer.Document) ([]*string, error) {
	return latest(ctx, of, "publisher", func(a *claim.Attribute) *string { return &a.Value })
}

func (r documents) Published(ctx context.Context, of []*answer.Document) ([]*answer.When, error) {
	return latest(ctx, of, "published", func(a *claim.Attribute) *answer.When { return answer.WhenOf(&a.Date) })
}

func (r documents) URL(ctx context.Context, of []*answer.Document) ([]*string, error) {
	found, err := view(ctx).URLs(ctx, known(of))
	return convert(found, err, answer.OrNull)
}

func (r documents) File(ctx context.Context, of []*answer.Document) ([]*string, error) {
	found, err := view(ctx).Files(ctx, known(of))
	return convert(found, err, func(f *claim.DocumentFile) *string { return answer.OrNull(&f.File) })
}

func (r documents) Start(ctx context.Context, of []*answer.Document) ([]*int, error) {
	found, err := view(ctx).Files(ctx, known(of))
	return convert(found, err, func(f *claim.DocumentFile) *int {
		if f.File == "" {
			return nil
		}
		return &f.Start
	})
}

func (r documents) End(ctx context.Context, of []*answer.Document) ([]*int, error) {
	found, err := view(ctx).Files(ctx, known(of))
	return convert(found, err, func(f *claim.DocumentFile) *int { return answer.OrNull(&f.End) })
}

// Text is characters of each document's text, null where it is not held, or not open to the caller.
func (r documents) Text(ctx context.Context, of []*answer.Document, start, end *int) ([]*string, error) {
	from, to := or(start, 0), value(end)
	if from < 0 || end != nil && to < from || to-from > evidence.MaxPassage {
		return nil, fmt.Errorf("text: characters %d to %d: want at most %d, the first not before 0: %w", from, to, evidence.MaxPassage, claim.ErrInvalid)
	}
	open, err := r.TextIsOpen(ctx, of)
	if err != nil {
		return nil, err
	}
	shown := known(of)
	if auth.From(ctx).Role < auth.Contributor {
		for i := range shown {
			if !open[i] {
				shown[i] = nil
			}
		}
	}
	return evidence.Passages(ctx, view(ctx), shown, from, to)
}

// TextDigest is the digest of each document's text.
func (r documents) TextDigest(ctx context.Context, of []*answer.Document) ([]*string, error) {
	return evidence.TextDigests(ctx, view(ctx), known(of))
}

// TextIsOpen says whether readers may see each document's text.
func (r documents) TextIsOpen(ctx context.Context, of []*answer.Document) ([]bool, error) {
	return evidence.TextsOpen(ctx, view(ctx), known(of))
}

// Replaces is the earlier version of each document.
func (r documents) Replaces(ctx context.Context, of []*answer.Document) ([]*answer.Document, error) {
	return r.versions(ctx, of, false)
}

// ReplacedBy is the later version of each document.
func (r documents) ReplacedBy(ctx context.Context, of []*answer.Document) ([]*answer.Document, error) {
	return r.versions(ctx, of, true)
}

func (documents) versions(ctx context.Context, of []*answer.Document, later bool) ([]*answer.Document, error) {
	found, err := evidence.Versions(ctx, view(ctx), known(of), later)
	if err != nil {
		return nil, err
	}
	return pluck(found, answer.DocumentOf)
}

// present is the list without its nils.
func present[T any](list []*T) []*T {
	out := list[:0]
	for _, v := range list {
		if v != nil {
			out = append(out, v)
		}
	}
	return out
}
