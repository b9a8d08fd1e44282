package mapping

import (
	"fmt"
	"strings"

	"whence/graph/claim"
	"whence/loader/records"
)

// relationship makes a relationship where both ends are known.
func (s *scene) relationship(r *rule) bool {
	subject, from, ok := s.id(r.subject)
	if !ok {
		return false
	}
	object, to, ok := s.id(r.object)
	if !ok {
		return false
	}
	c := &claim.Relationship{Assertion: s.assertion(r), Subject: subject, Object: object}
	if worded(s, r.kind, &c.Kind, claim.ParseRelationshipKind); c.Kind == "" {
		return false
	}
	worded(s, r.instrument, &c.Instrument, claim.ParseInstrument)
	c.Role, _, _ = s.text(r.role)
	c.Purpose, _, _ = s.text(r.purpose)
	c.FundedThrough, _, _ = s.id(r.via)
	c.Recipient, _, _ = s.id(r.recipient)
	var sum, count *cell
	c.Amount, sum = s.quantity(r.amount, true)
	c.Quantity, count = s.quantity(r.quantity, false)
	field, raw := s.cited(r, sum, count, to, from)
	s.record.Relationship(field, raw, c)
	return true
}

// quantity is an amount or a figure, nil where it says nothing or can't be read; from is its value's cell, in either case.
func (s *scene) quantity(f *figure, money bool) (q *claim.Quantity, from *cell) {
	if f == nil {
		return nil, nil
	}
	text, from, ok := s.text(f.value)
	if !ok {
		return nil, f.source(s)
	}
	unit, _, ok := s.text(f.unit)
	if !ok {
		s.odd(from, fmt.Errorf("%.40q has no unit", text))
		return nil, from
	}
	q, err := number(text, unit, money)
	if err != nil {
		s.odd(from, err)
		return nil, from
	}
	worded(s, f.comparator, &q.Comparator, claim.ParseComparator)
	q.Wording, _, _ = s.text(f.wording)
	if text, at, ok := s.text(f.max); ok {
		end, err := number(text, unit, money)
		if err != nil {
			s.odd(at, err)
			return nil, from
		}
		q.Max, q.ExclusiveMin, q.ExclusiveMax = end.Value, f.exclusiveMin, f.exclusiveMax
	}
	if err := q.Check(); err != nil {
		s.odd(from, err)
		return nil, from
	}
	if money && q.Value.Compare(claim.Decimal{}) < 0 {
		s.record.Warn(records.OddValue, "%s: %s is less than nothing", from.field, text)
	}
	return q, from
}

// source is the first cell of a figure's value that there is, whatever it says.
func (f *figure) source(s *scene) *cell {
	for _, c := range f.value.columns() {
		if s.cells[c].field != "" {
			return &s.cells[c]
		}
	}
	return nil
}

// number is a figure of a unit; of money it is rounded to the minor unit of its currency.
func number(text, unit string, money bool) (*claim.Quantity, error) {
	if money || len(unit) == 3 && unit == strings.ToUpper(unit) {
		return records.Amount(text, unit)
	}
	plain, err := records.Number(text)
	if err != nil {
		return nil, err
	}
	value, err := claim.ParseDecimal(plain)
	if err != nil {
		return nil, err
	}
	parsed, err := claim.ParseUnit(unit)
	return &claim.Quantity{Comparator: claim.Exactly, Value: &value, Unit: parsed}, err
}

func (s *scene) measure(r *rule) bool {
	about, _, ok := s.id(r.about)
	if !ok {
		return false
	}
	figure, from := s.quantity(r.figure, false)
	metric, _, ok := s.text(r.metric)
	if figure == nil || !ok {
		return false
	}
	m := &claim.Measure{Assertion: s.assertion(r), About: about, Metric: metric, Value: *figure}
	m.Place, _, _ = s.id(r.place)
	m.Scope, _, _ = s.text(r.scope)
	field, raw := s.cited(r, from)
	s.record.Measure(field, raw, m)
	return true
}

func (s *scene) attribute(r *rule) bool {
	about, _, ok := s.id(r.about)
	if !ok {
		return false
	}
	value, from, ok := s.text(r.value)
	if !ok {
		return false
	}
	a := &claim.Attribute{Assertion: s.assertion(r), About: about, Value: value}
	if worded(s, r.property, &a.Property, claim.ParseProperty); a.Property == "" {
		return false
	}
	worded(s, r.nameKind, &a.NameKind, claim.ParseNameKind)
	worded(s, r.date, &a.Date.EDTF, edtf)
	if a.Language, _, ok = s.text(r.language); !ok && a.Property == "name" && from != nil {
		a.Language = from.language
	}
	if dated[a.Property] {
		date, err := edtf(value)
		if err != nil {
			s.odd(from, err)
			return false
		}
		a.Value, a.Date.EDTF = string(date), date
	}
	if err := a.Check(); err != nil {
		s.odd(from, err)
		return false
	}
	if a.Property == "website" && !strings.HasPrefix(value, "https://") && !strings.HasPrefix(value, "http://") {
		s.odd(from, fmt.Errorf("%.60q is no address of the web", value))
		return false
	}
	field, raw := s.cited(r, from)
	if a.Property == "name" {
		s.record.Name(about, field, raw, *a)
	} else {
		s.record.Attribute(field, raw, a)
	}
	return true
}
