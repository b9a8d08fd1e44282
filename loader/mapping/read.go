package mapping

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"whence/graph/claim"
	"whence/loader/objects"
	"whence/loader/records"
	"whence/loader/table"
)

// ReadTable makes claims of a table. A row that can't be read is set aside; a table that lacks a column of the mapping is an error.
func (m *Mapping) ReadTable(t *table.Table, s records.Source) (*records.Result, error) {
	w := m.writer(s, t.Sheet)
	columns, err := m.bind(t)
	if err != nil {
		return nil, err
	}
	for row, err := range t.Rows() {
		if bad, ok := errors.AsType[*table.Error](err); ok && !bad.Fatal {
			w.builder.Refuse(fmt.Sprintf("row %d", bad.Row), bad.Line, "%s", bad.Message)
			continue
		}
		if err != nil {
			return nil, err
		}
		in := &input{hint: fmt.Sprintf("row %d", row.Number), line: row.Line, values: make([][]item, len(m.columns))}
		if t.Sheet {
			in.hint = fmt.Sprintf("sheet %s, row %d", t.Name, row.Number)
		}
		content := records.NewContent()
		for i, c := range row.Cells {
			if i < len(t.Header) && c != "" {
				content.Add(t.Header[i], c)
			}
		}
		in.digest = content.Digest()
		for column, at := range columns {
			w.read(in, column, t.Header[at], strings.Clone(row.Cells[at]), nil) // the cell alone, without its row
		}
		w.add(in)
	}
	return w.finish(), nil
}

// bind finds where in a table each column stands.
func (m *Mapping) bind(t *table.Table) ([]int, error) {
	out := make([]int, len(m.columns))
	for i, c := range m.columns {
		at := slices.IndexFunc(t.Header, func(title string) bool {
			return slices.ContainsFunc(c.titles, func(want string) bool { return sameTitle(title, want) })
		})
		if m.headless {
			if at = i; at < len(t.Header) {
				t.Header[at] = c.titles[0]
			} else {
				at = -1
			}
		}
		if at < 0 {
			return nil, &table.Error{
				Name: t.Name, Row: 1, Fatal: true,
				Message: fmt.Sprintf("the table has no column %q, which the mapping reads; it has %s. Give the column its title in the mapping's `titles`", c.titles[0], strings.Join(t.Header, ", ")),
			}
		}
		out[i] = at
	}
	return out, nil
}

// sameTitle compares titles without regard to case and to blanks.
func sameTitle(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// ReadJSON makes claims of the objects of a file of JSON: of the array that the mapping's records point at, of the array that the file is,
// or of its lines.
func (m *Mapping) ReadJSON(in io.Reader, s records.Source) (*records.Result, error) {
	w := m.writer(s, false)
	about := map[string]string{}
	for object, err := range objects.ReadAbout(s.File, in, m.Records, func(f objects.Field) { about[f.Path] = f.Value }) {
		if err != nil {
			return nil, err
		}
		fields, err := objects.Flatten(object.Raw)
		if err == nil && (len(object.Raw) == 0 || object.Raw[0] != '{') {
			err = errors.New("want an object")
		}
		if err != nil {
			w.builder.Refuse(object.Hint, object.Line, "%v", err)
			continue
		}
		next := &input{hint: object.Hint, line: object.Line, values: make([][]item, len(m.columns))}
		content := records.NewContent()
		for _, f := range fields {
			content.Add(f.Path, f.Value)
			w.field(next, f)
		}
		next.digest = content.Digest()
		w.add(next)
	}
	w.builder.About("", aboutJSON(about))
	return w.finish(), nil
}

// aboutJSON is what a file of JSON says of itself beside its records, under the names that are usual, with or without a prefix.
func aboutJSON(said map[string]string) claim.DatasetInfo {
	get := func(names ...string) string {
		for _, name := range names {
			for _, prefix := range []string{"", "dc:", "dct:", "dcterms:", "schema:"} {
				for _, end := range []string{"", "/@id", "/url", "/name"} {
					if v := strings.TrimSpace(said[prefix+name+end]); v != "" {
						return v
					}
				}
			}
		}
		return ""
	}
	return claim.DatasetInfo{
		Title: get("title"), Publisher: get("publisher"), Licence: get("license", "licence"), Attribution: get("attribution"), Issued: records.Day(get("issued")),
	}
}

// field reads a field of an object for the columns whose paths lead to it.
func (w *writer) field(in *input, f objects.Field) {
	segments := strings.Split(f.Path, "/")
	for i, c := range w.columns {
		if len(c.segments) != len(segments) {
			continue
		}
		var at []int
		fits := true
		for n, want := range c.segments {
			element, err := strconv.Atoi(segments[n])
			switch {
			case want == "*" && err == nil:
				at = append(at, element)
			case want != segments[n]:
				fits = false
			}
		}
		if fits {
			w.read(in, i, f.Path, f.Value, at)
		}
	}
}
