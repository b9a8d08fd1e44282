package names_test

import (
	"context"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"whence/graph/names"
)

// seedEntries is every entity that the seeds declare, and what else they call it. An entity that ties others together
// weighs what it does in a graph: how often the claims mention it.
func seedEntries(t testing.TB) []names.Entry {
	t.Helper()
	files, err := filepath.Glob("../../seeds/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("seeds: %v, %v", files, err)
	}
	var out []names.Entry
	var text strings.Builder
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text.Write(b)
		var content struct {
			Entities []struct {
				ID, Name string
				Aliases  []string
			}
		}
		if err := yaml.Unmarshal(b, &content); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, e := range content.Entities {
			kind, _, _ := strings.Cut(e.ID, "/")
			out = append(out, names.Entry{ID: e.ID, Kind: kind, Names: append([]string{e.Name}, e.Aliases...)})
		}
	}
	for i := range out {
		out[i].Weight = float64(strings.Count(text.String(), out[i].ID))
	}
	return out
}

func all(entries []names.Entry) iter.Seq2[names.Entry, error] {
	return func(yield func(names.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// seeds is an index of the seeds in memory.
func seeds(t testing.TB) *names.Index {
	t.Helper()
	x, err := names.Open("")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := x.Rebuild(context.Background(), 1, all(seedEntries(t))); err != nil {
		t.Fatal(err)
	}
	return x
}
