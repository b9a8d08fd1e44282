package rdf_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"whence/loader/rdf"
)

const (
	s = quad.IRI("http://example.org/s")
	p = quad.IRI("http://example.org/p")
	o = quad.IRI("http://example.org/o")
	g = quad.IRI("http://example.org/g")

	integer = quad.IRI("http://www.w3.org/2001/XMLSchema#integer")
)

// objects are what may stand after <s> <p>, and what it is read as.
var objects = []struct {
	claim, text string
	want        quad.Value
}{
	{"an IRI", `<http://example.org/o>`, o},
	{"an IRI keeps its percent escapes", `<http://example.org/%7Ea%C3%A9>`, quad.IRI("http://example.org/%7Ea%C3%A9")},
	{"an IRI may hold a stray percent", `<http://example.org/100%>`, quad.IRI("http://example.org/100%")},
	{"an IRI may hold letters of any script", `<http://example.org/né/東京>`, quad.IRI("http://example.org/né/東京")},
	{"an escape in an IRI is the character", `<http://example.org/\u00e9\U0001F600>`, quad.IRI("http://example.org/é😀")},
	{"a scheme is enough", `<urn:x>`, quad.IRI("urn:x")},
	{"a short form stays as it is", `<schema:funder>`, quad.IRI("schema:funder")},
	{"an IRI too long to remember", "<urn:" + strings.Repeat("é", 1000) + ">", quad.IRI("urn:" + strings.Repeat("é", 1000))},
	{"a blank node", `_:b1`, quad.BNode("b1")},
	{"a label may start with a digit", `_:1a`, quad.BNode("1a")},
	{"a label may hold dots, and the last ends the statement", `_:a.b`, quad.BNode("a.b")},
	{"a label may hold what only may not start it", `_:a-·̀‿`, quad.BNode("a-·̀‿")},
	{"a text", `"x"`, quad.String("x")},
	{"the empty text", `""`, quad.String("")},
	{"escapes of two characters", `"\t\b\n\r\f\"\'\\"`, quad.String("\t\b\n\r\f\"'\\")},
	{"escapes by number", `"\u00A3\U0001F600\u0000"`, quad.String("£😀\x00")},
	{"a NUL and other controls as they are", "\"\x00\x01\x7F\u0085\"", quad.String("\x00\x01\x7F\u0085")},
	{"any space within a text", "\" \t\u00A0\u2028\"", quad.String(" \t\u00A0\u2028")},
	{"a backslash before the end", `"C:\\"`, quad.String(`C:\`)},
	{"text like an IRI is text", `"<http://example.org/o>"`, quad.String("<http://example.org/o>")},
	{"a language", `"chat"@fr`, quad.LangString{Value: "chat", Lang: "fr"}},
	{"a language keeps its case", `"colour"@en-GB`, quad.LangString{Value: "colour", Lang: "en-GB"}},
	{"a language may have digits after the first part", `"x"@de-1996`, quad.LangString{Value: "x", Lang: "de-1996"}},
	{"a number keeps its zeros", `"007"^^<http://www.w3.org/2001/XMLSchema#integer>`, quad.TypedString{Value: "007", Type: integer}},
	{"a value outside its datatype is kept", `"many"^^<http://www.w3.org/2001/XMLSchema#integer>`, quad.TypedString{Value: "many", Type: integer}},
	{"xsd:string is plain text", `"x"^^<http://www.w3.org/2001/XMLSchema#string>`, quad.String("x")},
	{"space may part a text from its datatype", `"1" ^^ <http://www.w3.org/2001/XMLSchema#integer>`, quad.TypedString{Value: "1", Type: integer}},
	{"space may part a text from its language", `"x" @en`, quad.LangString{Value: "x", Lang: "en"}},
}

func TestObjects(t *testing.T) {
	for _, test := range objects {
		t.Run(test.claim, func(t *testing.T) {
			quads, errs := readAll([]byte("<http://example.org/s> <http://example.org/p> "+test.text+"."), rdf.Options{})
			want := []quad.Quad{{Subject: s, Predicate: p, Object: test.want}}
			if diff := cmp.Diff(want, quads); diff != "" || len(errs) > 0 {
				t.Errorf("-want +got:\n%s\nerrors: %v", diff, errs)
			}
			checkRoundTrip(t, quads)
		})
	}
}

func TestStatements(t *testing.T) {
	triple := quad.Quad{Subject: s, Predicate: p, Object: o}
	labelled := quad.Quad{Subject: s, Predicate: p, Object: o, Label: g}
	const spo = "<http://example.org/s> <http://example.org/p> <http://example.org/o>"
	for _, test := range []struct {
		claim, text string
		want        []quad.Quad
	}{
		{"nothing", "", nil},
		{"blank lines and comments", "\n \t\n# <a> \r\n\r  # end", nil},
		{"the last line needs no end", spo + " .", []quad.Quad{triple}},
		{"no space where none is needed", strings.ReplaceAll(spo, " ", "") + `<http://example.org/g>.#c`, []quad.Quad{labelled}},
		{"any spaces and tabs", " \t" + strings.ReplaceAll(spo, " ", "\t \t") + "\t.\t # c", []quad.Quad{triple}},
		{"LF, CR LF and CR end lines", spo + " .\n" + spo + " .\r\n" + spo + " .\r" + spo + " .", []quad.Quad{triple, triple, triple, triple}},
		{"a blank label", spo + " _:g .", []quad.Quad{{Subject: s, Predicate: p, Object: o, Label: quad.BNode("g")}}},
		{"blank nodes, then the dot", `_:a<http://example.org/p>_:b.`, []quad.Quad{{Subject: quad.BNode("a"), Predicate: p, Object: quad.BNode("b")}}},
		{"what comes twice is read twice", spo + " .\n" + spo + " .\n", []quad.Quad{triple, triple}},
	} {
		t.Run(test.claim, func(t *testing.T) {
			quads, errs := readAll([]byte(test.text), rdf.Options{})
			if diff := cmp.Diff(test.want, quads); diff != "" || len(errs) > 0 {
				t.Errorf("-want +got:\n%s\nerrors: %v", diff, errs)
			}
		})
	}
}

// TestGoesOn reads a file with a mistake on every second line.
func TestGoesOn(t *testing.T) {
	const lines = 1000
	var text strings.Builder
	for i := range lines {
		if i%2 == 0 {
			fmt.Fprintf(&text, "<http://example.org/%d> <http://example.org/p> \"x\" .\n", i)
		} else {
			fmt.Fprintf(&text, "<http://example.org/%d> <http://example.org/p> \"x .\n", i)
		}
	}
	r := rdf.NewReader(strings.NewReader(text.String()), rdf.Options{})
	quads, errs := 0, 0
	for q, err := range r.All() {
		wantLine := quads + errs + 1
		if r.Line() != wantLine {
			t.Fatalf("line %d, want %d", r.Line(), wantLine)
		}
		var e *rdf.Error
		switch {
		case err == nil && q.Subject == quad.IRI(fmt.Sprintf("http://example.org/%d", wantLine-1)):
			quads++
		case errors.As(err, &e) && e.Line == wantLine && q == quad.Quad{}:
			errs++
		default:
			t.Fatalf("line %d: quad %v, error %v", wantLine, q, err)
		}
	}
	if quads != lines/2 || errs != lines/2 {
		t.Errorf("%d quads and %d errors, want %d of each", quads, errs, lines/2)
	}
}

func TestErrorOnTheLastOfAMillionLines(t *testing.T) {
	const lines = 1_000_000
	text := io.MultiReader(
		&repeated{text: []byte("<http://example.org/s> <http://example.org/p> <http://example.org/o> .\n"), left: lines - 1},
		strings.NewReader("<http://example.org/s> <http://example.org/p> <o> ."),
	)
	quads := 0
	var last error
	for _, err := range rdf.NewReader(text, rdf.Options{Name: "big.nq"}).All() {
		if err != nil {
			last = err
			continue
		}
		quads++
	}
	if quads != lines-1 || last == nil || !strings.HasPrefix(last.Error(), "big.nq:1000000:47: ") {
		t.Errorf("%d quads, then %v", quads, last)
	}
}

func TestAllIsTakenUpAgain(t *testing.T) {
	r := rdf.NewReader(strings.NewReader("x\n_:a <urn:p> _:b .\ny\n"), rdf.Options{})
	var lines []int
	for range 5 {
		for range r.All() {
			lines = append(lines, r.Line())
			break
		}
	}
	if diff := cmp.Diff([]int{1, 2, 3}, lines); diff != "" {
		t.Errorf("lines, -want +got:\n%s", diff)
	}
}

func TestLongLines(t *testing.T) {
	statement := func(size int) string {
		const head, tail = `<urn:s> <urn:p> "`, `" .`
		within := size - len(head) - len(tail)
		return head + strings.Repeat("é", within/2) + strings.Repeat("x", within%2) + tail
	}
	const short = "\n<urn:s> <urn:p> _:o .\r\n"
	for _, test := range []struct {
		claim     string
		max, line int
		want      string
	}{
		{"a literal of 1 MB is read", 0, 1 << 20, ""},
		{"the default limit is reached", 0, 16 << 20, ""},
		{"and not passed", 0, 16<<20 + 1, "-:1:8388619: the line is longer than 16777216 bytes; split its literal, or store the text elsewhere and name it by an IRI"},
		{"a limit below the buffer is kept", 101, 101, ""},
		{"and refuses what is over", 101, 102, "-:1:61: the line is longer than 101 bytes; split its literal, or store the text elsewhere and name it by an IRI"},
	} {
		t.Run(test.claim, func(t *testing.T) {
			for _, end := range []string{short, ""} {
				quads, errs := readAll([]byte(statement(test.line)+end), rdf.Options{MaxLine: test.max})
				got := errors.Join(errs...)
				if test.want == "" && got != nil || test.want != "" && (got == nil || got.Error() != test.want) {
					t.Errorf("error %v, want %q", got, test.want)
				}
				want := strings.Count(end, ".")
				if test.want == "" {
					want++
				}
				if len(quads) != want {
					t.Errorf("%d quads, want %d", len(quads), want)
				}
			}
		})
	}
}

func TestBrokenInput(t *testing.T) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if _, err := io.WriteString(z, "<urn:s> <urn:p> _:o .\n<urn:s> <urn:p> _:o .\n"); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	unzip := func(text []byte) io.Reader {
		r, err := gzip.NewReader(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	corrupt := bytes.Clone(zipped.Bytes())
	corrupt[len(corrupt)-5] ^= 1
	broken := errors.New("disk on fire")
	for _, test := range []struct {
		claim string
		text  io.Reader
		quads int
		want  string
		cause error
	}{
		{"a gzip cut short", unzip(zipped.Bytes()[:zipped.Len()-9]), 2, "f:3:1: the file is cut short; fetch or compress it again", io.ErrUnexpectedEOF},
		{"a gzip with a wrong checksum", unzip(corrupt), 2, "f:3:1: the file can't be read on: gzip: invalid checksum; what stands from here on was not read", gzip.ErrChecksum},
		{"an error within a line", io.MultiReader(strings.NewReader("<urn:s> <urn:p> _:o .\n<urn:é"), iotest.ErrReader(broken)), 1, "f:2:7: the file can't be read on: disk on fire; what stands from here on was not read", broken},
		{"an error in what would be skipped", io.MultiReader(strings.NewReader("# comment"), iotest.ErrReader(broken)), 0, "f:1:10: the file can't be read on: disk on fire; what stands from here on was not read", broken},
		{"a reader that gives nothing", idle{}, 0, "f:1:1: the file can't be read on: multiple Read calls return no data or error; what stands from here on was not read", io.ErrNoProgress},
	} {
		t.Run(test.claim, func(t *testing.T) {
			quads, errs := collect(rdf.NewReader(test.text, rdf.Options{Name: "f"}))
			if len(errs) != 1 || errs[0].Error() != test.want || !errors.Is(errs[0], test.cause) {
				t.Errorf("errors %v, want %s", errs, test.want)
			}
			if len(quads) != test.quads {
				t.Errorf("%d quads, want %d", len(quads), test.quads)
			}
		})
	}
}

// TestMemoryIsBounded reads 35 MB of terms that never come again.
func TestMemoryIsBounded(t *testing.T) {
	text := &counted{lines: 200_000}
	r := rdf.NewReader(text, rdf.Options{})
	n := 0
	heap := heapGrowth(func() {
		for _, err := range r.All() {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
	})
	runtime.KeepAlive(r)
	const most = 8 << 20
	if n != text.lines || heap > most {
		t.Errorf("%d quads, and %d bytes held, want %d and at most %d", n, heap, text.lines, most)
	}
}

// readAll reads text to its end.
func readAll(text []byte, o rdf.Options) ([]quad.Quad, []error) {
	return collect(rdf.NewReader(bytes.NewReader(text), o))
}

func collect(r *rdf.Reader) (quads []quad.Quad, errs []error) {
	for q, err := range r.All() {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		quads = append(quads, q)
	}
	return quads, errs
}

func write(quads []quad.Quad) []byte {
	var text []byte
	for _, q := range quads {
		text = rdf.Append(text, q)
	}
	return text
}

// checkRoundTrip checks that what was written is read as the same quads, and
// written again as the same bytes.
func checkRoundTrip(t testing.TB, quads []quad.Quad) {
	t.Helper()
	text := write(quads)
	again, errs := readAll(text, rdf.Options{Name: "written"})
	if diff := cmp.Diff(quads, again); diff != "" || len(errs) > 0 {
		t.Errorf("read again, -want +got:\n%s\nerrors: %v", diff, errs)
	}
	if got := write(again); !bytes.Equal(text, got) {
		t.Errorf("written again, -want +got:\n%s", cmp.Diff(string(text), string(got)))
	}
}
