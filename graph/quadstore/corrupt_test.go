package quadstore

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"whence/graph/quadstore/storefs"
)

// TestLoss cuts every file of a store short, and takes every file away, one at a
// time: the store opens as it was, or says what is wrong, and says so again the
// second time. Then it opens as it was once the file is back, for an attempt to
// open a damaged store must not damage it further.
func TestLoss(t *testing.T) {
	for _, closed := range []bool{true, false} {
		for _, readOnly := range []bool{true, false} {
			t.Run(fmt.Sprintf("closed %v, read-only %v", closed, readOnly), func(t *testing.T) {
				dir, want := filledStore(t, closed)
				found := map[string]int{}
				for _, name := range filesOf(t, dir) {
					info, err := os.Stat(filepath.Join(dir, name))
					if err != nil {
						t.Fatal(err)
					}
					lengths := []int64{-1, 0} // -1: no file at all
					if n := info.Size(); n > 1 {
						lengths = append(lengths, n-1, 1+rand.Int64N(n-1))
					}
					for _, n := range lengths {
						found[lose(t, dir, name, n, readOnly, want)]++
					}
				}
				t.Logf("outcomes: %v", found)
				if found["damaged"] == 0 || found["whole"] == 0 {
					t.Errorf("outcomes %v: neither kind may be missing", found)
				}
			})
		}
	}
}

// filledStore makes a store by several writes and returns its folder, as it is
// after Close or as a process that is killed leaves it, and its digest.
func filledStore(t *testing.T, closed bool) (dir, want string) {
	t.Helper()
	fileAll(t)
	o := Options{Path: t.TempDir(), ClaimPrefix: claimPrefix}
	s := openTest(t, o)
	quads := manyQuads(1500)
	for i := 0; i < len(quads); i += 500 {
		if err := s.Apply(context.Background(), Batch{Add: quads[i : i+500]}); err != nil {
			t.Fatal(err)
		}
	}
	waitSettled(t, s) // so that no file is half written when it is copied
	if closed {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return o.Path, digest(t, s.Snapshot())
}

// lose cuts one file of a copy to a length, or removes it, and says what opening
// the copy comes to.
func lose(t *testing.T, store, name string, length int64, readOnly bool, want string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "copy")
	if err := storefs.CopyFolder(context.Background(), store, dir); err != nil {
		t.Fatal(err)
	}
	file, what := filepath.Join(dir, name), fmt.Sprintf("%s cut to %d bytes", name, length)
	var err error
	if length < 0 {
		what = name + " removed"
		err = os.Remove(file)
	} else {
		err = os.Truncate(file, length)
	}
	if err != nil {
		t.Fatal(err)
	}
	outcome := outcomeOf(t, Options{Path: dir, ReadOnly: readOnly}, what, want)
	if outcome == "whole" {
		return outcome
	}
	if outcomeOf(t, Options{Path: dir, ReadOnly: readOnly}, what+", again", want) != "damaged" {
		t.Errorf("%s: the damage is not noticed the second time", what)
	}
	if err := storefs.CopyFile(filepath.Join(store, name), file); err != nil {
		t.Fatal(err)
	}
	if outcomeOf(t, Options{Path: dir}, what+" and put back", want) != "whole" {
		t.Errorf("%s: the attempt to open the store has damaged it further", what)
	}
	return outcome
}

// outcomeOf opens a store that may be damaged, and checks that it is as it was if
// it opens, and what the error is if it does not.
func outcomeOf(t *testing.T, o Options, what, want string) string {
	t.Helper()
	s, err := Open(context.Background(), o)
	switch {
	case errors.Is(err, ErrCorrupt), errors.Is(err, ErrFormat), errors.Is(err, os.ErrNotExist):
		return "damaged"
	case err != nil:
		t.Errorf("%s: error %v", what, err)
		return "damaged"
	}
	defer s.Close()
	if digest(t, s.Snapshot()) != want {
		t.Errorf("%s: the store answers something else", what)
	}
	return "whole"
}
