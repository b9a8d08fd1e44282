package text_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"whence/graph/text"
)

// grown is a folder with an index of several segments, never closed: as a process that died leaves it.
func grown(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	x := must(text.Open(folder))(t)
	t.Cleanup(func() { _ = x.Close() })
	next := uint32(0)
	for version, many := range []int{60, 8, 1} {
		var entries []text.Entry
		for range many {
			entries = append(entries, text.Entry{Claim: next, Words: text.Words(fmt.Sprintf("Company %d funds iCentrum", next))})
			next++
		}
		if err := x.Add(t.Context(), uint64(version+1), next, entries); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func copied(t *testing.T, from string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return to
}

// TestAfterACrash: an index that a process left without closing it is whole.
func TestAfterACrash(t *testing.T) {
	x := must(text.Open(copied(t, grown(t))))(t)
	defer x.Close()
	if version, next := x.State(); version != 3 || next != 69 {
		t.Errorf("version %d, next %d: want what was added last", version, next)
	}
	if r := must(x.Search(t.Context(), text.Query{Words: text.Words("icentrum"), First: 5}))(t); r.Total != 69 {
		t.Errorf("%d claims of 69", r.Total)
	}
}

// TestTorn: of files that are cut short, missing or otherwise than they were written none is read as if it were whole: the
// index is what it was, or empty, to be made again from the store; and what is left over is removed.
func TestTorn(t *testing.T) {
	whole := grown(t)
	files, err := os.ReadDir(whole)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 3 {
		t.Fatalf("%d files: want a manifest and segments", len(files))
	}
	for _, f := range files {
		for name, spoil := range map[string]func(path string, data []byte) error{
			"cut to half":      func(p string, d []byte) error { return os.WriteFile(p, d[:len(d)/2], 0o600) },
			"emptied":          func(p string, _ []byte) error { return os.WriteFile(p, nil, 0o600) },
			"missing":          func(p string, _ []byte) error { return os.Remove(p) },
			"one bit is other": func(p string, d []byte) error { d[len(d)/2] ^= 4; return os.WriteFile(p, d, 0o600) },
			"its end is other": func(p string, d []byte) error { d[len(d)-1] ^= 1; return os.WriteFile(p, d, 0o600) },
		} {
			t.Run(f.Name()+" "+name, func(t *testing.T) {
				folder := copied(t, whole)
				path := filepath.Join(folder, f.Name())
				data, err := os.ReadFile(path)
				if err == nil {
					err = spoil(path, data)
				}
				if err != nil {
					t.Fatal(err)
				}
				x := must(text.Open(folder))(t)
				defer x.Close()
				version, next := x.State()
				if version != 0 || next != 0 {
					t.Errorf("version %d, next %d of a torn index", version, next)
				}
				if err := x.Add(t.Context(), 9, 1, []text.Entry{{Claim: 0, Words: []string{"again"}}}); err != nil {
					t.Fatal(err)
				}
				if r := must(x.Search(t.Context(), text.Query{Words: []string{"again"}, First: 1}))(t); r.Total != 1 {
					t.Errorf("%d claims after it was made anew", r.Total)
				}
			})
		}
	}
}
