package quadstore

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore/storefs"
)

// crashLoadFolder tells a process of this test binary to load into the store
// there, and to be killed while it does.
const crashLoadFolder = "WHENCE_CRASH_LOAD_FOLDER"

// crashLoadSize is how many quads the load has that is killed.
const crashLoadSize = bulkMin + 1000

// TestCrashLoad kills a process at moments all through a bulk load, each time into
// a copy of the same store: what is there afterwards is what was there before, or
// the load whole. Once the load was acknowledged it must be whole.
func TestCrashLoad(t *testing.T) {
	if dir := os.Getenv(crashLoadFolder); dir != "" {
		t.Fatal(loadUntilKilled(dir))
	}
	rounds := 6
	if n, err := strconv.Atoi(os.Getenv(crashRounds)); err == nil {
		rounds = n
	}
	store, before := filledStore(t, true)
	after, needed := loadOnce(t, store)
	found := map[string]int{}
	for round := range rounds {
		dir := filepath.Join(t.TempDir(), "copy")
		if err := storefs.CopyFolder(context.Background(), store, dir); err != nil {
			t.Fatal(err)
		}
		acknowledged, _ := killLoad(t, dir, time.Duration(round)*needed/time.Duration(rounds)+rand.N(needed/4))
		if tables, _ := filepath.Glob(filepath.Join(dir, stagingName, "*")); len(tables) > 0 {
			found["tables left behind"]++
		}
		s := openTest(t, Options{Path: dir})
		switch got := digest(t, s.Snapshot()); {
		case got == after:
			found["loaded"]++
		case got == before && !acknowledged:
			found["as before"]++
		default:
			t.Errorf("acknowledged %v, and the store is neither as before nor loaded", acknowledged)
		}
		if _, err := os.Stat(filepath.Join(dir, stagingName)); err == nil {
			t.Error("opening has not removed what the load left behind")
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills of a load of %v: %v", rounds, needed, found)
	if found["as before"] == 0 {
		t.Error("no load was cut short")
	}
}

func crashLoad(yield func(quad.Quad, error) bool) {
	for i := range crashLoadSize {
		if !yield(quad.Quad{
			Subject: quad.IRI(fmt.Sprintf("http://example.org/loaded/%d", i/3)), Predicate: quad.IRI("loaded"),
			Object: quad.String(strconv.Itoa(i)), Label: claimIRI(1_000_000 + i),
		}, nil) {
			return
		}
	}
}

// loadUntilKilled loads, saying when it begins and when the load is acknowledged.
func loadUntilKilled(dir string) error {
	s, err := Open(context.Background(), Options{Path: dir})
	if err != nil {
		return err
	}
	fmt.Println("begun")
	if _, err := s.Load(context.Background(), crashLoad); err != nil {
		return err
	}
	fmt.Println("acknowledged")
	select {}
}

// loadOnce returns the digest of the store once it is loaded, and how long the
// other process takes for it.
func loadOnce(t *testing.T, store string) (after string, needed time.Duration) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "copy")
	if err := storefs.CopyFolder(context.Background(), store, dir); err != nil {
		t.Fatal(err)
	}
	acknowledged, needed := killLoad(t, dir, time.Minute)
	if !acknowledged {
		t.Fatal("the load was not acknowledged")
	}
	return digest(t, openTest(t, Options{Path: dir}).Snapshot()), needed
}

// killLoad lets another process load for so long from when it begins, at most
// until it is done, and reports whether the load was acknowledged and how long it
// took or was let.
func killLoad(t *testing.T, dir string, patience time.Duration) (acknowledged bool, took time.Duration) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestCrashLoad$")
	cmd.Env = append(os.Environ(), crashLoadFolder+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		switch lines.Text() {
		case "begun":
			begun = time.Now()
			defer time.AfterFunc(patience, func() { _ = cmd.Process.Kill() }).Stop() // it may be gone
		case "acknowledged":
			acknowledged = true
			_ = cmd.Process.Kill() // nor is there more to see
		default:
			t.Errorf("the loader says %q", lines.Text())
		}
	}
	took = time.Since(begun)
	_ = cmd.Wait() // it was killed
	return acknowledged, took
}
