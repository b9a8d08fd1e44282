package quadstore

import (
	"github.com/cayleygraph/quad"

	"whence/graph/ntriples"
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
		dst = ntriples.AppendName(append(dst, '<'), h.text)
		return append(ntriples.AppendName(dst, tail), '>')
	case kindBlank:
		return ntriples.AppendName(append(dst, "_:"...), tail)
	case kindTime:
		dst = append(ts.appendText(append(dst, '"'), id), '"')
	default:
		dst = ntriples.AppendText(dst, tail)
	}
	switch h.kind {
	case kindLang:
		return append(append(dst, '@'), h.text...)
	case kindString:
		return dst
	}
	return append(ntriples.AppendName(append(dst, "^^<"...), h.datatype()), '>')
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
