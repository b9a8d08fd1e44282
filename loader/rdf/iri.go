package rdf

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"whence/graph/ntriples"
)

// iri reads an IRI between angle brackets.
func (s *statement) iri(p place) (quad.Value, error) {
	if s.next() != '<' {
		return nil, s.unexpected(p)
	}
	open := s.at
	n := bytes.IndexByte(s.line[open+1:], '>')
	if n < 0 {
		return nil, s.unclosedIRI(open)
	}
	raw := s.line[open+1 : open+1+n]
	value, slot := s.terms.find(raw)
	s.slot = slot
	if value == nil {
		text, err := s.decodeIRI(raw, open)
		if err != nil {
			return nil, err
		}
		spelling := string(raw)
		iri := quad.IRI(spelling)
		if len(text) < len(raw) { // an escape is longer than what it stands for
			iri = quad.IRI(text)
		}
		value = slot.keep(spelling, iri)
	}
	s.at = open + n + 2
	return value, nil
}

// decodeIRI resolves the escapes of what stands between the brackets, of which
// the first is at the offset open, and checks every character and the scheme.
// What it returns is valid until the next literal or IRI.
func (s *statement) decodeIRI(raw []byte, open int) ([]byte, error) {
	i := 0
	for i < len(raw) && ntriples.IsPlain(raw[i]) {
		i++
	}
	if i == len(raw) && (s.relative || hasScheme(raw)) {
		return raw, nil
	}
	text := s.scratch[:0]
	text = append(text, raw[:i]...)
	for i < len(raw) {
		at := open + 1 + i
		r, size := rune(raw[i]), 1
		switch {
		case r == '\\':
			var err error
			if r, size, err = s.codePoint(at, `an IRI takes only \uXXXX and \UXXXXXXXX`); err != nil {
				return nil, err
			}
		case r >= utf8.RuneSelf:
			r, size = utf8.DecodeRune(raw[i:])
		}
		if !ntriples.InIRI(r) {
			return nil, s.illegalInIRI(at, r)
		}
		text = utf8.AppendRune(text, r)
		i += size
	}
	s.scratch = text
	if !s.relative && !hasScheme(text) {
		return nil, s.fault(open, fmt.Sprintf("the IRI %s has no scheme, so it is relative; write it in full, as in <http://example.org/name>", quoted(text)))
	}
	return text, nil
}

func (s *statement) illegalInIRI(at int, r rune) error {
	if r == '<' && s.line[at-1] == '<' {
		return s.fault(at-1, "triples as terms are RDF 1.2; only RDF 1.1 is read: give the triple an IRI of its own")
	}
	advice := "remove it"
	switch {
	case r < ' ' || r >= 0x7F:
	case s.line[at] == '\\':
		advice = fmt.Sprintf("write it as %%%02X", r)
	default:
		advice = fmt.Sprintf("close the IRI with `>` before it, or write it as %%%02X", r)
	}
	return s.fault(at, fmt.Sprintf("%s can't stand in an IRI; %s", character(r), advice))
}

// unclosedIRI reports the first character that can't be part of the IRI, or
// where it starts if only its end is missing.
func (s *statement) unclosedIRI(open int) error {
	if _, err := s.decodeIRI(s.line[open+1:], open); err != nil {
		return err
	}
	return s.fault(open, "the IRI is not closed; write `>` after it")
}

// hasScheme says whether an IRI is absolute: a letter, then letters, digits,
// "+", "-" and ".", then a colon.
func hasScheme(iri []byte) bool {
	for i, c := range iri {
		switch {
		case isLetter(c):
		case i > 0 && (isDigit(c) || c == '+' || c == '-' || c == '.'):
		default:
			return i > 0 && c == ':'
		}
	}
	return false
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
