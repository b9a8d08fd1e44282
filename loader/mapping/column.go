package mapping

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"whence/graph/claim"
	"whence/loader/records"
)

// datatype is what the cells of a column hold.
type datatype int

const (
	texts datatype = iota
	numbers
	wholeNumbers
	dates
	booleans
	addresses
)

// datatypes are the datatypes of CSV on the Web, by what is made of them here.
var datatypes = map[string]datatype{
	"string": texts, "normalizedString": texts, "token": texts, "language": texts, "Name": texts, "NMTOKEN": texts, "any": texts, "anyAtomicType": texts, "html": texts, "xml": texts, "json": texts, "time": texts,
	"decimal": numbers, "number": numbers, "double": numbers, "float": numbers,
	"integer": wholeNumbers, "int": wholeNumbers, "long": wholeNumbers, "short": wholeNumbers, "nonNegativeInteger": wholeNumbers, "positiveInteger": wholeNumbers, "unsignedInt": wholeNumbers, "unsignedLong": wholeNumbers,
	"date": dates, "dateTime": dates, "datetime": dates, "dateTimeStamp": dates, "gYear": dates, "gYearMonth": dates,
	"boolean": booleans, "anyURI": addresses,
}

// column is a column of a table, a field of JSON objects or a predicate of RDF.
type column struct {
	name     string
	titles   []string // in tables, any of them, in any case
	path     string   // of JSON: a pointer without its first slash, * for every element of an array; of RDF: predicates
	kind     datatype
	layout   string // of dates, as package time writes it; "" for the usual ones
	format   string // as the mapping writes it, for messages
	decimal  string // of numbers: the decimal mark
	group    string // and what parts thousands
	nulls    []string
	fallback string // for an empty cell
	parts    string // what parts several values in one cell, "" where there is one
	required bool
	language string

	segments []string // of path, in JSON
	lists    []string // of path: the arrays that it goes through, each with its *
}

// column reads a column of the schema.
func (m *Mapping) column(d *document, n ast.Node, nulls []string) {
	c := &column{nulls: nulls}
	virtual := false
	d.object(n, "a column", []key{
		{"name", d.text(&c.name)},
		{"titles", d.texts(&c.titles)},
		{"path", d.text(&c.path)},
		{"propertyUrl", d.text(&c.path)},
		{"datatype", func(n ast.Node) { c.datatype(d, n) }},
		{"null", d.texts(&c.nulls)},
		{"default", d.text(&c.fallback)},
		{"separator", d.text(&c.parts)},
		{"required", d.flag(&c.required)},
		{"lang", d.text(&c.language)},
		{"virtual", d.flag(&virtual)},
		{"aboutUrl", func(ast.Node) {}},
		{"valueUrl", func(ast.Node) {}},
		{"textDirection", func(ast.Node) {}},
		{"suppressOutput", func(ast.Node) {}},
		{"ordered", func(ast.Node) {}},
	})
	if len(c.nulls) == 0 {
		c.nulls = []string{""}
	}
	if c.name == "" && len(c.titles) > 0 {
		c.name = c.titles[0]
	}
	switch _, twice := m.named[c.name]; {
	case c.name == "":
		d.fail(n, "a column without `name` and `titles`")
		return
	case twice:
		d.fail(n, "two columns are named %.40q", c.name)
		return
	case strings.ContainsAny(c.name, "{}|"):
		d.fail(n, "column %.40q: a name has no braces and no bar; give it a `name` beside its `titles`", c.name)
	case virtual:
		return // which no file has
	}
	if len(c.titles) == 0 {
		c.titles = []string{c.name}
	}
	if c.path == "" {
		c.path = c.titles[0]
	}
	m.columns = append(m.columns, c)
	m.named[c.name] = len(m.columns) - 1
	c.finish(m)
}

// finish works out what a column's path says.
func (c *column) finish(m *Mapping) {
	c.path = strings.TrimPrefix(c.path, "/")
	c.segments = strings.Split(c.path, "/")
	for i, s := range c.segments {
		if s == "*" {
			c.lists = append(c.lists, strings.Join(c.segments[:i+1], "/"))
		}
	}
	steps := strings.Split(c.path, " / ")
	for i, s := range steps {
		steps[i] = m.expand(strings.TrimSpace(s))
	}
	c.path = strings.Join(steps, " / ")
}

// datatype reads a datatype: its name, or an object with its base and format.
func (c *column) datatype(d *document, n ast.Node) {
	base := "string"
	if m, ok := n.(*ast.MappingNode); ok {
		d.object(m, "a datatype", []key{
			{"base", d.text(&base)},
			{"format", func(n ast.Node) { c.formatOf(d, n) }},
			{"minimum", func(ast.Node) {}},
			{"maximum", func(ast.Node) {}},
			{"length", func(ast.Node) {}},
			{"minLength", func(ast.Node) {}},
			{"maxLength", func(ast.Node) {}},
		})
	} else {
		d.text(&base)(n)
	}
	kind, ok := datatypes[base]
	if !ok {
		d.fail(n, "unknown datatype %.40q: want string, decimal, integer, date, boolean or anyURI", base)
	}
	if c.kind = kind; c.kind == dates && c.format != "" {
		layout, err := layoutOf(c.format)
		if err != nil {
			d.fail(n, "%v", err)
		}
		c.layout = layout
	}
}

// formatOf reads a format: a pattern, or for numbers an object with the marks.
func (c *column) formatOf(d *document, n ast.Node) {
	if m, ok := n.(*ast.MappingNode); ok {
		ignored := ""
		d.object(m, "a format of numbers", []key{{"decimalChar", d.text(&c.decimal)}, {"groupChar", d.text(&c.group)}, {"pattern", d.text(&ignored)}})
		return
	}
	d.text(&c.format)(n)
}

// dateFields is how package time writes the fields of date patterns (Unicode TR 35): by their letter and how often it is repeated.
var dateFields = map[byte][]string{
	'y': {2: "06", 4: "2006"},
	'M': {1: "1", 2: "01", 3: "Jan", 4: "January"},
	'd': {1: "2", 2: "02"},
	'H': {2: "15"},
	'm': {2: "04"},
	's': {2: "05"},
	'X': {1: "Z07", 2: "Z0700", 3: "Z07:00"},
}

// layoutOf is a pattern such as dd/MM/yyyy as package time writes it.
func layoutOf(pattern string) (string, error) {
	var out strings.Builder
	for rest := pattern; rest != ""; {
		letter := rest[0]
		if strings.IndexByte(" -/.,:T", letter) >= 0 {
			out.WriteByte(letter)
			rest = rest[1:]
			continue
		}
		next := strings.TrimLeft(rest, string(rune(letter))) // a field is the whole run of its letter: ddd is no dd and d
		n := len(rest) - len(next)
		if fields := dateFields[letter]; n == 0 || n >= len(fields) || fields[n] == "" {
			return "", fmt.Errorf("date format %.40q: %.10q is not known: want a pattern such as dd/MM/yyyy", pattern, rest)
		}
		out.WriteString(dateFields[letter][n])
		rest = next
	}
	return out.String(), nil
}

// empty reports whether a cell says nothing.
func (c *column) empty(raw string) bool { return raw == "" || slices.Contains(c.nulls, raw) }

// read is what a cell says, in the form that claims have it; serials says that numbers may be a sheet's serial numbers of days.
func (c *column) read(raw string, serials bool) (string, error) {
	switch c.kind {
	case numbers, wholeNumbers:
		return c.number(raw)
	case dates:
		return c.date(raw, serials)
	case booleans:
		return c.boolean(raw)
	case addresses:
		if !strings.HasPrefix(raw, "http://") && !strings.HasPrefix(raw, "https://") || strings.ContainsAny(raw, " \t\n\"<>") {
			return "", fmt.Errorf("%.60q is no address of the web: want one that begins with https://", raw)
		}
	}
	return raw, nil
}

func (c *column) number(raw string) (string, error) {
	plain := raw
	if c.decimal != "" || c.group != "" {
		decimal := c.decimal
		if decimal == "" {
			decimal = "."
		}
		whole, fraction, _ := strings.Cut(plain, decimal)
		groups := []string{whole}
		if c.group != "" {
			groups = strings.Split(whole, c.group)
		}
		for i, g := range groups {
			if i > 0 && len(g) != 3 {
				return "", fmt.Errorf("%.40q is no number with %q between thousands and %q before fractions", raw, c.group, decimal)
			}
		}
		if plain = strings.Join(groups, ""); strings.Contains(raw, decimal) {
			plain += "." + fraction
		}
	}
	number, err := records.Number(plain)
	switch {
	case err != nil && plain != raw:
		return "", fmt.Errorf("%.40q is no number as the mapping has them", raw)
	case err != nil:
		return "", err
	case c.kind == wholeNumbers && strings.Contains(number, "."):
		return "", fmt.Errorf("%.40q is no whole number", raw)
	}
	return number, nil
}

func (c *column) date(raw string, serials bool) (string, error) {
	if c.layout != "" {
		day, err := time.Parse(c.layout, raw)
		switch {
		case err == nil && !strings.Contains(c.format, "M"):
			return day.Format("2006"), nil
		case err == nil && !strings.Contains(c.format, "d"):
			return day.Format("2006-01"), nil
		case err == nil:
			return day.Format(time.DateOnly), nil
		case !serials:
			return "", fmt.Errorf("%.40q is no date as %s", raw, c.format)
		}
	}
	date, err := records.Date(raw, serials)
	return string(date), err
}

func (c *column) boolean(raw string) (string, error) {
	yes, no, given := strings.Cut(c.format, "|")
	switch {
	case given && raw == yes, !given && (strings.EqualFold(raw, "true") || raw == "1"):
		return "true", nil
	case given && raw == no, !given && (strings.EqualFold(raw, "false") || raw == "0"):
		return "false", nil
	}
	return "", fmt.Errorf("%.40q is neither true nor false", raw)
}

// dated are the properties whose values are dates.
var dated = map[string]bool{"started": true, "completed": true, "founded": true, "held": true, "published": true, "opens": true, "closes": true, "ceased": true, "modified": true}

// edtf reads a date that a claim has.
func edtf(text string) (claim.EDTF, error) {
	if date, err := claim.ParseEDTF(text); err == nil {
		return date, nil
	}
	return records.Date(text, false)
}
