package turtle

import (
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"
)

// literal reads a text between quotation marks, and its language or datatype.
func (r *Reader) literal() (quad.Value, error) {
	text, err := r.quoted()
	if err != nil {
		return nil, err
	}
	switch r.peek() {
	case '@':
		r.take()
		language, err := r.language()
		return quad.LangString{Value: quad.String(text), Lang: language}, err
	case '^':
		r.take()
		if r.peek() != '^' {
			return nil, r.fault("^^ and a datatype")
		}
		r.take()
		if c := r.peek(); c == '_' {
			return nil, r.fault("a datatype, which is no blank node")
		}
		datatype, err := r.resource("the IRI of a datatype")
		if err != nil {
			return nil, err
		}
		if iri := datatype.(quad.IRI); iri != xsdNS+"string" {
			return quad.TypedString{Value: quad.String(text), Type: iri}, nil
		}
	}
	return quad.String(text), nil
}

// quoted reads what stands between one or three quotation marks.
func (r *Reader) quoted() (string, error) {
	mark := r.take()
	long := false
	if r.peek() == mark {
		if next, _ := r.runeAt(1); next != mark {
			r.take()
			return "", nil
		}
		r.take()
		r.take()
		long = true
	}
	var text strings.Builder
	for {
		switch c := r.peek(); {
		case c == mark && !long:
			r.take()
			return text.String(), nil
		case c == mark && r.closes(mark):
			for range 3 {
				r.take()
			}
			return text.String(), nil
		case c == '\\':
			escaped, err := r.escape()
			if err != nil {
				return "", err
			}
			text.WriteRune(escaped)
		case c == end:
			return "", r.fault("the quotation mark that closes the text")
		case c == invalid:
			return "", r.mistake("these bytes are no UTF-8; write the file as UTF-8")
		case !long && (c == '\n' || c == '\r'):
			return "", r.mistake("the line ends within the text; close it, or use three quotation marks")
		default:
			text.WriteRune(r.take())
		}
	}
}

// closes reports whether three marks stand here.
func (r *Reader) closes(mark rune) bool {
	second, _ := r.runeAt(1)
	third, _ := r.runeAt(2)
	return second == mark && third == mark
}

var escapes = map[rune]rune{'t': '\t', 'b': '\b', 'n': '\n', 'r': '\r', 'f': '\f', '"': '"', '\'': '\'', '\\': '\\'}

func (r *Reader) escape() (rune, error) {
	kind, _ := r.runeAt(1)
	if plain, ok := escapes[kind]; ok {
		r.take()
		r.take()
		return plain, nil
	}
	return r.codePoint(fmt.Sprintf("\\%c is no escape; the escapes are \\t \\b \\n \\r \\f \\\" \\' \\\\ \\uXXXX \\UXXXXXXXX", kind))
}

// language reads a language tag as the grammar has it.
func (r *Reader) language() (string, error) {
	tag := r.word()
	if tag == "" {
		return "", r.fault("a language tag such as en or en-GB")
	}
	for r.peek() == '-' {
		if next, _ := r.runeAt(1); !isAlphanumeric(next) {
			return "", r.fault("a language tag such as en-GB")
		}
		r.take()
		var part strings.Builder
		for isAlphanumeric(r.peek()) {
			part.WriteRune(r.take())
		}
		tag += "-" + part.String()
	}
	return tag, nil
}

// number reads an integer, decimal or double, which differ by their form.
func (r *Reader) number() (quad.Value, error) {
	var text strings.Builder
	if c := r.peek(); c == '+' || c == '-' {
		text.WriteRune(r.take())
	}
	whole := r.digits(&text)
	datatype, fraction := "integer", 0
	if r.peek() == '.' {
		next, _ := r.runeAt(1)
		exponent := (next == 'e' || next == 'E') && whole > 0 && r.exponentAt(1)
		if isDigit(next) || exponent {
			text.WriteRune(r.take())
			fraction = r.digits(&text)
			datatype = "decimal"
		}
	}
	if whole+fraction == 0 {
		return nil, r.fault("a number")
	}
	if c := r.peek(); (c == 'e' || c == 'E') && r.exponentAt(0) {
		text.WriteRune(r.take())
		if c := r.peek(); c == '+' || c == '-' {
			text.WriteRune(r.take())
		}
		r.digits(&text)
		datatype = "double"
	}
	if c := r.peek(); isNameStart(c) {
		return nil, r.fault("the end of the number")
	}
	return quad.TypedString{Value: quad.String(text.String()), Type: quad.IRI(xsdNS + datatype)}, nil
}

// exponentAt reports whether e, a sign or none, and a digit stand that many bytes ahead.
func (r *Reader) exponentAt(offset int) bool {
	next, _ := r.runeAt(offset + 1)
	if next == '+' || next == '-' {
		next, _ = r.runeAt(offset + 2)
	}
	return isDigit(next)
}

func (r *Reader) digits(text *strings.Builder) int {
	n := 0
	for isDigit(r.peek()) {
		text.WriteRune(r.take())
		n++
	}
	return n
}
