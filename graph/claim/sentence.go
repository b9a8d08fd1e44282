package claim

import (
	"strings"
)

// SentenceEntities is the entities that a claim's sentence names.
func SentenceEntities(c Claim) []ID {
	var ids []ID
	switch c := c.(type) {
	case *Relationship:
		ids = []ID{c.Subject, c.Object, c.FundedThrough, c.Recipient}
	case *Measure:
		ids = []ID{c.About, c.Place}
	case *Attribute:
		ids = []ID{c.About}
	}
	kept := ids[:0]
	for _, id := range append(ids, c.Base().StatedBy) {
		if id != "" {
			kept = append(kept, id)
		}
	}
	return kept
}

func Sentence(c Claim, names map[ID]string) string {
	var s strings.Builder
	switch c := c.(type) {
	case *Relationship:
		relationshipSentence(&s, c, names)
	case *Measure:
		measureSentence(&s, c, names)
	case *Attribute:
		s.WriteString(names[c.About] + ", " + PropertyLabel(c.Property) + ": " + c.Value)
		if words := c.Date.EDTF.Words(); words != "" && string(c.Date.EDTF) != c.Value && words != c.Value {
			s.WriteString(" (" + words + ")")
		}
	}
	a := c.Base()
	if when := a.ValidTime.Words(); when != "" {
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
		money = strings.TrimSpace(r.Amount.Words() + " " + money)
	}
	if r.Purpose != "" {
		money = strings.TrimSpace(money + " for " + r.Purpose)
	}
	if money != "" {
		parts = append(parts, money)
	}
	if r.Quantity != nil {
		parts = append(parts, r.Quantity.Words())
	}
	if r.FundedThrough != "" {
		parts = append(parts, "through "+names[r.FundedThrough])
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
	s.WriteString(": " + m.Value.Words())
}

// PropertyLabel is a property's name as two words where it is two.
func PropertyLabel(property string) string {
	if property == "placeType" {
		return "type of place"
	}
	return property
}

var comparatorWords = map[Comparator]string{
	About: "about ", MoreThan: "more than ", AtLeast: "at least ", UpTo: "up to ", LessThan: "less than ",
}

var currencySigns = map[string]string{"GBP": "£", "USD": "$", "EUR": "€"}

// Words is the quantity as a person writes it: "more than £50,000,000", "41,700 square feet", "hundreds of jobs".
func (q Quantity) Words() string {
	if q.Value == nil {
		return q.Wording + " (" + plural(q.Unit, "") + ")"
	}
	text := comparatorWords[q.Comparator]
	sign := currencySigns[q.Unit]
	text += sign + GroupDigits(q.Value.String())
	if q.Max != nil {
		text += " to " + sign + GroupDigits(q.Max.String())
	}
	if sign == "" {
		text += plural(q.Unit, q.Value.String())
	}
	var rest strings.Builder
	for _, also := range q.Also {
		rest.WriteString(" (" + also.Words() + ")")
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

// GroupDigits puts commas between the thousands of plain digits.
func GroupDigits(digits string) string {
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

func (w When) Words() string {
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
	if !a.RetractedAt.IsZero() {
		notes = append(notes, "retracted")
	}
	return strings.Join(notes, ", ")
}
