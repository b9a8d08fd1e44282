package loader

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"

	"whence/graph"
)

// file is one claims file read into a dataset, with where each part of it stood.
type file struct {
	*reading
	name     string
	dataset  *graph.Dataset
	id       node
	entities []parts // beside dataset.Entities
	claims   []parts // beside dataset.Claims
	keys     map[string]int
	pending  []pending // citations by quote and digests, to be held against the texts
}

// parts is where the fields of an entity or a claim stand; "" is the whole.
type parts map[string]node

// reading is the claims files of one load.
type reading struct {
	texts    *graph.Texts
	files    []*file
	problems Problems
}

// maxClaimsFile bounds a claims file: what is larger is a register, and comes as N-Quads.
const maxClaimsFile = 64 << 20

// maxNesting is how deep brackets may stand in a claims file: the format has four levels, and a parser that recurses must
// not be led a million deep.
const maxNesting = 32

// file reads one claims file. Its mistakes are added to the problems; an error is of the file as a whole.
func (r *reading) file(s *source) error {
	in, err := s.reader()
	if err != nil {
		return err
	}
	defer in.Close()
	text, err := io.ReadAll(io.LimitReader(in, maxClaimsFile+1))
	if err != nil {
		return fmt.Errorf("%s: %w: the file is cut short or damaged", s.name, err)
	}
	if err := checkBytes(text); err != nil {
		err.File = s.name
		r.problems.add(err)
		return nil
	}
	parsed, err := parser.ParseBytes(text, 0)
	if err != nil {
		r.problems.add(syntaxProblem(s.name, err))
		return nil
	}
	f := &file{reading: r, name: s.name, dataset: &graph.Dataset{}, keys: map[string]int{}}
	r.files = append(r.files, f)
	switch {
	case len(parsed.Docs) == 0 || parsed.Docs[0].Body == nil:
		r.problems.add(&Problem{File: s.name, Line: 1, Column: 1, Err: errors.New("the file holds comments alone: want id, documents, entities, claims")})
	case len(parsed.Docs) > 1:
		node{f, parsed.Docs[1].Body}.fail("a second YAML document: one file, one set of claims")
	default:
		f.read(node{f, parsed.Docs[0].Body})
	}
	return nil
}

// checkBytes refuses what is no text before a parser sees it.
func checkBytes(text []byte) *Problem {
	problem := func(at int, format string, args ...any) *Problem {
		before := text[:at]
		line := bytes.Count(before, []byte("\n")) + 1
		column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
		return &Problem{Line: line, Column: column, Err: fmt.Errorf(format, args...)}
	}
	if len(text) > maxClaimsFile {
		return &Problem{Err: fmt.Errorf("over %d bytes: bring a register as N-Quads", maxClaimsFile)}
	}
	if bytes.HasPrefix(text, []byte("\ufeff")) {
		return problem(0, "the file begins with a byte order mark: save it as UTF-8 without one")
	}
	if at := bytes.IndexByte(text, 0); at >= 0 {
		return problem(at, "a NUL byte: this is no text file, or UTF-16: save it as UTF-8")
	}
	depth := 0
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRune(text[at:])
		switch {
		case r == utf8.RuneError && size <= 1:
			return problem(at, "byte 0x%02x is not UTF-8: save the file as UTF-8", text[at])
		case r == '[' || r == '{':
			if depth++; depth > maxNesting {
				return problem(at, "brackets stand over %d deep: close them, or quote the text that they are in", maxNesting)
			}
		case (r == ']' || r == '}') && depth > 0:
			depth--
		}
		at += size
	}
	return nil
}

// syntaxProblem says where YAML itself is broken.
func syntaxProblem(name string, err error) *Problem {
	p := &Problem{File: name, Err: err}
	if syntax := (yaml.Error)(nil); errors.As(err, &syntax) {
		if token := syntax.GetToken(); token != nil {
			p.Line, p.Column = token.Position.Line, token.Position.Column
		}
		p.Err = fmt.Errorf("not YAML: %s", strings.TrimSpace(syntax.GetMessage()))
	}
	return p
}

func (f *file) read(n node) {
	fields := n.fields("id", "documents", "entities", "claims")
	if fields == nil {
		return
	}
	f.id = fields["id"]
	if !f.id.given() {
		n.fail("no id: name the file for good, such as id: example/canal-quarter")
	} else {
		name, err := graph.ParseDatasetName(f.id.text())
		f.id.check(err)
		f.dataset.Name = name
	}
	for _, d := range fields["documents"].items() {
		f.document(d)
	}
	for _, e := range fields["entities"].items() {
		f.entity(e)
	}
	claims := fields["claims"].items()
	built := make([]graph.Claim, 0, len(claims))
	for _, c := range claims {
		if claim := f.claim(c, len(built)); claim != nil {
			built = append(built, claim)
		}
	}
	f.dataset.Claims = built
	f.resolveKeys()
}

func (f *file) document(n node) {
	fields := n.fields("id", "title", "file", "start", "end", "url", "aliases", "identifiers", "was")
	if fields == nil {
		return
	}
	f.add(parts{"": n, "id": fields["id"], "name": fields["title"], "aliases": fields["aliases"], "end": fields["end"], "was": fields["was"], "identifiers": fields["identifiers"]},
		graph.EntityEntry{
			ID: fields["id"].id(), Name: fields["title"].text(), URL: fields["url"].text(),
			Text: graph.DocumentFile{File: fields["file"].text(), Start: fields["start"].number(), End: fields["end"].number()},
		})
}

func (f *file) entity(n node) {
	fields := n.fields("id", "name", "aliases", "identifiers", "was")
	if fields == nil {
		return
	}
	where := parts{"": n}
	for name, field := range fields {
		where[name] = field
	}
	f.add(where, graph.EntityEntry{ID: fields["id"].id(), Name: fields["name"].text()})
}

// add adds what documents and other entities have in common.
func (f *file) add(where parts, e graph.EntityEntry) {
	for _, alias := range where["aliases"].items() {
		e.Aliases = append(e.Aliases, alias.text())
	}
	for _, old := range where["was"].items() {
		e.Was = append(e.Was, old.id())
	}
	for _, identifier := range where["identifiers"].items() {
		fields := identifier.fields("scheme", "value", "uri")
		e.Identifiers = append(e.Identifiers, graph.Identifier{Scheme: fields["scheme"].text(), Value: fields["value"].text(), URI: fields["uri"].text()})
	}
	f.dataset.Entities = append(f.dataset.Entities, e)
	f.entities = append(f.entities, where)
}

func (r *reading) datasets() []*graph.Dataset {
	out := make([]*graph.Dataset, len(r.files))
	for i, f := range r.files {
		out[i] = f.dataset
	}
	return out
}

// locate says where in the files the parts stand that the graph found fault with.
func (r *reading) locate(found graph.Problems) Problems {
	var out Problems
	for _, p := range found {
		for _, f := range r.files {
			if f.dataset.Name != p.Dataset {
				continue
			}
			where := f.id
			switch {
			case p.Part == graph.InEntities && p.Index >= 0:
				where = f.entities[p.Index].of(p.Field)
			case p.Part == graph.InClaims:
				where = f.claims[p.Index].of(p.Field)
			}
			line, column := where.at()
			out.add(&Problem{File: f.name, Line: line, Column: column, Err: p.Err})
		}
	}
	return out
}

// of is where a field stands, or else the whole.
func (p parts) of(field string) node {
	if n := p[field]; n.given() {
		return n
	}
	return p[""]
}
