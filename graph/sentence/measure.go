package sentence

import (
	"strings"

	"whence/graph/claim"
)

// measure says a figure in the words that suit its unit: a rank as a place in an order, a count that its metric names as what
// there is, the rest as "the floor area of iCentrum is 41,700 square feet". The scope stands in brackets at the end.
func (w *writer) measure(m *claim.Measure) string {
	about, plural := w.name(m.About), w.plural(m.About)
	figure := m.Value
	place := ""
	if m.Place != "" {
		place = "in " + w.name(m.Place)
	}
	say := func(subject string, plural bool, v verb, rest ...string) string {
		return w.say(subject, plural, v, dated(join(rest...), w.assertion.ValidTime))
	}
	switch {
	case figure.Unit == "rank" && figure.Value != nil:
		metric := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(m.Metric), "rank"))
		among := ""
		if m.Scope != "" {
			among = "among " + m.Scope
		}
		return say(about, plural, regular("rank", ""), rank(figure), "for "+metric, among, place)
	case strings.HasSuffix(m.Metric, " created") && !figure.IsMoney():
		return say(about, plural, regular("create", ""), counted(figure, strings.TrimSuffix(m.Metric, " created")), place, scope(m.Scope))
	case namesUnit(m.Metric, figure.Unit):
		return say(about, plural, have, counted(figure, m.Metric), place, scope(m.Scope))
	}
	of := " of "
	if m.About.Kind() == claim.Place && figure.IsMoney() {
		of = " in "
	}
	value := quantity(figure)
	if figure.Unit == "times" && figure.Value == nil {
		value = figure.Wording
	}
	return say(join("the "+m.Metric+of+about, place), false, verb{be: value}, scope(m.Scope))
}

// counted is how many of what a metric names: "more than 20,000 technology companies", "hundreds of jobs".
func counted(q claim.Quantity, noun string) string {
	if q.Value == nil {
		if strings.HasSuffix(q.Wording, "s") {
			return q.Wording + " of " + noun
		}
		return join(q.Wording, noun)
	}
	return comparators[q.Comparator] + span(q, Grouped) + " " + noun
}

// namesUnit reports whether a metric names what its unit counts, so that the unit need not be said: tech companies, company.
func namesUnit(metric, unit string) bool {
	if unit == "" || unit == strings.ToUpper(unit) || unit == "percent" || unit == "times" || unit == "fraction" || unit == "square-foot" {
		return false
	}
	for word := range strings.FieldsSeq(strings.ToLower(metric)) {
		if word == unitNoun(unit, false) || word == unitNoun(unit, true) || unit == "person" && (word == "workers" || word == "people" || word == "attendees") {
			return true
		}
	}
	return false
}

func scope(s string) string {
	if s == "" {
		return ""
	}
	return "(" + s + ")"
}
