package turtle

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/cayleygraph/quad"
)

// Reader turns Turtle or TriG into quads. It can be read once.
type Reader struct {
	scanner
	base     string
	prefixes map[string]string
	trig     bool
	graph    quad.Value // of the block being read, nil for the default graph
	blanks   int        // nodes without a label so far
	depth    int
	yield    func(quad.Quad, error) bool
}

// Options says what is read. The zero value reads Turtle without a base.
type Options struct {
	Name string // of the file, for errors
	Base string // what relative IRIs are resolved against; "" refuses them
	TriG bool   // graphs in braces too
}

// Error is a mistake in the text.
type Error struct {
	Name         string
	Line, Column int // from 1; a column is a code point
	Message      string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.Name, e.Line, e.Column, e.Message)
}

// maxDepth bounds lists and property lists within one another.
const maxDepth = 256

// errStopped ends reading where the caller's loop has ended.
var errStopped = errors.New("stopped")

// NewReader reads r, which it does not close.
func NewReader(r io.Reader, o Options) *Reader {
	return &Reader{scanner: scanner{in: r, name: o.Name, line: 1, column: 1}, base: o.Base, trig: o.TriG, prefixes: map[string]string{}}
}

// All yields the quads in the order of the text. An error is an *Error or that of the underlying reader, and is the last.
func (r *Reader) All() iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		r.yield = yield
		if err := r.document(); err != nil && !errors.Is(err, errStopped) {
			yield(quad.Quad{}, err)
		}
	}
}

// Line is the line that reading has come to: that of the statement which a quad was yielded of, or one near its end.
func (r *Reader) Line() int { return r.line }

func (r *Reader) document() error {
	r.skipMark()
	for {
		if err := r.space(); err != nil {
			return err
		}
		if r.peek() == end {
			return r.failed
		}
		if err := r.statement(); err != nil {
			return err
		}
	}
}

// statement reads a directive, a block of triples with its full stop, or a graph.
func (r *Reader) statement() error {
	if r.peek() == '@' {
		return r.directive()
	}
	for _, keyword := range []string{"PREFIX", "BASE"} {
		if r.keyword(keyword) {
			return r.sparqlDirective(keyword)
		}
	}
	if r.trig {
		return r.block()
	}
	if err := r.triples(); err != nil {
		return err
	}
	return r.expect('.', "a full stop behind the statement")
}

// directive reads @prefix or @base, which end with a full stop.
func (r *Reader) directive() error {
	r.take()
	var err error
	switch word := r.word(); word {
	case "prefix":
		err = r.bindPrefix()
	case "base":
		err = r.bindBase()
	default:
		return r.fault("@prefix or @base, not @" + word)
	}
	if err != nil {
		return err
	}
	return r.expect('.', "a full stop behind the directive")
}

// sparqlDirective reads PREFIX or BASE, which end with nothing.
func (r *Reader) sparqlDirective(keyword string) error {
	for range keyword {
		r.take()
	}
	if keyword == "PREFIX" {
		return r.bindPrefix()
	}
	return r.bindBase()
}

func (r *Reader) bindPrefix() error {
	if err := r.space(); err != nil {
		return err
	}
	prefix, err := r.prefix()
	if err != nil {
		return err
	}
	if err := r.space(); err != nil {
		return err
	}
	iri, err := r.iriRef()
	if err == nil {
		r.prefixes[prefix] = string(iri)
	}
	return err
}

func (r *Reader) bindBase() error {
	if err := r.space(); err != nil {
		return err
	}
	iri, err := r.iriRef()
	if err == nil {
		r.base = string(iri)
	}
	return err
}

// block reads what TriG has between directives: a graph with or without a name, or triples of the default graph.
func (r *Reader) block() error {
	if r.peek() == '{' {
		return r.wrapped(nil)
	}
	if r.keyword("GRAPH") {
		for range "GRAPH" {
			r.take()
		}
		name, _, err := r.label()
		if err != nil {
			return err
		}
		return r.wrapped(name)
	}
	if c := r.peek(); c == '(' {
		return r.sentence()
	}
	name, bare, err := r.label()
	if err != nil {
		return err
	}
	if err := r.space(); err != nil {
		return err
	}
	if bare && r.peek() == '{' {
		return r.wrapped(name)
	}
	if !bare && r.peek() == '.' { // a property list alone is a statement
		r.take()
		return nil
	}
	if err := r.predicates(name); err != nil {
		return err
	}
	return r.expect('.', "a full stop behind the statement")
}

func (r *Reader) sentence() error {
	if err := r.triples(); err != nil {
		return err
	}
	return r.expect('.', "a full stop behind the statement")
}

// label reads an IRI or a blank node; bare is false of one with a property list, which names no graph.
func (r *Reader) label() (node quad.Value, bare bool, err error) {
	if err := r.space(); err != nil {
		return nil, false, err
	}
	if r.peek() == '[' {
		return r.bracketed()
	}
	node, err = r.resource("an IRI or a blank node")
	return node, true, err
}

// wrapped reads a graph in braces.
func (r *Reader) wrapped(graph quad.Value) error {
	if err := r.expect('{', "a graph in braces"); err != nil {
		return err
	}
	r.graph = graph
	defer func() { r.graph = nil }()
	for {
		if err := r.space(); err != nil {
			return err
		}
		if r.peek() == '}' {
			r.take()
			return nil
		}
		if err := r.triples(); err != nil {
			return err
		}
		if err := r.space(); err != nil {
			return err
		}
		switch r.peek() {
		case '.':
			r.take()
		case '}':
		default:
			return r.fault("a full stop or a closing brace")
		}
	}
}

// triples reads a subject and what is said of it.
func (r *Reader) triples() error {
	if err := r.space(); err != nil {
		return err
	}
	var subject quad.Value
	var err error
	bare := true
	switch r.peek() {
	case '[':
		subject, bare, err = r.bracketed()
	case '(':
		subject, err = r.collection()
	default:
		subject, err = r.resource("a subject: an IRI, a blank node or a list")
	}
	if err != nil {
		return err
	}
	if !bare {
		if err := r.space(); err != nil {
			return err
		}
		if c := r.peek(); c == '.' || c == '}' { // a property list alone is a statement
			return nil
		}
	}
	return r.predicates(subject)
}

// predicates reads predicates with their objects, behind semicolons.
func (r *Reader) predicates(subject quad.Value) error {
	for {
		if err := r.space(); err != nil {
			return err
		}
		predicate, err := r.verb()
		if err != nil {
			return err
		}
		if err := r.objects(subject, predicate); err != nil {
			return err
		}
		more := false
		for r.peek() == ';' {
			r.take()
			more = true
			if err := r.space(); err != nil {
				return err
			}
		}
		if c := r.peek(); !more || c == '.' || c == ']' || c == '}' {
			return nil
		}
	}
}

// objects reads objects, behind commas, and what blank stands behind the last.
func (r *Reader) objects(subject, predicate quad.Value) error {
	for {
		if err := r.space(); err != nil {
			return err
		}
		object, err := r.object()
		if err != nil {
			return err
		}
		if !r.yield(quad.Quad{Subject: subject, Predicate: predicate, Object: object, Label: r.graph}, nil) {
			return errStopped
		}
		if err := r.space(); err != nil {
			return err
		}
		if r.peek() != ',' {
			return nil
		}
		r.take()
	}
}

// emit yields a quad that a list or property list is made of.
func (r *Reader) emit(subject, predicate, object quad.Value) error {
	if !r.yield(quad.Quad{Subject: subject, Predicate: predicate, Object: object, Label: r.graph}, nil) {
		return errStopped
	}
	return nil
}
