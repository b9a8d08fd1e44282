package storefs

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/cespare/xxhash/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// AckedVersion is a small file that remembers which version was last acknowledged.
// A log whose end has rotted looks like one that a crash cut short; the acked
// version tells the two apart.
//
// A version is written here once the log has it for good and before it is
// acknowledged. So the acked version is never ahead of the records, whatever is cut
// short when, and records that are behind it are damaged. What is written
// here outlives the process at once. It outlives the machine when it is synced:
// with a write that comes a syncInterval or more after the last sync, and when the
// store closes, since every commit would otherwise wait for two syncs. The last
// writes of a burst wait until the next write, the end, or the operating system
// writes it back of itself. One of them is lost in silence only if the machine
// fails before that and the log, which was synced, rots as well.
//
// It has two slots in sectors of their own, written in turn, so that a write
// torn by a crash leaves the one before.
type AckedVersion struct {
	file   vfs.File
	synced time.Time
}

// syncInterval is how much lies between two syncs of writes in quick succession.
const syncInterval = time.Second

// AckedName is the file's name in the folder of a store.
const AckedName = "witness"

// ErrCorrupt says that files are not as they were written.
var ErrCorrupt = errors.New("store is corrupt")

const (
	sector  = 512
	slotLen = 16 // version, hash
)

// OpenAckedVersion opens the file in a folder and returns what it has seen; where
// there is none it makes one that has seen nothing.
func OpenAckedVersion(fs vfs.FS, dir string, readOnly bool) (*AckedVersion, uint64, error) {
	name := fs.PathJoin(dir, AckedName)
	open := func() (vfs.File, error) { return fs.OpenReadWrite(name, vfs.WriteCategoryUnspecified) }
	if readOnly {
		open = func() (vfs.File, error) { return fs.Open(name) }
	}
	f, err := open()
	if err != nil {
		return nil, 0, err
	}
	a := &AckedVersion{file: f}
	seen, err := a.read(readOnly)
	if err != nil {
		_ = f.Close() // the first error says more
		return nil, 0, err
	}
	return a, seen, nil
}

func (a *AckedVersion) read(readOnly bool) (uint64, error) {
	info, err := a.file.Stat()
	if err != nil {
		return 0, err
	}
	if info.Size() == 0 && !readOnly {
		return 0, a.reset()
	}
	seen, found := uint64(0), false
	for i := range 2 {
		var slot [slotLen]byte
		if _, err := a.file.ReadAt(slot[:], int64(i)*sector); err != nil && !errors.Is(err, io.EOF) {
			return 0, err
		}
		if xxhash.Sum64(slot[:8]) == binary.BigEndian.Uint64(slot[8:]) {
			seen, found = max(seen, binary.BigEndian.Uint64(slot[:8])), true
		}
	}
	if !found {
		return 0, fmt.Errorf("%s: %w", AckedName, ErrCorrupt)
	}
	return seen, nil
}

// reset fills both slots of a new file.
func (a *AckedVersion) reset() error {
	return errors.Join(a.write(0, 0), a.write(0, 1), a.file.Sync())
}

// Acknowledge remembers a version.
func (a *AckedVersion) Acknowledge(version uint64) error {
	if err := a.write(version, version%2); err != nil || time.Since(a.synced) < syncInterval {
		return err
	}
	return a.Sync()
}

// Sync has what was acknowledged outlive the machine.
func (a *AckedVersion) Sync() error {
	a.synced = time.Now()
	return a.file.SyncData()
}

func (a *AckedVersion) write(version, slot uint64) error {
	b := binary.BigEndian.AppendUint64(make([]byte, 0, slotLen), version)
	b = binary.BigEndian.AppendUint64(b, xxhash.Sum64(b))
	_, err := a.file.WriteAt(b, int64(slot)*sector)
	return err
}

// Close closes the file.
func (a *AckedVersion) Close() error { return a.file.Close() }
