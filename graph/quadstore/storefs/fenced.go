package storefs

import (
	"errors"
	"io"
	"os"
	"sync"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// errFenced is what Pebble gets of a file system that it is shut out of.
var errFenced = errors.New("the store has stopped writing")

// Fence shuts Pebble out of a store's files for good. Pebble that has stopped halfway leaves goroutines behind that may
// write when they like, and locks that only they can give back; behind the fence nothing that it does reaches the disk,
// so that the store can be unlocked and opened anew by the same process.
type Fence struct {
	lock  sync.RWMutex // held for reading by whatever changes a file
	shut  bool
	locks []io.Closer
}

// Close waits for what is being written, lets nothing more through, and gives back the locks.
func (f *Fence) Close() error {
	f.lock.Lock()
	defer f.lock.Unlock()
	f.shut = true
	var errs []error
	for _, l := range f.locks {
		errs = append(errs, l.Close())
	}
	f.locks = nil
	return errors.Join(errs...)
}

// pass does what changes a file, unless the fence is shut.
func (f *Fence) pass(change func() error) error {
	f.lock.RLock()
	defer f.lock.RUnlock()
	if f.shut {
		return errFenced
	}
	return change()
}

// Fenced is a file system behind a fence. Reading goes on when it is shut.
type Fenced struct {
	vfs.FS
	Fence *Fence
}

// Create makes a file, or empties one.
func (f Fenced) Create(name string, category vfs.DiskWriteCategory) (vfs.File, error) {
	return f.open(func() (vfs.File, error) { return f.FS.Create(name, category) })
}

// OpenReadWrite opens a file for writing, and makes it if there is none.
func (f Fenced) OpenReadWrite(name string, category vfs.DiskWriteCategory, opts ...vfs.OpenOption) (vfs.File, error) {
	return f.open(func() (vfs.File, error) { return f.FS.OpenReadWrite(name, category, opts...) })
}

// ReuseForWrite renames a file and opens it for writing.
func (f Fenced) ReuseForWrite(from, to string, category vfs.DiskWriteCategory) (vfs.File, error) {
	return f.open(func() (vfs.File, error) { return f.FS.ReuseForWrite(from, to, category) })
}

func (f Fenced) open(open func() (vfs.File, error)) (file vfs.File, err error) {
	err = f.Fence.pass(func() error {
		file, err = open()
		return err
	})
	if err != nil {
		return nil, err
	}
	return fencedFile{file, f.Fence}, nil
}

// Link gives a file a second name.
func (f Fenced) Link(from, to string) error {
	return f.Fence.pass(func() error { return f.FS.Link(from, to) })
}

// Remove removes a file.
func (f Fenced) Remove(name string) error {
	return f.Fence.pass(func() error { return f.FS.Remove(name) })
}

// RemoveAll removes a folder with all that is in it.
func (f Fenced) RemoveAll(name string) error {
	return f.Fence.pass(func() error { return f.FS.RemoveAll(name) })
}

// Rename renames a file.
func (f Fenced) Rename(from, to string) error {
	return f.Fence.pass(func() error { return f.FS.Rename(from, to) })
}

// MkdirAll makes a folder and those above it.
func (f Fenced) MkdirAll(dir string, mode os.FileMode) error {
	return f.Fence.pass(func() error { return f.FS.MkdirAll(dir, mode) })
}

// Lock locks a file until whoever locked it gives it back, or the fence does.
func (f Fenced) Lock(name string) (io.Closer, error) {
	f.Fence.lock.Lock()
	defer f.Fence.lock.Unlock()
	if f.Fence.shut {
		return nil, errFenced
	}
	l, err := f.FS.Lock(name)
	if err != nil {
		return nil, err
	}
	once := &closedOnce{Closer: l}
	f.Fence.locks = append(f.Fence.locks, once)
	return once, nil
}

// Unwrap returns the file system below.
func (f Fenced) Unwrap() vfs.FS { return f.FS }

// closedOnce is closed by whoever comes first, for the number of a file that is closed may be another's.
type closedOnce struct {
	io.Closer
	once sync.Once
	err  error
}

func (c *closedOnce) Close() error {
	c.once.Do(func() { c.err = c.Closer.Close() })
	return c.err
}

// fencedFile is a file that is written behind a fence.
type fencedFile struct {
	vfs.File
	Fence *Fence
}

// Write writes behind what was written.
func (f fencedFile) Write(b []byte) (n int, err error) {
	err = f.Fence.pass(func() error {
		n, err = f.File.Write(b)
		return err
	})
	return n, err
}

// WriteAt writes at a place.
func (f fencedFile) WriteAt(b []byte, at int64) (n int, err error) {
	err = f.Fence.pass(func() error {
		n, err = f.File.WriteAt(b, at)
		return err
	})
	return n, err
}

// Preallocate takes space ahead.
func (f fencedFile) Preallocate(offset, length int64) error {
	return f.Fence.pass(func() error { return f.File.Preallocate(offset, length) })
}
