package rdf

import (
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// Append appends a statement with its line feed in canonical N-Quads and
// returns the longer slice; without a label it is canonical N-Triples. It always
// appends exactly one line. Native values of quad (Int, Float, Bool, Time) are
// written as the typed literals that they stand for.
//
// A quad that RDF has no form for (no subject, a literal as predicate, a relative
// IRI, a blank node named "a b", text that isn't UTF-8) is written such that a
// Reader refuses the line: what is read back is the same quad or an error, never
// another quad.
func Append(dst []byte, q quad.Quad) []byte {
	dst = appendTerm(dst, q.Subject)
	dst = append(dst, ' ')
	dst = appendTerm(dst, q.Predicate)
	dst = append(dst, ' ')
	dst = appendTerm(dst, q.Object)
	if q.Label != nil {
		dst = append(dst, ' ')
		dst = appendTerm(dst, q.Label)
	}
	return append(dst, " .\n"...)
}

func appendTerm(dst []byte, v quad.Value) []byte {
	switch v := v.(type) {
	case quad.IRI:
		return appendIRI(dst, v)
	case quad.BNode:
		return appendName(append(dst, "_:"...), string(v))
	case quad.String:
		return appendText(dst, v)
	case quad.LangString:
		return appendName(append(appendText(dst, v.Value), '@'), v.Lang)
	case quad.TypedString:
		if v.Type == xsdString {
			return appendText(dst, v.Value)
		}
		return appendIRI(append(appendText(dst, v.Value), "^^"...), v.Type)
	case quad.TypedStringer:
		typed := v.TypedString()
		typed.Type = typed.Type.Full()
		return appendTerm(dst, typed)
	}
	return append(dst, "<>"...)
}

func appendIRI(dst []byte, iri quad.IRI) []byte {
	return append(appendName(append(dst, '<'), string(iri)), '>')
}

// appendName appends an IRI, a label or a language tag. What could end or
// change one is escaped, and no reader takes it for anything else.
func appendName(dst []byte, name string) []byte {
	from := 0
	for i := range len(name) {
		if c := name[i]; !plainInIRI[c] && c < utf8.RuneSelf {
			dst = appendEscape(append(dst, name[from:i]...), rune(c))
			from = i + 1
		}
	}
	return append(dst, name[from:]...)
}

// appendText appends a quoted text. Escaped are what the grammar forbids in
// one, the control characters, and U+FFFE and U+FFFF, as RDF 1.2 has it.
func appendText(dst []byte, text quad.String) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(text); {
		c, size := rune(text[i]), 1
		if c == 0xEF { // of the characters that start so, two are escaped
			c, size = utf8.DecodeRuneInString(string(text[i:]))
		}
		if c >= ' ' && c != '"' && c != '\\' && c != 0x7F && c != 0xFFFE && c != 0xFFFF {
			i += size
			continue
		}
		dst = append(dst, text[from:i]...)
		if short := strings.IndexRune(escapedCharacters, c); short >= 0 {
			dst = append(dst, '\\', escapeLetters[short])
		} else {
			dst = appendEscape(dst, c)
		}
		i += size
		from = i
	}
	return append(append(dst, text[from:]...), '"')
}

// appendEscape appends \uXXXX.
func appendEscape(dst []byte, r rune) []byte {
	const hex = "0123456789ABCDEF"
	return append(dst, '\\', 'u', hex[r>>12&0xF], hex[r>>8&0xF], hex[r>>4&0xF], hex[r&0xF])
}
