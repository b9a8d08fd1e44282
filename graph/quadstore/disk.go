package quadstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"

	"whence/graph/quadstore/delta"
	"whence/graph/quadstore/storefs"
)

// diskStore is a store on disk: Pebble for the records, with the acked version beside it.
type diskStore struct {
	fs       vfs.FS
	path     string
	db       *pebble.DB
	lock     *pebble.Lock
	fence    *storefs.Fence // between Pebble and the files
	acked    *storefs.AckedVersion
	digest   uint64 // of the records
	readOnly bool
	format   int // of the files

	keepsChanges bool // a base file is there, or about to be written; the writer's
	logger       *storefs.PebbleLogger

	staged       []string // tables of a load
	stagedDigest uint64
}

// Errors of opening and writing a store on disk.
var (
	ErrLocked = storefs.ErrLocked
	ErrSpace  = errors.New("disk is full")
)

// recordsName is the folder of Pebble's files within a store's.
const recordsName = "records"

// spareSpace is the free space that is left for Pebble's own housekeeping: a write
// is refused rather than let it run into a full disk. There Pebble ends the
// process, if it can not begin its next log, and no caller can prevent it.
const spareSpace = 32 << 20

// memTableSize lets thousands of commits pass between two flushes: those that
// are made during one wait for a disk that is busy with it. Pebble takes the
// memory as it needs it.
const memTableSize = 32 << 20

// openDisk opens the files of a store, or makes them. It returns what the
// store says of itself.
func openDisk(o Options, disk vfs.FS) (d *diskStore, m meta, err error) {
	d = &diskStore{fs: disk, path: o.Path, readOnly: o.ReadOnly, fence: new(storefs.Fence), logger: storefs.NewPebbleLogger()}
	defer func() {
		if err != nil {
			_ = d.close() // the first error says more
			d, err = nil, fmt.Errorf("store %s: %w", o.Path, diagnose(err))
		}
	}()
	if err := d.lockFolder(); err != nil {
		return d, m, err
	}
	if !d.readOnly {
		if err := d.checkSpace(0); err != nil { // Pebble, once it is open, may run into the end of the disk by itself
			return d, m, err
		}
		if err := d.removeStaged(); err != nil { // a load that a crash cut short
			return d, m, err
		}
	}
	var seen uint64
	if d.acked, seen, err = storefs.OpenAckedVersion(d.fs, d.path, d.readOnly); err != nil {
		return d, m, err
	}
	if !d.readOnly && seen > 0 {
		if err := d.openReadOnlyFirst(seen); err != nil {
			return d, m, err
		}
	}
	if err := d.logger.Guard(d.openRecords); err != nil {
		return d, m, err
	}
	m, err = d.readMeta(seen, o.ClaimPrefix)
	d.digest = m.digest
	if err == nil && !d.readOnly {
		err = d.migrate(context.Background(), m) // it is short: files are shared, not copied
	}
	return d, m, err
}

// lockFolder makes the folder if need be and locks it.
func (d *diskStore) lockFolder() (err error) {
	if !d.readOnly {
		if err := d.makeFolder(); err != nil {
			return err
		}
	}
	d.lock, err = pebble.LockDirectory(d.path, storefs.Locking{FS: d.fs, ReadOnly: d.readOnly})
	return err
}

// makeFolder creates the folder, unless it holds something else.
func (d *diskStore) makeFolder() error {
	if err := d.fs.MkdirAll(d.path, storefs.PrivateFolder); err != nil {
		return err
	}
	names, err := d.fs.List(d.path)
	if err != nil || len(names) == 0 || d.exists(storefs.AckedName) {
		return err
	}
	if len(names) == 1 && names[0] == "LOCK" {
		return nil // a store was being made when its process died
	}
	return fmt.Errorf("folder has other files: %w", ErrFormat)
}

func (d *diskStore) exists(name string) bool {
	_, err := d.fs.Stat(d.fs.PathJoin(d.path, name))
	return err == nil
}

func (d *diskStore) openRecords() error {
	db, err := pebble.Open(d.fs.PathJoin(d.path, recordsName), d.options())
	d.db = db
	return err
}

// openReadOnlyFirst opens the records for reading before they are opened for writing.
// Pebble takes a log whose end is damaged for one that a crash cut short, and
// goes on with the next: so that the log can be put back from a copy, it must
// not get that far. It takes a few milliseconds and the time to replay the log.
func (d *diskStore) openReadOnlyFirst(seen uint64) error {
	readOnly := &diskStore{fs: d.fs, path: d.path, readOnly: true, fence: new(storefs.Fence), logger: storefs.NewPebbleLogger()}
	err := readOnly.logger.Guard(readOnly.openRecords)
	if errors.Is(err, pebble.ErrDBDoesNotExist) {
		return fmt.Errorf("no records, though version %d was written: %w", seen, ErrCorrupt)
	}
	if err == nil {
		_, err = readOnly.readMeta(seen, "")
	}
	return errors.Join(err, readOnly.close())
}

func (d *diskStore) options() *pebble.Options {
	o := &pebble.Options{
		FS:                 storefs.Fenced{FS: storefs.Locking{FS: d.fs, ReadOnly: d.readOnly}, Fence: d.fence},
		FormatMajorVersion: pebble.FormatTableFormatV6,
		CacheSize:          1 << 20, // all is read once, when the store opens
		MemTableSize:       memTableSize,
		ReadOnly:           d.readOnly,
		ErrorIfNotExists:   d.readOnly,
		Logger:             d.logger,
		EventListener: &pebble.EventListener{
			BackgroundError: d.logger.Fail,
			DataCorruption:  func(i pebble.DataCorruptionInfo) { d.logger.Fail(fmt.Errorf("%v: %w", i, ErrCorrupt)) },
		},
	}
	o.EnsureDefaults()
	return o
}

// readMeta returns what the store says of itself, having settled it if the
// store is new.
func (d *diskStore) readMeta(seen uint64, claimPrefix string) (m meta, err error) {
	var value []byte
	err = d.logger.Guard(func() error {
		found, closer, err := d.db.Get(metaKey)
		if err != nil {
			return err
		}
		value = bytes.Clone(found)
		return closer.Close()
	})
	if errors.Is(err, pebble.ErrNotFound) {
		if seen > 0 || d.readOnly {
			return m, fmt.Errorf("no metadata, though version %d was written: %w", seen, ErrCorrupt)
		}
		m = meta{heads: 1, claimPrefix: claimPrefix}
		d.format = formatVersion
		return m, d.logger.Guard(func() error { return d.db.Set(metaKey, m.encode(), pebble.Sync) })
	}
	if err != nil {
		return m, err
	}
	if m, err = parseMeta(value); err != nil {
		return m, err
	}
	d.format = formatOf(value)
	if claimPrefix != "" && claimPrefix != m.claimPrefix {
		return m, fmt.Errorf("%q, not %q: %w", m.claimPrefix, claimPrefix, ErrPrefix)
	}
	if m.version < seen {
		return m, fmt.Errorf("version %d, though %d was written: %w", m.version, seen, ErrCorrupt)
	}
	return m, nil
}

// write makes a change durable: what next has more than its predecessor, with
// one delta of quads and side records. Without a sync it is durable after the next.
func (d *diskStore) write(old, next *Snapshot, dl delta.Delta, side []SideRecord, sync *pebble.WriteOptions) error {
	b := d.db.NewBatch()
	defer func() { _ = b.Close() }() // after a commit there is nothing left to go wrong
	digest := d.digest
	for rec := range next.recordsSince(&old.termStore) {
		digest += rec.hash()
		if err := b.Set(rec.key, rec.value, nil); err != nil {
			return err
		}
	}
	var key []byte
	for _, q := range dl.Removed[0] {
		key = appendQuadKey(key[:0], q)
		digest -= record{key: key}.hash()
		if err := b.Delete(key, nil); err != nil {
			return err
		}
	}
	for _, q := range dl.Added[0] {
		key = appendQuadKey(key[:0], q)
		digest += record{key: key}.hash()
		if err := b.Set(key, nil, nil); err != nil {
			return err
		}
	}
	before := digest
	digest, err := d.digestSide(digest, side)
	if err != nil {
		return err
	}
	if d.keepsChanges {
		r := changeOf(next.version, dl, digest-before)
		if err := b.Set(r.key, r.value, nil); err != nil {
			return err
		}
	}
	if err := writeSide(b, side); err != nil {
		return err
	}
	if err := b.Set(metaKey, metaOf(next, digest).encode(), nil); err != nil {
		return err
	}
	if err := d.checkSpace(b.Len()); err != nil {
		return err
	}
	if err := d.logger.Guard(func() error { return b.Commit(sync) }); err != nil {
		return &inDoubtError{err}
	}
	d.digest = digest
	if !sync.GetSync() {
		return nil
	}
	return d.acknowledge(next.version)
}

// writeSide puts side records into a batch.
func writeSide(b *pebble.Batch, side []SideRecord) (err error) {
	for _, r := range side {
		if r.Value == nil {
			err = b.Delete(sideKey(r.Key), nil)
		} else {
			err = b.Set(sideKey(r.Key), r.Value, nil)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// sync makes durable what was written without a sync, up to a version.
func (d *diskStore) sync(version uint64) error {
	if err := d.logger.Guard(func() error { return d.db.LogData(nil, pebble.Sync) }); err != nil {
		return &inDoubtError{err}
	}
	return d.acknowledge(version)
}

// acknowledge remembers a version that is durable.
func (d *diskStore) acknowledge(version uint64) error {
	if err := d.acked.Acknowledge(version); err != nil {
		return &inDoubtError{err}
	}
	return nil
}

// checkSpace refuses to write n bytes to a disk that is about to be full.
func (d *diskStore) checkSpace(n int) error {
	usage, err := d.fs.GetDiskUsage(d.path)
	if err == nil && usage.AvailBytes < uint64(spareSpace+3*n) {
		return fmt.Errorf("%d MiB free, %d MiB wanted: %w", usage.AvailBytes>>20, (spareSpace+3*n)>>20, ErrSpace)
	}
	return nil // a disk that does not tell is tried
}

func (d *diskStore) close() error {
	var errs []error
	if d.logger.Stuck() {
		errs = append(errs, d.fence.Close())
	} else if d.db != nil {
		if !d.readOnly {
			errs = append(errs, d.logger.Guard(d.db.Flush)) // leaves no log to replay
		}
		errs = append(errs, d.logger.Guard(d.db.Close))
	}
	if d.acked != nil {
		if !d.readOnly {
			errs = append(errs, d.acked.Sync())
		}
		errs = append(errs, d.acked.Close())
	}
	if d.lock != nil {
		errs = append(errs, d.lock.Close())
	}
	return errors.Join(errs...)
}

// inDoubtError is an error after which it is not known whether a change is on disk.
// The store refuses to write on until it has been opened anew.
type inDoubtError struct{ err error }

func (e *inDoubtError) Error() string {
	return "write in doubt until the store is reopened: " + e.err.Error()
}
func (e *inDoubtError) Unwrap() error { return e.err }

// diagnose finds the sentinel for an error of opening or reading: one that the
// operating system gave is passed on, whatever else Pebble says is corruption.
func diagnose(err error) error {
	var number syscall.Errno
	switch {
	case full(err):
		return fmt.Errorf("%w: %w", ErrSpace, err)
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission), errors.Is(err, pebble.ErrReadOnly):
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	case errors.Is(err, pebble.ErrDBDoesNotExist):
		return fmt.Errorf("%w: %w", os.ErrNotExist, err)
	case errors.As(err, &number), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	for _, sentinel := range []error{ErrLocked, ErrFormat, ErrPrefix, ErrCorrupt, ErrFull, ErrSpace} {
		if errors.Is(err, sentinel) {
			return err
		}
	}
	return fmt.Errorf("%w: %w", ErrCorrupt, err)
}

// full reports whether a disk, a user's share of it, or what a process may write into one file is used up.
func full(err error) bool {
	return !errors.Is(err, ErrSpace) && (errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG))
}
