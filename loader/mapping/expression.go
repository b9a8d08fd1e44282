package mapping

import (
	"html"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"whence/graph/claim"
	"whence/graph/register"
	"whence/loader/records"
)

// expression is a text of a claim with columns in it: the first of its alternatives that says something.
type expression struct {
	alternatives []alternative
	at           ast.Node
}

// alternative is one way to write a text. It says nothing where one of its columns says nothing.
type alternative struct {
	parts     []part
	values    map[string]string // what becomes of what the parts say; nil where that stays
	otherwise *string           // of a value that is not among them
}

// part is a literal, or a column with what is made of its value.
type part struct {
	literal string
	column  int // -1 for a literal, own for what the mapping knows by itself
	own     string
	filter  string
}

// Columns that are not in the file.
const (
	ownDataset = "_dataset" // the slug of the data set's name
	ownKey     = "_key"     // the key of the record
)

// filters are what can be made of a value, but for registers, whose identifiers are normalised.
var filters = []string{"org", "place", "slug", "upper", "lower", "html", "language", "last"}

// expression reads a text, a list of alternatives, or a column with a map of its values.
func (m *Mapping) expression(d *document, dst **expression) func(ast.Node) {
	return func(n ast.Node) {
		e := &expression{at: n}
		for _, item := range items(n) {
			if a, ok := m.alternative(d, item); ok {
				e.alternatives = append(e.alternatives, a)
			}
		}
		if len(e.alternatives) == 0 && len(d.errors) == 0 {
			d.fail(n, "want a text such as {column}, a list of them of which the first that says something counts, or {of, map, otherwise}")
		}
		*dst = e
	}
}

func (m *Mapping) alternative(d *document, n ast.Node) (a alternative, ok bool) {
	text, plain := scalar(n)
	if !plain {
		if m, ok := n.(*ast.MappingNode); ok && m.IsFlowStyle && len(m.Values) == 1 && m.Values[0].Value != nil && m.Values[0].Value.Type() == ast.NullType {
			d.fail(n, "put a text that begins with a brace in quotation marks: \"{column}\"")
			return a, false
		}
		otherwise := ""
		d.object(n, "a text", []key{
			{"of", d.text(&text)},
			{"map", d.pairs(&a.values)},
			{"otherwise", func(n ast.Node) {
				d.text(&otherwise)(n)
				a.otherwise = &otherwise
			}},
		})
		if a.values == nil || text == "" {
			d.fail(n, "want `of: \"{column}\"` and a `map` of its values")
			return a, false
		}
	}
	for text != "" {
		literal, rest, found := strings.Cut(text, "{")
		if literal != "" {
			a.parts = append(a.parts, part{literal: literal, column: -1})
		}
		if !found {
			break
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed {
			d.fail(n, "%.60q: a brace is not closed", text)
			return a, false
		}
		a.parts = append(a.parts, m.reference(d, n, name))
		text = after
	}
	return a, true
}

// reference reads what stands between braces.
func (m *Mapping) reference(d *document, n ast.Node, text string) part {
	name, filter, _ := strings.Cut(text, "|")
	filter = strings.TrimSpace(filter)
	if filter != "" && !slices.Contains(filters, filter) && filter != strings.ToUpper(filter) {
		d.fail(n, "{%.60s}: %q can't be made of a value: want one of %s, or the scheme of a register such as GB-COH", text, filter, strings.Join(filters, ", "))
	}
	if name = strings.TrimSpace(name); name == ownDataset || name == ownKey {
		return part{column: -1, own: name, filter: filter}
	}
	return part{column: m.use(d, n, name), filter: filter}
}

// columns are the columns of an expression.
func (e *expression) columns() (out []int) {
	if e == nil {
		return nil
	}
	for _, a := range e.alternatives {
		for _, p := range a.parts {
			if p.column >= 0 {
				out = append(out, p.column)
			}
		}
	}
	return out
}

// constant is the text of an expression without columns.
func (e *expression) constant() (string, bool) {
	if e == nil || len(e.alternatives) != 1 || e.alternatives[0].values != nil {
		return "", false
	}
	var text strings.Builder
	for _, p := range e.alternatives[0].parts {
		if p.column >= 0 || p.own != "" {
			return "", false
		}
		text.WriteString(p.literal)
	}
	return text.String(), true
}

// cell is what a column says in a record.
type cell struct {
	field    string // as its citation names it
	raw      string
	value    string // "" where it says nothing that can be read
	language string
	iri      bool
}

// scene is one record with one choice of its lists' elements: what expressions are read in.
type scene struct {
	*writer
	record *records.Record
	cells  []cell // by column
}

// text is what an expression says, with the last cell that it was read from; ok is false where it says nothing.
func (s *scene) text(e *expression) (text string, from *cell, ok bool) {
	if e == nil {
		return "", nil, false
	}
	for i := range e.alternatives {
		if text, from, ok = s.alternative(&e.alternatives[i], s.plain); ok {
			return text, from, true
		}
	}
	return "", nil, false
}

func (s *scene) alternative(a *alternative, fill func(part, *cell) (string, bool)) (text string, from *cell, ok bool) {
	var out strings.Builder
	for _, p := range a.parts {
		switch {
		case p.own == ownDataset:
			out.WriteString(s.scope)
		case p.own == ownKey:
			filled, _ := fill(p, &cell{value: s.record.Key()})
			out.WriteString(filled)
		case p.column < 0:
			out.WriteString(p.literal)
		default:
			from = &s.cells[p.column]
			if from.value == "" {
				return "", nil, false
			}
			filled, ok := fill(p, from)
			if !ok {
				return "", nil, false
			}
			out.WriteString(filled)
		}
	}
	text = strings.TrimSpace(out.String())
	if a.values != nil {
		mapped, known := a.values[text]
		switch {
		case known:
			text = mapped
		case a.otherwise != nil:
			text = *a.otherwise
		default:
			s.record.Warn(records.OddValue, "%.60q is not among the values that the mapping knows; it is left out", text)
			return "", nil, false
		}
	}
	return text, from, text != ""
}

// plain is a value as texts have it.
func (s *scene) plain(p part, c *cell) (string, bool) {
	switch p.filter {
	case "":
		return c.value, true
	case "upper":
		return strings.ToUpper(c.value), true
	case "lower":
		return strings.ToLower(c.value), true
	case "slug":
		return records.Slug(c.value), true
	case "html":
		return html.UnescapeString(c.value), true
	case "language":
		return c.language, c.language != ""
	case "last":
		return last(c.value), true
	case "org", "place":
		id, ok := s.found(p, c)
		return string(id), ok
	}
	_, value := register.Normalise(p.filter, c.value)
	if err := register.Check(p.filter, value); err != nil {
		s.record.Warn(records.MalformedIdentifier, "%s: %v; it is left out", c.field, err)
		return "", false
	}
	return value, true
}

// last is what stands behind the last slash or hash of an address.
func last(address string) string {
	trimmed := strings.TrimRight(address, "/#")
	return trimmed[strings.LastIndexAny(trimmed, "/#")+1:]
}

// found is the id that a value is known by: of an organisation by an identifier of org-id.guide, of a place by its name or code.
func (s *scene) found(p part, c *cell) (claim.ID, bool) {
	if p.filter == "place" {
		if s.source.Place == nil {
			return "", false
		}
		id := s.source.Place(c.value)
		return id, id != "" && !strings.HasPrefix(string(id), "place/"+s.scope+".")
	}
	id, scheme, value, ok := records.Organisation(c.value)
	if !ok {
		return "", false
	}
	s.builder.Declare(id, "")
	s.record.Identify(id, scheme, value)
	return id, true
}

// id is the id that an expression makes. What nobody has declared is declared under what its last column says.
func (s *scene) id(e *expression) (id claim.ID, from *cell, ok bool) {
	if e == nil {
		return "", nil, false
	}
	for i := range e.alternatives {
		a := &e.alternatives[i]
		text, from, ok := s.alternative(a, s.inID)
		if !ok {
			continue
		}
		id, err := claim.ParseID(text)
		if err != nil || id.Kind() == "" {
			s.record.Warn(records.OddValue, "%.80q can't be an id; what it is of is left out", text)
			return "", nil, false
		}
		if whole := len(a.parts) == 1 && a.parts[0].filter == "place"; from != nil && !whole {
			s.builder.Fallback(id, fallbackName(from))
		}
		return id, from, true
	}
	return "", nil, false
}

func fallbackName(c *cell) string {
	if c.iri {
		return last(c.value)
	}
	return c.value
}

// inID is a value as ids have it.
func (s *scene) inID(p part, c *cell) (string, bool) {
	text, ok := s.plain(p, c)
	if !ok || p.filter == "org" || p.filter == "place" {
		return text, ok
	}
	if c.iri && p.filter == "" {
		text = last(text)
	}
	return records.Slug(text), true
}

// checkID holds an expression against the form of ids, as far as it can be told before there are records.
func (m *Mapping) checkID(d *document, e *expression) {
	if e == nil {
		return
	}
	for _, a := range e.alternatives {
		var text strings.Builder
		for _, p := range a.parts {
			switch {
			case p.column < 0 && p.own == "":
				text.WriteString(p.literal)
			case p.filter == "org":
				text.WriteString("organisation/x")
			case p.filter == "place":
				text.WriteString("place/x")
			default:
				text.WriteString("x")
			}
		}
		if id, err := claim.ParseID(text.String()); a.values == nil && (err != nil || id.Kind() == "") {
			d.fail(e.at, "%.80q: want an id such as organisation/{_dataset}.{name}, {identifier|org} or {town|place}", text.String())
		}
	}
}
