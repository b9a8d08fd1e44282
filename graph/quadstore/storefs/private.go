package storefs

import (
	"errors"
	"io"
	"os"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// Private is the operating system's file system, on which everything that is made is its owner's alone: a graph may hold
// what is nobody else's business. What exists already keeps its mode, which somebody may have chosen.
type Private struct{ vfs.FS }

// The modes of what is made.
const (
	PrivateFolder = 0o700
	PrivateFile   = 0o600
)

// Create makes a file, or empties one.
func (p Private) Create(name string, category vfs.DiskWriteCategory) (vfs.File, error) {
	f, err := p.FS.Create(name, category)
	return private(name, f, err)
}

// OpenReadWrite opens a file, and makes it if there is none.
func (p Private) OpenReadWrite(name string, category vfs.DiskWriteCategory, opts ...vfs.OpenOption) (vfs.File, error) {
	_, missing := os.Stat(name)
	f, err := p.FS.OpenReadWrite(name, category, opts...)
	if missing == nil {
		return f, err
	}
	return private(name, f, err)
}

// Lock locks a file, and makes it if there is none.
func (p Private) Lock(name string) (io.Closer, error) {
	_, missing := os.Stat(name)
	lock, err := p.FS.Lock(name)
	if err == nil && missing != nil {
		err = os.Chmod(name, PrivateFile)
	}
	if err != nil && lock != nil {
		err = errors.Join(err, lock.Close())
	}
	return lock, err
}

// MkdirAll makes a folder and those above it.
func (p Private) MkdirAll(dir string, _ os.FileMode) error {
	return p.FS.MkdirAll(dir, PrivateFolder)
}

// Unwrap returns the file system below.
func (p Private) Unwrap() vfs.FS { return p.FS }

// private takes a new file from everybody but its owner.
func private(name string, f vfs.File, err error) (vfs.File, error) {
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(name, PrivateFile); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}
