package loader

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"whence/graph/claim"
	"whence/loader/mapping"
	"whence/loader/mapping/guess"
	"whence/loader/objects"
	"whence/loader/table"
)

// Bounds of what is looked at of a file.
const (
	draftRecords    = 5000
	draftStatements = 500_000
	draftColumns    = 300
	draftBegin      = 4 << 20 // bytes in which the array of records has to begin
)

// Draft writes a first mapping of a table, of JSON or of RDF, from the records at its beginning. The error is a Mistake where the file can't
// be read.
func Draft(ctx context.Context, w io.Writer, name string, open func() (io.ReadCloser, error)) error {
	s := source{name: name, open: open, mapping: &mapping.Mapping{}}
	if formatOf(strings.TrimSuffix(name, ".gz")) == claims {
		return &Mistake{File: name, Line: 1, Column: 1, Msg: "a claims file, which needs no mapping"}
	}
	in, err := s.stream(ctx, func(int) {})
	if err != nil {
		return err
	}
	defer func() { _ = in.closer.Close() }() // it was only read
	sample := &guess.Sample{File: filepath.Base(name)}
	switch in.shape {
	case mappedSheet:
		err = sampleSheet(in, sample)
	case mappedTable:
		var t *table.Table
		if t, err = table.CSV(name, in, table.Options{}); err == nil {
			err = sampleTable(t, sample)
		}
	case mappedJSON:
		err = sampleJSON(name, in, sample)
	default:
		err = sampleRDF(ctx, &dumpFile{name: name, stream: &stream{Reader: in, format: in.shape, closer: in.closer}}, sample)
	}
	if err != nil {
		return dataMistake(name, err)
	}
	return guess.Write(w, sample)
}

func sampleSheet(in io.Reader, s *guess.Sample) error {
	t, err := table.XLSX(s.File, in, table.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = t.Close() }() // it was only read
	s.Sheet = t.Name
	return sampleTable(t, s)
}

// sampleTable takes up the columns that have titles.
func sampleTable(t *table.Table, s *guess.Sample) error {
	columns := make([]*guess.Column, len(t.Header))
	for i, title := range t.Header {
		if title != "" && len(s.Columns) < draftColumns {
			columns[i] = &guess.Column{Title: title}
			s.Columns = append(s.Columns, columns[i])
		}
	}
	for row, err := range t.Rows() {
		if bad, ok := errors.AsType[*table.Error](err); ok && !bad.Fatal {
			continue // loading tells of it
		}
		if err != nil {
			return err
		}
		for i, cell := range row.Cells {
			if i < len(columns) && columns[i] != nil {
				columns[i].Add(cell)
			}
		}
		if s.Rows++; s.Rows >= draftRecords {
			return nil
		}
	}
	return nil
}

// fieldColumns are columns by their paths.
type fieldColumns struct {
	*guess.Sample
	by map[string]*guess.Column
}

func (f *fieldColumns) add(path, title, value string) {
	c := f.by[path]
	if c == nil {
		if len(f.Columns) >= draftColumns {
			return
		}
		c = &guess.Column{Title: title, Path: path}
		f.by[path] = c
		f.Columns = append(f.Columns, c)
	}
	c.Add(value)
}

// sampleJSON takes up the fields of objects, one column for all elements of an array.
func sampleJSON(name string, in io.Reader, s *guess.Sample) error {
	begin, err := io.ReadAll(io.LimitReader(in, draftBegin))
	if err != nil {
		return err
	}
	s.Records = arrayIn(begin)
	columns := fieldColumns{s, map[string]*guess.Column{}}
	for object, err := range objects.Read(name, io.MultiReader(bytes.NewReader(begin), in), s.Records) {
		if err != nil {
			return err
		}
		fields, err := objects.Flatten(object.Raw)
		if err != nil {
			continue // loading tells of it
		}
		met := map[string]bool{}
		for _, f := range fields {
			parts := strings.Split(f.Path, "/")
			for i, p := range parts {
				if _, err := strconv.Atoi(p); err == nil {
					parts[i] = "*"
				}
			}
			path := strings.Join(parts, "/")
			if !met[path] && path != "" {
				columns.add(path, path, f.Value)
			}
			met[path] = true
		}
		if s.Rows++; s.Rows >= draftRecords {
			return nil
		}
	}
	return nil
}

// arrayIn is the key of the first array of objects of the object that a file begins with, "" where the file is an array or one object a
// line.
func arrayIn(begin []byte) string {
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(begin, []byte("\uFEFF"))))
	if token, err := d.Token(); err != nil || token != json.Delim('{') {
		return ""
	}
	found, key := "", ""
	for depth := 1; depth > 0; {
		token, err := d.Token()
		if err != nil {
			return found // cut short: the object goes on
		}
		name, isText := token.(string)
		switch {
		case token == json.Delim('[') && depth == 1:
			depth++
			if next, err := d.Token(); err == nil {
				if next == json.Delim('{') && found == "" {
					found = key
				}
				depth += opened(next)
			}
		case depth == 1 && isText && key == "":
			key = name
			continue
		default:
			depth += opened(token)
		}
		if depth == 1 {
			key = ""
		}
	}
	if d.More() { // another object follows: one a line
		return ""
	}
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(found)
}

// opened is by how much a token changes how deep the next one stands.
func opened(t json.Token) int {
	switch t {
	case json.Delim('{'), json.Delim('['):
		return 1
	case json.Delim('}'), json.Delim(']'):
		return -1
	}
	return 0
}

// sampleRDF takes up the predicates of the class that most subjects are of.
func sampleRDF(ctx context.Context, d *dumpFile, s *guess.Sample) error {
	var all []mapping.Triple
	classes := map[string]int{}
	for t, err := range d.statementsOf(ctx) {
		if err != nil {
			return err
		}
		if all = append(all, t); t.Predicate == claim.RDFNS+"type" {
			classes[t.Object]++
		}
		if len(all) >= draftStatements {
			break
		}
	}
	for class, n := range classes {
		if most := classes[s.Records]; n > most || n == most && class < s.Records {
			s.Records = class
		}
	}
	for _, class := range slices.Sorted(maps.Keys(classes)) {
		if class != s.Records {
			s.Others = append(s.Others, fmt.Sprintf("%s (%d)", class, classes[class]))
		}
	}
	of := map[string]bool{}
	for _, t := range all {
		if s.Records == "" || t.Predicate == claim.RDFNS+"type" && t.Object == s.Records {
			of[t.Subject] = true
		}
	}
	columns := fieldColumns{s, map[string]*guess.Column{}}
	met := map[[2]string]bool{}
	for _, t := range all {
		about := [2]string{t.Subject, t.Predicate}
		if !of[t.Subject] || met[about] || t.Predicate == claim.RDFNS+"type" {
			continue
		}
		if !met[[2]string{t.Subject, "@id"}] {
			met[[2]string{t.Subject, "@id"}] = true
			columns.add("@id", "@id", t.Subject)
			s.Rows++
		}
		met[about] = true
		columns.add(t.Predicate, localName(t.Predicate), t.Object)
	}
	shorten(s)
	return nil
}

// localName is the last part of an IRI.
func localName(iri string) string { return iri[strings.LastIndexAny(iri, "/#:")+1:] }

// shorten writes the IRIs of a sample with prefixes.
func shorten(s *guess.Sample) {
	short := func(iri string) string {
		local := localName(iri)
		if !strings.Contains(iri, "://") || local == "" {
			return iri
		}
		space := strings.TrimSuffix(iri, local)
		i := slices.IndexFunc(s.Prefixes, func(p [2]string) bool { return p[1] == space })
		if i < 0 {
			i = len(s.Prefixes)
			s.Prefixes = append(s.Prefixes, [2]string{fmt.Sprintf("ns%d", i+1), space})
		}
		return s.Prefixes[i][0] + ":" + local
	}
	s.Records = short(s.Records)
	for _, c := range s.Columns {
		c.Path = short(c.Path)
	}
}
