package rdf

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"whence/graph/ntriples"
)

const (
	xsdString     quad.IRI = "http://www.w3.org/2001/XMLSchema#string"
	rdfLangString quad.IRI = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
)

// literal reads a quoted text with its language tag or datatype, if any.
func (s *statement) literal() (quad.Value, error) {
	text, err := s.text()
	if err != nil {
		return nil, err
	}
	s.space()
	switch s.next() {
	case '@':
		tag, err := s.language()
		if err != nil {
			return nil, err
		}
		return quad.LangString{Value: text, Lang: tag}, nil
	case '^':
		return s.typed(text)
	}
	return text, nil
}

// text reads what stands between quotation marks.
func (s *statement) text() (quad.String, error) {
	open := s.at
	rest := s.line[open+1:]
	n := bytes.IndexByte(rest, '"')
	if n < 0 {
		return "", s.unclosedText(open)
	}
	if bytes.IndexByte(rest[:n], '\\') >= 0 {
		return s.unescape(open)
	}
	s.at = open + n + 2
	return quad.String(rest[:n]), nil
}

// unescape reads a text that has escapes.
func (s *statement) unescape(open int) (quad.String, error) {
	text := s.scratch[:0]
	for at := open + 1; at < len(s.line); {
		switch c := s.line[at]; c {
		case '"':
			s.scratch, s.at = text, at+1
			return quad.String(text), nil
		case '\\':
			r, size, err := s.escape(at)
			if err != nil {
				return "", err
			}
			text = utf8.AppendRune(text, r)
			at += size
		default:
			text = append(text, c)
			at++
		}
	}
	return "", s.unclosedText(open)
}

func (s *statement) unclosedText(open int) error {
	return s.fault(open, `the text is not closed on its line; write " after it, and \n for a line break in it`)
}

// escape reads the escape whose backslash is at the offset at: the character
// that it stands for, and its length in bytes.
func (s *statement) escape(at int) (rune, int, error) {
	if at+1 < len(s.line) {
		if i := strings.IndexByte(ntriples.EscapeLetters, s.line[at+1]); i >= 0 {
			return rune(ntriples.EscapedCharacters[i]), 2, nil
		}
	}
	return s.codePoint(at, `a text takes \t \b \n \r \f \" \' \\ \uXXXX and \UXXXXXXXX, and \\ stands for a backslash`)
}

// codePoint reads \uXXXX or \UXXXXXXXX; advice is for anything else.
func (s *statement) codePoint(at int, advice string) (rune, int, error) {
	var size int
	if rest := s.line[at+1:]; len(rest) > 0 && rest[0] == 'u' {
		size = 6
	} else if len(rest) > 0 && rest[0] == 'U' {
		size = 10
	} else {
		_, n := utf8.DecodeRune(rest)
		return 0, 0, s.fault(at, fmt.Sprintf("%s is no escape; %s", quoted(s.line[at:at+1+n]), advice))
	}
	digits := s.line[at+2 : min(at+size, len(s.line))]
	code, err := strconv.ParseUint(string(digits), 16, 32)
	if err != nil || len(digits) < size-2 {
		return 0, 0, s.fault(at, fmt.Sprintf(`\%c needs %d hexadecimal digits, found %s; write them all, with leading zeros`, s.line[at+1], size-2, quoted(digits)))
	}
	if code > utf8.MaxRune || !utf8.ValidRune(rune(code)) {
		return 0, 0, s.fault(at, fmt.Sprintf(`%s is no character; write one that is, those beyond U+FFFF as \UXXXXXXXX rather than two surrogates`, quoted(s.line[at:at+size])))
	}
	return rune(code), size, nil
}

// typed reads "^^" and a datatype.
func (s *statement) typed(text quad.String) (quad.Value, error) {
	if !bytes.HasPrefix(s.line[s.at:], []byte("^^")) {
		return nil, s.unexpected(datatypePlace)
	}
	s.at += len("^^")
	s.space()
	at := s.at
	value, err := s.iri(datatypePlace)
	if err != nil {
		return nil, err
	}
	switch datatype := value.(quad.IRI); datatype {
	case xsdString:
		return text, nil
	case rdfLangString:
		return nil, s.fault(at, `rdf:langString is not written; give the language instead, as in "text"@en`)
	default:
		return quad.TypedString{Value: text, Type: datatype}, nil
	}
}

// language reads a language tag after its "@": letters, then parts of letters
// and digits after hyphens, none over eight (BCP 47).
func (s *statement) language() (string, error) {
	end := s.at + 1
	for end < len(s.line) && (isLetter(s.line[end]) || isDigit(s.line[end]) || s.line[end] == '-') {
		end++
	}
	raw := s.line[s.at:end]
	if rest := s.line[end:]; bytes.HasPrefix(rest, []byte("_")) && !bytes.HasPrefix(rest, []byte("_:")) {
		return "", s.fault(end, "`_` can't stand in a language tag; write a hyphen, as in @en-GB")
	}
	value, slot := s.terms.find(raw)
	if value == nil {
		if err := s.checkLanguage(raw[1:]); err != nil {
			return "", err
		}
		spelling := string(raw)
		value = slot.keep(spelling, quad.String(spelling[1:]))
	}
	s.at = end
	return string(value.(quad.String)), nil
}

// checkLanguage checks the tag that stands after the next byte.
func (s *statement) checkLanguage(tag []byte) error {
	at := s.at + 1
	for part := range bytes.SplitSeq(tag, []byte("-")) {
		first := at == s.at+1
		if len(part) == 0 || len(part) > 8 || first && bytes.ContainsFunc(part, unicode.IsDigit) {
			return s.fault(at, "a language tag is letters, then groups of letters and digits after hyphens, each of one to eight; write it as in @en or @en-GB")
		}
		at += len(part) + 1
	}
	return nil
}
