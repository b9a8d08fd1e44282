package rdf_test

import (
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"whence/loader/rdf"
)

func TestAppend(t *testing.T) {
	const sp = "<http://example.org/s> <http://example.org/p> "
	when := time.Date(2014, 7, 2, 9, 30, 0, 0, time.UTC)
	for _, test := range []struct {
		claim  string
		object quad.Value
		label  quad.Value
		want   string
	}{
		{"an IRI", o, nil, `<http://example.org/o>`},
		{"with a label", o, g, `<http://example.org/o> <http://example.org/g>`},
		{"with a blank label", o, quad.BNode("g"), `<http://example.org/o> _:g`},
		{"a blank node", quad.BNode("b"), nil, `_:b`},
		{"a text", quad.String("x"), nil, `"x"`},
		{"letters of any script stay", quad.String("£ é 東京 😀 \u00A0 \uFEFF"), nil, "\"£ é 東京 😀 \u00A0 \uFEFF\""},
		{"short escapes where there are any", quad.String("\b\t\n\f\r\"\\'"), nil, `"\b\t\n\f\r\"\\'"`},
		{"other controls by number", quad.String("\x00\x0B\x1F\x7F\uFFFE\uFFFF"), nil, `"\u0000\u000B\u001F\u007F\uFFFE\uFFFF"`},
		{"a language as it is", quad.LangString{Value: "x", Lang: "en-GB"}, nil, `"x"@en-GB`},
		{"a datatype", quad.TypedString{Value: "01", Type: integer}, nil, `"01"^^<http://www.w3.org/2001/XMLSchema#integer>`},
		{"xsd:string as plain text", quad.TypedString{Value: "x", Type: "http://www.w3.org/2001/XMLSchema#string"}, nil, `"x"`},
		{"a native number", quad.Int(-7), nil, `"-7"^^<http://schema.org/Integer>`},
		{"a native truth", quad.Bool(true), nil, `"True"^^<http://schema.org/Boolean>`},
		{"a native time", quad.Time(when), nil, `"2014-07-02T09:30:00Z"^^<http://schema.org/DateTime>`},
		{"no object", nil, nil, `<>`},
	} {
		t.Run(test.claim, func(t *testing.T) {
			got := rdf.Append([]byte("before\n"), quad.Quad{Subject: s, Predicate: p, Object: test.object, Label: test.label})
			if diff := cmp.Diff("before\n"+sp+test.want+" .\n", string(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
