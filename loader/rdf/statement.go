package rdf

import (
	"bytes"
	"fmt"

	"github.com/cayleygraph/quad"
)

// statement reads the one statement that a line may hold.
type statement struct {
	file     string
	triples  bool
	relative bool
	terms    *terms
	scratch  []byte // where literals with escapes are put together
	line     []byte
	number   int // of line
	at       int // offset in line of the next byte

	slot  *term  // of the term read last, nil where it has none
	block *Block // that the terms are numbered for, nil for none
	row   [4]uint32

	objectAt int // offset of the object
}

// A place is where in a statement a term stands: what is expected there, and
// how to write it.
type place struct{ what, advice string }

// These never change; they are variables for want of constant structs.
var (
	subjectPlace   = place{"the subject", "write it as <IRI> or _:label"}
	predicatePlace = place{"the predicate", "write it as <IRI>"}
	objectPlace    = place{"the object", `write it as <IRI>, _:label or "text"`}
	datatypePlace  = place{"the datatype", "write it as <IRI> after ^^"}
	labelPlace     = place{"a graph label or the final dot", "write a label as <IRI> or _:label, and end the statement with a dot"}
	dotPlace       = place{"the final dot", "a statement has a subject, a predicate, an object and at most a graph label; end it with a dot"}
	endPlace       = place{"the end of the line after the final dot", "start each statement on a line of its own, and a comment with #"}
)

// quad reads the line. A blank line or a comment gives the zero quad.
func (s *statement) quad() (q quad.Quad, err error) {
	if s.space(); s.over() {
		return q, nil
	}
	if q.Subject, err = s.resource(subjectPlace); err != nil {
		return q, err
	}
	s.enter(0, q.Subject)
	s.space()
	if q.Predicate, err = s.iri(predicatePlace); err != nil {
		return q, err
	}
	s.enter(1, q.Predicate)
	s.space()
	s.objectAt = s.at
	if q.Object, err = s.object(); err != nil {
		return q, err
	}
	s.enter(2, q.Object)
	s.space()
	if q.Label, err = s.label(); err != nil {
		return q, err
	}
	s.enter(3, q.Label)
	s.space()
	return q, s.end()
}

// enter numbers the term at a place of the statement, if a block wants numbers.
func (s *statement) enter(place int, v quad.Value) {
	switch {
	case s.block == nil:
	case v == nil:
		s.row[place] = 0
	case s.slot != nil && s.slot.block == s.block:
		s.row[place] = s.slot.number
	default:
		s.block.Terms = append(s.block.Terms, v)
		s.row[place] = uint32(len(s.block.Terms))
		if s.slot != nil {
			s.slot.block, s.slot.number = s.block, s.row[place]
		}
	}
}

// resource reads an IRI or a blank node.
func (s *statement) resource(p place) (quad.Value, error) {
	if s.next() == '_' {
		return s.blank(p)
	}
	return s.iri(p)
}

func (s *statement) object() (quad.Value, error) {
	if s.next() == '"' {
		v, err := s.literal()
		s.slot = nil // that of its type or language
		return v, err
	}
	return s.resource(objectPlace)
}

// label reads the graph label, nil if there is none.
func (s *statement) label() (quad.Value, error) {
	switch next := s.next(); {
	case next == '.':
		return nil, nil
	case s.triples && (next == '<' || next == '_'):
		return nil, s.fault(s.at, "N-Triples has no graph label; remove it, or read the file as N-Quads (.nq)")
	case s.triples || s.over():
		return nil, s.unexpected(dotPlace)
	}
	return s.resource(labelPlace)
}

// end reads the final dot and makes sure that nothing but a comment follows.
func (s *statement) end() error {
	if s.next() != '.' {
		return s.unexpected(dotPlace)
	}
	s.at++
	if s.space(); !s.over() {
		return s.unexpected(endPlace)
	}
	return nil
}

// next is the next byte, or a line feed, which no line holds, at the end.
func (s *statement) next() byte {
	if s.at == len(s.line) {
		return '\n'
	}
	return s.line[s.at]
}

// space skips spaces and tabs, the only white space that may part terms.
func (s *statement) space() {
	for s.at < len(s.line) && (s.line[s.at] == ' ' || s.line[s.at] == '\t') {
		s.at++
	}
}

// over says whether only a comment, if anything, is left of the line.
func (s *statement) over() bool { return s.at == len(s.line) || s.line[s.at] == '#' }

func (s *statement) fault(at int, msg string) error {
	return &Error{File: s.file, Line: s.number, Column: column(s.line, at), Msg: msg}
}

// unexpected reports that something else stands at a place.
func (s *statement) unexpected(p place) error {
	advice := p.advice
	if h := hint(s.word()); h != "" {
		advice = h
	} else if p == dotPlace && s.over() {
		advice = "end the statement with a dot"
	}
	return s.fault(s.at, fmt.Sprintf("expected %s, found %s; %s", p.what, s.found(), advice))
}

// found names what stands at the next byte.
func (s *statement) found() string {
	if s.at == len(s.line) {
		return "the end of the line"
	}
	return quoted(s.word())
}

// word is the text from the next byte to the next space, tab or end.
func (s *statement) word() []byte {
	rest := s.line[s.at:]
	if n := bytes.IndexAny(rest, " \t"); n >= 0 {
		return rest[:n]
	}
	return rest
}
