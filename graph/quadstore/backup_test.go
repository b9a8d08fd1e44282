package quadstore

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore/storefs"
)

// digest is one number for all quads of a store, whatever their IDs.
func digest(t *testing.T, s *Snapshot) string {
	return fmt.Sprintf("%x", sha256.Sum256([]byte(nquads(t, s))))
}

// TestBackup backs a store up while another goroutine writes to it: every copy is
// one of the states that the store went through, and the one that was current
// when the backup began or a later one.
func TestBackup(t *testing.T) {
	ctx := context.Background()
	o := Options{Path: t.TempDir(), ClaimPrefix: claimPrefix}
	s := openTest(t, o)
	quads := manyQuads(4000)
	var mu sync.Mutex
	states := map[uint64]string{0: digest(t, s.Snapshot())}
	done := make(chan error)
	go func() {
		for i := 0; i < len(quads); i += 100 {
			if err := s.Apply(ctx, Batch{Add: quads[i : i+100], Remove: quads[:i/3]}); err != nil {
				done <- err
				return
			}
			snap := s.Snapshot()
			mu.Lock()
			states[snap.Version()] = digest(t, snap)
			mu.Unlock()
		}
		done <- nil
	}()
	var backups []string
	var since []uint64
	for running := true; running; {
		dir := filepath.Join(t.TempDir(), "backup")
		since = append(since, s.Snapshot().Version())
		if err := s.Backup(ctx, dir); err != nil {
			t.Fatal(err)
		}
		backups = append(backups, dir)
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			running = false
		default:
		}
	}
	for i, dir := range backups {
		to := filepath.Join(t.TempDir(), "restored")
		if err := Restore(ctx, dir, to); err != nil {
			t.Fatal(err)
		}
		snap := openTest(t, Options{Path: to, ClaimPrefix: claimPrefix}).Snapshot()
		if want, ok := states[snap.Version()]; !ok || digest(t, snap) != want || snap.Version() < since[i] {
			t.Fatalf("backup %d is version %d, begun at %d, and not what that was", i, snap.Version(), since[i])
		}
		if id := snap.ID(quads[0].Subject); snap.Version() > 0 && id != s.Snapshot().ID(quads[0].Subject) {
			t.Fatalf("an ID changed to %d", id)
		}
	}
}

// TestBackupRefuses lists where copies do not go and what is not restored.
func TestBackupRefuses(t *testing.T) {
	ctx := context.Background()
	s := openTest(t, Options{Path: t.TempDir()})
	if err := s.Apply(ctx, Batch{Add: []quad.Quad{quad.MakeIRI("a", "b", "c", "")}}); err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(t.TempDir(), "backup")
	if err := s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "letter"), []byte("dear"), 0o600); err != nil {
		t.Fatal(err)
	}
	damaged := filepath.Join(t.TempDir(), "damaged")
	if err := Restore(ctx, backup, damaged); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(damaged, storefs.AckedName), []byte("?"), 0o600); err != nil {
		t.Fatal(err)
	}
	target := filepath.Join(t.TempDir(), "target")
	for name, c := range map[string]struct{ err, want error }{
		"backup onto files":       {s.Backup(ctx, full), ErrNotEmpty},
		"backup of memory":        {openTest(t, Options{}).Backup(ctx, target), ErrInMemory},
		"restore onto files":      {Restore(ctx, backup, full), ErrNotEmpty},
		"restore onto a store":    {Restore(ctx, backup, damaged), ErrNotEmpty},
		"restore of damage":       {Restore(ctx, damaged, target), ErrCorrupt},
		"restore of no store":     {Restore(ctx, full, target), os.ErrNotExist},
		"restore of a gap":        {Restore(ctx, filepath.Join(full, "none"), target), os.ErrNotExist},
		"opening what is not one": {openError(Options{Path: full}), ErrFormat},
	} {
		if !errors.Is(c.err, c.want) {
			t.Errorf("%s: error %v, want %v", name, c.err, c.want)
		}
	}
	if _, err := os.Stat(target); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a refused restore left %s: %v", target, err)
	}
	if names, err := os.ReadDir(full); err != nil || len(names) != 1 {
		t.Errorf("the folder that was refused holds %v, %v", names, err)
	}
}

func openError(o Options) error {
	s, err := Open(context.Background(), o)
	if err == nil {
		_ = s.Close() // not what was tested
	}
	return err
}
