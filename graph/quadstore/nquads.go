package quadstore

import (
	"github.com/cayleygraph/quad"
)

// AppendNQuads appends a term as N-Quads writes it. It appends nothing if there
// is no such ID, and allocates nothing but room in dst.
//
// Cayley's native values are written as literals of the types that Cayley gives
// them, times to the nanosecond.
func (s *Snapshot) AppendNQuads(dst []byte, id ID) []byte {
	if !s.has(id) {
		return dst
	}
	n := len(dst)
	s.reading(func(s *Snapshot) { dst = s.appendNQuads(dst[:n], id) })
	return dst
}

func (ts *termStore) appendNQuads(dst []byte, id ID) []byte {
	if id.IsClaim() {
		return append(ts.appendText(append(dst, '<'), id), '>')
	}
	var room [64]byte
	n, tail := ts.encoded(id).decode(room[:])
	h := &ts.heads[n]
	switch h.kind {
	case kindIRI:
		dst = appendIRI(append(dst, '<'), h.text)
		return append(appendIRI(dst, tail), '>')
	case kindBlank:
		return append(append(dst, "_:"...), tail...)
	}
	dst = append(dst, '"')
	if h.kind == kindTime {
		dst = ts.appendText(dst, id)
	} else {
		dst = appendEscaped(dst, tail)
	}
	dst = append(dst, '"')
	switch h.kind {
	case kindLang:
		return append(append(dst, '@'), h.text...)
	case kindString:
		return dst
	}
	return append(appendIRI(append(dst, "^^<"...), h.datatype()), '>')
}

// datatype returns the type that a literal has in N-Quads.
func (h head) datatype() string {
	switch h.kind {
	case kindInt:
		return string(quad.Int(0).TypedString().Type)
	case kindFloat:
		return string(quad.Float(0).TypedString().Type)
	case kindBool:
		return string(quad.Bool(false).TypedString().Type)
	case kindTime:
		return string(quad.Time{}.TypedString().Type)
	}
	return h.text
}

const hexDigits = "0123456789ABCDEF"

// appendEscaped appends the text of a literal: only what N-Quads demands is
// escaped, control characters besides.
func appendEscaped(dst, text []byte) []byte {
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c == '\n':
			dst = append(dst, '\\', 'n')
		case c == '\r':
			dst = append(dst, '\\', 'r')
		case c == '\t':
			dst = append(dst, '\\', 't')
		case c < ' ' || c == 0x7f:
			dst = appendHex(dst, c)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// appendIRI appends an IRI with what may not stand in one escaped.
func appendIRI[T string | []byte](dst []byte, iri T) []byte {
	for i := range len(iri) {
		switch c := iri[i]; {
		case c <= ' ', c == '<', c == '>', c == '"', c == '{', c == '}', c == '|', c == '^', c == '`', c == '\\':
			dst = appendHex(dst, c)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

func appendHex(dst []byte, c byte) []byte {
	return append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}

// AppendQuad appends a quad as a line of N-Quads without its line end.
func (s *Snapshot) AppendQuad(dst []byte, q Quad) []byte {
	for _, id := range [...]ID{q.Subject, q.Predicate, q.Object, q.Label} {
		if id != 0 {
			dst = append(s.AppendNQuads(dst, id), ' ')
		}
	}
	return append(dst, '.')
}
