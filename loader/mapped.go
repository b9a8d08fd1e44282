package loader

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strings"

	"github.com/cayleygraph/quad"

	"whence/loader/mapping"
	"whence/loader/rdf"
	"whence/loader/records"
	"whence/loader/table"
)

// maxMapping bounds a mapping, which is read as a whole.
const maxMapping = 1 << 20

// ReadMapping reads a mapping, in YAML or JSON. The error is Mistakes where something is wrong with what it says.
func ReadMapping(name string, in io.Reader) (*mapping.Mapping, error) {
	text, err := io.ReadAll(io.LimitReader(in, maxMapping+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxMapping {
		return nil, Mistakes{{File: name, Line: 1, Column: 1, Msg: fmt.Sprintf("a mapping of more than %d MB", maxMapping>>20)}}
	}
	if m := checkEncoding(text); m != nil {
		m.File, m.Msg = name, strings.ReplaceAll(m.Msg, "what a claims file holds", "what a mapping holds")
		return nil, Mistakes{m}
	}
	root, mistake := piece{to: len(text)}.parse(string(text))
	if mistake != nil {
		mistake.File = name
		return nil, Mistakes{mistake}
	}
	m, err := mapping.Parse(root)
	wrong, ok := errors.AsType[mapping.Errors](err)
	if !ok {
		m.Name, m.Text = name, string(text)
		return m, err
	}
	var mistakes Mistakes
	for _, e := range wrong {
		mistakes.add(&Mistake{File: name, Line: e.Line, Column: e.Column, Msg: plain(errors.New(e.Message))})
	}
	return nil, mistakes
}

// mappingEndings are what stands behind the name of a file in that of its mapping, where CSV on the Web looks for it.
var mappingEndings = []string{"-metadata.json", "-metadata.yaml"}

// isMapping reports whether a file is the mapping of another by its name.
func isMapping(name string) bool {
	for _, ending := range mappingEndings {
		if stem, ok := strings.CutSuffix(filepath.Base(name), ending); ok && stem != "" {
			return true
		}
	}
	return false
}

// beside is the mapping that stands beside a file, nil where there is none. open opens a file of the same folder.
func beside(name string, open func(string) (io.ReadCloser, error)) (*mapping.Mapping, error) {
	for _, ending := range mappingEndings {
		in, err := open(name + ending)
		if err != nil {
			continue // there is none, and nothing asks for it
		}
		m, err := ReadMapping(name+ending, in)
		_ = in.Close() // it was only read
		return m, err
	}
	return nil, nil
}

// Warnings of files that mappings read, too.
const skippedSheet = "sheet that is not read"

// shape is what a file is by its syntax, for a mapping to read.
func shape(name string, begin []byte, m *mapping.Mapping) format {
	text := strings.TrimLeft(strings.TrimPrefix(string(begin), "\uFEFF"), " \t\r\n")
	switch f := formatOf(name); {
	case f == quads, f == triples, f == turtleText, f == trigText, f == linkedJSON:
		return f
	case strings.HasPrefix(text, "PK\x03\x04"):
		return mappedSheet
	case text != "" && (text[0] == '{' || text[0] == '[') && strings.Contains(text, `"@context"`) && strings.Contains(m.Records, "://"):
		return linkedJSON
	case text != "" && (text[0] == '{' || text[0] == '['):
		return mappedJSON
	}
	return mappedTable
}

// readMapped reads a file by its mapping.
func readMapped(ctx context.Context, in *stream, from io.Reader, s records.Source) (*records.Result, error) {
	switch in.shape {
	case mappedJSON:
		return in.mapping.ReadJSON(from, s)
	case mappedSheet:
		return readSheet(from, s, in.mapping.Table, in.mapping.ReadTable)
	case mappedTable:
		t, err := table.CSV(s.File, from, in.mapping.Table)
		if err != nil {
			return nil, err
		}
		defer func() { _ = t.Close() }() // it was only read
		return in.mapping.ReadTable(t, s)
	}
	d := &dumpFile{name: s.File, stream: &stream{Reader: from, format: in.shape, closer: in.closer}}
	return in.mapping.ReadRDF(d.statementsOf(ctx), s)
}

// readSheet has the sheet of a workbook read, and tells of those that are not.
func readSheet(in io.Reader, s records.Source, o table.Options, read func(*table.Table, records.Source) (*records.Result, error)) (*records.Result, error) {
	t, err := table.XLSX(s.File, in, o)
	if err != nil {
		return nil, err
	}
	defer func() { _ = t.Close() }() // it was only read
	result, err := read(t, s)
	if err != nil {
		return nil, err
	}
	for _, other := range t.Others {
		result.Notes = append(result.Notes, records.Note{Hint: "sheet " + other, Kind: skippedSheet, Text: "sheet " + t.Name + " alone is read"})
	}
	return result, nil
}

// statementsOf is the statements of an RDF file as mappings read them.
func (d *dumpFile) statementsOf(ctx context.Context) iter.Seq2[mapping.Triple, error] {
	return func(yield func(mapping.Triple, error) bool) {
		var line []byte
		for b, err := range d.statements(ctx) {
			if err != nil {
				yield(mapping.Triple{}, err)
				return
			}
			for i := range b.Quads {
				q := b.Quad(i)
				q.Label = nil
				line = rdf.Append(line[:0], q)
				t := mapping.Triple{Subject: bare(q.Subject), Predicate: bare(q.Predicate), Object: bare(q.Object), Text: strings.TrimSpace(string(line)), Line: d.line(b.Lines[i])}
				switch o := q.Object.(type) {
				case quad.IRI, quad.BNode:
					t.IRI = true
				case quad.LangString:
					t.Language = o.Lang
				}
				if !yield(t, nil) {
					return
				}
			}
		}
	}
}

// bare is a term's characters: of an IRI or a literal what it writes, of a blank node its label.
func bare(v quad.Value) string {
	switch v := v.(type) {
	case quad.IRI:
		return string(v)
	case quad.BNode:
		return "_:" + string(v)
	case quad.String:
		return string(v)
	case quad.LangString:
		return string(v.Value)
	case quad.TypedString:
		return string(v.Value)
	}
	return quad.StringOf(v)
}
