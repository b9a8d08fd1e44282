package quadstore

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"

	"whence/graph/quadstore/storefs"
)

// childFolder tells a process of this test binary to open the store there, say
// how that went, and wait.
const childFolder = "WHENCE_CHILD_FOLDER"

// TestMainOfChild is what the other process of some tests does.
func TestMainOfChild(t *testing.T) {
	dir := os.Getenv(childFolder)
	if dir == "" {
		t.Skip("a test of another process runs this")
	}
	for _, readOnly := range []bool{false, true} {
		s, err := Open(context.Background(), Options{Path: dir, ReadOnly: readOnly})
		switch {
		case err == nil:
			fmt.Println("opened", s.Snapshot().Stats().Quads, s.Apply(context.Background(), Batch{Add: manyQuads(1)}))
			_ = s.Close() // nothing was written
		case errors.Is(err, ErrLocked):
			fmt.Println("locked")
		case errors.Is(err, ErrReadOnly):
			fmt.Println("read-only")
		default:
			fmt.Println(err)
		}
	}
}

// inChild opens a store for writing and then for reading in another process, and
// returns what it says.
func inChild(t *testing.T, dir string, user *syscall.Credential) []string {
	t.Helper()
	program := os.Args[0]
	if user != nil { // who may not run it where it is
		program = dir + "/../quadstore.test"
		if err := errors.Join(storefs.CopyFile(os.Args[0], program), os.Chmod(program, 0o555)); err != nil {
			t.Fatal(err)
		}
		defer os.Remove(program)
	}
	cmd := exec.Command(program, "-test.run=^TestMainOfChild$")
	cmd.Env = append(os.Environ(), childFolder+"="+dir)
	cmd.Dir = "/"
	if user != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: user}
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Skipf("other process: %v", err)
	}
	var lines []string
	for s := bufio.NewScanner(out); s.Scan() && len(lines) < 2; {
		lines = append(lines, s.Text())
	}
	_ = cmd.Wait() // what it said counts
	return lines
}

// TestLocked opens a store that is open, in this process and in another.
func TestLocked(t *testing.T) {
	o := Options{Path: t.TempDir()}
	openTest(t, o)
	start := time.Now()
	if err := openError(o); !errors.Is(err, ErrLocked) || time.Since(start) > time.Second {
		t.Errorf("error %v after %v", err, time.Since(start))
	}
	if said := inChild(t, o.Path, nil); len(said) != 2 || said[0] != "locked" || said[1] != "locked" {
		t.Errorf("another process says %q", said)
	}
}

// TestReadOnly opens a store in a folder that can not be written, as a user who
// is not root: for writing it is refused, for reading it answers.
func TestReadOnly(t *testing.T) {
	ctx := context.Background()
	parent, err := os.MkdirTemp("", "read-only") // others can't reach into a test's own folder
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(parent)
	if err := os.Chmod(parent, 0o755); err != nil {
		t.Fatal(err)
	}
	dir := parent + "/store"
	s := openTest(t, Options{Path: dir})
	if err := s.Apply(ctx, Batch{Add: manyQuads(500)}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range append(filesOf(t, dir), recordsName, "") {
		if err := os.Chmod(dir+"/"+name, 0o555); err != nil {
			t.Fatal(err)
		}
	}
	nobody := &syscall.Credential{Uid: 65534, Gid: 65534}
	if os.Getuid() != 0 {
		nobody = nil
	}
	want := "opened 500 " + ErrReadOnly.Error()
	if said := inChild(t, dir, nobody); len(said) != 2 || said[0] != "read-only" || said[1] != want {
		t.Errorf("the other process says %q", said)
	}
}

// TestReadOnlyOption opens stores for reading only: one that is there, and none.
func TestReadOnlyOption(t *testing.T) {
	ctx := context.Background()
	o := Options{Path: t.TempDir()}
	s := openTest(t, o)
	if err := s.Apply(ctx, Batch{Add: manyQuads(10)}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	o.ReadOnly = true
	s = openTest(t, o)
	if got := s.Snapshot().Stats().Quads; got != 10 {
		t.Errorf("%d quads", got)
	}
	if err := s.Apply(ctx, Batch{Add: manyQuads(11)}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("writing: %v", err)
	}
	if _, err := s.Load(ctx, seqOf(manyQuads(11), nil)); !errors.Is(err, ErrReadOnly) {
		t.Errorf("loading: %v", err)
	}
	o.Path += "/none"
	if err := openError(o); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a store that is not there: %v", err)
	}
}

// fullDisk is a disk with so many bytes left. It tells so, or it does not.
type fullDisk struct {
	vfs.FS
	left  *atomic.Int64
	tells bool
}

func (d fullDisk) GetDiskUsage(path string) (vfs.DiskUsage, error) {
	if !d.tells {
		return vfs.DiskUsage{}, vfs.ErrUnsupported
	}
	return vfs.DiskUsage{AvailBytes: uint64(max(0, d.left.Load()))}, nil
}

func (d fullDisk) Create(name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	f, err := d.FS.Create(name, c)
	return fullFile{f, d}, err
}

func (d fullDisk) ReuseForWrite(old, name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	f, err := d.FS.ReuseForWrite(old, name, c)
	return fullFile{f, d}, err
}

func (d fullDisk) Unwrap() vfs.FS { return d.FS }

type fullFile struct {
	vfs.File
	disk fullDisk
}

func (f fullFile) Write(b []byte) (int, error) {
	if f.disk.left.Add(-int64(len(b))) < 0 {
		return 0, syscall.ENOSPC
	}
	return f.File.Write(b)
}

func (f fullFile) Preallocate(int64, int64) error { return nil }

// TestFullDisk writes until the disk is full, with a disk that tells how much is
// left and with one that does not: the write that fails says so, reading goes
// on, and with room again the store has all that was acknowledged.
func TestFullDisk(t *testing.T) {
	ctx := context.Background()
	for _, tells := range []bool{true, false} {
		for _, bulk := range []bool{false, true} {
			t.Run(fmt.Sprintf("tells %v, bulk %v", tells, bulk), func(t *testing.T) {
				disk := fullDisk{vfs.Default, new(atomic.Int64), tells}
				disk.left.Store(spareSpace + 10<<20)
				o := Options{Path: t.TempDir(), ClaimPrefix: claimPrefix}
				s, err := open(ctx, o, disk)
				if err != nil {
					t.Fatal(err)
				}
				quads := manyQuads(3 * bulkMin)
				n := 0
				for ; err == nil && n < 1000; n++ {
					switch {
					case n != 20:
						err = s.Apply(ctx, Batch{Add: quads[n*300%bulkMin:][:300], Remove: quads[n*200%bulkMin:][:200]})
					case bulk:
						disk.left.Store(1000)
						_, err = s.Load(ctx, seqOf(quads, nil))
					default:
						disk.left.Store(100)
						err = s.Apply(ctx, Batch{Add: quads[bulkMin:][:100]})
					}
				}
				if n != 21 || !errors.Is(err, ErrSpace) {
					t.Fatalf("write %d: %v", n, err)
				}
				want := digest(t, s.Snapshot())
				disk.left.Store(1 << 40)
				if err := s.Close(); err != nil {
					t.Logf("closing: %v", err)
				}
				checkAfterFull(t, o, want)
			})
		}
	}
}

// checkAfterFull opens a store again in the process in which a write failed, inside Pebble or before it.
func checkAfterFull(t *testing.T, o Options, want string) {
	t.Helper()
	s := openTest(t, o)
	if digest(t, s.Snapshot()) != want {
		t.Error("the store has not what was acknowledged")
	}
	if err := s.Apply(context.Background(), Batch{Add: manyQuads(7)}); err != nil {
		t.Errorf("writing with room again: %v", err)
	}
}

// TestOpenOnAFullDisk opens a store on a disk that does not tell that it is full, again and again with a little more room:
// it says that the disk is full, or opens, and never that it is in use. With room it has all that was acknowledged.
func TestOpenOnAFullDisk(t *testing.T) {
	ctx := context.Background()
	disk := fullDisk{vfs.Default, new(atomic.Int64), false}
	disk.left.Store(1 << 40)
	o := Options{Path: t.TempDir(), ClaimPrefix: claimPrefix}
	s, err := open(ctx, o, disk)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Apply(ctx, Batch{Add: manyQuads(3000)}); err != nil {
		t.Fatal(err)
	}
	want := digest(t, s.Snapshot())
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	full := 0
	for left := int64(0); left < 2000; left += 50 {
		disk.left.Store(left)
		s, err := open(ctx, o, disk)
		if err == nil {
			disk.left.Store(1 << 40)
			if digest(t, s.Snapshot()) != want {
				t.Fatalf("with %d bytes left the store has something else", left)
			}
			err = s.Close()
		}
		if err != nil && !errors.Is(err, ErrSpace) {
			t.Fatalf("with %d bytes left: %v", left, err)
		}
		if err != nil {
			full++
		}
	}
	if full == 0 {
		t.Error("the disk was never full")
	}
	checkAfterFull(t, o, want)
}
