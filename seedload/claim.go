package loader

import (
	"strings"

	"whence/graph"
)

// The fields of the three sorts of claims, beside those that every claim has.
var (
	everyField        = []string{"certainty", "status", "holds", "statedBy", "cite", "key", "includedIn", "derivedFrom"}
	relationshipField = append([]string{"subject", "kind", "object", "role", "amount", "instrument", "purpose", "via", "recipient", "quantity"}, everyField...)
	measureField      = append([]string{"about", "metric", "figure", "place", "scope"}, everyField...)
	attributeField    = append([]string{"about", "property", "value", "date"}, everyField...)
)

// claim reads one claim; nil where it is none of the three sorts.
func (f *file) claim(n node, index int) graph.Claim {
	var claim graph.Claim
	var fields map[string]node
	switch sort := n.sort(); sort {
	case "kind":
		if fields = n.fields(relationshipField...); fields != nil {
			claim = relationship(fields)
		}
	case "metric":
		if fields = n.fields(measureField...); fields != nil {
			claim = measure(fields)
		}
	case "property":
		if fields = n.fields(attributeField...); fields != nil {
			claim = attribute(fields)
		}
	default:
		n.fail("what sort of claim is this? Give kind (a relationship), metric (a measure) or property (an attribute)")
	}
	if claim == nil {
		return nil
	}
	f.assertion(claim.Asserted(), fields, index)
	where := parts{"": n}
	for name, field := range fields {
		where[name] = field
	}
	f.claims = append(f.claims, where)
	return claim
}

// sort is which of the fields that tell claims apart is there.
func (n node) sort() string {
	all := node{&file{reading: &reading{}, name: n.name}, n.yaml}
	fields := all.fields(append(append(append([]string{}, relationshipField...), measureField...), attributeField...)...)
	for _, sort := range []string{"kind", "metric", "property"} {
		if _, ok := fields[sort]; ok {
			return sort
		}
	}
	return ""
}

func relationship(fields map[string]node) *graph.Relationship {
	r := &graph.Relationship{
		Subject: fields["subject"].id(), Object: fields["object"].id(), Role: fields["role"].text(),
		Purpose: fields["purpose"].text(), Via: fields["via"].id(), Recipient: fields["recipient"].id(),
		Instrument: graph.Instrument(fields["instrument"].text()), Kind: graph.RelationshipKind(fields["kind"].text()),
	}
	if n := fields["amount"]; n.given() {
		r.Amount = n.quantity("currency")
	}
	if n := fields["quantity"]; n.given() {
		r.Quantity = n.quantity("unit")
	}
	return r
}

func measure(fields map[string]node) *graph.Measure {
	m := &graph.Measure{About: fields["about"].id(), Metric: fields["metric"].text(), Place: fields["place"].id(), Scope: fields["scope"].text()}
	if n := fields["figure"]; n.given() {
		m.Figure = *n.quantity("unit")
	}
	return m
}

func attribute(fields map[string]node) *graph.Attribute {
	return &graph.Attribute{
		About: fields["about"].id(), Property: fields["property"].text(), Value: fields["value"].text(), Date: fields["date"].when(),
	}
}

// quantity reads a figure or an amount; unit is the name of the field that says what it counts.
func (n node) quantity(unit string) *graph.Quantity {
	fields := n.fields("comparator", "value", "max", unit, "wording", "also")
	q := &graph.Quantity{Comparator: graph.Exactly, Unit: fields[unit].text(), Wording: fields["wording"].text()}
	if c := fields["comparator"]; c.given() {
		comparator, err := graph.ParseComparator(c.text())
		c.check(err)
		q.Comparator = comparator
	}
	q.Value, q.Max = fields["value"].decimal(), fields["max"].decimal()
	for _, also := range fields["also"].items() {
		q.Also = append(q.Also, *also.quantity(unit))
	}
	return q
}

func (n node) decimal() *graph.Decimal {
	if !n.given() || n.text() == "" {
		return nil
	}
	d, err := graph.ParseDecimal(n.text())
	n.check(err)
	return &d
}

// when reads a time: an EDTF date, or its parts.
func (n node) when() graph.When {
	if !n.given() {
		return graph.When{}
	}
	if text, scalar := n.scalar(); scalar {
		return graph.When{EDTF: graph.EDTF(text)}
	}
	fields := n.fields("edtf", "wording", "basis")
	return graph.When{EDTF: graph.EDTF(fields["edtf"].text()), Wording: fields["wording"].text(), Basis: fields["basis"].text()}
}

// scalar is the text of a value that is one.
func (n node) scalar() (string, bool) {
	if what := describe(n.yaml); what == "fields" || what == "a list" {
		return "", false
	}
	return n.text(), true
}

// assertion reads what every claim has. What points at other claims is resolved when all are read.
func (f *file) assertion(a *graph.Assertion, fields map[string]node, index int) {
	a.Certainty, a.Status = graph.Certainty(fields["certainty"].text()), graph.Status(fields["status"].text())
	a.Holds, a.StatedBy = fields["holds"].when(), fields["statedBy"].id()
	for _, c := range fields["cite"].items() {
		f.citation(a, c)
	}
	if key := fields["key"]; key.given() {
		name := key.text()
		if _, again := f.keys[name]; again || strings.Contains(name, "/") {
			key.fail("key %.60q: want a name without slash that no other claim of the file has", name)
		}
		f.keys[name] = index
	}
}
