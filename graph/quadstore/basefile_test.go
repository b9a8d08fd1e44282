package quadstore

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/cespare/xxhash/v2"
	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"

	"whence/graph/quadstore/pagefile"
	"whence/graph/quadstore/storefs"
	"whence/graph/store"
)

// fileAll has the stores of a test write a base file, however small they are.
func fileAll(t *testing.T) { t.Cleanup(FileAll()) }

// filedStore makes a store with a base file, closed, and returns its options and its digest.
func filedStore(t *testing.T, quads int) (o Options, want string) {
	t.Helper()
	o = Options{Path: filepath.Join(t.TempDir(), "store"), ClaimPrefix: claimPrefix}
	s := openTest(t, o)
	if _, err := s.Load(context.Background(), seqOf(manyQuads(quads), nil)); err != nil {
		t.Fatal(err)
	}
	want = digest(t, s.Snapshot())
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return o, want
}

// openMapped opens a store and fails unless it has its base from the file.
func openMapped(t *testing.T, o Options) *Store {
	t.Helper()
	s := openTest(t, o)
	if s.Opened() != "mapped" || s.Snapshot().mapped == nil {
		t.Fatalf("opened %q", s.Opened())
	}
	return s
}

// waitFor waits until the store says that its base is as wanted.
func waitFor(t *testing.T, s *Store, want string) {
	t.Helper()
	for range 1000 {
		if strings.HasPrefix(s.Opened(), want) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("the store says %q, want %q", s.Opened(), want)
}

// waitSettled waits until the store has a file of its newest base and makes no other.
func waitSettled(t *testing.T, s *Store) {
	t.Helper()
	for range 1000 {
		if now := s.Snapshot(); now.base.file != nil && !needsCompaction(now) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("the store says %q and has no file of its newest base", s.Opened())
}

// TestTail opens a store as a killed process leaves it, with changes of every kind since its file was written: it has them all, from the
// file and not by reading everything.
func TestTail(t *testing.T) {
	fileAll(t)
	ctx := context.Background()
	o, _ := filedStore(t, 3000)
	s := openMapped(t, o)
	quads := manyQuads(4000)
	writes := []Batch{
		{Add: quads[3000:3300], Remove: quads[100:200]},
		{Remove: quads[150:400], Add: quads[120:130]},
		{Side: []SideRecord{{Key: []byte("a"), Value: []byte("1")}}},
		{Add: quads[300:350], Side: []SideRecord{{Key: []byte("a"), Value: []byte("2")}, {Key: []byte("b"), Value: []byte("3")}}},
		{Add: quads[3300:3350], Side: []SideRecord{{Key: []byte("b")}}},
		{Remove: quads[3300:3310]},
	}
	for i, b := range writes {
		if err := s.Apply(ctx, b); err != nil {
			t.Fatal(err)
		}
		copied := Options{Path: filepath.Join(t.TempDir(), "copy"), ClaimPrefix: claimPrefix}
		if err := storefs.CopyFolder(ctx, o.Path, copied.Path); err != nil {
			t.Fatal(err)
		}
		again := openMapped(t, copied)
		now, then := again.Snapshot(), s.Snapshot()
		if digest(t, now) != digest(t, then) || now.Stats() != then.Stats() || now.Version() != then.Version() {
			t.Fatalf("write %d: holds %+v at version %d, should be %+v at %d", i, now.Stats(), now.Version(), then.Stats(), then.Version())
		}
		for id := range ID(then.terms()) + 1 {
			if now.Value(id) != then.Value(id) || id != 0 && now.ID(then.Value(id)) != id {
				t.Fatalf("write %d: ID %d is %v, was %v", i, id, now.Value(id), then.Value(id))
			}
		}
		if err := again.Apply(ctx, Batch{Add: quads[3900:]}); err != nil {
			t.Fatal(err)
		}
	}
}

// damage is what happens to a base file, and whether opening the store notices it at once.
type damage struct {
	name string
	do   func(t *testing.T, path string)
	head bool
}

func damages(t *testing.T) []damage {
	other, _ := filedStore(t, 2500)
	change := func(at func(size int64) int64) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			t.Helper()
			text, err := os.ReadFile(path)
			if err == nil {
				text[at(int64(len(text)))] ^= byte(1 + rand.IntN(255))
				err = os.WriteFile(path, text, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	cut := func(length func(size int64) int64) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			t.Helper()
			info, err := os.Stat(path)
			if err == nil {
				err = os.Truncate(path, length(info.Size()))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	at := func(n int64) func(int64) int64 { return func(int64) int64 { return n } }
	return []damage{
		{"no file", func(t *testing.T, path string) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}, true},
		{"of another store", func(t *testing.T, path string) {
			if err := storefs.CopyFile(filepath.Join(other.Path, baseFileName), path); err != nil {
				t.Fatal(err)
			}
		}, true},
		{"of another version of the format", newerFormat, true},
		{"a byte of the head", change(func(int64) int64 { return rand.Int64N(200) }), true},
		{"a checksum", change(func(size int64) int64 { return size - 1 - rand.Int64N(40) }), true},
		{"empty", cut(at(0)), true},
		{"cut at the head", cut(at(1000)), true},
		{"cut by a byte", cut(func(size int64) int64 { return size - 1 }), true},
		{"cut by a page", cut(func(size int64) int64 { return size - pagefile.PageLen }), true},
		{"a byte of a page", change(func(size int64) int64 { return pagefile.PageLen + rand.Int64N(size*9/10-pagefile.PageLen) }), false},
		{"a byte of the links", change(at(2*pagefile.PageLen + 5)), false},
	}
}

// newerFormat makes a file one of the next format, its head whole.
func newerFormat(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text[16+len("whence pages\n")]++
	length := binary.LittleEndian.Uint64(text[8:])
	binary.LittleEndian.PutUint64(text, xxhash.Sum64(text[8:16+length]))
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestDamagedBaseFile opens a store with a base file that is not as it was written: it answers as before, and has a file that is
// right in the end.
func TestDamagedBaseFile(t *testing.T) {
	fileAll(t)
	o, want := filedStore(t, 3000)
	for _, d := range damages(t) {
		t.Run(d.name, func(t *testing.T) {
			copied := Options{Path: filepath.Join(t.TempDir(), "copy"), ClaimPrefix: claimPrefix}
			if err := storefs.CopyFolder(context.Background(), o.Path, copied.Path); err != nil {
				t.Fatal(err)
			}
			d.do(t, filepath.Join(copied.Path, baseFileName))
			readOnly := copied
			readOnly.ReadOnly = true
			for _, o := range []Options{readOnly, copied} {
				s := openTest(t, o)
				if how := s.Opened(); d.head && !strings.HasPrefix(how, "rebuilt") || !d.head && how != "mapped" && !strings.Contains(how, "page") {
					t.Errorf("read-only %v: opened %q", o.ReadOnly, how)
				}
				if digest(t, s.Snapshot()) != want {
					t.Errorf("read-only %v: the store answers something else", o.ReadOnly)
				}
				if !o.ReadOnly && s.Opened() != "mapped" {
					waitFor(t, s, "mapped, as it was written")
				}
				if digest(t, s.Snapshot()) != want {
					t.Errorf("read-only %v: the store answers something else now", o.ReadOnly)
				}
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
			}
			if s := openMapped(t, copied); digest(t, s.Snapshot()) != want {
				t.Error("the new file answers something else")
			}
		})
	}
}

// TestFileCutUnderReaders cuts the file of an open store short, or takes pages from it, while it is read and written: every answer is
// right, and the store has a new file in the end.
func TestFileCutUnderReaders(t *testing.T) {
	fileAll(t)
	ctx := context.Background()
	o, want := filedStore(t, 50_000)
	s := openMapped(t, o)
	old := s.Snapshot()
	if err := s.Apply(ctx, Batch{Add: manyQuads(50_100)[50_000:]}); err != nil {
		t.Fatal(err)
	}
	now := digestByNeighbours(t, old)
	var stop atomic.Bool
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for n := 0; !stop.Load() || n == 0; n++ {
				if digestByNeighbours(t, old) != now {
					t.Error("a snapshot answers something else")
				}
			}
		})
	}
	if err := os.Truncate(filepath.Join(o.Path, baseFileName), pagefile.PageLen); err != nil {
		t.Fatal(err)
	}
	for old.mapped.healed.Load() == nil {
		time.Sleep(time.Millisecond)
	}
	if err := s.Apply(ctx, Batch{Remove: manyQuads(50_100)[50_000:]}); err != nil && !errors.Is(err, store.ErrUnavailable) {
		t.Error(err)
	}
	waitFor(t, s, "mapped, as it was written")
	stop.Store(true)
	wg.Wait()
	if err := s.Apply(ctx, Batch{Remove: manyQuads(50_100)[50_000:]}); err != nil {
		t.Error(err)
	}
	if digest(t, s.Snapshot()) != want || digest(t, old) != want {
		t.Error("the store answers something else")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if again := openMapped(t, o); digest(t, again.Snapshot()) != want {
		t.Error("the new file answers something else")
	}
}

// digestByNeighbours reads every term, and every edge by its object, as text.
func digestByNeighbours(t *testing.T, s *Snapshot) string {
	t.Helper()
	var edges Edges
	var text []byte
	sum := 0
	for id := ID(1); int(id) <= s.Stats().Terms; id += 7 {
		if err := s.Expand(context.Background(), &edges, []ID{id}, quad.Object); err != nil {
			t.Error(err)
		}
		for i := range edges.Len() {
			text = s.AppendText(text[:0], edges.Subject[i])
			for _, c := range text {
				sum = sum*31 + int(c)
			}
		}
	}
	return fmt.Sprint(sum)
}

// TestUnavailable takes the file from under snapshots that nothing can make anew: one of a closed store, and one from before a load.
// Asked as an engine they say that they are unavailable.
func TestUnavailable(t *testing.T) {
	fileAll(t)
	ctx := context.Background()
	for _, closed := range []bool{true, false} {
		t.Run(fmt.Sprintf("closed %v", closed), func(t *testing.T) {
			o, _ := filedStore(t, 3000)
			s := openMapped(t, o)
			old := s.Snapshot().Engine()
			if closed { // before the file is cut: an open store that checks its file would make it anew
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.Truncate(filepath.Join(o.Path, baseFileName), pagefile.PageLen); err != nil {
				t.Fatal(err)
			}
			if !closed {
				_, err := s.Load(ctx, seqOf(manyQuads(2*bulkMin), nil))
				if errors.Is(err, store.ErrUnavailable) { // it has met the cut file itself; by now there is another
					_, err = s.Load(ctx, seqOf(manyQuads(2*bulkMin), nil))
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			var edges Edges
			err := old.Expand(ctx, &edges, []ID{1, 2, 3}, store.Subject, 0)
			if closed && !errors.Is(err, store.ErrUnavailable) {
				t.Errorf("expanding: %v", err)
			}
			if err != nil && !errors.Is(err, store.ErrUnavailable) {
				t.Errorf("expanding: %v", err)
			}
			for _, err := range old.Scan(ctx, 0) {
				if err != nil && !errors.Is(err, store.ErrUnavailable) {
					t.Errorf("scanning: %v", err)
				}
			}
		})
	}
}

// TestCheckFindsDamage opens stores whose damage opening does not notice, and checks them: a page of the file that is wrong is mended, a
// record that is gone keeps the store from being written.
func TestCheckFindsDamage(t *testing.T) {
	fileAll(t)
	ctx := context.Background()
	atOnce := func(time.Duration) {}
	o, want := filedStore(t, 3000)
	path := filepath.Join(o.Path, baseFileName)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text[3*pagefile.PageLen+7] ^= 1
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	s := openMapped(t, o)
	if err := s.check(ctx, atOnce); err != nil || s.Snapshot().mapped != nil && s.Snapshot().mapped.fault.Load() == nil && s.Opened() == "mapped" {
		t.Errorf("%q after a check: %v", s.Opened(), err)
	}
	waitFor(t, s, "mapped, as it was written")
	if err := s.check(ctx, atOnce); err != nil || digest(t, s.Snapshot()) != want {
		t.Errorf("the new file: %v", err)
	}
	for r, err := range anyQuad(s) {
		if err = errors.Join(err, s.disk.db.Delete(r, pebble.Sync)); err != nil {
			t.Fatal(err)
		}
		break
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openMapped(t, o)
	if err := s.check(ctx, atOnce); !errors.Is(err, ErrCorrupt) {
		t.Errorf("a record that is gone: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	o.Check = true
	if err := openError(o); !errors.Is(err, ErrCorrupt) {
		t.Errorf("opened with a check: %v", err)
	}
}

// anyQuad yields the keys of quads in the records of a store.
func anyQuad(s *Store) func(func([]byte, error) bool) {
	return func(yield func([]byte, error) bool) {
		for q := range s.Snapshot().Scan(0) {
			if !yield(appendQuadKey(nil, q), nil) {
				return
			}
		}
	}
}

// partialFull is a disk that is full for base files alone.
type partialFull struct{ vfs.FS }

func (d partialFull) Create(name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	f, err := d.FS.Create(name, c)
	if err == nil && strings.HasSuffix(name, partialFileName) {
		return noRoom{f, new(atomic.Int64)}, nil
	}
	return f, err
}

func (d partialFull) Unwrap() vfs.FS { return d.FS }

type noRoom struct {
	vfs.File
	written *atomic.Int64
}

func (f noRoom) Write(b []byte) (int, error) {
	if f.written.Add(int64(len(b))) > 3*pagefile.PageLen {
		return 0, syscall.ENOSPC
	}
	return f.File.Write(b)
}

// TestFullDiskOfBaseFile has no room for the base file: the store works on, leaves nothing behind, and opens without one.
func TestFullDiskOfBaseFile(t *testing.T) {
	fileAll(t)
	ctx := context.Background()
	o := Options{Path: t.TempDir(), ClaimPrefix: claimPrefix}
	s, err := open(ctx, o, partialFull{storefs.Private{FS: vfs.Default}})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 2 {
		if _, err := s.Load(ctx, seqOf(manyQuads((n+1)*bulkMin), nil)); err != nil {
			t.Fatal(err)
		}
		if err := s.Apply(ctx, Batch{Remove: manyQuads(100)}); err != nil {
			t.Fatal(err)
		}
	}
	want := digest(t, s.Snapshot())
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{baseFileName, partialFileName} {
		if _, err := os.Stat(filepath.Join(o.Path, name)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
	}
	s = openTest(t, o)
	if digest(t, s.Snapshot()) != want || !strings.HasPrefix(s.Opened(), "rebuilt") && !strings.HasPrefix(s.Opened(), "mapped, as") {
		t.Errorf("opened %q, the same %v", s.Opened(), digest(t, s.Snapshot()) == want)
	}
}
