package quadstore

import (
	"time"

	"github.com/cayleygraph/quad"
)

// LexicalTerm is a term taken apart, for a store that keeps its terms elsewhere: its kind, what many terms share (the beginning of
// an IRI, a datatype, a language), and what is its own. Kinds are part of formats and never change.
type LexicalTerm struct {
	Kind       byte
	Head, Tail string
}

// SplitTerm takes a term apart; the error wraps ErrValue for what is none.
func SplitTerm(v quad.Value) (LexicalTerm, error) {
	t, err := termOf(v)
	return LexicalTerm{byte(t.kind), t.head, t.tail}, err
}

// Value is the term as it was put in.
func (t LexicalTerm) Value() quad.Value { return term{kind(t.Kind), t.Head, t.Tail}.value() }

// IsIRI reports whether the term is an IRI.
func (t LexicalTerm) IsIRI() bool { return kind(t.Kind) == kindIRI }

// AppendText appends the lexical text: an IRI without its brackets, a literal without quotes, type and language.
func (t LexicalTerm) AppendText(dst []byte) []byte {
	switch kind(t.Kind) {
	case kindIRI:
		dst = append(dst, t.Head...)
	case kindTime:
		return decodeTime(t.Tail).AppendFormat(dst, time.RFC3339Nano)
	}
	return append(dst, t.Tail...)
}

// AppendNQuads appends the term as N-Quads writes it. Terms that are written alike are in the order of Native.
func (t LexicalTerm) AppendNQuads(dst []byte) []byte {
	var ts termStore
	ts.heads = []head{{kind(t.Kind), t.Head}}
	return ts.appendNQuads(dst, ts.addEncoded(appendEncoded(nil, 0, t.Tail)))
}

// Native is 0 for a typed literal and 1 for what is written like one.
func (t LexicalTerm) Native() int {
	if kind(t.Kind) == kindTyped {
		return 0
	}
	return 1
}

// ClaimDigits is the number that a claim's IRI ends in; ok is false for what is no claim's.
func ClaimDigits(prefix string, v quad.Value) (digits [16]byte, ok bool) {
	return (&termStore{claimPrefix: prefix}).claimOf(v)
}
