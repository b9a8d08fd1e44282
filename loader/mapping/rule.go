package mapping

import (
	"slices"

	"github.com/goccy/go-yaml/ast"

	"whence/graph/claim"
)

// rule is one entry of the block of claims: an entity, or a claim.
type rule struct {
	at ast.Node
	condition

	// Of an entity.
	id, name    *expression
	identifiers []identifier

	// Of every claim.
	certainty, status, holds, reference, statedBy *expression
	cite                                          int // a column, -1 where it is the one that says most

	// Of a relationship.
	subject, kind, object, role, instrument, purpose, via, recipient *expression
	amount, quantity                                                 *figure

	// Of a measure or an attribute.
	about, metric, place, scope, property, value, date, language, nameKind *expression
	figure                                                                 *figure

	columns []int // all that it reads, each once
}

// identifier is an identifier of an entity.
type identifier struct{ scheme, value *expression }

// figure is an amount of money or another quantity.
type figure struct {
	comparator, value, max, unit, wording *expression
	exclusiveMin, exclusiveMax            bool
}

// condition is when a rule is followed.
type condition struct{ when, unless []test }

// test is that a column holds one of some values.
type test struct {
	column int
	values []string // "*" is any that is not empty, "" none
}

// rule reads an entry of the block of claims.
func (m *Mapping) rule(d *document, n ast.Node) {
	r := &rule{at: n, cite: -1}
	text := func(dst **expression) func(ast.Node) { return m.expression(d, dst) }
	figureOf := func(dst **figure, unit string) func(ast.Node) {
		return func(n ast.Node) { *dst = m.figure(d, n, unit) }
	}
	d.object(n, "an entry of claims", []key{
		{"when", m.tests(d, &r.when)},
		{"unless", m.tests(d, &r.unless)},
		{"id", text(&r.id)},
		{"name", text(&r.name)},
		{"identifiers", func(n ast.Node) { m.identifiers(d, n, r) }},
		{"certainty", text(&r.certainty)},
		{"status", text(&r.status)},
		{"holds", text(&r.holds)},
		{"reference", text(&r.reference)},
		{"statedBy", text(&r.statedBy)},
		{"cite", func(n ast.Node) {
			name := ""
			if d.text(&name)(n); name != "" {
				r.cite = m.use(d, n, name)
			}
		}},
		{"subject", text(&r.subject)},
		{"kind", text(&r.kind)},
		{"object", text(&r.object)},
		{"role", text(&r.role)},
		{"instrument", text(&r.instrument)},
		{"purpose", text(&r.purpose)},
		{"via", text(&r.via)},
		{"recipient", text(&r.recipient)},
		{"amount", figureOf(&r.amount, "currency")},
		{"quantity", figureOf(&r.quantity, "unit")},
		{"about", text(&r.about)},
		{"metric", text(&r.metric)},
		{"figure", figureOf(&r.figure, "unit")},
		{"place", text(&r.place)},
		{"scope", text(&r.scope)},
		{"property", text(&r.property)},
		{"value", text(&r.value)},
		{"date", text(&r.date)},
		{"language", text(&r.language)},
		{"nameKind", text(&r.nameKind)},
	})
	m.checkRule(d, r)
	r.gather()
	m.rules = append(m.rules, r)
}

// checkRule finds what a rule lacks, and what of it no claim can have.
func (m *Mapping) checkRule(d *document, r *rule) {
	lacks := func(what string, needed ...*expression) {
		if slices.Contains(needed, nil) {
			d.fail(r.at, "%s", what)
		}
	}
	switch {
	case r.id != nil:
		if r.subject != nil || r.about != nil {
			d.fail(r.at, "an entity and a claim in one entry: write an entry for each")
		}
	case r.figure != nil || r.metric != nil:
		lacks("a measure wants `about`, `metric` and `figure`", r.about, r.metric)
		if r.figure == nil {
			d.fail(r.at, "a measure wants `about`, `metric` and `figure`")
		}
	case r.property != nil:
		lacks("an attribute wants `about`, `property` and `value`", r.about, r.value)
	default:
		lacks("want an entity (`id`), a relationship (`subject`, `kind`, `object`), a measure (`about`, `metric`, `figure`) or an attribute (`about`, `property`, `value`)", r.subject, r.kind, r.object)
	}
	for _, e := range []*expression{r.id, r.subject, r.object, r.about, r.via, r.recipient, r.place, r.statedBy} {
		m.checkID(d, e)
	}
	constant(d, r.kind, claim.ParseRelationshipKind)
	constant(d, r.property, claim.ParseProperty)
	constant(d, r.certainty, claim.ParseCertainty)
	constant(d, r.status, claim.ParseStatus)
	constant(d, r.instrument, claim.ParseInstrument)
	constant(d, r.nameKind, claim.ParseNameKind)
	constant(d, r.holds, claim.ParseEDTF)
	for _, f := range []*figure{r.amount, r.quantity, r.figure} {
		if f != nil {
			constant(d, f.unit, claim.ParseUnit)
			constant(d, f.comparator, claim.ParseComparator)
		}
	}
}

// constant holds a text without columns against its vocabulary.
func constant[W any](d *document, e *expression, parse func(string) (W, error)) {
	if text, ok := e.constant(); ok {
		if _, err := parse(text); err != nil {
			d.fail(e.at, "%s", plain(err))
		}
	}
}

// gather notes which columns the rule reads.
func (r *rule) gather() {
	for _, e := range []*expression{
		r.id, r.name, r.certainty, r.status, r.holds, r.reference, r.statedBy, r.subject, r.kind, r.object, r.role, r.instrument, r.purpose, r.via, r.recipient,
		r.about, r.metric, r.place, r.scope, r.property, r.value, r.date, r.language, r.nameKind,
	} {
		r.columns = append(r.columns, e.columns()...)
	}
	for _, f := range []*figure{r.amount, r.quantity, r.figure} {
		if f != nil {
			r.columns = slices.Concat(r.columns, f.comparator.columns(), f.value.columns(), f.max.columns(), f.unit.columns(), f.wording.columns())
		}
	}
	for _, i := range r.identifiers {
		r.columns = slices.Concat(r.columns, i.scheme.columns(), i.value.columns())
	}
	for _, t := range slices.Concat(r.when, r.unless) {
		r.columns = append(r.columns, t.column)
	}
	if r.cite >= 0 {
		r.columns = append(r.columns, r.cite)
	}
	slices.Sort(r.columns)
	r.columns = slices.Compact(r.columns)
}

// figure reads an amount or another quantity.
func (m *Mapping) figure(d *document, n ast.Node, unit string) *figure {
	f := &figure{}
	d.object(n, "a figure", []key{
		{"comparator", m.expression(d, &f.comparator)},
		{"value", m.expression(d, &f.value)},
		{"max", m.expression(d, &f.max)},
		{unit, m.expression(d, &f.unit)},
		{"wording", m.expression(d, &f.wording)},
		{"exclusiveMin", d.flag(&f.exclusiveMin)},
		{"exclusiveMax", d.flag(&f.exclusiveMax)},
	})
	if f.value == nil || f.unit == nil {
		d.fail(n, "a figure wants `value` and `%s`", unit)
	}
	return f
}

func (m *Mapping) identifiers(d *document, n ast.Node, r *rule) {
	for _, item := range items(n) {
		var i identifier
		d.object(item, "an identifier", []key{{"scheme", m.expression(d, &i.scheme)}, {"value", m.expression(d, &i.value)}})
		if i.scheme == nil || i.value == nil {
			d.fail(item, "an identifier wants `scheme` and `value`")
			continue
		}
		r.identifiers = append(r.identifiers, i)
	}
}

// tests reads a condition: columns with the values that they may hold, or the names of columns that have to hold any.
func (m *Mapping) tests(d *document, dst *[]test) func(ast.Node) {
	return func(n ast.Node) {
		object, ok := n.(*ast.MappingNode)
		if !ok {
			var names []string
			d.texts(&names)(n)
			for _, name := range names {
				*dst = append(*dst, test{m.use(d, n, name), []string{"*"}})
			}
			return
		}
		for _, pair := range object.Values {
			name, _ := scalar(pair.Key)
			t := test{column: m.use(d, pair.Key, name)}
			d.texts(&t.values)(pair.Value)
			*dst = append(*dst, t)
		}
	}
}

// applies reports whether a rule is to be followed.
func (c *condition) applies(s *scene) bool {
	for _, t := range c.when {
		if !t.passes(s) {
			return false
		}
	}
	return !slices.ContainsFunc(c.unless, func(t test) bool { return t.passes(s) })
}

func (t test) passes(s *scene) bool {
	value := s.cells[t.column].value
	return slices.ContainsFunc(t.values, func(want string) bool { return want == value || want == "*" && value != "" })
}
