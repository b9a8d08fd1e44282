package quadstore

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"syscall"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// lockingFS is the file system under Pebble. A store that is only read, on a
// disk or in a folder that can not be written, needs no lock and gets none.
type lockingFS struct {
	vfs.FS
	readOnly bool
}

// Lock locks a file. One that is locked gives ErrLocked.
func (f lockingFS) Lock(name string) (io.Closer, error) {
	c, err := f.FS.Lock(name)
	if f.readOnly && (errors.Is(err, syscall.EROFS) || errors.Is(err, fs.ErrPermission)) {
		return io.NopCloser(nil), nil
	}
	var number syscall.Errno
	if err != nil && (!errors.As(err, &number) || number == syscall.EAGAIN) { // no number: locked by ourselves
		return nil, fmt.Errorf("%w: %w", ErrLocked, err)
	}
	return c, err
}

// Unwrap returns the file system below.
func (f lockingFS) Unwrap() vfs.FS { return f.FS }
