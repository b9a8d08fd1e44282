package rdf

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// blank reads a blank node, "_:" and a label.
func (s *statement) blank(p place) (quad.Value, error) {
	open := s.at
	if !bytes.HasPrefix(s.line[open:], []byte("_:")) {
		return nil, s.unexpected(p)
	}
	end := open + 2 + labelLength(s.line[open+2:])
	if end == open+2 {
		return nil, s.fault(end, "a blank node needs a label after _: that starts with a letter, a digit or _; write one, as in _:b1")
	}
	// Whatever follows must not look like more of the label.
	if r, _ := utf8.DecodeRune(s.line[end:]); end < len(s.line) && !bytes.ContainsRune([]byte(" \t<\".#"), r) {
		return nil, s.fault(end, fmt.Sprintf("%s can't stand in a blank node's label; use letters, digits, _, - and, between them, dots", character(r)))
	}
	s.at = end
	raw := s.line[open:end]
	value, slot := s.terms.find(raw)
	s.slot = slot
	if value == nil {
		spelling := string(raw)
		value = slot.keep(spelling, quad.BNode(spelling[len("_:"):]))
	}
	return value, nil
}

// labelLength is the length in bytes of the longest label that text begins
// with; a label never ends in a dot.
func labelLength(text []byte) int {
	length := 0
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[i:])
		}
		if !inLabel(r, i == 0) && (r != '.' || i == 0) {
			break
		}
		if i += size; r != '.' {
			length = i
		}
	}
	return length
}

// inLabel says whether a character other than a dot may stand in a label.
func inLabel(r rune, first bool) bool {
	switch {
	case r >= utf8.RuneSelf:
		return unicode.Is(labelStart, r) || !first && unicode.Is(labelRest, r)
	case r == '-':
		return !first
	}
	return isLetter(byte(r)) || isDigit(byte(r)) || r == '_'
}

// The characters beyond ASCII of the grammar's PN_CHARS_BASE, and those that
// PN_CHARS adds to it.
var (
	labelStart = &unicode.RangeTable{
		R16: []unicode.Range16{
			{0x00C0, 0x00D6, 1},
			{0x00D8, 0x00F6, 1},
			{0x00F8, 0x02FF, 1},
			{0x0370, 0x037D, 1},
			{0x037F, 0x1FFF, 1},
			{0x200C, 0x200D, 1},
			{0x2070, 0x218F, 1},
			{0x2C00, 0x2FEF, 1},
			{0x3001, 0xD7FF, 1},
			{0xF900, 0xFDCF, 1},
			{0xFDF0, 0xFFFD, 1},
		},
		R32:         []unicode.Range32{{0x10000, 0xEFFFF, 1}},
		LatinOffset: 2,
	}
	labelRest = &unicode.RangeTable{
		R16: []unicode.Range16{
			{0x00B7, 0x00B7, 1},
			{0x0300, 0x036F, 1},
			{0x203F, 0x2040, 1},
		},
		LatinOffset: 1,
	}
)
