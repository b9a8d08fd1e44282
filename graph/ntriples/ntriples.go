// Package ntriples writes the texts and names of terms as canonical N-Triples and N-Quads do (RDF 1.2). It knows no store and no
// reader.
package ntriples

import (
	"strings"
	"unicode/utf8"
)

// What the escapes of two characters stand for, letter by letter.
const (
	EscapeLetters     = `tbnrf"'\`
	EscapedCharacters = "\t\b\n\r\f\"'\\"
)

// plain holds the bytes that IsPlain is true of.
var plain = func() (plain [256]bool) {
	for c := range utf8.RuneSelf {
		plain[c] = InIRI(rune(c))
	}
	return plain
}()

// IsPlain reports whether a byte may stand in an IRI and is a character of its own.
func IsPlain(c byte) bool { return plain[c] }

// InIRI reports whether RDF allows a character in an IRI: the IRIREF of the grammar, less the control characters and
// noncharacters that RFC 3987 excludes.
func InIRI(r rune) bool {
	switch {
	case r <= ' ':
		return false
	case r < 0x7F:
		return r != '<' && r != '>' && r != '"' && r != '{' && r != '}' && r != '|' && r != '^' && r != '`' && r != '\\'
	case r < 0xA0:
		return false
	}
	return r&0xFFFE != 0xFFFE && (r < 0xFDD0 || r > 0xFDEF)
}

// AppendName appends an IRI without its brackets, a blank node's label or a language tag. What could end or change one is
// escaped, and no reader takes it for anything else.
func AppendName[T string | []byte](dst []byte, name T) []byte {
	from := 0
	for i := range len(name) {
		if c := name[i]; !plain[c] && c < utf8.RuneSelf {
			dst = appendEscape(append(dst, name[from:i]...), rune(c))
			from = i + 1
		}
	}
	return append(dst, name[from:]...)
}

// AppendText appends the text of a literal with its quotes. Escaped are what the grammar forbids in one, the control
// characters, and U+FFFE and U+FFFF.
func AppendText[T string | []byte](dst []byte, text T) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(text); {
		c, size := rune(text[i]), 1
		if c == 0xEF { // of the characters that start so, two are escaped
			c, size = utf8.DecodeRuneInString(string(text[i:min(i+utf8.UTFMax, len(text))]))
		}
		if c >= ' ' && c != '"' && c != '\\' && c != 0x7F && c != 0xFFFE && c != 0xFFFF {
			i += size
			continue
		}
		dst = append(dst, text[from:i]...)
		if short := strings.IndexRune(EscapedCharacters, c); short >= 0 {
			dst = append(dst, '\\', EscapeLetters[short])
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
