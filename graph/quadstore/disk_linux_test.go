package quadstore

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// ownDisk tells a process of this test binary that it may mount a disk there,
// which nobody else sees.
const ownDisk = "WHENCE_OWN_DISK"

// TestDisk is what disk_test.go checks with a disk that is made up, on real ones:
// small, full, and mounted for reading only. It runs as a process in a mount
// namespace of its own and is skipped where that can not be had.
func TestDisk(t *testing.T) {
	if dir := os.Getenv(ownDisk); dir != "" {
		useDisk(t, dir)
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestDisk$", "-test.v")
	cmd.Env = append(os.Environ(), ownDisk+"="+t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
	if os.Getuid() != 0 {
		cmd.SysProcAttr.Cloneflags = syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}
	}
	out, err := cmd.CombinedOutput()
	switch {
	case errors.Is(err, syscall.EPERM), errors.Is(err, syscall.EINVAL), errors.Is(err, syscall.ENOSYS), errors.Is(err, syscall.ENOSPC):
		t.Skipf("no mount namespace: %v", err)
	case strings.Contains(string(out), "--- SKIP"):
		t.Skipf("%s", out)
	case err != nil:
		t.Fatalf("%v\n%s", err, out)
	}
}

// useDisk writes to a small disk until it is full, fills what is left of it, and
// at last mounts it for reading only. Whatever is refused, the store has what was
// acknowledged.
func useDisk(t *testing.T, dir string) {
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=40m"); err != nil {
		t.Skipf("no mount: %v", err)
	}
	o := Options{Path: dir + "/store", ClaimPrefix: claimPrefix}
	want := fillDisk(t, o)

	ballast := dir + "/ballast"
	if err := takeAll(ballast); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("ballast: %v", err)
	}
	if err := openError(o); !errors.Is(err, ErrSpace) {
		t.Errorf("opening on a full disk: %v", err)
	}
	if said := inChild(t, o.Path, nil); len(said) != 2 || !strings.Contains(said[0], ErrSpace.Error()) || strings.Contains(said[1], ErrCorrupt.Error()) {
		t.Errorf("opening on a full disk: %q", said)
	}
	readFrom(t, o, want)
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}

	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	if err := openError(o); !errors.Is(err, ErrReadOnly) {
		t.Errorf("opening on a disk that is read-only: %v", err)
	}
	readFrom(t, o, want)

	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT, "size=200m"); err != nil {
		t.Fatal(err)
	}
	s := openTest(t, o)
	if digest(t, s.Snapshot()) != want {
		t.Error("with room again, the store has not what was acknowledged")
	}
	if err := s.Apply(context.Background(), Batch{Add: manyQuads(7000)}); err != nil {
		t.Errorf("with room again: %v", err)
	}
}

// fillDisk writes until a write is refused and returns the digest of what was
// acknowledged. A load that is too large is refused as a whole.
func fillDisk(t *testing.T, o Options) (want string) {
	t.Helper()
	ctx := context.Background()
	s := openTest(t, o)
	quads := manyQuads(10 * bulkMin)
	if err := s.Apply(ctx, Batch{Add: quads[:3000]}); err != nil {
		t.Fatal(err)
	}
	want = digest(t, s.Snapshot())
	if _, err := s.Load(ctx, seqOf(quads, nil)); !errors.Is(err, ErrSpace) {
		t.Fatalf("loading: %v", err)
	}
	if digest(t, s.Snapshot()) != want {
		t.Fatal("a load that was refused has changed the store")
	}
	var err error
	for n := 3000; err == nil && n+3000 < len(quads); n += 3000 {
		want = digest(t, s.Snapshot())
		err = s.Apply(ctx, Batch{Add: quads[n : n+3000]})
	}
	if !errors.Is(err, ErrSpace) || digest(t, s.Snapshot()) != want {
		t.Fatalf("writing: %v, or the store has changed", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return want
}

// takeAll writes a file until the disk is full.
func takeAll(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	for block := make([]byte, 4096); err == nil; {
		_, err = f.Write(block)
	}
	return err
}

func readFrom(t *testing.T, o Options, want string) {
	t.Helper()
	o.ReadOnly = true
	s := openTest(t, o)
	defer s.Close()
	if digest(t, s.Snapshot()) != want {
		t.Error("the store has not what was acknowledged")
	}
	if err := s.Apply(context.Background(), Batch{Add: manyQuads(1)}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("writing: %v", err)
	}
}
