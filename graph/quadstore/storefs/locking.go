package storefs

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"syscall"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// ErrLocked says that another process, or another store of this one, has the folder.
var ErrLocked = errors.New("store is in use by another process")

// Locking is the file system under Pebble. A store that is only read, on a
// disk or in a folder that can not be written, needs no lock and gets none.
type Locking struct {
	vfs.FS
	ReadOnly bool
}

// Lock locks a file. One that is locked gives ErrLocked.
func (f Locking) Lock(name string) (io.Closer, error) {
	c, err := f.FS.Lock(name)
	if f.ReadOnly && (errors.Is(err, syscall.EROFS) || errors.Is(err, fs.ErrPermission)) {
		return io.NopCloser(nil), nil
	}
	var number syscall.Errno
	if err != nil && (!errors.As(err, &number) || number == syscall.EAGAIN) { // no number: locked by ourselves
		return nil, fmt.Errorf("%w: %w", ErrLocked, err)
	}
	return c, err
}

// Unwrap returns the file system below.
func (f Locking) Unwrap() vfs.FS { return f.FS }
