package names_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"whence/graph/names"
)

// typings is ways in which people type a name; each is to find the entity.
var typings = []struct {
	claim  string
	among  int // the first so many hits
	letter int // of names with so many letters at least
	typed  func(r *rand.Rand, name string) string
}{
	{"as written", 1, 1, func(_ *rand.Rand, name string) string { return name }},
	{"in capitals", 1, 1, func(_ *rand.Rand, name string) string { return strings.ToUpper(name) }},
	{"with accents", 1, 1, accented},
	{"with other spaces", 1, 1, func(_ *rand.Rand, name string) string {
		return "\u00a0" + strings.ReplaceAll(name, " ", " \u2003 ") + "\t"
	}},
	{"without spaces", 1, 1, func(_ *rand.Rand, name string) string { return strings.ReplaceAll(name, " ", "") }},
	{"with hyphens", 1, 1, func(_ *rand.Rand, name string) string { return strings.ReplaceAll(name, " ", "-") }},
	{"with its words turned round", 3, 1, func(_ *rand.Rand, name string) string {
		words := strings.Fields(name)
		slices.Reverse(words)
		return strings.Join(words, " ")
	}},
	{"with its last word begun", 10, 5, func(_ *rand.Rand, name string) string {
		cut := []rune(name)
		return string(cut[:len(cut)-2])
	}},
	{"with one error", 5, 5, func(r *rand.Rand, name string) string { return erring(r, name, 1) }},
	{"with two errors", 10, 9, func(r *rand.Rand, name string) string { return erring(r, name, 2) }},
}

// accented puts an accent on every vowel.
func accented(_ *rand.Rand, name string) string {
	return strings.NewReplacer("a", "á", "e", "è", "o", "ö", "u", "û", "i", "i\u0308").Replace(name)
}

// erring is a name with errors in its longest word.
func erring(r *rand.Rand, name string, errors int) string {
	words := strings.Fields(name)
	longest := 0
	for i, w := range words {
		if len(w) > len(words[longest]) {
			longest = i
		}
	}
	word := []rune(words[longest])
	for errors > 0 {
		at := r.IntN(len(word) - 1)
		if !unicode.IsLetter(word[at]) || !unicode.IsLetter(word[at+1]) {
			continue
		}
		errors--
		switch r.IntN(4) {
		case 0:
			word[at] = 'q'
		case 1:
			word = slices.Delete(word, at, at+1)
		case 2:
			word = slices.Insert(word, at, word[at])
		default:
			word[at], word[at+1] = word[at+1], word[at]
		}
	}
	words[longest] = string(word)
	return strings.Join(words, " ")
}

// TestEveryNameIsFound types every name and every alias of the seeds in every way.
func TestEveryNameIsFound(t *testing.T) {
	x := seeds(t)
	for _, typing := range typings {
		t.Run(typing.claim, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 2))
			for _, e := range seedEntries(t) {
				for _, name := range e.Names {
					if longestWord(name) < typing.letter {
						continue
					}
					query := typing.typed(r, name)
					if found := ids(t, x, names.Query{Text: query, First: typing.among}); !slices.Contains(found, e.ID) {
						t.Errorf("%q for %q: %s is not among the first %d: %v", query, name, e.ID, typing.among, found)
					}
				}
			}
		})
	}
}

// longestWord is the letters of the longest word.
func longestWord(name string) int {
	longest := 0
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		longest = max(longest, len([]rune(w)))
	}
	return longest
}

// TestNamed holds Named against a look at every name.
func TestNamed(t *testing.T) {
	x := seeds(t)
	want := map[string][]string{"no such name": nil, "": nil}
	for _, e := range seedEntries(t) {
		for _, name := range e.Names {
			folded := names.Fold(name)
			want[folded] = append(want[folded], e.ID)
		}
	}
	for folded, of := range want {
		slices.Sort(of)
		got, err := x.Named(context.Background(), folded)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(slices.Compact(of), got); diff != "" {
			t.Errorf("named %q (-want +got):\n%s", folded, diff)
		}
	}
}

// TestPages reads answers in pages of every size: they are the one answer, whole, in its order, with nothing twice.
func TestPages(t *testing.T) {
	x := seeds(t)
	for _, text := range []string{"Birmingham", "tech", "b", "west midlands", "Brimingham tehc", "of", "programme in Londn", "xylophone technology"} {
		whole := search(t, x, names.Query{Text: text, First: 500})
		if whole.Total != len(whole.Hits) || whole.More {
			t.Errorf("%q: %d of %d hits, more: %v", text, len(whole.Hits), whole.Total, whole.More)
		}
		if !slices.IsSortedFunc(whole.Hits, func(a, b names.Hit) int { return a.Position.Compare(b.Position) }) {
			t.Errorf("%q is not in order: %v", text, whole.Hits)
		}
		for _, size := range []int{1, 2, 3, 7} {
			var paged []names.Hit
			for q := (names.Query{Text: text, First: size}); ; {
				page := search(t, x, q)
				if page.Total != whole.Total {
					t.Errorf("%q: total %d after %d, %d in all", text, page.Total, len(paged), whole.Total)
				}
				paged = append(paged, page.Hits...)
				if !page.More {
					break
				}
				q.After = &page.Hits[len(page.Hits)-1].Position
			}
			if diff := cmp.Diff(whole.Hits, paged); diff != "" {
				t.Errorf("%q in pages of %d (-want +got):\n%s", text, size, diff)
			}
		}
	}
}

// TestScores holds that scores are between 0 and 1, and never rise along an answer.
func TestScores(t *testing.T) {
	x := seeds(t)
	for _, text := range []string{"Birmingham", "tech", "i", "Brimingham tehc", "the north of Englnd", "Neil Rami chief executive"} {
		last := 1.0
		for _, h := range search(t, x, names.Query{Text: text, First: 500}).Hits {
			if h.Score > last || h.Score <= 0 {
				t.Errorf("%q: %s scores %v after %v", text, h.ID, h.Score, last)
			}
			last = h.Score
		}
	}
}

// TestKinds holds that an answer of some kinds is the answer of all without the others.
func TestKinds(t *testing.T) {
	x := seeds(t)
	for _, text := range []string{"Birmingham", "tech", "b"} {
		for _, kinds := range [][]string{{"place"}, {"person", "organisation"}, {"no such kind"}} {
			var want []string
			for _, h := range search(t, x, names.Query{Text: text, First: 500}).Hits {
				if kind, _, _ := strings.Cut(h.ID, "/"); slices.Contains(kinds, kind) {
					want = append(want, h.ID)
				}
			}
			got := ids(t, x, names.Query{Text: text, Kinds: kinds, First: 500})
			if len(got) < len(want) || !cmp.Equal(want, got[:len(want)], cmpEmpty) {
				t.Errorf("%q of %v: want %v first, got %v", text, kinds, want, got)
			}
			for _, id := range got {
				if kind, _, _ := strings.Cut(id, "/"); !slices.Contains(kinds, kind) {
					t.Errorf("%q of %v: %s", text, kinds, id)
				}
			}
		}
	}
}

var cmpEmpty = cmp.Transformer("list", func(s []string) string { return strings.Join(s, "\n") })

func search(t testing.TB, x *names.Index, q names.Query) names.Result {
	t.Helper()
	r, err := x.Search(context.Background(), q)
	if err != nil {
		t.Fatalf("search %q: %v", q.Text, err)
	}
	return r
}
