package text_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"whence/graph/text"
)

// plain scores every claim by the formula of BM25, with no index.
func plain(claims map[uint32][]string, words []string) []text.Hit {
	words = slices.Clone(words)
	slices.Sort(words)
	words = slices.Compact(words)
	frequency, length := map[string]float64{}, 0.0
	for _, c := range claims {
		slices.Sort(c)
		for _, w := range slices.Compact(slices.Clone(c)) {
			frequency[w]++
			length++
		}
	}
	count := float64(len(claims))
	average := max(length/count, 1)
	var out []text.Hit
	for n, c := range claims {
		c = slices.Compact(slices.Clone(c))
		sum := 0.0
		for _, w := range words {
			if f := frequency[w]; f > 0 && slices.Contains(c, w) {
				sum += math.Log(1 + (count-f+0.5)/(f+0.5))
			}
		}
		if sum > 0 {
			out = append(out, text.Hit{Claim: n, Score: sum * 2.2 / (1 + 1.2*(0.5+0.5*float64(len(c))/average))})
		}
	}
	slices.SortFunc(out, func(a, b text.Hit) int {
		return cmp.Or(cmp.Compare(math.Round(b.Score*1e9), math.Round(a.Score*1e9)), cmp.Compare(a.Claim, b.Claim))
	})
	return out
}

func TestSearchIsThePlainScan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, err := text.Open("")
		if err != nil {
			t.Fatal(err)
		}
		claims, word := map[uint32][]string{}, rapid.SampledFrom([]string{"a1", "b2", "c3", "d4", "e5", "f6", "g7"}) // too short to be misspelt
		next := uint32(0)
		for range rapid.IntRange(1, 12).Draw(t, "updates") {
			var entries []text.Entry
			for range rapid.IntRange(0, 12).Draw(t, "entries") {
				n := next
				if next > 0 && rapid.Bool().Draw(t, "again") {
					n = rapid.Uint32Range(0, next-1).Draw(t, "claim")
				} else {
					next++
				}
				words := rapid.SliceOfN(word, 1, 6).Draw(t, "words")
				claims[n] = words
				entries = append(entries, text.Entry{Claim: n, Words: words})
			}
			if err := x.Add(t.Context(), 1, next, entries); err != nil {
				t.Fatal(err)
			}
		}
		asked := rapid.SliceOfN(word, 1, 4).Draw(t, "query")
		want := plain(claims, asked)
		first := rapid.IntRange(1, 5).Draw(t, "first")
		var got []text.Hit
		var after *text.Hit
		for {
			r, err := x.Search(t.Context(), text.Query{Words: asked, First: first, After: after})
			if err != nil {
				t.Fatal(err)
			}
			if r.Total != len(want) {
				t.Fatalf("total %d, want %d", r.Total, len(want))
			}
			got = append(got, r.Hits...)
			if !r.More {
				break
			}
			after = &r.Hits[len(r.Hits)-1]
		}
		same := func(a, b text.Hit) bool { return math.Abs(a.Score-b.Score) < 1e-9 }
		if !slices.EqualFunc(got, want, same) {
			t.Fatalf("query %v\n got %v\nwant %v", asked, got, want)
		}
		sortByClaim := func(a, b text.Hit) int { return cmp.Compare(a.Claim, b.Claim) }
		slices.SortFunc(got, sortByClaim)
		slices.SortFunc(want, sortByClaim)
		if !slices.EqualFunc(got, want, func(a, b text.Hit) bool { return a.Claim == b.Claim }) {
			t.Fatalf("query %v: other claims than the scan's\n got %v\nwant %v", asked, got, want)
		}
	})
}

func TestIndexIsKept(t *testing.T) {
	folder := t.TempDir()
	x := must(text.Open(folder))(t)
	for i := range uint32(40) {
		if err := x.Add(t.Context(), uint64(i+1), i+1, []text.Entry{{Claim: i, Words: text.Words(fmt.Sprintf("Company %d funds iCentrum", i))}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	x = must(text.Open(folder))(t)
	defer x.Close()
	if version, next := x.State(); version != 40 || next != 40 {
		t.Errorf("version %d, next %d after a restart", version, next)
	}
	for query, want := range map[string]int{"company": 40, "Company 7": 40, "icentrum funded": 40, "icentrun": 40, "nobody": 0, "17": 1} {
		r := must(x.Search(t.Context(), text.Query{Words: text.Words(query), First: 5}))(t)
		if r.Total != want {
			t.Errorf("%q: %d claims, want %d", query, r.Total, want)
		}
	}
	if r := must(x.Search(t.Context(), text.Query{Words: text.Words("company 7"), First: 1}))(t); r.Hits[0].Claim != 7 {
		t.Errorf("company 7 is claim %d", r.Hits[0].Claim)
	}
}

func TestWords(t *testing.T) {
	for given, want := range map[string][]string{
		"Who funds the iCentrum building?": {"fund", "icentrum", "build"},
		"more than $1 billion":             {"more", "1000000000"},
		"£1.5m of £1,500,000":              {"1500000", "1500000"},
		"Zürich’s café":                    {"zurich", "cafe"},
	} {
		got := text.Words(given)
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", given, got, want)
		}
	}
	spans := text.Spans("Birmingham City Council funds iCentrum", text.Words("iCentrum funding"))
	if !slices.Equal(spans, []text.Span{{24, 29}, {30, 38}}) {
		t.Errorf("spans %v", spans)
	}
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
