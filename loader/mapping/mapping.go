package mapping

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"whence/graph/claim"
	"whence/loader/table"
)

// Mapping says what claims the records of a file make. Make one with Parse.
type Mapping struct {
	Name    string            // of its file
	Text    string            // as it was read, for whoever sends it on
	Dataset string            // the name of the data set; "" is one by the file's name
	Info    claim.DatasetInfo // what it says of the data as a whole
	Table   table.Options     // how a table is written
	Records string            // of JSON: a pointer to the array of records, without its first slash; of RDF: the class of subjects

	prefixes   map[string]string
	columns    []*column
	named      map[string]int // columns by their names and titles, the case of which is kept
	primaryKey []int
	rules      []*rule
	headless   bool // the table has no header
}

// Parse reads a mapping's syntax tree. Its error is Errors.
func Parse(root ast.Node) (*Mapping, error) {
	m := &Mapping{named: map[string]int{}}
	d := &document{}
	if d.tame(root); len(d.errors) == 0 {
		m.top(d, root)
	}
	if len(d.errors) == 0 && len(m.rules) == 0 {
		d.fail(root, "no `claims`: say what claims a record makes; whence map FILE writes a first mapping")
	}
	if len(d.errors) > 0 {
		slices.SortStableFunc(d.errors, func(a, b *Error) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column)) })
		return nil, d.errors
	}
	return m, nil
}

func (m *Mapping) top(d *document, root ast.Node) {
	var claims, schema ast.Node
	ignored := ""
	keep := func(dst *ast.Node) func(ast.Node) { return func(n ast.Node) { *dst = n } }
	issued := ""
	d.object(root, "a mapping", slices.Concat([]key{
		{"@context", func(ast.Node) {}},
		{"id", func(n ast.Node) {
			d.text(&m.Dataset)(n)
			if _, err := claim.ParseDatasetName(m.Dataset); err != nil {
				d.fail(n, "%s", plain(err))
			}
		}},
		{"url", d.text(&ignored)},
		{"notes", func(ast.Node) {}},
		{"attribution", d.label(&m.Info.Attribution)},
		{"source", d.text(&m.Info.URL)},
		{"prefixes", d.pairs(&m.prefixes)},
		{"records", d.text(&m.Records)},
		{"dialect", func(n ast.Node) { m.dialect(d, n) }},
		{"tableSchema", keep(&schema)},
		{"claims", keep(&claims)},
	}, m.about(d, &issued)))
	if issued != "" {
		date, err := claim.ParseEDTF(issued)
		if err != nil {
			d.fail(root, "issued: %s", plain(err))
		}
		m.Info.Issued = date
	}
	m.Records = m.expand(strings.TrimPrefix(m.Records, "/"))
	if schema != nil {
		m.schema(d, schema)
	}
	for _, item := range items(claims) {
		m.rule(d, item)
	}
}

// about is the keys that say something of the data as a whole: terms of Dublin Core under the prefixes that are usual.
func (m *Mapping) about(d *document, issued *string) []key {
	var out []key
	for _, prefix := range []string{"dc:", "dcterms:", "dct:"} {
		out = append(out,
			key{prefix + "title", d.label(&m.Info.Title)}, key{prefix + "publisher", d.label(&m.Info.Publisher)}, key{prefix + "license", d.label(&m.Info.Licence)},
			key{prefix + "source", d.label(&m.Info.URL)}, key{prefix + "issued", d.label(issued)}, key{prefix + "bibliographicCitation", d.label(&m.Info.Attribution)})
	}
	return out
}

// dialect reads how a table is written. What CSV on the Web knows beyond that is refused where it is not what is usual.
func (m *Mapping) dialect(d *document, n ast.Node) {
	delimiter, skip := "", ""
	header := true
	d.object(n, "a dialect", []key{
		{"delimiter", func(n ast.Node) {
			if d.text(&delimiter)(n); utf8.RuneCountInString(delimiter) != 1 || strings.ContainsAny(delimiter, "\"\r\n") {
				d.fail(n, "delimiter %.20q: want one character such as ;", delimiter)
			}
		}},
		{"encoding", d.text(&m.Table.Encoding)},
		{"header", d.flag(&header)},
		{"headerRowCount", func(n ast.Node) {
			count, _ := scalar(n)
			if count != "0" && count != "1" {
				d.fail(n, "headerRowCount %.20q: want 0 or 1; rows above the header are left out by skipRows", count)
			}
			header = count != "0"
		}},
		{"skipRows", func(n ast.Node) {
			d.text(&skip)(n)
			var err error
			if m.Table.SkipRows, err = strconv.Atoi(skip); err != nil || m.Table.SkipRows < 0 || m.Table.SkipRows > maxSkipped {
				d.fail(n, "skipRows %.20q: want a number of rows", skip)
			}
		}},
		{"sheet", d.text(&m.Table.Sheet)},
		{"quoteChar", d.only(`"`)},
		{"doubleQuote", d.only("true")},
		{"commentPrefix", func(n ast.Node) {
			prefix := ""
			if d.text(&prefix)(n); utf8.RuneCountInString(prefix) > 1 {
				d.fail(n, "commentPrefix %.20q: want one character", prefix)
			}
			for _, r := range prefix {
				m.Table.Comment = r
			}
		}},
		{"skipBlankRows", func(ast.Node) {}},
		{"lineTerminators", func(ast.Node) {}},
		{"skipInitialSpace", func(ast.Node) {}},
		{"trim", func(ast.Node) {}},
		{"skipColumns", d.only("0")},
	})
	m.Table.Headless, m.headless = !header, !header
	for _, r := range delimiter {
		m.Table.Delimiter = r
	}
}

const maxSkipped = 1000

// expand is an IRI by its prefix, where the mapping has that; anything else as it is.
func (m *Mapping) expand(name string) string {
	if prefix, rest, ok := strings.Cut(name, ":"); ok {
		if base, known := m.prefixes[prefix]; known {
			return base + rest
		}
	}
	return name
}

// schema reads the columns.
func (m *Mapping) schema(d *document, n ast.Node) {
	var keys []string
	var nulls []string
	var columns, at ast.Node
	ignored := ""
	d.object(n, "a tableSchema", []key{
		{"columns", func(n ast.Node) { columns = n }},
		{"primaryKey", func(n ast.Node) {
			at = n
			d.texts(&keys)(n)
		}},
		{"null", d.texts(&nulls)},
		{"aboutUrl", d.text(&ignored)},
		{"rowTitles", func(ast.Node) {}},
		{"foreignKeys", func(ast.Node) {}},
	})
	for _, item := range items(columns) {
		m.column(d, item, nulls)
	}
	for _, name := range keys {
		m.primaryKey = append(m.primaryKey, m.use(d, at, name))
	}
}

// use is the column of a name. One that the schema does not list is one of texts, titled so.
func (m *Mapping) use(d *document, at ast.Node, name string) int {
	name = strings.TrimSpace(name)
	if name == "" {
		d.fail(at, "a column without a name: want {name}")
		return 0
	}
	if i, ok := m.named[name]; ok {
		return i
	}
	c := &column{name: name, titles: []string{name}, path: name, nulls: []string{""}}
	m.columns = append(m.columns, c)
	m.named[name] = len(m.columns) - 1
	c.finish(m)
	return len(m.columns) - 1
}
