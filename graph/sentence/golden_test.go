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
