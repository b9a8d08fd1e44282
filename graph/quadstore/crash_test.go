package quadstore

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore/storefs"
)

// crashFolder tells a process of this test binary that it is the one to be
// killed, and where its store is.
const crashFolder = "WHENCE_CRASH_FOLDER"

// crashRounds overrides how many rounds TestCrash goes: make crash goes 200.
const crashRounds = "WHENCE_CRASH_ROUNDS"

// crashBatch is the n-th write of the process that is killed: it adds quads that
// all bear its number and removes some of the one before. Every fortieth is a
// load, which takes as long as many of the others.
func crashBatch(n int) Batch {
	var b Batch
	size := 20
	if n%40 == 39 {
		size = bulkMin + 10
	}
	for i := range size {
		b.Add = append(b.Add, quad.Quad{
			Subject: quad.IRI(fmt.Sprintf("http://example.org/%d/%d", n, i)), Predicate: quad.IRI("batch"),
			Object: quad.TypedString{Value: quad.String(strconv.Itoa(n)), Type: "integer"}, Label: claimIRI(n*100_000 + i),
		})
	}
	if n > 0 {
		b.Remove = crashBatch0(n - 1)
	}
	return b
}

// crashBatch0 is the first ten quads of the n-th write, which the next removes.
func crashBatch0(n int) []quad.Quad {
	var quads []quad.Quad
	for i := range 10 {
		quads = append(quads, quad.Quad{
			Subject: quad.IRI(fmt.Sprintf("http://example.org/%d/%d", n, i)), Predicate: quad.IRI("batch"),
			Object: quad.TypedString{Value: quad.String(strconv.Itoa(n)), Type: "integer"}, Label: claimIRI(n*100_000 + i),
		})
	}
	return quads
}

// writeUntilKilled goes on where the store is and says each write that was
// acknowledged.
func writeUntilKilled(dir string) error {
	ctx := context.Background()
	s, err := Open(ctx, Options{Path: dir, ClaimPrefix: claimPrefix})
	if err != nil {
		return err
	}
	n := batchesIn(s.Snapshot())
	fmt.Println(n - 1) // acknowledged to the one before
	for ; ; n++ {
		b := crashBatch(n)
		if len(b.Add) > bulkMin {
			err = s.Apply(ctx, Batch{Remove: b.Remove})
			if err == nil {
				_, err = s.LoadBeside(ctx, seqOf(b.Add, nil), func(*Snapshot) ([]SideRecord, error) { return crashSide(n), nil })
			}
		} else {
			b.Side = crashSide(n)
			err = s.Apply(ctx, b)
		}
		if err != nil {
			return err
		}
		fmt.Println(n)
	}
}

// crashSide is the side record of the n-th write: its number.
func crashSide(n int) []SideRecord {
	return []SideRecord{{Key: []byte("written"), Value: []byte(strconv.Itoa(n))}}
}

// batchesIn returns how many writes a store has.
func batchesIn(s *Snapshot) int {
	n := 0
	for batchSize(s, n) > 0 {
		n++
	}
	return n
}

// batchSize returns how many quads of the n-th write there are.
func batchSize(s *Snapshot, n int) int {
	id := s.ID(quad.TypedString{Value: quad.String(strconv.Itoa(n)), Type: "integer"})
	return s.Degree(id, quad.Object, 0)
}

// TestCrash kills a process that writes, at random, again and again over the same
// store. Every time the store opens, has all that was acknowledged, and of the
// write under way all or nothing.
func TestCrash(t *testing.T) {
	fileAll(t)
	if dir := os.Getenv(crashFolder); dir != "" {
		t.Fatal(writeUntilKilled(dir))
	}
	rounds := 20
	if n, err := strconv.Atoi(os.Getenv(crashRounds)); err == nil {
		rounds = n
	}
	dir := t.TempDir()
	acknowledged := 0
	opened := map[string]int{}
	for round := range rounds {
		acknowledged = max(acknowledged, killAtRandom(t, dir))
		s, err := Open(context.Background(), Options{Path: dir, ClaimPrefix: claimPrefix})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		how, _, _ := strings.Cut(s.Opened(), ",")
		opened[strings.Split(how, ":")[0]]++
		checkCrashed(t, s.Snapshot(), acknowledged)
		if n := batchesIn(s.Snapshot()); n > 0 {
			if got, err := s.SideValue([]byte("written")); err != nil || string(got) != strconv.Itoa(n-1) {
				t.Fatalf("round %d: side record %q of %d writes, %v", round, got, n, err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills, %d writes acknowledged, opened %v", rounds, acknowledged, opened)
}

// killAtRandom lets the writer write for a moment, or now and then not even open
// the store, and returns how many writes have been acknowledged.
func killAtRandom(t *testing.T, dir string) int {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestCrash$")
	cmd.Env = append(os.Environ(), crashFolder+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := func() { _ = cmd.Process.Kill() } // it may be gone
	moment := time.Duration(rand.IntN(500)) * time.Millisecond
	if rand.IntN(10) == 0 {
		time.AfterFunc(moment/5, kill)
	}
	var opened sync.Once
	n := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		opened.Do(func() { time.AfterFunc(moment, kill) })
		last, err := strconv.Atoi(lines.Text())
		if err != nil {
			t.Fatalf("the writer says %q", lines.Text())
		}
		n = last + 1
	}
	_ = cmd.Wait() // it was killed
	return n
}

func checkCrashed(t *testing.T, s *Snapshot, acknowledged int) {
	t.Helper()
	n := batchesIn(s)
	if n < acknowledged {
		t.Fatalf("%d writes in the store, %d were acknowledged", n, acknowledged)
	}
	total := 0
	for i := range n {
		size := batchSize(s, i)
		whole := len(crashBatch(i).Add)
		// The last may have lost its first quads to the next, a load, of which only
		// the removal was done.
		if size != whole-10 && (i < n-1 || size != whole) {
			t.Fatalf("write %d of %d has %d quads of %d", i, n, size, whole)
		}
		total += size
	}
	if total != s.Stats().Quads {
		t.Fatalf("%d quads counted, %+v", total, s.Stats())
	}
}

// TestRot turns bytes over at random in every file of a store, one file at a
// time: the store opens as it was, or says that it is damaged. It does so for a
// store that was closed and for one that was killed.
func TestRot(t *testing.T) {
	ctx := context.Background()
	for _, closed := range []bool{true, false} {
		t.Run(fmt.Sprintf("closed %v", closed), func(t *testing.T) {
			fileAll(t)
			o := Options{Path: t.TempDir(), ClaimPrefix: claimPrefix}
			s := openTest(t, o)
			quads := manyQuads(3000)
			for i := 0; i < len(quads); i += 500 {
				if err := s.Apply(ctx, Batch{Add: quads[i : i+500]}); err != nil {
					t.Fatal(err)
				}
			}
			want := digest(t, s.Snapshot())
			waitSettled(t, s) // so that no file is half written when it is copied
			if closed {
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
			}
			found := map[string]int{}
			for _, name := range filesOf(t, o.Path) {
				for range 4 {
					found[rot(t, o.Path, name, want)]++
				}
			}
			t.Logf("outcomes: %v", found)
			if found["damaged"] == 0 || found["whole"] == 0 {
				t.Errorf("outcomes %v: neither kind may be missing", found)
			}
		})
	}
}

// rot damages one file of a copy and says what opening the copy comes to.
func rot(t *testing.T, store, name, want string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "copy")
	if err := storefs.CopyFolder(context.Background(), store, dir); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	if len(text) == 0 {
		return "empty"
	}
	for range 1 + rand.IntN(3) {
		text[rand.IntN(len(text))] ^= byte(1 + rand.IntN(255))
	}
	if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(context.Background(), Options{Path: dir, ClaimPrefix: claimPrefix})
	if err != nil {
		if !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrFormat) {
			t.Errorf("%s: error %v", name, err)
		}
		return "damaged"
	}
	defer s.Close()
	if digest(t, s.Snapshot()) != want {
		t.Errorf("%s: damaged, and the store answers something else", name)
	}
	return "whole"
}

func filesOf(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			rel, _ := filepath.Rel(dir, name)
			names = append(names, rel)
		}
		return err
	})
	if err != nil || !slices.ContainsFunc(names, func(s string) bool { return strings.HasPrefix(s, recordsName) }) {
		t.Fatalf("files %v, %v", names, err)
	}
	return names
}
