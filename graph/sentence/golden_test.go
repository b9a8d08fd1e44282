package sentence_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/sentence"
	"whence/loader"
	"whence/seeds"
)

var update = flag.Bool("update", false, "write the sentences of the seed claims to testdata, to be read before they are committed")

// seedSentences is the sentence of every seed claim, sorted, a line each.
func seedSentences(t *testing.T) []string {
	t.Helper()
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	if _, err := (&loader.Loader{Graph: g}).LoadFS(t.Context(), seeds.Files); err != nil {
		t.Fatal(err)
	}
	v := g.Now()
	var lines []string
	for c, err := range v.EveryClaim(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		names := sentence.Names{}
		found, err := v.Entities(t.Context(), sentence.Mentioned(c))
		if err != nil {
			t.Fatal(err)
		}
		for i, id := range sentence.Mentioned(c) {
			if found[i] != nil {
				names[id] = sentence.Name{Text: found[i].Name}
			}
		}
		lines = append(lines, sentence.Of(c, names))
	}
	slices.Sort(lines)
	return lines
}

// TestSeeds holds the sentence of every seed claim against one file that a person has read.
func TestSeeds(t *testing.T) {
	got := strings.Join(seedSentences(t), "\n") + "\n"
	file := filepath.Join("testdata", "seeds.txt")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("sentences changed; read them, then go test ./graph/sentence -update (-want +got):\n%s", diff)
	}
}

// TestTable holds the table of sentences before and now: what it says of now is what claims read as.
func TestTable(t *testing.T) {
	made, err := os.ReadFile(filepath.Join("testdata", "seeds.txt")) // TestSeeds holds it
	if err != nil {
		t.Fatal(err)
	}
	known := strings.Split(string(made), "\n")
	for _, test := range ruleCases() {
		known = append(known, test.want) // TestRules holds it
	}
	table, err := os.ReadFile("SENTENCES.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for line := range strings.Lines(string(table)) {
		cells := strings.Split(line, " | ")
		if len(cells) < 4 || !strings.HasSuffix(cells[1], ".") {
			continue
		}
		rows++
		if !slices.Contains(known, cells[2]) {
			t.Errorf("no claim reads so any more: %s", cells[2])
		}
		if cells[1] == cells[2] && strings.Trim(cells[3], " |\n") == "" {
			t.Errorf("reads as before, and nothing says why: %s", cells[2])
		}
	}
	if rows != 20 {
		t.Errorf("%d rows, want 20", rows)
	}
}
