package rdf

import (
	"github.com/cayleygraph/quad"

	"whence/graph/ntriples"
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
		return ntriples.AppendName(append(dst, "_:"...), string(v))
	case quad.String:
		return ntriples.AppendText(dst, string(v))
	case quad.LangString:
		return ntriples.AppendName(append(ntriples.AppendText(dst, string(v.Value)), '@'), v.Lang)
	case quad.TypedString:
		if v.Type == xsdString {
			return ntriples.AppendText(dst, string(v.Value))
		}
		return appendIRI(append(ntriples.AppendText(dst, string(v.Value)), "^^"...), v.Type)
	case quad.TypedStringer:
		typed := v.TypedString()
		typed.Type = typed.Type.Full()
		return appendTerm(dst, typed)
	}
	return append(dst, "<>"...)
}

func appendIRI(dst []byte, iri quad.IRI) []byte {
	return append(ntriples.AppendName(append(dst, '<'), string(iri)), '>')
}
