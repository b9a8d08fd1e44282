package loader_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/search"
	"whence/graph/sourcetext"
	"whence/loader"
	"whence/loader/rdf"
	"whence/seeds"
)

// dump is a graph as N-Quads.
func dumpFile(t *testing.T, g *graph.Graph) string {
	t.Helper()
	var out []byte
	for q, err := range g.Now().Quads(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		out = rdf.Append(out, q)
	}
	return string(out)
}

// folder is a folder with files.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(content), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const tiny = "id: test/tiny\nentities:\n  - {id: place/b, name: B}\n"

// One thing under every name and in every wrapping.
func TestFormatsAreToldApart(t *testing.T) {
	quads := `<https://whence.example/entity/place/b> <http://www.w3.org/2004/02/skos/core#prefLabel> "B" <https://whence.example/dataset/x> .` + "\n"
	triples := strings.Replace(quads, " <https://whence.example/dataset/x>", "", 1)
	asJSON := `{"id": "test/tiny", "entities": [{"id": "place/b", "name": "B"}]}`
	for _, test := range []struct {
		source, name, content string
		quads                 int
	}{
		{"claims in YAML", "f.yaml", tiny, 2},
		{"with Windows line ends", "f.yaml", strings.ReplaceAll(tiny, "\n", "\r\n"), 2},
		{"claims in JSON", "f.json", asJSON, 2},
		{"claims under another name", "claims.txt", tiny, 2},
		{"JSON under another name", "claims", asJSON, 2},
		{"zipped claims", "f.yml.gz", zipped(t, tiny), 2},
		{"zipped claims whose name does not say so", "f.yml", zipped(t, tiny), 2},
		{"quads", "f.nq", quads, 1},
		{"triples", "f.nt", triples, 1},
		{"zipped quads", "f.nq.gz", zipped(t, quads), 1},
		{"quads under another name", "f.txt", "# a comment\n\n" + quads, 1},
		{"quads of a blank node", "f", "_:b" + triples[strings.Index(triples, " "):], 1},
		{"an empty dump", "f.nq", "", 0},
	} {
		t.Run(test.source, func(t *testing.T) {
			report, err := load(t, newGraph(t), test.name, test.content)
			if err != nil || report.Quads != test.quads {
				t.Errorf("%d quads, %v: want %d", report.Quads, err, test.quads)
			}
			l := loader.Loader{Graph: newGraph(t), Stdin: strings.NewReader(test.content)}
			if report, err = l.Load(t.Context(), "-"); test.content != "" && (err != nil || report.Quads != test.quads) {
				t.Errorf("from standard input: %d quads, %v: want %d", report.Quads, err, test.quads)
			}
		})
	}
}

func TestTriplesHaveNoLabel(t *testing.T) {
	_, err := load(t, newGraph(t), "f.nt", "<a:a> <a:b> <a:c> <a:d> .\n")
	if err == nil || !strings.HasPrefix(err.Error(), "f.nt:1:19: ") {
		t.Errorf("%v: want a mistake at f.nt:1:19", err)
	}
}

func TestFolderIsReadWhole(t *testing.T) {
	files := map[string]string{
		"b/deep.yaml":    strings.Replace(tiny, "tiny", "deep", 1),
		"a.yaml":         tiny,
		"notes.md":       "not for loading",
		".git/junk.yaml": "junk: [",
		".hidden.yaml":   "junk: [",
	}
	l := loader.Loader{Graph: newGraph(t)}
	report, err := l.Load(t.Context(), folder(t, files))
	if err != nil || report.Files != 2 {
		t.Errorf("%d files, %v: want 2", report.Files, err)
	}
	if _, err := l.Load(t.Context(), folder(t, map[string]string{"notes.md": ""})); err == nil {
		t.Error("a folder with nothing to load passes")
	}
	if _, err := l.Load(t.Context(), filepath.Join(t.TempDir(), "missing")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// One call is all or nothing, whatever stands in which file.
func TestAllOrNothing(t *testing.T) {
	good, bad := "<a:a> <a:b> <a:c> .\n", "<a:a> <a:b> .\n"
	for _, files := range []map[string]string{
		{"1.yaml": tiny, "2.yaml": strings.Replace(tiny, "place/b", "plaice/b", 1)},
		{"1.nq": good, "2.nq": bad},
		{"1.yaml": tiny, "2.nq": bad},
		{"1.nq": good, "2.yaml": "id: ["},
	} {
		g := newGraph(t)
		l := loader.Loader{Graph: g}
		if _, err := l.Load(t.Context(), folder(t, files)); err == nil || !g.IsEmpty() {
			t.Errorf("%v: error %v, empty %v: want a mistake and nothing loaded", files, err, g.IsEmpty())
		}
	}
	l := loader.Loader{Graph: newGraph(t)}
	report, err := l.Load(t.Context(), folder(t, map[string]string{"1.yaml": tiny, "2.nq": good}))
	if err != nil || report.Quads != 3 {
		t.Errorf("claims and a dump together: %d quads, %v: want 3", report.Quads, err)
	}
}

func TestLoadingAgain(t *testing.T) {
	g := newGraph(t)
	load(t, g, "f.yaml", sound)
	before := dumpFile(t, g)
	report, err := load(t, g, "f.yaml", sound)
	if err != nil || report.Changed() || report.Unchanged != 3 {
		t.Errorf("the same again: %+v, %v", report, err)
	}
	if diff := cmp.Diff(before, dumpFile(t, g)); diff != "" {
		t.Errorf("the same again changed the graph:\n%s", diff)
	}
	changed := replace("value: 1200000", "value: 1300000")
	dry := loader.Loader{Graph: g, Texts: texts, DryRun: true}
	planned, err := dry.Load(t.Context(), folder(t, map[string]string{"f.yaml": changed}))
	if err != nil || planned.Asserted != 1 || planned.Retracted != 1 || planned.Unchanged != 2 {
		t.Errorf("dry run: %+v, %v: want one in, one out, two as they were", planned, err)
	}
	if diff := cmp.Diff(before, dumpFile(t, g)); diff != "" {
		t.Errorf("a dry run changed the graph:\n%s", diff)
	}
	report, err = load(t, g, "f.yaml", changed)
	if diff := cmp.Diff(planned.Report, report.Report); err != nil || diff != "" {
		t.Errorf("%v: -planned +done:\n%s", err, diff)
	}
	for line := range strings.SplitSeq(strings.TrimSpace(before), "\n") {
		if !strings.Contains(dumpFile(t, g), line) {
			t.Errorf("forgotten: %s", line)
		}
	}
}

func TestDumpMakesTheSameGraph(t *testing.T) {
	g := newGraph(t)
	l := loader.Loader{Graph: g}
	if _, err := l.LoadFS(t.Context(), seeds.Files); err != nil {
		t.Fatal(err)
	}
	once := dumpFile(t, g)
	again := newGraph(t)
	if _, err := load(t, again, "dump.nq.gz", zipped(t, once)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(once, dumpFile(t, again)); diff != "" {
		t.Errorf("-first +second:\n%s", diff)
	}
}

// The quote is written as people type; the text is as printers set it. What is kept is where it stands.
func TestQuotesAreFound(t *testing.T) {
	for _, test := range []struct {
		quote, in, nth string
		start, end     int
	}{
		{"wörld", "document/d", "", 6, 11},
		{`"\"Tom's Lock\""`, "document/d", "", 20, 32},
		{"Tom’s\u00a0Lock", "document/d", "", 21, 31},
		{"o", "document/d", "2", 22, 23},
		{"two", "document/e", "", 4, 7},
	} {
		cite := fmt.Sprintf("cite: {document: %s, quote: %s}", test.in, test.quote)
		if test.nth != "" {
			cite = strings.Replace(cite, "}", ", nth: "+test.nth+"}", 1)
		}
		g := newGraph(t)
		if _, err := load(t, g, "f.yaml", replace("cite: {document: document/d, quote: wörld}", cite)); err != nil {
			t.Errorf("%s: %v", test.quote, err)
			continue
		}
		page, err := g.Now().AllAttributes(t.Context(), graph.AttributeQuery{Property: "started", Window: paging.Window{First: 1}})
		if err != nil {
			t.Fatal(err)
		}
		got := page.Items[0].Citations[0]
		words, _, err := texts.Slice(strings.TrimPrefix(test.in, "document/")+".txt", test.start, test.end)
		want := claim.Citation{Document: claim.ID(test.in), Start: test.start, End: test.end, Digest: sourcetext.Digest(words)}
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v: -want +got:\n%s", test.quote, err, diff)
		}
	}
}

func TestQuoteNeedsTheText(t *testing.T) {
	l := loader.Loader{Graph: newGraph(t)}
	_, err := l.Load(t.Context(), folder(t, map[string]string{"f.yaml": sound}))
	if err == nil || !strings.Contains(err.Error(), "f.yaml:22:41: the text to find the quote in is not at hand") {
		t.Errorf("%v: want to be told that the text is not at hand", err)
	}
}

// What is written in a file is what is kept: digits, dates, marks of typography.
func TestScalarsStayAsWritten(t *testing.T) {
	content := replace("value: 1200000", "value: 500.00")
	content = strings.Replace(content, "name: A}", "name: Tom’s\u00a0A}", 1)
	g := newGraph(t)
	if _, err := load(t, g, "f.yaml", content); err != nil {
		t.Fatal(err)
	}
	all := dumpFile(t, g)
	for _, want := range []string{`"500.00 GBP"`, `"Tom’s` + "\u00a0" + `A"`, `"2014-07-02"`} {
		if !strings.Contains(all, want) {
			t.Errorf("the dump has no %s", want)
		}
	}
	if e, err := search.EntityByName(t.Context(), g.Now(), "Tom's A", ""); err != nil || e.ID != "organisation/a" {
		t.Errorf("by its name as people type it: %v, %v", e, err)
	}
}

// Two data sets name one id otherwise: the name of the one of the lower rank is shown, whichever was loaded first, and the other
// is an alias.
func TestIDTwiceWithDifferentContent(t *testing.T) {
	other := strings.NewReplacer("test/tiny", "test/other", "name: B", "name: C").Replace(tiny)
	for _, ranks := range [][]string{nil, {"test/other"}, {"test/tiny", "test/other"}} {
		want := [2]string{"C", "B"} // test/other comes before test/tiny
		if len(ranks) > 0 && ranks[0] == "test/tiny" {
			want = [2]string{"B", "C"}
		}
		for _, order := range [][2]string{{tiny, other}, {other, tiny}} {
			g, err := graph.Open(t.Context(), graph.Options{Ranks: ranks})
			if err != nil {
				t.Fatal(err)
			}
			defer g.Close()
			for _, file := range order {
				if _, err := load(t, g, "f.yaml", file); err != nil {
					t.Fatal(err)
				}
			}
			e, err := g.Now().Entity(t.Context(), "place/b")
			if err != nil {
				t.Fatal(err)
			}
			aliases, err := g.Now().Aliases(t.Context(), []*claim.Entity{e})
			if err != nil || e.Name != want[0] || !slices.Contains(aliases[0], want[1]) {
				t.Errorf("ranks %q: %q with the aliases %q, %v; want %q", ranks, e.Name, aliases, err, want)
			}
		}
	}
	twice := loader.Loader{Graph: newGraph(t)}
	_, err := twice.Load(t.Context(), folder(t, map[string]string{"1.yaml": tiny, "2.yaml": strings.Replace(tiny, "name: B", "name: C", 1)}))
	if err == nil || !strings.Contains(err.Error(), `2.yaml:1:5: dataset "test/tiny" stands twice in one load`) {
		t.Errorf("one file under two names: %v", err)
	}
}

// A literal of a megabyte is RDF, and stays as it is.
func TestLongLiteral(t *testing.T) {
	line := `<a:a> <a:b> "` + strings.Repeat("£", 1<<19) + `" .` + "\n"
	g := newGraph(t)
	if _, err := load(t, g, "f.nq", line); err != nil {
		t.Fatal(err)
	}
	if dumpFile(t, g) != line {
		t.Error("a literal of a megabyte does not survive")
	}
}

// The guide's example is the test: it is valid, it loads, and its quotes are found.
func TestGuideExample(t *testing.T) {
	guide, err := os.ReadFile("GUIDE.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(guide), "```yaml\n")
	example, _, _ = strings.Cut(example, "```\n")
	if err := compiled(t).Validate(document(t, []byte(example))); err != nil {
		t.Error(err)
	}
	text, err := os.ReadFile("testdata/canal-quarter.txt")
	if err != nil {
		t.Fatal(err)
	}
	l := loader.Loader{
		Graph: newGraph(t), Stdin: strings.NewReader(example),
		Texts: sourcetext.NewTexts(fstest.MapFS{"canal-quarter.txt": {Data: text}}),
	}
	report, err := l.Load(t.Context(), "-")
	if err != nil || report.Asserted != 3 {
		t.Errorf("%d claims, %v: want 3", report.Asserted, err)
	}
}

// A file of any length is read in pieces, and a mistake at its end is at its line.
func TestLongFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a million lines")
	}
	const lines = 1_000_000
	t.Run("a dump", func(t *testing.T) {
		content := strings.Repeat("<a:a> <a:b> <a:c> .\n", lines-1) + "<a:a> <a:b> a:c .\n"
		_, err := load(t, newGraph(t), "f.nq", content)
		if err == nil || !strings.HasPrefix(err.Error(), "f.nq:1000000:13: ") {
			t.Errorf("%v: want a mistake at 1000000:13", err)
		}
	})
	t.Run("claims", func(t *testing.T) {
		var content strings.Builder
		content.WriteString("id: test/long\ndocuments: [{id: document/d, title: D}]\nentities:\n")
		written := 3
		for ; written < lines/10-1; written++ {
			fmt.Fprintf(&content, "  - {id: place/p%d, name: P}\n", written)
		}
		content.WriteString("  - {id: place/last, nam: P}\n")
		_, err := load(t, newGraph(t), "f.yaml", content.String())
		want := "f.yaml:100000:5: an entity without `name`; give the name that readers know it by\n" +
			"f.yaml:100000:22: unknown key \"nam\" of an entity; did you mean `name`?"
		if err == nil || err.Error() != want {
			t.Errorf("%v: want %s", err, want)
		}
	})
	t.Run("mistakes without end", func(t *testing.T) {
		_, err := load(t, newGraph(t), "f.nq", strings.Repeat("x\n", lines))
		var mistakes loader.Mistakes
		if !errors.As(err, &mistakes) || len(mistakes) != loader.MaxMistakes {
			t.Errorf("%d mistakes: want %d", len(mistakes), loader.MaxMistakes)
		}
	})
}
