package loader_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/sourcetext"
	"whence/loader"
)

// sound is a claims file with nothing wrong in it.
const sound = `id: test/sound
documents:
  - {id: document/d, title: D, file: d.txt}
  - {id: document/e, title: E, file: e.txt, start: 2, end: 9}
entities:
  - {id: organisation/a, name: A}
  - {id: place/b, name: B}
claims:
  - subject: organisation/a
    kind: FUNDS
    object: place/b
    amount: {value: 1200000, currency: GBP}
    key: whole
    cite: {document: document/d, start: 0, end: 5, sha256: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824}
  - about: place/b
    metric: jobs created
    figure: {value: 40, unit: job}
    cite: {document: document/d, locator: row 1}
  - about: place/b
    property: started
    value: 2014-07-02
    cite: {document: document/d, quote: wörld}
`

// texts are what sound cites: "hello wörld", a letter whose accent is a character of its own, quotes as printers set them.
var texts = sourcetext.NewTexts(fstest.MapFS{
	"d.txt": {Data: []byte("hello wörld, cafe\u0301, “Tom’s\u00a0Lock”, a lock")},
	"e.txt": {Data: []byte("one two three")},
})

func newGraph(t *testing.T) *graph.Graph {
	t.Helper()
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	return g
}

// load loads a file of the given name and content into an empty graph.
func load(t *testing.T, g *graph.Graph, name, content string) (loader.Report, error) {
	t.Helper()
	t.Chdir(t.TempDir())
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	l := loader.Loader{Graph: g, Texts: texts}
	return l.Load(t.Context(), name)
}

func TestSoundFileLoads(t *testing.T) {
	report, err := load(t, newGraph(t), "f.yaml", sound)
	if err != nil || report.Asserted != 3 {
		t.Errorf("%+v, %v: want 3 claims", report, err)
	}
}

// replace is a sound file with one thing changed.
func replace(old, with string) string {
	if !strings.Contains(sound, old) {
		panic("the sound file has no " + old)
	}
	return strings.Replace(sound, old, with, 1)
}

func TestMistakes(t *testing.T) {
	const cite = "cite: {document: document/d, start: 0, end: 5, sha256: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824}"
	for _, test := range []struct{ mistake, content, want string }{
		{"a claim without a citation", replace("    "+cite+"\n", ""), "f.yaml:9:5: a relationship without `cite`; say which place in which document proves it"},
		{"an empty citation", replace(cite, "cite:"), `f.yaml:14:10: a claim without a citation; say which place in which document proves it`},
		{"a citation that points nowhere", replace(cite, "cite: {document: document/d}"), "f.yaml:14:11: a citation that points nowhere; give `start`, `end` and `sha256`, or `quote`, or `locator`"},
		{"a citation without a document, of two", replace(cite, "cite: {locator: page 1}"), "f.yaml:14:11: a citation without `document`, in a file that declares 2; say which"},
		{"a document that is not declared", replace(cite, "cite: {document: document/x, locator: page 1}"), `f.yaml:14:22: cites document/x, which this file does not declare; declare it under documents`},
		{"a citation past the end", replace("end: 5, sha256", "end: 500, sha256"), `f.yaml:14:11: characters 0 to 500: "d.txt" has 40 characters; the citation ends behind its text`},
		{"a citation that ends before it starts", replace("start: 0, end: 5", "start: 5, end: 5"), `f.yaml:14:11: characters 5 to 5: want a start of 0 or more and an end behind it`},
		{"a digest of other words", replace("2cf24", "2cf25"), `f.yaml:14:11: characters 0 to 5 of d.txt are not the ones that were cited, their sha256 differs; cite the text as it is`},
		{"a digest of other than digits", replace("2cf24", "xyz"), `f.yaml:14:11: sha256 "xyzdba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824": want 64 hexadecimal digits`},
		{"offsets that count bytes", replace("start: 0, end: 5, sha256: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "start: 6, end: 12, sha256: "+sourcetext.Digest("wörld")), `f.yaml:14:11: start and end count bytes; in characters they are 6 and 11`},
		{"a citation in the middle of a character", replace("start: 0, end: 5, sha256: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "start: 13, end: 17, sha256: "+sourcetext.Digest("cafe")), `f.yaml:14:11: character 17 is in the middle of "é"; move the citation to its edge`},
		{"a citation outside its part of the file", replace(cite, "cite: {document: document/e, start: 0, end: 3, sha256: "+sourcetext.Digest("one")+"}"), `f.yaml:14:11: characters 0 to 3 lie outside the document, which stands at 2 to 9`},
		{"a quote that is not there", replace("quote: wörld", "quote: world"), `f.yaml:22:41: the quote does not stand in the document; copy it letter by letter from d.txt`},
		{"a quote that stands twice", replace("quote: wörld", "quote: o"), "f.yaml:22:41: the quote stands 4 times in the document; say which with `nth`, or quote more"},
		{"a quote beside its place", replace("quote: wörld", "quote: wörld, start: 6"), "f.yaml:22:11: a citation with both `quote` and a place; keep one"},
		{"nth beyond the last", replace("quote: wörld", "quote: wörld, nth: 2"), `f.yaml:22:41: the document has no occurrence 2 of the quote, only 1`},
		{"an unknown kind", replace("FUNDS", "FUNDZ"), `f.yaml:10:11: unknown relationship kind "FUNDZ": did you mean FUNDS?`},
		{"an unknown currency", replace("GBP", "GPB"), `f.yaml:12:40: unknown currency "GPB": did you mean GBP?`},
		{"an unknown unit", replace("unit: job", "unit: jobz"), `f.yaml:17:31: unknown unit "jobz": did you mean job?`},
		{"an unknown certainty", replace("    key: whole", "    certainty: EXPECT"), `f.yaml:13:16: unknown certainty "EXPECT": did you mean EXPECTED?`},
		{"an unknown status", replace("    key: whole", "    status: planed"), `f.yaml:13:13: unknown status "planed": did you mean PLANNED?`},
		{"an unknown instrument", replace("    key: whole", "    instrument: LONE"), `f.yaml:13:17: unknown instrument "LONE": did you mean LOAN?`},
		{"an unknown comparator", replace("value: 1200000", "comparator: ABOVT, value: 1200000"), `f.yaml:12:26: unknown comparator "ABOVT": did you mean ABOUT?`},
		{"an unknown property", replace("property: started", "property: start"), `f.yaml:20:15: unknown property "start": did you mean started?`},
		{"an unknown key", replace("    key: whole", "    amuont: {value: 1, currency: GBP}"), "f.yaml:13:5: unknown key \"amuont\" of a relationship; did you mean `amount`?"},
		{"an unknown key of the file", replace("entities:", "entitys:"), "f.yaml:5:1: unknown key \"entitys\" of a claims file; did you mean `entities`?"},
		{"a key of another sort of claim", replace("    key: whole", "    scope: men"), `f.yaml:13:5: unknown key "scope" of a relationship; want one of cite, certainty, status, holds, reference, statedBy, key, includedIn, derivedFrom, subject, kind, object, role, amount, instrument, purpose, via, recipient, quantity`},
		{"no sort of claim", replace("    metric: jobs created\n    figure: {value: 40, unit: job}\n", ""), "f.yaml:15:5: what sort of claim is this? Give `kind` (a relationship), `metric` (a measure) or `property` (an attribute)"},
		{"an amount with thousands separators", replace("value: 1200000", "value: 1,200,000"), "f.yaml:12:23: \"200\" is not a key; write numbers without thousands separators\n" +
			"f.yaml:12:27: \"000\" is not a key; write numbers without thousands separators"},
		{"one in quotes", replace("value: 1200000", `value: "1,200,000"`), `f.yaml:12:21: number "1,200,000": want plain digits such as 1200000 or 14.5, without separators or exponent`},
		{"an amount with underscores", replace("value: 1200000", "value: 1_200_000"), `f.yaml:12:21: number "1_200_000": want plain digits such as 1200000 or 14.5, without separators or exponent`},
		{"an amount with an exponent", replace("value: 1200000", "value: 1.2e6"), `f.yaml:12:21: number "1.2e6": want plain digits such as 1200000 or 14.5, without separators or exponent`},
		{"NaN", replace("value: 1200000", "value: .nan"), `f.yaml:12:21: number ".nan": want plain digits such as 1200000 or 14.5, without separators or exponent`},
		{"infinity", replace("value: 1200000", "value: .inf"), `f.yaml:12:21: number ".inf": want plain digits such as 1200000 or 14.5, without separators or exponent`},
		{"a hexadecimal amount", replace("value: 1200000", "value: 0x10"), `f.yaml:12:21: number "0x10": want plain digits such as 1200000 or 14.5, without separators or exponent`},
		{"an amount without its whole part", replace("value: 1200000", "value: .5"), `f.yaml:12:21: number ".5": want plain digits such as 1200000 or 14.5, without separators or exponent`},
		{"an amount that is a list", replace("value: 1200000", "value: [1]"), `f.yaml:12:21: found a list; want a number`},
		{"an amount without a currency", replace(", currency: GBP", ""), "f.yaml:12:13: an amount without `currency`; give its ISO 4217 code, such as GBP"},
		{"a range that runs backwards", replace("value: 1200000", "value: 12, max: 11"), `f.yaml:12:13: range 12 to 11 runs backwards`},
		{"a figure without a value", replace("figure: {value: 40,", "figure: {"), `f.yaml:17:13: figure without a value: give value, or wording where the source has words alone`},
		{"an impossible date", replace("    key: whole", "    holds: 2014-02-30"), `f.yaml:13:12: date "2014-02-30" is not in the calendar`},
		{"a date in another form", replace("    key: whole", "    holds: 2 July 2014"), `f.yaml:13:12: date "2 July 2014": want EDTF such as 2014, 2014-07, 2014-07-02, 2014-03/.., ../2016 or 2013?`},
		{"an interval that runs backwards", replace("    key: whole", "    holds: {edtf: 2016/2014}"), `f.yaml:13:19: date "2016/2014": the interval runs backwards`},
		{"an entity that is not declared", replace("object: place/b", "object: place/c"), `f.yaml:11:13: no entity place/c: did you mean place/b?`},
		{"one far from any", replace("object: place/b", "object: programme/elephants"), `f.yaml:11:13: no entity programme/elephants: declare it under entities`},
		{"an unknown kind of entity", replace("object: place/b", "object: plaice/b"), `f.yaml:11:13: id "plaice/b": unknown kind of entity "plaice": did you mean place?`},
		{"an id in capitals", replace("object: place/b", "object: place/B"), `f.yaml:11:13: id "place/B": only lower-case letters, digits, dots and hyphens may follow the slash`},
		{"an id of two claims", replace("id: place/b, name: B", "id: organisation/a, name: B"), "f.yaml:7:10: organisation/a is declared twice in one file: keep one\n" +
			"f.yaml:11:13: no entity place/b: declare it under entities\n" +
			"f.yaml:15:12: no entity place/b: declare it under entities\n" +
			"f.yaml:19:12: no entity place/b: declare it under entities"},
		{"an entity under documents", replace("id: document/d, title", "id: event/d, title"), `f.yaml:3:10: event/d stands under documents; begin its id with document/, or move it to entities`},
		{"a document under entities", replace("{id: place/b, name: B}", "{id: document/b, name: B}"), `f.yaml:7:10: document/b stands under entities; move it to documents`},
		{"a document outside the folder of texts", replace("file: d.txt", "file: ../d.txt"), `f.yaml:3:38: file "../d.txt": want a path below the texts folder, with slashes and without .. in it`},
		{"a name that is nothing", replace("name: A", "name: "), `f.yaml:6:31: found nothing; want a text, in quotes where YAML would read it otherwise`},
		{"a name with a control character", replace("name: A", `name: "A\u0007"`), "f.yaml:6:32: name \"A\\a\" holds a control character"},
		{"a claim tied to itself", replace("object: place/b", "object: organisation/a"), `f.yaml:11:13: organisation/a is tied to itself`},
		{"a circle of places", strings.Replace(replace("subject: organisation/a\n    kind: FUNDS", "subject: place/c\n    kind: LOCATED_IN"),
			"name: B}", "name: B}\n  - {id: place/c, name: C}", 1) +
			"  - {subject: place/b, kind: LOCATED_IN, object: place/c, cite: {document: document/d, locator: x}}\n", `f.yaml:12:13: LOCATED_IN closes a circle: place/c, in place/b, in place/c`},
		{"a key that no claim has", replace("metric: jobs created", "metric: jobs created\n    includedIn: hole"), "f.yaml:17:17: no claim of this file has the key \"hole\"; did you mean `whole`?"},
		{"a claim that is part of itself", replace("key: whole", "key: whole\n    includedIn: whole"), `f.yaml:14:17: "whole" points at a claim that points back here; a claim can't be part of itself`},
		{"a key of two claims", replace("metric: jobs created", "metric: jobs created\n    key: whole"), `f.yaml:17:10: key "whole" stands twice in this file; give each claim a key of its own`},
		{"part of an entity", replace("key: whole", "includedIn: place/b"), `f.yaml:13:17: place/b is no claim; give the key of a claim of this file, or a claim's id`},
		{"no id", replace("id: test/sound\n", ""), "f.yaml:1:1: the file has no `id`; name it for good, such as `id: example/canal-quarter`"},
		{"an id with spaces", replace("test/sound", "test sound"), `f.yaml:1:5: dataset name "test sound": want lower-case letters, digits, hyphens, dots and slashes, the first no hyphen`},
		{"a list for a file", "- a\n- b\n", "f.yaml:1:1: the file is a list; want `id`, `documents`, `entities` and `claims`"},
		{"a sentence for a file", "hello\n", "f.yaml:1:1: the file is a text and no claims file: no line of it begins with `id:`, `documents:`, `entities:` or `claims:`. " +
			"A text that claims cite is named as a document's `file`, below the folder of texts; see loader/GUIDE.md"},
		{"comments alone", "# nothing\n", "f.yaml:1:1: the file has no `id`; name it for good, such as `id: example/canal-quarter`"},
		{"an empty file", "", `f.yaml:1:1: the file is empty; see loader/GUIDE.md for what a claims file holds`},
		{"a byte order mark", "\uFEFF" + sound, `f.yaml:1:1: the file begins with a byte order mark; save it as UTF-8 without one`},
		{"UTF-16", "\xFF\xFEi\x00d\x00", `f.yaml:1:1: the file is UTF-16; save it as UTF-8 without a byte order mark`},
		{"a NUL", replace("name: A", "name: A\x00"), `f.yaml:6:33: a NUL character; this is no text file, or a damaged one`},
		{"lines as they were ended long ago", strings.ReplaceAll(sound, "\n", "\r"), `f.yaml:1:15: a carriage return without a line feed; end lines with LF or CR LF`},
		{"not UTF-8", replace("name: A", "name: A\xFF"), `f.yaml:6:33: the byte 0xFF is not UTF-8 here; save the file as UTF-8`},
		{"a quote that never ends", replace("name: A", `name: "A`), `f.yaml:6:32: not YAML: could not find end character of double-quoted text; see the guide for the form`},
		{"a key twice", replace("key: whole", "key: whole\n    key: hole"), "f.yaml:14:5: `key` stands twice in a relationship; keep one"},
		{"a section twice", sound + "entities: []\n", "f.yaml:23:1: `entities` stands twice in this file; put its entries together"},
		{"a second document", sound + "---\nid: x\n", `f.yaml:23:1: a second document in one file; give it a file of its own`},
		{"an anchor", replace("name: A", "name: &a A"), `f.yaml:6:32: found an anchor, alias or tag, which claims files do without; want a text, in quotes where YAML would read it otherwise`},
		{"a tag", replace("name: A", "name: !!str A"), `f.yaml:6:32: found an anchor, alias or tag, which claims files do without; want a text, in quotes where YAML would read it otherwise`},
		{"brackets without end", "id: " + strings.Repeat("[", 1<<20), `f.yaml:1:37: nested more than 32 deep; no claims file needs that`},
		{"a text of a megabyte", replace("metric: jobs created", "metric: "+strings.Repeat("x", 1<<20)), `f.yaml:16:13: metric of 1048576 bytes: at most 16384`},
		{"several mistakes at once", strings.NewReplacer("FUNDS", "FUNDZ", "GBP", "GPB", "unit: job", "unit: jobz").Replace(sound), "f.yaml:10:11: unknown relationship kind \"FUNDZ\": did you mean FUNDS?\n" +
			"f.yaml:12:40: unknown currency \"GPB\": did you mean GBP?\n" +
			"f.yaml:17:31: unknown unit \"jobz\": did you mean job?"},
	} {
		t.Run(test.mistake, func(t *testing.T) {
			g := newGraph(t)
			_, err := load(t, g, "f.yaml", test.content)
			if _, ok := errors.AsType[loader.Mistakes](err); !ok {
				t.Fatalf("error %v: want mistakes", err)
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if !g.IsEmpty() {
				t.Error("a file with a mistake was loaded")
			}
		})
	}
}

func zipped(t *testing.T, content string) string {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, err := z.Write([]byte(content))
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestDamage(t *testing.T) {
	whole := zipped(t, sound)
	rotten := []byte(whole)
	rotten[len(rotten)-6] ^= 1
	for _, test := range []struct{ damage, name, content, want string }{
		{"a gzip cut short", "f.yaml.gz", whole[:len(whole)/2], `f.yaml.gz:12:5: the file is cut short; fetch or compress it again`},
		{"a gzip of two bytes", "f.yaml.gz", "\x1F\x8B", `f.yaml.gz:1:1: the file is cut short; fetch or compress it again`},
		{"a gzip with a flipped bit", "f.yaml.gz", string(rotten), `f.yaml.gz:23:1: the compressed file is damaged; fetch or compress it again`},
		{"a dump cut short", "f.nq.gz", zipped(t, strings.Repeat("<a:b> <c:d> <e:f> .\n", 3))[:30], `f.nq.gz:1:20: the file is cut short; fetch or compress it again`},
	} {
		t.Run(test.damage, func(t *testing.T) {
			g := newGraph(t)
			_, err := load(t, g, test.name, test.content)
			if err == nil || !g.IsEmpty() {
				t.Fatalf("error %v, empty %v: want an error and nothing loaded", err, g.IsEmpty())
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
