package rdf_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"whence/loader/rdf"
)

// TestAnyQuadSurvives writes quads that RDF allows and reads them back.
func TestAnyQuadSurvives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		quads := rapid.SliceOfN(quads(), 1, 5).Draw(t, "quads")
		text := write(quads)
		got, errs := readAll(text, rdf.Options{})
		if diff := cmp.Diff(quads, got); diff != "" || len(errs) > 0 {
			t.Fatalf("%s-want +got:\n%s\nerrors: %v", text, diff, errs)
		}
	})
}

// TestAnySpellingIsRead writes quads with any space, escapes and comments that
// the grammar allows, and reads the same quads.
func TestAnySpellingIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(quads(), 1, 5).Draw(t, "quads")
		var text strings.Builder
		for _, q := range want {
			text.WriteString(spell(t, q))
		}
		got, errs := readAll([]byte(text.String()), rdf.Options{})
		if diff := cmp.Diff(want, got); diff != "" || len(errs) > 0 {
			t.Fatalf("%s-want +got:\n%s\nerrors: %v", text.String(), diff, errs)
		}
	})
}

// TestNoQuadIsReadAsAnother writes whatever quad's types can hold, RDF or not.
func TestNoQuadIsReadAsAnother(t *testing.T) {
	value := rapid.Custom(func(t *rapid.T) quad.Value {
		text := rapid.OneOf(
			rapid.String(),
			rapid.StringOf(rapid.SampledFrom([]rune("a:/ _<>\"@^.#\\\n\r\t-u0\x00é"))),
			rapid.Custom(func(t *rapid.T) string { return string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")) }),
			rapid.SampledFrom([]string{"", "urn:a", "a", "en", "a> <urn:b", "a <urn:b> .\n_:c", "en .\n", `x" .`, "a. _:b", "a.", "http://www.w3.org/2001/XMLSchema#string"}),
		)
		switch rapid.IntRange(0, 5).Draw(t, "type") {
		case 0:
			return quad.IRI(text.Draw(t, "IRI"))
		case 1:
			return quad.BNode(text.Draw(t, "label"))
		case 2:
			return quad.String(text.Draw(t, "text"))
		case 3:
			return quad.LangString{Value: quad.String(text.Draw(t, "text")), Lang: text.Draw(t, "language")}
		case 4:
			return quad.TypedString{Value: quad.String(text.Draw(t, "text")), Type: quad.IRI(text.Draw(t, "datatype"))}
		}
		return nil
	})
	rapid.Check(t, func(t *rapid.T) {
		q := quad.Quad{Subject: value.Draw(t, "subject"), Predicate: value.Draw(t, "predicate"), Object: value.Draw(t, "object"), Label: value.Draw(t, "label")}
		text := rdf.Append(nil, q)
		if n := bytes.Count(text, []byte("\n")); n != 1 || text[len(text)-1] != '\n' {
			t.Fatalf("%q is not one line", text)
		}
		got, errs := readAll(text, rdf.Options{})
		if typed, ok := q.Object.(quad.TypedString); ok && typed.Type == "http://www.w3.org/2001/XMLSchema#string" {
			q.Object = typed.Value
		}
		if len(got)+len(errs) != 1 || len(got) == 1 && got[0] != q {
			t.Fatalf("%q is read as %v, errors %v", text, got, errs)
		}
	})
}

// TestReadsInPieces reads good and bad lines from readers that give their bytes
// in other pieces.
func TestReadsInPieces(t *testing.T) {
	piece := rapid.SampledFrom([]string{"\n", "\r", "\r\n", "_:a <urn:p> \"é\" .", "x", " ", "# c", "\"", "\xC3", "\uFEFF", "<urn:p>"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(piece).Draw(t, "text"), "")
		o := rdf.Options{MaxLine: rapid.IntRange(1, 30).Draw(t, "limit")}
		want := transcript(rdf.NewReader(strings.NewReader(text), o))
		for name, got := range map[string]*rdf.Reader{
			"a byte at a time": rdf.NewReader(iotest.OneByteReader(strings.NewReader(text)), o),
			"by halves":        rdf.NewReader(iotest.HalfReader(strings.NewReader(text)), o),
			"end with data":    rdf.NewReader(iotest.DataErrReader(strings.NewReader(text)), o),
		} {
			if diff := cmp.Diff(want, transcript(got)); diff != "" {
				t.Fatalf("%s, -whole +pieces:\n%s", name, diff)
			}
		}
	})
}

// TestLineEnds compares with lines cut the plain way.
func TestLineEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"\n", "\r", "x"})).Draw(t, "text"), "")
		plain := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
		var want []int
		for i, line := range strings.Split(plain, "\n") {
			if line != "" {
				want = append(want, i+1)
			}
		}
		var got []int
		r := rdf.NewReader(strings.NewReader(text), rdf.Options{})
		for range r.All() {
			got = append(got, r.Line())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("lines with text, -want +got:\n%s", diff)
		}
	})
}

// FuzzReader checks that whatever is read gives quads that survive and errors
// that point into the text, at most one of either a line.
func FuzzReader(f *testing.F) {
	for _, seed := range []string{
		"", "\n", "# c\r", "<urn:s> <urn:p> <urn:o> <urn:g> .\n", "_:a <urn:p> \"x\\u00e9\\n\"@en-GB .",
		"_:a.b <urn:\\U0001F600> \"1\"^^<urn:d> _:g .# c", "<urn:s> <urn:p> \"", "\xFF\xFE", "\uFEFF", "<<", "_:a <urn:p> \"\\uD800\" .",
	} {
		f.Add([]byte(seed), false)
		f.Add([]byte(seed), true)
	}
	f.Fuzz(func(t *testing.T, text []byte, triples bool) {
		lines := bytes.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
		quads, errs := readAll(text, rdf.Options{Triples: triples})
		if len(quads)+len(errs) > len(lines) {
			t.Errorf("%d quads and %d errors in %d lines", len(quads), len(errs), len(lines))
		}
		all := bytes.Split(bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n")), []byte("\n"))
		for _, err := range errs {
			e := err.(*rdf.Error) //nolint:errorlint // the type itself is promised
			if e.Line < 1 || e.Line > len(all) || e.Column < 1 || e.Column > utf8.RuneCount(all[e.Line-1])+1 || e.Msg == "" {
				t.Errorf("%v does not point into the text", e)
			}
		}
		checkRoundTrip(t, quads)
	})
}

// transcript is all that a reader yields, in order.
func transcript(r *rdf.Reader) []string {
	var all []string
	for q, err := range r.All() {
		all = append(all, fmt.Sprint(r.Line(), q, err))
	}
	return all
}

// quads draws quads that RDF allows.
func quads() *rapid.Generator[quad.Quad] {
	return rapid.Custom(func(t *rapid.T) quad.Quad {
		q := quad.Quad{
			Subject:   resources().Draw(t, "subject"),
			Predicate: iris().Draw(t, "predicate"),
			Object:    rapid.OneOf(resources(), literals()).Draw(t, "object"),
		}
		if rapid.Bool().Draw(t, "labelled") {
			q.Label = resources().Draw(t, "label")
		}
		return q
	})
}

func resources() *rapid.Generator[quad.Value] {
	return rapid.OneOf(
		rapid.Map(iris(), func(i quad.IRI) quad.Value { return i }),
		rapid.Custom(func(t *rapid.T) quad.Value {
			return quad.BNode(rapid.StringMatching(`[A-Za-z0-9_é東𐀀]([-.A-Za-z0-9_·́‿]{0,6}[-A-Za-z0-9_·])?`).Draw(t, "label"))
		}),
	)
}

func iris() *rapid.Generator[quad.IRI] {
	return rapid.Custom(func(t *rapid.T) quad.IRI {
		return quad.IRI(rapid.StringMatching(`[a-z][a-z0-9+.-]{0,4}:[!#-;=?-\[\]_a-z~é£東😀\x{E000}]{0,9}`).Draw(t, "IRI"))
	})
}

func literals() *rapid.Generator[quad.Value] {
	return rapid.Custom(func(t *rapid.T) quad.Value {
		text := quad.String(rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune("a\\\"'\x00\b\t\n\v\f\r\x1F\x7F\u0085\uFEFF\uFFFD\uFFFE\uFFFF😀ï")))).Draw(t, "text"))
		switch rapid.IntRange(0, 2).Draw(t, "kind") {
		case 0:
			return quad.LangString{Value: text, Lang: rapid.StringMatching(`[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,2}`).Draw(t, "language")}
		case 1:
			return quad.TypedString{Value: text, Type: iris().Draw(t, "datatype")}
		}
		return text
	})
}

// spell writes a quad in any way that the grammar allows.
func spell(t *rapid.T, q quad.Quad) string {
	space := func() string { return rapid.StringMatching(`[ \t]{0,2}`).Draw(t, "space") }
	text := space() + spellTerm(t, q.Subject, space) + space() + spellTerm(t, q.Predicate, space) + space() + spellTerm(t, q.Object, space)
	if _, blank := q.Object.(quad.BNode); blank {
		text += " " // lest the label of the node run on
	}
	if q.Label != nil {
		text += space() + spellTerm(t, q.Label, space)
	}
	comment := rapid.SampledFrom([]string{"", "#", "# <urn:x> ."}).Draw(t, "comment")
	return text + space() + "." + space() + comment + rapid.SampledFrom([]string{"\n", "\r", "\r\n", "\n \n", "\r\r# c\n"}).Draw(t, "end")
}

func spellTerm(t *rapid.T, v quad.Value, space func() string) string {
	switch v := v.(type) {
	case quad.IRI:
		return "<" + spellText(t, string(v), "") + ">"
	case quad.BNode:
		return v.String()
	case quad.String:
		datatype := rapid.SampledFrom([]string{"", "^^<http://www.w3.org/2001/XMLSchema#string>"}).Draw(t, "datatype")
		return `"` + spellText(t, string(v), "\"\\\n\r") + `"` + datatype
	case quad.LangString:
		return `"` + spellText(t, string(v.Value), "\"\\\n\r") + `"` + space() + "@" + v.Lang
	case quad.TypedString:
		return `"` + spellText(t, string(v.Value), "\"\\\n\r") + `"` + space() + "^^" + space() + "<" + spellText(t, string(v.Type), "") + ">"
	}
	panic("no such term")
}

// spellText writes each character as itself or escaped, and those of must
// always escaped.
func spellText(t *rapid.T, text, must string) string {
	var spelt strings.Builder
	for _, r := range text {
		how := rapid.IntRange(0, 3).Draw(t, "how")
		switch escaped := strings.ContainsRune(must, r); {
		case how == 0 && r <= 0xFFFF:
			fmt.Fprintf(&spelt, `\u%04x`, r)
		case how <= 1 || escaped:
			fmt.Fprintf(&spelt, `\U%08X`, r)
		default:
			spelt.WriteRune(r)
		}
	}
	return spelt.String()
}
