package gql

import (
	"time"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/sums"
	"whence/server/gql/gen"
	"whence/server/gql/scalar"
)

// The filters and orders of the schema as those of the graph. Their values were checked as they were read.

func claimFilter(f *gen.ClaimFilter) graph.ClaimFilter {
	if f == nil {
		return graph.ClaimFilter{}
	}
	return graph.ClaimFilter{
		ValidAt: claim.EDTF(value(f.ValidAt)), ExcludeUndated: !or(f.IncludeUndated, true),
		StatedUntil: claim.EDTF(value(f.StatedUntil)), KnownAt: moment(f.KnownAt), IncludeRetracted: value(f.IncludeRetracted),
		Certainty: f.Certainty, Status: f.Status, Documents: f.Documents, StatedBy: f.StatedBy, Standing: f.Standing, RecordedBy: f.RecordedBy, Reference: exact(f.Reference), Datasets: f.Datasets,
	}
}

func measureFilter(f *gen.MeasureFilter) graph.MeasureFilter {
	if f == nil {
		return graph.MeasureFilter{}
	}
	return graph.MeasureFilter{
		ClaimFilter: claimFilter(&gen.ClaimFilter{
			ValidAt: f.ValidAt, IncludeUndated: f.IncludeUndated, StatedUntil: f.StatedUntil, KnownAt: f.KnownAt,
			IncludeRetracted: f.IncludeRetracted, Certainty: f.Certainty, Status: f.Status, Documents: f.Documents, StatedBy: f.StatedBy, Standing: f.Standing, RecordedBy: f.RecordedBy, Reference: f.Reference, Datasets: f.Datasets,
		}),
		Unit: exact(f.Unit), Comparators: f.Comparator, Min: (*claim.Decimal)(f.Min), Max: (*claim.Decimal)(f.Max), Place: idOf(f.Place),
	}
}

func relationshipFilter(f *gen.RelationshipFilter) graph.RelationshipFilter {
	if f == nil {
		return graph.RelationshipFilter{}
	}
	return graph.RelationshipFilter{
		ClaimFilter: claimFilter(&gen.ClaimFilter{
			ValidAt: f.ValidAt, IncludeUndated: f.IncludeUndated, StatedUntil: f.StatedUntil, KnownAt: f.KnownAt,
			IncludeRetracted: f.IncludeRetracted, Certainty: f.Certainty, Status: f.Status, Documents: f.Documents, StatedBy: f.StatedBy, Standing: f.Standing, RecordedBy: f.RecordedBy, Reference: f.Reference, Datasets: f.Datasets,
		}),
		Role: value(f.Role), Instruments: f.Instrument, Amount: maybe(f.Amount, amountFilter), FundedThrough: f.Via,
		Subject: maybe(f.Subject, entityFilter), Object: maybe(f.Object, entityFilter),
		Recipient: maybe(f.Recipient, entityFilter), Through: maybe(f.Through, entityFilter), Place: idOf(f.Place),
	}
}

func amountFilter(f *gen.AmountFilter) graph.AmountFilter {
	return graph.AmountFilter{Currency: f.Currency, Min: (*claim.Decimal)(f.Min), Max: (*claim.Decimal)(f.Max)}
}

func entityFilter(f *gen.EntityFilter) graph.EntityFilter {
	return graph.EntityFilter{
		IDs: f.Ids, Identifiers: all(f.Identifiers, identifierInput), Kinds: f.Kinds, Name: value(f.Name), Within: idOf(f.Within), PlaceTypes: f.PlaceTypes, MinDegree: value(f.MinDegree), Datasets: f.Datasets,
		Has: all(f.Has, hasRelationship), HasNo: all(f.HasNo, hasRelationship),
		And: all(f.And, entityFilter), Or: all(f.Or, entityFilter), Not: maybe(f.Not, entityFilter),
	}
}

func identifierInput(i *gen.IdentifierInput) claim.Identifier {
	return claim.Identifier{Scheme: i.Scheme, Value: i.Value}
}

func hasRelationship(f *gen.HasRelationship) graph.HasRelationship {
	return graph.HasRelationship{
		Kinds: f.Kinds, Direction: or(f.Direction, claim.Both), To: maybe(f.To, entityFilter), Filter: maybe(f.Filter, relationshipFilter),
	}
}

func entityOrder(o *gen.EntityOrder) graph.EntityOrder {
	if o == nil {
		return graph.EntityOrder{}
	}
	return graph.EntityOrder{By: o.Field, Descending: o.Direction == gen.OrderDirectionDesc}
}

func claimOrder(o *gen.ClaimOrder) graph.ClaimOrder {
	if o == nil {
		return graph.ClaimOrder{}
	}
	return graph.ClaimOrder{By: o.Field, Descending: o.Direction == gen.OrderDirectionDesc}
}

func relationshipOrder(o *gen.RelationshipOrder) graph.ClaimOrder {
	if o == nil {
		return graph.ClaimOrder{}
	}
	return graph.ClaimOrder{By: o.Field, Descending: o.Direction == gen.OrderDirectionDesc}
}

func aggregateOrder(o *gen.AggregateOrder) sums.Order {
	if o == nil {
		return sums.Order{}
	}
	return sums.Order{By: o.Field, Ascending: o.Direction == gen.OrderDirectionAsc, Currency: exact(o.Currency)}
}

// nothing is a text that no claim holds as a whole: texts are trimmed.
const nothing = " "

// exact is a text that is compared whole, "" where none is given. One that is given and empty is found nowhere.
func exact(text *string) string {
	if text != nil && *text == "" {
		return nothing
	}
	return value(text)
}

// unnamed is an id that no thing can have.
const unnamed claim.ID = " "

// idOf is an id, "" where none is given. One that is given and empty names nothing.
func idOf(id *claim.ID) claim.ID {
	if id != nil && *id == "" {
		return unnamed
	}
	return value(id)
}

func moment(t *scalar.DateTime) time.Time { return value(t).Time }

// maybe converts what is given, nil where nothing is.
func maybe[F, T any](f *F, convert func(*F) T) *T {
	if f == nil {
		return nil
	}
	t := convert(f)
	return &t
}

// all converts a list; one that is not given stays nil.
func all[F, T any](list []*F, convert func(*F) T) []T {
	if list == nil {
		return nil
	}
	out := make([]T, len(list))
	for i, f := range list {
		out[i] = convert(f)
	}
	return out
}
