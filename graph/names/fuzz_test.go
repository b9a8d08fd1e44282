package names_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"whence/graph/claim"
	"whence/graph/names"
)

// FuzzSearch asks for anything: the answer is an error that says so, or entities of the index in order, each by one of its
// own names.
func FuzzSearch(f *testing.F) {
	x := seeds(f)
	known := map[string][]string{}
	for _, e := range seedEntries(f) {
		known[e.ID] = e.Names
	}
	for _, text := range []string{"Birmingham", "i-centrum", "Neil Ramy", "£1m", "a b c d e f g h i j k l m n", "'s & -", "\xff", "東京"} {
		f.Add(text, 3)
	}
	f.Fuzz(func(t *testing.T, text string, first int) {
		r, err := x.Search(context.Background(), names.Query{Text: text, First: first % 100})
		if errors.Is(err, claim.ErrInvalid) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Hits) > first%100 || len(r.Hits) > r.Total {
			t.Errorf("%d hits of %d, %d asked for", len(r.Hits), r.Total, first%100)
		}
		for i, h := range r.Hits {
			if !slices.Contains(known[h.ID], h.Matched) {
				t.Errorf("%s is not called %q", h.ID, h.Matched)
			}
			if i > 0 && r.Hits[i-1].Position.Compare(h.Position) >= 0 {
				t.Errorf("%v before %v", r.Hits[i-1], h)
			}
		}
	})
}
