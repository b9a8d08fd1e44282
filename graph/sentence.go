package graph

import (
	"context"
	"strings"
)

// Sentences says each claim as one plain English sentence, amount and all.
func (v *View) Sentences(ctx context.Context, claims []Claim) ([]string, error) {
	var ids []ID
	for _, c := range claims {
		ids = append(ids, mentioned(c)...)
	}
	found, err := v.Entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	names := make(map[ID]string, len(ids))
	for i, e := range found {
		names[ids[i]] = string(ids[i])
		if e != nil {
			names[ids[i]] = e.Name
		}
	}
	out := make([]string, len(claims))
	for i, c := range claims {
		out[i] = sentence(c, names)
	}
	return out, nil
}

// mentioned is the entities that a claim's sentence names.
func mentioned(c Claim) []ID {
	var ids []ID
	switch c := c.(type) {
	case *Relationship:
		ids = []ID{c.Subject, c.Object, c.Via, c.Recipient}
	case *Measure:
		ids = []ID{c.About, c.Place}
	case *Attribute:
		ids = []ID{c.About}
	}
	kept := ids[:0]
	for _, id := range append(ids, c.Asserted().StatedBy) {
		if id != "" {
			kept = append(kept, id)
		}
	}
	return kept
}

func sentence(c Claim, names map[ID]string) string {
	var s strings.Builder
	switch c := c.(type) {
	case *Relationship:
		relationshipSentence(&s, c, names)
	case *Measure:
		measureSentence(&s, c, names)
	case *Attribute:
		s.WriteString(names[c.About] + ", " + propertyWord(c.Property) + ": " + c.Value)
		if words := c.Date.EDTF.Words(); words != "" && string(c.Date.EDTF) != c.Value && words != c.Value {
			s.WriteString(" (" + words + ")")
		}
	}
	a := c.Asserted()
	if when := a.Holds.words(); when != "" {
		s.WriteString(", " + when)
	}
	if note := a.note(names); note != "" {
		s.WriteString(" (" + note + ")")
	}
	return s.String() + "."
}

func relationshipSentence(s *strings.Builder, r *Relationship, names map[ID]string) {
	s.WriteString(names[r.Subject] + " " + r.Kind.Info().Label + " " + names[r.Object])
	if r.Role != "" {
		s.WriteString(" as " + r.Role)
	}
	var parts []string
	money := strings.ToLower(strings.ReplaceAll(string(r.Instrument), "_", " "))
	if money == "other" {
		money = ""
	}
	if r.Amount != nil {
		money = strings.TrimSpace(r.Amount.words() + " " + money)
	}
	if r.Purpose != "" {
		money = strings.TrimSpace(money + " for " + r.Purpose)
	}
	if money != "" {
		parts = append(parts, money)
	}
	if r.Quantity != nil {
		parts = append(parts, r.Quantity.words())
	}
	if r.Via != "" {
		parts = append(parts, "through "+names[r.Via])
	}
	if r.Recipient != "" {
		parts = append(parts, "paid to "+names[r.Recipient])
	}
	if len(parts) > 0 {
		s.WriteString(": " + strings.Join(parts, ", "))
	}
}

func measureSentence(s *strings.Builder, m *Measure, names map[ID]string) {
	s.WriteString(names[m.About] + ", " + m.Metric)
	if m.Scope != "" {
		s.WriteString(" of " + m.Scope)
	}
	if m.Place != "" {
		s.WriteString(" in " + names[m.Place])
	}
	s.WriteString(": " + m.Figure.words())
}

// propertyWord is a property's name as two words where it is two.
func propertyWord(property string) string {
	if property == "placeType" {
		return "type of place"
	}
	return property
}

var comparatorWords = map[Comparator]string{
	About: "about ", MoreThan: "more than ", AtLeast: "at least ", UpTo: "up to ", LessThan: "less than ",
}

var currencySigns = map[string]string{"GBP": "£", "USD": "$", "EUR": "€"}

// words is the quantity as a person writes it: "more than £50,000,000", "41,700 square feet", "hundreds of jobs".
func (q Quantity) words() string {
	if q.Value == nil {
		return q.Wording + " (" + plural(q.Unit, "") + ")"
	}
	text := comparatorWords[q.Comparator]
	sign := currencySigns[q.Unit]
	text += sign + grouped(q.Value.String())
	if q.Max != nil {
		text += " to " + sign + grouped(q.Max.String())
	}
	if sign == "" {
		text += plural(q.Unit, q.Value.String())
	}
	var rest strings.Builder
	for _, also := range q.Also {
		rest.WriteString(" (" + also.words() + ")")
	}
	return text + rest.String()
}

// plural is the unit behind its number.
func plural(unit, number string) string {
	switch {
	case unit == "percent":
		return "%"
	case unit == "square-foot":
		unit = "square feet"
	case unit == "times" || unit == "fraction" || unit == "rank" || unit == strings.ToUpper(unit):
	case number == "1":
	case unit == "person":
		unit = "people"
	case unit == "company" || unit == "university" || unit == "academy":
		unit = strings.TrimSuffix(unit, "y") + "ies"
	default:
		unit += "s"
	}
	if number == "" {
		return unit
	}
	return " " + unit
}

// grouped puts commas between the thousands of plain digits.
func grouped(digits string) string {
	whole, fraction, dotted := strings.Cut(digits, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dotted {
		whole += "." + fraction
	}
	return sign + whole
}

func (w When) words() string {
	if w.EDTF == "" {
		return w.Wording
	}
	return w.EDTF.Words()
}

// note is what a reader must know before repeating the claim.
func (a *Assertion) note(names map[ID]string) string {
	var notes []string
	if a.Status != Actual {
		notes = append(notes, strings.ToLower(string(a.Status)))
	}
	switch by := names[a.StatedBy]; {
	case a.StatedBy != "" && a.Certainty == Stated:
		notes = append(notes, "as stated by "+by)
	case a.StatedBy != "":
		notes = append(notes, strings.ToLower(string(a.Certainty))+" by "+by)
	case a.Certainty != Stated:
		notes = append(notes, strings.ToLower(string(a.Certainty)))
	}
	if !a.Retracted.IsZero() {
		notes = append(notes, "retracted")
	}
	return strings.Join(notes, ", ")
}

// Stated is when each claim's source said so: the date of the earliest document that it cites, the zero When where no
// document's date is known.
func (v *View) Stated(ctx context.Context, claims []Claim) ([]When, error) {
	var ids []ID
	for _, c := range claims {
		for _, cite := range c.Asserted().Citations {
			ids = append(ids, cite.Document)
		}
	}
	documents, err := v.Entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	nodes := refs(documents)
	published, err := v.latest(ctx, nodes, "published")
	if err != nil {
		return nil, err
	}
	out := make([]When, len(claims))
	next := 0
	for i, c := range claims {
		for range c.Asserted().Citations {
			if p := published[next]; p != nil && (out[i].IsZero() || earlier(p.when(), out[i])) {
				out[i] = p.when()
			}
			next++
		}
	}
	return out, nil
}

// earlier orders times by their last day: what was certainly said by then.
func earlier(a, b When) bool {
	_, untilA := a.Bounds()
	_, untilB := b.Bounds()
	return !untilA.IsZero() && (untilB.IsZero() || untilA.Before(untilB))
}
