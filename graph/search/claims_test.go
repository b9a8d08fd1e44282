package search_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/graph/paging"
	"whence/graph/search"
	wordindex "whence/graph/text"
	"whence/graph/write"
)

// foundBy is the sentences of all claims that a word finds, page by page, in their order as text.
func foundBy(t *testing.T, v *graph.View, word string) []string {
	t.Helper()
	var out []string
	after := ""
	for {
		page, err := search.Claims(t.Context(), v, search.ClaimQuery{Text: word, Window: paging.Window{First: 7, After: after}})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range page.Items {
			out = append(out, h.Sentence)
		}
		if !page.HasNext {
			slices.Sort(out)
			return out
		}
		after = page.Position(len(page.Items) - 1)
	}
}

// scanned is the sentences that have a word, of all that were asserted.
func scanned(sentences []string, word string) []string {
	stem := wordindex.Words(word)[0]
	var out []string
	for _, s := range sentences {
		if slices.Contains(wordindex.Words(s), stem) {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return out
}

// sentencesOf is every standing claim in words.
func sentencesOf(t *testing.T, v *graph.View) []string {
	t.Helper()
	page, err := v.AllClaims(t.Context(), graph.ClaimQuery{Window: paging.Window{First: 100}})
	if err != nil {
		t.Fatal(err)
	}
	if page.HasNext {
		t.Fatal("more claims than the test reads")
	}
	out, err := v.Sentences(t.Context(), page.Items)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// things have names that no other word of a sentence is a spelling of.
var things = strings.Fields("quartzhaven brimdale foxlorrin jestwick umberly vandorel")

// TestSearchIsAScanOfTheSentences: after each of several commits of random claims, which take back what they do not say any
// more, a word of a name finds the claims whose sentences have it and no others.
func TestSearchIsAScanOfTheSentences(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		g, err := graph.Open(t.Context(), graph.Options{})
		if err != nil {
			r.Fatal(err)
		}
		defer func() {
			if err := g.Close(); err != nil {
				r.Error(err)
			}
		}()
		for range rapid.IntRange(1, 3).Draw(r, "commits") {
			var facts strings.Builder
			for range rapid.IntRange(1, 9).Draw(r, "claims") {
				a, b := rapid.SampledFrom(things).Draw(r, "subject"), rapid.SampledFrom(things).Draw(r, "object")
				if a != b {
					fmt.Fprintf(&facts, "organisation/%s %s organisation/%s\n", a, rapid.SampledFrom([]string{"FUNDS", "OWNS", "BACKS"}).Draw(r, "kind"), b)
				}
			}
			loadWords(t, g, facts.String())
			compareSearch(t, g.Now())
		}
	})
}

// TestSearchAfterACrash: a copy of the store, as a process that died leaves it, finds what the store finds, with and without
// its index.
func TestSearchAfterACrash(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "store")
	g := graphtest.Open(t, folder)
	loadWords(t, g, "organisation/brimdale FUNDS organisation/umberly\norganisation/jestwick OWNS organisation/umberly")
	loadWords(t, g, "organisation/brimdale FUNDS organisation/umberly\norganisation/vandorel BACKS organisation/brimdale")
	compareSearch(t, g.Now())
	for _, without := range []string{"", "words"} {
		crashed := filepath.Join(t.TempDir(), "store")
		if err := os.CopyFS(crashed, os.DirFS(folder)); err != nil {
			t.Fatal(err)
		}
		if without != "" {
			if err := os.RemoveAll(filepath.Join(crashed, without)); err != nil {
				t.Fatal(err)
			}
		}
		again := graphtest.Open(t, crashed)
		if err := again.Indexed(t.Context()); err != nil {
			t.Fatal(err)
		}
		compareSearch(t, again.Now())
		if n := len(foundBy(t, again.Now(), "umberly")); n != 1 {
			t.Errorf("without %q: %d claims", without, n)
		}
	}
}

// loadWords loads facts in the place of those that were loaded before, and waits until their words are known.
func loadWords(t *testing.T, g *graph.Graph, facts string) {
	t.Helper()
	if _, err := write.Load(t.Context(), g, []*claim.Dataset{graphtest.Facts(t, "test/words", facts)}); err != nil {
		t.Fatal(err)
	}
	if err := g.Indexed(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func compareSearch(t *testing.T, v *graph.View) {
	t.Helper()
	all := sentencesOf(t, v)
	for _, word := range things {
		if got, want := foundBy(t, v, word), scanned(all, word); !slices.Equal(got, want) {
			t.Fatalf("%q finds\n%s\nwant\n%s", word, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}
