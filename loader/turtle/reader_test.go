package turtle_test

import (
	"strings"
	"testing"
	"testing/iotest"

	"whence/loader/turtle"
)

// TestErrors holds what a mistake is told: where, what and what to do.
func TestErrors(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"<http://a> <http://b> <http://c>", "f:1:33: the end of the file stands here; want a full stop behind the statement"},
		{"<http://a> <http://b>\n  ex:c .", `f:2:3: the prefix "ex:" is not bound; name its IRI with @prefix`},
		{"<a> <http://b> <http://c> .", "f:1:4: the IRI <a> is relative and no base is known; write it in full, or name a base with @base"},
		{`<http://a> <http://b> "c` + "\n" + `" .`, "f:1:25: the line ends within the text; close it, or use three quotation marks"},
		{`<http://a> <http://b> "\q" .`, `f:1:24: \q is no escape; the escapes are \t \b \n \r \f \" \' \\ \uXXXX \UXXXXXXXX`},
		{`<http://a> <http://b> "\ud83d" .`, `f:1:24: \u needs 4 hexadecimal digits of a character; half of a surrogate pair is none`},
		{"<http://a> <http://b> \"\xff\" .", "f:1:24: these bytes are no UTF-8; write the file as UTF-8"},
		{`<http://a> "b" <http://c> .`, "f:1:12: '\"' stands here; want a predicate: an IRI, or a for rdf:type"},
		{"<http://a> <http://b/\u0085> <http://c> .", "f:1:22: '\\u0085' stands here; want a character that may stand in an IRI; write others as %XX"},
		{"<http://a> <http://b/\\u007F> <http://c> .", "want a character that may stand in an IRI"},
		{"<http://a> <http://b/\uFFFE> <http://c> .", "want a character that may stand in an IRI"},
		{"<http://a> <http://b> " + strings.Repeat("(", 300), "lists and property lists stand within one another more than 256 deep"},
	} {
		_, err := readAll([]byte(test.text), turtle.Options{Name: "f"})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q:\n got %v\nwant %s", test.text, err, test.want)
		}
	}
}

// TestStream reads a byte at a time what is read whole, and stops where its caller does.
func TestStream(t *testing.T) {
	text := "\ufeff@prefix ex: <http://example.org/> .\nex:a ex:b 1, 1.5, 1e3, \"\"\"x\"y\"\"\"@en ; a ex:c.d , [ ex:e ( ex:f true ) ] .\n"
	want, err := readAll([]byte(text), turtle.Options{})
	if err != nil || len(want) != 11 {
		t.Fatal(len(want), err)
	}
	n := 0
	for q, err := range turtle.NewReader(iotest.OneByteReader(strings.NewReader(text)), turtle.Options{}).All() {
		if err != nil || q != want[n] {
			t.Fatalf("quad %d: %v, %v; want %v", n, q, err, want[n])
		}
		n++
	}
	for range turtle.NewReader(strings.NewReader(text), turtle.Options{}).All() {
		break
	}
	if _, err := readAll([]byte(text), turtle.Options{}); err != nil || n != len(want) {
		t.Errorf("%d quads, %v", n, err)
	}
}

// TestResolve has the examples of RFC 3986, section 5.4.
func TestResolve(t *testing.T) {
	for ref, want := range map[string]string{
		"g:h": "g:h", "g": "http://a/b/c/g", "./g": "http://a/b/c/g", "g/": "http://a/b/c/g/", "/g": "http://a/g", "//g": "http://g", "?y": "http://a/b/c/d;p?y",
		"g?y": "http://a/b/c/g?y", "#s": "http://a/b/c/d;p?q#s", "": "http://a/b/c/d;p?q", "..": "http://a/b/", "../..": "http://a/", "../../../g": "http://a/g",
		"/./g": "http://a/g", "/../g": "http://a/g", "g.": "http://a/b/c/g.", "..g": "http://a/b/c/..g", "./../g": "http://a/b/g", "g;x=1/../y": "http://a/b/c/y",
	} {
		quads, err := readAll([]byte("<"+ref+"> <http://p> <http://o> ."), turtle.Options{Base: "http://a/b/c/d;p?q"})
		if err != nil || quads[0].Subject.String() != "<"+want+">" {
			t.Errorf("<%s>: %v %v, want <%s>", ref, quads, err, want)
		}
	}
}

func FuzzReader(f *testing.F) {
	f.Add("@prefix ex: <http://example.org/> . ex:a ex:b \"c\"@en , ( 1 2.0 ) ; a [ ex:d <e> ] .", true)
	f.Add("GRAPH <http://g> { <http://a> <http://b> '''c''' } .", true)
	f.Fuzz(func(t *testing.T, text string, trig bool) {
		quads, err := readAll([]byte(text), turtle.Options{Base: "http://base/", TriG: trig})
		if err != nil {
			return
		}
		if _, err := readAll([]byte(write(quads)), turtle.Options{}); err != nil && !trig {
			t.Errorf("what was read can't be read again: %v\n%s", err, write(quads))
		}
	})
}
