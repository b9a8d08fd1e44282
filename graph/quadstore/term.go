package quadstore

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/cayleygraph/quad"
)

// term is a value taken apart for storage. The head is what many terms share:
// the beginning of an IRI, the datatype of a literal, a language. The tail is
// the term's own: the end of the IRI, the lexical form as it was given.
//
// Every kind of value has a kind of its own, so that quad.Int(1),
// "1"^^<schema:Integer> and "1" are three terms.
type term struct {
	kind kind
	head string
	tail string
}

type kind byte

// The kinds are part of the format on disk.
const (
	kindIRI    kind = 'i'
	kindBlank  kind = 'b'
	kindString kind = 's'
	kindTyped  kind = 't'
	kindLang   kind = 'l'
	kindInt    kind = 'n'
	kindFloat  kind = 'f'
	kindBool   kind = 'o'
	kindTime   kind = 'd'
)

// ErrValue is returned for a quad without subject, predicate or object, and for
// a value that is of none of the types of package quad.
var ErrValue = errors.New("value can not be stored")

// termOf takes a value apart.
func termOf(v quad.Value) (term, error) {
	switch v := v.(type) {
	case quad.IRI:
		n := headLen(string(v))
		return term{kindIRI, string(v[:n]), string(v[n:])}, nil
	case quad.BNode:
		return term{kindBlank, "", string(v)}, nil
	case quad.String:
		return term{kindString, "", string(v)}, nil
	case quad.TypedString:
		return term{kindTyped, string(v.Type), string(v.Value)}, nil
	case quad.LangString:
		return term{kindLang, v.Lang, string(v.Value)}, nil
	case quad.Int:
		return term{kindInt, "", strconv.FormatInt(int64(v), 10)}, nil
	case quad.Float:
		return term{kindFloat, "", string(v.TypedString().Value)}, nil
	case quad.Bool:
		return term{kindBool, "", strconv.FormatBool(bool(v))}, nil
	case quad.Time:
		return term{kindTime, "", encodeTime(time.Time(v))}, nil
	}
	return term{}, fmt.Errorf("%T %v: %w", v, v, ErrValue)
}

// value is the inverse of termOf.
func (t term) value() quad.Value {
	switch t.kind {
	case kindIRI:
		return quad.IRI(t.head + t.tail)
	case kindBlank:
		return quad.BNode(t.tail)
	case kindTyped:
		return quad.TypedString{Value: quad.String(t.tail), Type: quad.IRI(t.head)}
	case kindLang:
		return quad.LangString{Value: quad.String(t.tail), Lang: t.head}
	case kindInt:
		n, _ := strconv.ParseInt(t.tail, 10, 64) // was written by termOf
		return quad.Int(n)
	case kindFloat:
		f, _ := strconv.ParseFloat(t.tail, 64)
		return quad.Float(f)
	case kindBool:
		return quad.Bool(t.tail == "true")
	case kindTime:
		return quad.Time(decodeTime(t.tail))
	}
	return quad.String(t.tail)
}

// headLen returns how much of an IRI is its head: up to the last separator that
// leaves a tail, so that the home pages of a thousand sites share one head.
func headLen(iri string) int {
	for i := len(iri) - 2; i >= 0; i-- {
		if c := iri[i]; c == '/' || c == '#' || c == ':' {
			return i + 1
		}
	}
	return 0
}

// encodeTime keeps the instant to the nanosecond, in any year; the zone is not
// part of a quad.Time's identity.
func encodeTime(t time.Time) string {
	b := binary.BigEndian.AppendUint64(nil, uint64(t.Unix()))
	return string(binary.BigEndian.AppendUint32(b, uint32(t.Nanosecond())))
}

func decodeTime(s string) time.Time {
	if len(s) != 12 {
		return time.Time{}
	}
	b := []byte(s)
	return time.Unix(int64(binary.BigEndian.Uint64(b)), int64(binary.BigEndian.Uint32(b[8:]))).UTC()
}
