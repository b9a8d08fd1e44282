package rdf_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/loader/rdf"
)

const (
	sp  = `<http://x/s> <http://x/p> `
	spo = sp + `<http://x/o>`
)

// mistakes are the kinds of mistake that a file may hold.
var mistakes = []struct {
	name    string
	text    string
	triples bool
}{
	{name: "no-dot", text: spo},
	{name: "no-dot-after-label", text: spo + " <http://x/g>"},
	{name: "no-dot-next-line", text: spo + "\n" + spo + " ."},
	{name: "no-object", text: `<http://x/s> <http://x/p> .`},
	{name: "no-predicate", text: `<http://x/s> .`},
	{name: "only-dot", text: ` .`},
	{name: "two-statements", text: spo + " . " + spo + " ."},
	{name: "two-dots", text: spo + " . ."},
	{name: "no-dot-comment", text: spo + " # end"},
	{name: "five-terms", text: spo + " <http://x/g> <http://x/h> ."},
	{name: "label-in-triples", text: spo + " <http://x/g> .", triples: true},
	{name: "blank-label-in-triples", text: spo + " _:g .", triples: true},
	{name: "no-dot-in-triples", text: spo, triples: true},
	{name: "text-as-subject", text: `"s" <http://x/p> <http://x/o> .`},
	{name: "text-as-predicate", text: `<http://x/s> "p" <http://x/o> .`},
	{name: "text-as-label", text: spo + ` "g" .`},
	{name: "blank-predicate", text: `<http://x/s> _:p <http://x/o> .`},
	{name: "blank-datatype", text: sp + `"x"^^_:d .`},

	{name: "iri-space", text: `<http://x/s> <http://x/a b> <http://x/o> .`},
	{name: "iri-tab", text: "<http://x/a\tb> <http://x/p> <http://x/o> ."},
	{name: "iri-nul", text: "<http://x/a\x00b> <http://x/p> <http://x/o> ."},
	{name: "iri-brace", text: `<http://x/{id}> <http://x/p> <http://x/o> .`},
	{name: "iri-c1-control", text: "<http://x/\u0085> <http://x/p> <http://x/o> ."},
	{name: "iri-noncharacter", text: "<http://x/\uFFFE> <http://x/p> <http://x/o> ."},
	{name: "iri-delete", text: "<http://x/\x7F> <http://x/p> <http://x/o> ."},
	{name: "iri-escaped-space", text: `<http://x/\u0020> <http://x/p> <http://x/o> .`},
	{name: "iri-escaped-bracket", text: `<http://x/\u003E> <http://x/p> <http://x/o> .`},
	{name: "iri-other-escape", text: `<http://x/\n> <http://x/p> <http://x/o> .`},
	{name: "iri-short-escape", text: `<http://x/\u00> <http://x/p> <http://x/o> .`},
	{name: "iri-surrogate", text: `<http://x/\uD800> <http://x/p> <http://x/o> .`},
	{name: "iri-relative", text: `<s> <http://x/p> <http://x/o> .`},
	{name: "iri-path", text: `<http://x/s> </film/starring> <http://x/o> .`},
	{name: "iri-scheme-digit", text: sp + `<1a:b> .`},
	{name: "iri-empty", text: sp + `<> .`},
	{name: "iri-relative-datatype", text: sp + `"1"^^<integer> .`},
	{name: "iri-not-closed", text: sp + `<http://x/o .`},
	{name: "iri-not-closed-at-end", text: sp + `<http://x/o`},
	{name: "iri-bare", text: sp + `http://x/o .`},

	{name: "label-empty", text: `_: <http://x/p> <http://x/o> .`},
	{name: "label-colon", text: `_:a:b <http://x/p> <http://x/o> .`},
	{name: "label-dash-first", text: `_:-a <http://x/p> <http://x/o> .`},
	{name: "label-dot-first", text: `_:.a <http://x/p> <http://x/o> .`},
	{name: "label-percent", text: `_:a%20 <http://x/p> <http://x/o> .`},
	{name: "label-times-sign", text: "_:a×b <http://x/p> <http://x/o> ."},
	{name: "label-dot-last", text: `_:a. <http://x/p> <http://x/o> .`},
	{name: "underscore", text: `_a <http://x/p> <http://x/o> .`},

	{name: "text-not-closed", text: sp + `"abc .`},
	{name: "text-not-closed-escape", text: sp + `"abc\" .`},
	{name: "text-line-break", text: sp + "\"a\nb\" ."},
	{name: "text-escape", text: sp + `"a\zb" .`},
	{name: "text-escape-wide", text: sp + `"a\éb" .`},
	{name: "text-windows-path", text: sp + `"C:\Users" .`},
	{name: "text-escape-digits", text: sp + `"\u12G4" .`},
	{name: "text-escape-cut", text: sp + `"\u12" .`},
	{name: "text-surrogates", text: sp + `"\uD83D\uDE00" .`},
	{name: "text-beyond-unicode", text: sp + `"\U00110000" .`},
	{name: "text-after-text", text: sp + `"""abc""" .`},
	{name: "single-quotes", text: sp + `'abc' .`},

	{name: "language-digit", text: sp + `"x"@1 .`},
	{name: "language-empty", text: sp + `"x"@ .`},
	{name: "language-hyphen-last", text: sp + `"x"@en- .`},
	{name: "language-long-part", text: sp + `"x"@en-abcdefghi .`},
	{name: "language-underscore", text: sp + `"x"@en_GB .`},
	{name: "language-direction", text: sp + `"x"@en--ltr .`},
	{name: "one-caret", text: sp + `"1"^<http://x/int> .`},
	{name: "no-datatype", text: sp + `"1"^^ .`},
	{name: "rdf-langstring", text: sp + `"x"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> .`},

	{name: "turtle-prefix", text: `@prefix x: <http://x/> .`},
	{name: "turtle-base", text: `BASE <http://x/>`},
	{name: "turtle-name", text: `x:s x:p x:o .`},
	{name: "turtle-a", text: `<http://x/s> a <http://x/o> .`},
	{name: "turtle-comma", text: spo + `, <http://x/o2> .`},
	{name: "turtle-semicolon", text: spo + ` ; <http://x/p> <http://x/o2> .`},
	{name: "turtle-brackets", text: sp + `[] .`},
	{name: "turtle-number", text: sp + `1.0e0 .`},
	{name: "turtle-boolean", text: sp + `true .`},
	{name: "rdf12-triple", text: `<< <http://x/s> <http://x/p> <http://x/o> >> <http://x/p> "x" .`},

	{name: "bom", text: "\uFEFF" + spo + " ."},
	{name: "utf16", text: "\xFF\xFE<\x00h\x00\n\x00"},
	{name: "latin1", text: sp + "\"caf\xE9\" ."},
	{name: "utf8-surrogate", text: sp + "\"\xED\xA0\x80\" ."},
	{name: "utf8-overlong", text: sp + "\"\xC0\x80\" ."},
	{name: "utf8-cut", text: sp + "\"£\xC2"},
	{name: "utf8-comment", text: "# caf\xE9"},
	{name: "nul", text: "\x00\x00\x00"},
	{name: "no-break-space", text: "<http://x/s>\u00A0<http://x/p> <http://x/o> ."},
	{name: "form-feed", text: spo + " .\f"},
	{name: "columns-are-characters", text: `<http://x/s> <http://x/p> "£ 東京 😀" x .`},
	{name: "lines-are-counted", text: "\n\r\n\r# c\n" + spo + " .\r\nx"},
	{name: "long-garbage-is-cut", text: strings.Repeat("x", 500)},
	{name: "escape-codes-are-escaped", text: "\x1b[31mred"},
}

// TestErrors holds what a person is told of every kind of mistake, and where:
// testdata/errors.txt has the errors in the order of the table.
func TestErrors(t *testing.T) {
	var told strings.Builder
	for _, test := range mistakes {
		_, errs := readAll([]byte(test.text), rdf.Options{Name: test.name, Triples: test.triples})
		if len(errs) == 0 {
			t.Errorf("%s: no error for %q", test.name, test.text)
		}
		for _, err := range errs {
			fmt.Fprintln(&told, err)
		}
	}
	golden(t, "testdata/errors.txt", told.String())
}

func TestErrorIsTyped(t *testing.T) {
	_, errs := readAll([]byte("\n x"), rdf.Options{})
	var got *rdf.Error
	if len(errs) != 1 || !errors.As(errs[0], &got) {
		t.Fatalf("errors %v, want one *rdf.Error", errs)
	}
	want := &rdf.Error{Line: 2, Column: 2, Msg: "expected the subject, found `x`; write it as <IRI> or _:label"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got, want := got.Error(), "-:2:2: "+want.Msg; got != want {
		t.Errorf("printed as %q, want %q", got, want)
	}
}
