package bench

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"whence/graph/names"
)

// TestBleve asks Bleve and the index of names the same, side by side; it runs where WHENCE_BENCH_BLEVE is set, and takes
// two minutes. Its figures are those of the package comment of names.
func TestBleve(t *testing.T) {
	if os.Getenv("WHENCE_BENCH_BLEVE") == "" {
		t.Skip("WHENCE_BENCH_BLEVE is not set")
	}
	const entities, queries = 200_000, 500
	engine := bleveOf(t, filepath.Join(t.TempDir(), "bleve"), entities)
	ours := namesOf(t, filepath.Join(t.TempDir(), "names"), entities)
	for _, a := range askings {
		var theirs, own Times
		for i := range queries {
			r := rand.New(rand.NewPCG(uint64(i), 7))
			text := a.typed(r, namedEntity(r.IntN(entities)).Names[0])
			request := bleve.NewSearchRequestOptions(bleveQuery(a, text), 10, 0, false)
			theirs = append(theirs, best(t, func() error {
				_, err := engine.Search(request)
				return err
			}))
			own = append(own, best(t, func() error {
				_, err := ours.Search(t.Context(), names.Query{Text: text, First: 10})
				return err
			}))
		}
		t.Logf("%s: Bleve p50 %v, p99 %v; names p50 %v, p99 %v", a.name, theirs.Quantile(0.5), theirs.Quantile(0.99),
			own.Quantile(0.5), own.Quantile(0.99))
	}
}

func bleveOf(t *testing.T, dir string, entities int) bleve.Index {
	t.Helper()
	mapping := bleve.NewIndexMapping()
	mapping.DefaultAnalyzer = "standard"
	x, err := bleve.New(dir, mapping)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	start := time.Now()
	batch := x.NewBatch()
	for i := range entities {
		e := namedEntity(i)
		if err := batch.Index(e.ID, map[string]any{"name": e.Names, "kind": e.Kind}); err != nil {
			t.Fatal(err)
		}
		if batch.Size() < 5000 && i < entities-1 {
			continue
		}
		if err := x.Batch(batch); err != nil {
			t.Fatal(err)
		}
		batch = x.NewBatch()
	}
	report(t, "Bleve", start, dir)
	return x
}

func namesOf(t *testing.T, dir string, entities int) *names.Index {
	t.Helper()
	x, err := names.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	start := time.Now()
	err = x.Rebuild(t.Context(), 1, func(yield func(names.Entry, error) bool) {
		for i := range entities {
			if !yield(namedEntity(i), nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	report(t, "names", start, dir)
	return x
}

func report(t *testing.T, name string, start time.Time, dir string) {
	t.Helper()
	took := time.Since(start)
	size, err := folderSize(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: indexed in %v, %d MB", name, took, size>>20)
}

// bleveQuery is all words of a text, the last begun or each with two errors as asked.
func bleveQuery(a asking, text string) query.Query {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var all []query.Query
	for i, w := range words {
		switch {
		case a.name == "prefix" && i == len(words)-1:
			all = append(all, bleve.NewPrefixQuery(w))
		case a.name == "fuzzy":
			q := bleve.NewFuzzyQuery(w)
			q.SetFuzziness(2)
			all = append(all, q)
		default:
			all = append(all, bleve.NewTermQuery(w))
		}
		all[i].(query.FieldableQuery).SetField("name")
	}
	return bleve.NewConjunctionQuery(all...)
}

// best is the time of the best of three.
func best(t *testing.T, run func() error) time.Duration {
	t.Helper()
	least := time.Hour
	for range 3 {
		start := time.Now()
		if err := run(); err != nil {
			t.Fatal(err)
		}
		least = min(least, time.Since(start))
	}
	return least
}
