package answer

import (
	"whence/graph/claim"
	"whence/graph/evidence"
	"whence/server/gql/scalar"
)

// When is a time whose unknown parts are null.
type When claim.When

// WhenOf is w, nil where nothing is known of it.
func WhenOf(w *claim.When) *When {
	if w.IsZero() {
		return nil
	}
	return (*When)(w)
}

// EDTFOrNull is the date, nil where the wording can not be resolved.
func (w *When) EDTFOrNull() *scalar.EDTF { return (*scalar.EDTF)(OrNull(&w.EDTF)) }

// Earliest is the first day that it can mean.
func (w *When) Earliest() scalar.Date {
	earliest, _ := w.EDTF.Bounds()
	return scalar.Date{Time: earliest}
}

// Latest is the last day that it can mean.
func (w *When) Latest() scalar.Date {
	_, latest := w.EDTF.Bounds()
	return scalar.Date{Time: latest}
}

// WordingOrNull is the words that it rests on.
func (w *When) WordingOrNull() *string { return OrNull(&w.Wording) }

// BasisOrNull is how the date follows from the words.
func (w *When) BasisOrNull() *string { return OrNull(&w.Basis) }

// Quantity is a figure whose unknown parts are null.
type Quantity claim.Quantity

// QuantityOf is q, nil of nil.
func QuantityOf(q *claim.Quantity) *Quantity { return (*Quantity)(q) }

// ValueOrNull is the number, nil where the source gives words alone.
func (q *Quantity) ValueOrNull() *scalar.Decimal { return (*scalar.Decimal)(q.Value) }

// MaxOrNull is the upper end of a range.
func (q *Quantity) MaxOrNull() *scalar.Decimal { return (*scalar.Decimal)(q.Max) }

// WordingOrNull is the source's own words.
func (q *Quantity) WordingOrNull() *string { return OrNull(&q.Wording) }

// InOtherUnits is the same figure in other units.
func (q *Quantity) InOtherUnits() []*Quantity { return each(q.Also, QuantityOf) }

// Money is a sum of money.
type Money claim.Quantity

// MoneyOf is q, nil where it states no sum.
func MoneyOf(q *claim.Quantity) *Money {
	if q == nil || q.Value == nil {
		return nil
	}
	return (*Money)(q)
}

// ValueOrNull is the sum, which is there wherever MoneyOf made the Money.
func (m *Money) ValueOrNull() *scalar.Decimal { return (*scalar.Decimal)(m.Value) }

// MaxOrNull is the upper end of a range.
func (m *Money) MaxOrNull() *scalar.Decimal { return (*scalar.Decimal)(m.Max) }

// WordingOrNull is the source's own words.
func (m *Money) WordingOrNull() *string { return OrNull(&m.Wording) }

// InOtherUnits is the same sum in other currencies.
func (m *Money) InOtherUnits() []*Money { return each(m.Also, MoneyOf) }

func each[T any](list []claim.Quantity, of func(*claim.Quantity) *T) []*T {
	out := make([]*T, 0, len(list))
	for i := range list {
		if v := of(&list[i]); v != nil {
			out = append(out, v)
		}
	}
	return out
}

// Citation is where a claim stands, its unknown parts null.
type Citation struct {
	claim.Citation

	Of claim.ID // the claim that it proves, or the judgement or assessment
}

// CitationsOf is the citations of one claim, or of a judgement or an assessment.
func CitationsOf(of claim.ID, list []claim.Citation) []*Citation {
	out, slab := make([]*Citation, len(list)), make([]Citation, len(list))
	for i := range list {
		slab[i] = Citation{list[i], of}
		out[i] = &slab[i]
	}
	return out
}

// ID is the citation's id.
func (c *Citation) ID() claim.ID { return claim.CitationID(c.Of, c.Citation) }

// StartOrNull is the first character, nil where only a locator is known.
func (c *Citation) StartOrNull() *int {
	if c.End == 0 {
		return nil
	}
	return &c.Start
}

// EndOrNull is one past the last character, nil where only a locator is known.
func (c *Citation) EndOrNull() *int { return OrNull(&c.End) }

// DigestOrNull is the digest of the cited characters.
func (c *Citation) DigestOrNull() *string { return OrNull(&c.Digest) }

// LocatorOrNull is where a reader finds it.
func (c *Citation) LocatorOrNull() *string { return OrNull(&c.Locator) }

// FieldOrNull is the field of a record that says so.
func (c *Citation) FieldOrNull() *string { return OrNull(&c.Field) }

// Record is a record that claims are cited from.
type Record struct {
	claim.Record

	Cited string // the field that was asked from, "" where the record was asked for by itself
}

// RecordOf is r, nil of one that the graph does not know.
func RecordOf(r *claim.Record) *Record {
	if r.Key == "" {
		return nil
	}
	return &Record{Record: *r}
}

// Name is a name that a source gives, as it gives it.
type Name struct {
	Value    string
	Language *string
	Kind     claim.NameKind
	Holds    *When
	Claim    *claim.Attribute
}

// NamesOf is the names of one entity.
func NamesOf(list []evidence.GivenName) []*Name {
	out := make([]*Name, len(list))
	for i := range list {
		n := &list[i]
		out[i] = &Name{n.Value, OrNull(&n.Language), n.Kind, WhenOf(&n.Holds), n.Claim}
	}
	return out
}

// Identifier is an entry in a register.
type Identifier claim.Identifier

// IdentifiersOf is the identifiers of one entity.
func IdentifiersOf(list []claim.Identifier) []*Identifier {
	out := make([]*Identifier, len(list))
	for i := range list {
		out[i] = (*Identifier)(&list[i])
	}
	return out
}

// URIOrNull is where the register answers for it.
func (i *Identifier) URIOrNull() *string { return OrNull(&i.URI) }

// OrNull is v, nil where it holds its type's zero value: what is unknown in package graph is null in an answer.
func OrNull[T comparable](v *T) *T {
	var zero T
	if *v == zero {
		return nil
	}
	return v
}
