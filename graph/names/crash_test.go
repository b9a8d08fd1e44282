package names

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// mortal is a folder of a process that dies after so many steps: what it was writing is cut short, and from then on nothing
// happens any more.
type mortal struct {
	disk
	steps int
}

var errDied = errors.New("the process has died")

func (m *mortal) dies() bool {
	m.steps--
	return m.steps < 0
}

func (m *mortal) create(name string, write func(io.Writer) error) error {
	if m.steps < 0 {
		return errDied
	}
	err := m.disk.create(name, write)
	if err == nil && m.dies() {
		err = errors.Join(errDied, halve(m.path(name)))
	}
	return err
}

func (m *mortal) replace(name string, b []byte) error {
	if m.steps < 0 {
		return errDied
	}
	if m.dies() { // between the writing and the renaming
		return errors.Join(errDied, os.WriteFile(m.path(name+temporary), b[:len(b)/2], 0o600))
	}
	if err := m.disk.replace(name, b); err != nil {
		return err
	}
	if m.dies() { // after the renaming
		return errDied
	}
	return nil
}

func (m *mortal) remove(name string) error {
	if m.dies() {
		return errDied
	}
	return m.disk.remove(name)
}

func halve(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return os.Truncate(path, info.Size()/2)
}

// TestCrash lets a process die at each of its steps in turn, while it updates and while it rebuilds. The index that is
// opened after it is as it was before or as it was to be, and goes on.
func TestCrash(t *testing.T) {
	ctx := context.Background()
	const of = 40
	writes := map[string]func(x *Index, n int) error{
		"update": func(x *Index, n int) error {
			return cmp.Or(x.Update(ctx, uint64(n), generation(n, of), nil), x.Flush(ctx))
		},
		"rebuild": func(x *Index, n int) error {
			return x.Rebuild(ctx, uint64(n), sequence(generation(n, of)))
		},
	}
	for name, write := range writes {
		t.Run(name, func(t *testing.T) {
			before, after := 0, 0
			for steps := 0; ; steps++ {
				dir := t.TempDir()
				m := &mortal{disk: disk(dir), steps: 1 << 30}
				x := mustOpen(t, m)
				if err := write(x, 1); err != nil {
					t.Fatal(err)
				}
				m.steps = steps
				err := write(x, 2)
				survived := m.steps >= 0
				again := mustOpen(t, disk(dir))
				if again.Discarded() != nil && again.Version() != 0 {
					t.Fatalf("%d steps: discarded %v at version %d", steps, again.Discarded(), again.Version())
				}
				switch generationOf(t, again, of) {
				case 1:
					before++
				case 2:
					after++
				}
				if err == nil && again.Version() != 2 {
					t.Fatalf("%d steps: done, but lost", steps)
				}
				if err := write(again, 3); err != nil {
					t.Fatal(err)
				}
				generationOf(t, again, of)
				if again.Close() != nil || leftovers(t, dir, again) != 0 {
					t.Fatalf("%d steps: files are left over", steps)
				}
				if survived {
					break
				}
			}
			if before == 0 || after == 0 {
				t.Errorf("died %d times before and %d after", before, after)
			}
		})
	}
}

func mustOpen(t *testing.T, in folder) *Index {
	t.Helper()
	x, err := open(in)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	return x
}

// leftovers is the number of files that are not of the index.
func leftovers(t *testing.T, dir string, x *Index) int {
	t.Helper()
	list, err := disk(dir).list()
	if err != nil {
		t.Fatal(err)
	}
	return len(list) - len(x.manifest.Segments) - 1
}

// TestRot alters each file of an index in many places, and cuts it short in many: none of it is ever read as names.
func TestRot(t *testing.T) {
	dir := t.TempDir()
	x := mustOpen(t, disk(dir))
	for n := range 3 { // so that there are several segments
		if err := cmp.Or(x.Update(context.Background(), 1, generation(1, 100)[:100-49*n], nil), x.Flush(context.Background())); err != nil {
			t.Fatal(err)
		}
	}
	files := append(slices.Clone(x.manifest.Segments), manifestName)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		good, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		var bad [][]byte
		for at := 0; at < len(good); at += max(1, len(good)/40) {
			b := slices.Clone(good)
			b[at] ^= 0x20
			bad = append(bad, b, good[:at])
		}
		for i, b := range bad {
			copied := t.TempDir()
			if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(copied, file), b, 0o600); err != nil {
				t.Fatal(err)
			}
			again := mustOpen(t, disk(copied))
			if again.Discarded() == nil || again.Version() != 0 || mustSearch(t, again, "generation").Total != 0 {
				t.Errorf("%s, damage %d: read, at version %d", file, i, again.Version())
			}
			if i == 0 {
				if err := again.Rebuild(context.Background(), 2, sequence(generation(2, 20))); err != nil {
					t.Fatal(err)
				}
				generationOf(t, again, 20)
			}
			_ = again.Close()
		}
	}
}

// TestForeignFiles holds that an index never removes what it did not write.
func TestForeignFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"notes.txt", "manifest", "00000001.names.bak"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	x := mustOpen(t, disk(dir))
	if err := x.Update(context.Background(), 1, generation(1, 3), nil); err != nil {
		t.Fatal(err)
	}
	_ = x.Close()
	mustOpen(t, disk(dir))
	if n := leftovers(t, dir, x); n != 3 {
		t.Errorf("%d foreign files are left of 3", n)
	}
}
