package names

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"testing"

	"whence/graph/claim"
)

// generation is entries that all say which generation they are of.
func generation(n, of int) []Entry {
	out := make([]Entry, of)
	for i := range out {
		out[i] = Entry{ID: fmt.Sprintf("thing/%04d", i), Kind: "thing", Weight: float64(i % 5), Names: []string{
			fmt.Sprintf("Generation %d Number %d", n, i), fmt.Sprintf("Alias %d", n),
		}}
	}
	return out
}

// generationOf is the generation of an index, after seeing that all of it is of that and its version says so.
func generationOf(t *testing.T, x *Index, of int) int {
	t.Helper()
	if x.Version() == 0 {
		if r := mustSearch(t, x, "generation"); r.Total != 0 {
			t.Fatalf("version 0, but %d hits", r.Total)
		}
		return 0
	}
	n := int(x.Version())
	for _, text := range []string{fmt.Sprintf("Generation %d", n), fmt.Sprintf("Alias %d", n), "generation", "number"} {
		if r := mustSearch(t, x, text); r.Total != of {
			t.Fatalf("version %d: %q finds %d of %d", n, text, r.Total, of)
		}
	}
	return n
}

func mustSearch(t *testing.T, x *Index, text string) Result {
	t.Helper()
	r, err := x.Search(context.Background(), Query{Text: text, First: 100})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func sequence(entries []Entry) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// TestReadersAndWriter searches while the index is written: every answer is of one generation, and whole.
func TestReadersAndWriter(t *testing.T) {
	const of, last = 60, 15
	x := mustOpen(t, disk(t.TempDir()))
	ctx := context.Background()
	if err := x.Update(ctx, 1, generation(1, of), nil); err != nil {
		t.Fatal(err)
	}
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for seen := 0; seen < last; {
				r, err := x.Search(ctx, Query{Text: "generation number", First: of})
				if err != nil || len(r.Hits) != of {
					t.Errorf("%d hits of %d: %v", len(r.Hits), of, err)
					return
				}
				var n int
				for i, h := range r.Hits {
					var of, number int
					if _, err := fmt.Sscanf(h.Matched, "Generation %d Number %d", &of, &number); err != nil || (i > 0 && of != n) || of < seen {
						t.Errorf("%q in an answer of generation %d, after one of %d: %v", h.Matched, n, seen, err)
						return
					}
					n = of
				}
				seen = n
			}
		})
	}
	for n := 2; n <= last; n++ {
		write := func() error { return x.Update(ctx, uint64(n), generation(n, of), nil) }
		if n%3 == 0 {
			readers.Go(func() {
				if err := x.Flush(ctx); err != nil {
					t.Error(err)
				}
			})
		}
		if n%5 == 0 {
			write = func() error { return x.Rebuild(ctx, uint64(n), sequence(generation(n, of))) }
		}
		if err := write(); err != nil {
			t.Error(err)
		}
	}
	readers.Wait()
}

// TestNothingChanges holds that a write that does not come to its end changes nothing.
func TestNothingChanges(t *testing.T) {
	const of = 30
	dir := t.TempDir()
	x := mustOpen(t, disk(dir))
	ctx, cancel := context.WithCancel(context.Background())
	if err := cmp.Or(x.Update(ctx, 1, generation(1, of), nil), x.Flush(ctx)); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	halfway := func(fail func(yield func(Entry, error) bool)) iter.Seq2[Entry, error] {
		return func(yield func(Entry, error) bool) {
			for e := range sequence(generation(2, of)) {
				if !yield(e, nil) {
					return
				}
			}
			fail(yield)
		}
	}
	for _, c := range []struct {
		claim string
		write func() error
		want  error
	}{
		{"entries that end in an error", func() error {
			return x.Rebuild(ctx, 2, halfway(func(yield func(Entry, error) bool) { yield(Entry{}, broken) }))
		}, broken},
		{"an entry without an id", func() error {
			return x.Update(ctx, 2, append(generation(2, of), Entry{Names: []string{"Nobody"}}), nil)
		}, claim.ErrInvalid},
		{"too many kinds", func() error {
			many := generation(2, 300)
			for i := range many {
				many[i].Kind = fmt.Sprint(i)
			}
			return x.Update(ctx, 2, many, nil)
		}, claim.ErrInvalid},
		{"a context that ends", func() error {
			return x.Rebuild(ctx, 2, halfway(func(yield func(Entry, error) bool) {
				cancel()
				yield(Entry{ID: "x"}, nil)
			}))
		}, context.Canceled},
	} {
		t.Run(c.claim, func(t *testing.T) {
			if err := c.write(); !errors.Is(err, c.want) {
				t.Errorf("error %v, want %v", err, c.want)
			}
			if n := generationOf(t, x, of); n != 1 || leftovers(t, dir, x) != 0 {
				t.Errorf("generation %d, %d files left over", n, leftovers(t, dir, x))
			}
		})
	}
	if _, err := x.Search(ctx, Query{Text: "generation", First: 1}); !errors.Is(err, context.Canceled) {
		t.Errorf("search with a context that has ended: %v", err)
	}
}

// TestClosed holds that an index can be closed twice, and then does nothing.
func TestClosed(t *testing.T) {
	ctx := context.Background()
	x := mustOpen(t, disk(t.TempDir()))
	if err := errors.Join(x.Update(ctx, 1, generation(1, 3), nil), x.Close(), x.Close()); err != nil {
		t.Error(err)
	}
	_, searched := x.Search(ctx, Query{Text: "generation", First: 1})
	_, named := x.Named(ctx, "alias 1")
	for _, err := range []error{searched, named, x.Update(ctx, 2, nil, nil)} {
		if !errors.Is(err, ErrClosed) {
			t.Errorf("a closed index: %v", err)
		}
	}
}
