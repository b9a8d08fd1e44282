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
)

// truth is a store on disk: Pebble for the records, with the witness beside it.
type truth struct {
	fs       vfs.FS
	path     string
	db       *pebble.DB
	lock     *pebble.Lock
	witness  *witness
	digest   uint64 // of the records
	readOnly bool
	fatal    *fatality

	staged       []string // tables of a load
	stagedDigest uint64
}

// Errors of opening and writing a store on disk.
var (
	ErrLocked = errors.New("store is in use by another process")
	ErrSpace  = errors.New("disk is full")
)

// recordsName is the folder of Pebble's files within a store's.
const recordsName = "records"

// spare is the free space that is left for Pebble's own housekeeping: a write
// is refused rather than let it run into a full disk. There Pebble ends the
// process, if it can not begin its next log, and no caller can prevent it.
const spare = 32 << 20

// memTableSize lets thousands of commits pass between two flushes: those that
// are made during one wait for a disk that is busy with it. Pebble takes the
// memory as it needs it.
const memTableSize = 32 << 20

// openTruth opens the files of a store, or makes them. It returns what the
// store says of itself.
func openTruth(o Options, disk vfs.FS) (t *truth, m meta, err error) {
	t = &truth{fs: disk, path: o.Path, readOnly: o.ReadOnly, fatal: newFatality()}
	defer func() {
		if err != nil {
			_ = t.close() // the first error says more
			t, err = nil, fmt.Errorf("store %s: %w", o.Path, diagnose(err))
		}
	}()
	if err := t.enter(); err != nil {
		return t, m, err
	}
	if !t.readOnly {
		if err := t.unstage(); err != nil { // a load that a crash cut short
			return t, m, err
		}
	}
	var seen uint64
	if t.witness, seen, err = openWitness(t.fs, t.path, t.readOnly); err != nil {
		return t, m, err
	}
	if !t.readOnly && seen > 0 {
		if err := t.rehearse(seen); err != nil {
			return t, m, err
		}
	}
	if err := t.fatal.guard(t.openRecords); err != nil {
		return t, m, err
	}
	m, err = t.readMeta(seen, o.ClaimPrefix)
	t.digest = m.digest
	return t, m, err
}

// enter makes the folder if need be and locks it.
func (t *truth) enter() (err error) {
	if !t.readOnly {
		if err := t.make(); err != nil {
			return err
		}
	}
	t.lock, err = pebble.LockDirectory(t.path, lockingFS{t.fs, t.readOnly})
	return err
}

// make creates the folder, unless it holds something else.
func (t *truth) make() error {
	if err := t.fs.MkdirAll(t.path, 0o755); err != nil {
		return err
	}
	names, err := t.fs.List(t.path)
	if err != nil || len(names) == 0 || t.exists(witnessName) {
		return err
	}
	if len(names) == 1 && names[0] == "LOCK" {
		return nil // a store was being made when its process died
	}
	return fmt.Errorf("folder has other files: %w", ErrFormat)
}

func (t *truth) exists(name string) bool {
	_, err := t.fs.Stat(t.fs.PathJoin(t.path, name))
	return err == nil
}

func (t *truth) openRecords() error {
	db, err := pebble.Open(t.fs.PathJoin(t.path, recordsName), t.options())
	t.db = db
	return err
}

// rehearse opens the records for reading before they are opened for writing.
// Pebble takes a log whose end is damaged for one that a crash cut short, and
// goes on with the next: so that the log can be put back from a copy, it must
// not get that far. It takes a few milliseconds and the time to replay the log.
func (t *truth) rehearse(seen uint64) error {
	r := &truth{fs: t.fs, path: t.path, readOnly: true, fatal: newFatality()}
	err := r.fatal.guard(r.openRecords)
	if errors.Is(err, pebble.ErrDBDoesNotExist) {
		return fmt.Errorf("no records, though version %d was written: %w", seen, ErrCorrupt)
	}
	if err == nil {
		_, err = r.readMeta(seen, "")
	}
	return errors.Join(err, r.close())
}

func (t *truth) options() *pebble.Options {
	o := &pebble.Options{
		FS:                 lockingFS{t.fs, t.readOnly},
		FormatMajorVersion: pebble.FormatTableFormatV6,
		CacheSize:          1 << 20, // all is read once, when the store opens
		MemTableSize:       memTableSize,
		ReadOnly:           t.readOnly,
		ErrorIfNotExists:   t.readOnly,
		Logger:             t.fatal,
		EventListener: &pebble.EventListener{
			BackgroundError: t.fatal.fail,
			DataCorruption:  func(i pebble.DataCorruptionInfo) { t.fatal.fail(fmt.Errorf("%v: %w", i, ErrCorrupt)) },
		},
	}
	o.EnsureDefaults()
	return o
}

// readMeta returns what the store says of itself, having settled it if the
// store is new.
func (t *truth) readMeta(seen uint64, claimPrefix string) (m meta, err error) {
	var value []byte
	err = t.fatal.guard(func() error {
		found, closer, err := t.db.Get(metaKey)
		if err != nil {
			return err
		}
		value = bytes.Clone(found)
		return closer.Close()
	})
	if errors.Is(err, pebble.ErrNotFound) {
		if seen > 0 || t.readOnly {
			return m, fmt.Errorf("no metadata, though version %d was written: %w", seen, ErrCorrupt)
		}
		m = meta{heads: 1, claimPrefix: claimPrefix}
		return m, t.fatal.guard(func() error { return t.db.Set(metaKey, m.append(nil), pebble.Sync) })
	}
	if err != nil {
		return m, err
	}
	if m, err = parseMeta(value); err != nil {
		return m, err
	}
	if claimPrefix != "" && claimPrefix != m.claimPrefix {
		return m, fmt.Errorf("claim prefix %q, the store was made with %q: %w", claimPrefix, m.claimPrefix, ErrFormat)
	}
	if m.version < seen {
		return m, fmt.Errorf("version %d, though %d was written: %w", m.version, seen, ErrCorrupt)
	}
	return m, nil
}

// write makes a change durable: what next has more than its predecessor, with
// one run of quads.
func (t *truth) write(old, next *Snapshot, r run) error {
	b := t.db.NewBatch()
	defer func() { _ = b.Close() }() // after a commit there is nothing left to go wrong
	digest := t.digest
	for rec := range next.recordsSince(&old.lexicon) {
		digest += rec.hash()
		if err := b.Set(rec.key, rec.value, nil); err != nil {
			return err
		}
	}
	var key []byte
	for _, q := range r.removed[0] {
		key = appendQuadKey(key[:0], q)
		digest -= record{key: key}.hash()
		if err := b.Delete(key, nil); err != nil {
			return err
		}
	}
	for _, q := range r.added[0] {
		key = appendQuadKey(key[:0], q)
		digest += record{key: key}.hash()
		if err := b.Set(key, nil, nil); err != nil {
			return err
		}
	}
	if err := b.Set(metaKey, metaOf(next, digest).append(nil), nil); err != nil {
		return err
	}
	if err := t.room(b.Len()); err != nil {
		return err
	}
	if err := t.fatal.guard(func() error { return b.Commit(pebble.Sync) }); err != nil {
		return &doubt{err}
	}
	t.digest = digest
	if err := t.witness.saw(next.version); err != nil {
		return &doubt{err}
	}
	return nil
}

// room refuses to write n bytes to a disk that is about to be full.
func (t *truth) room(n int) error {
	usage, err := t.fs.GetDiskUsage(t.path)
	if err == nil && usage.AvailBytes < uint64(spare+3*n) {
		return fmt.Errorf("%d MiB free, %d MiB wanted: %w", usage.AvailBytes>>20, (spare+3*n)>>20, ErrSpace)
	}
	return nil // a disk that does not tell is tried
}

func (t *truth) close() error {
	var errs []error
	if t.db != nil && !t.fatal.stuck.Load() {
		if !t.readOnly {
			errs = append(errs, t.fatal.guard(t.db.Flush)) // leaves no log to replay
		}
		errs = append(errs, t.fatal.guard(t.db.Close))
	}
	if t.witness != nil {
		if !t.readOnly {
			errs = append(errs, t.witness.sync())
		}
		errs = append(errs, t.witness.close())
	}
	if t.lock != nil {
		errs = append(errs, t.lock.Close())
	}
	return errors.Join(errs...)
}

// doubt is an error after which it is not known whether a change is on disk.
// The store refuses to write on until it has been opened anew.
type doubt struct{ err error }

func (d *doubt) Error() string { return "write in doubt until the store is reopened: " + d.err.Error() }
func (d *doubt) Unwrap() error { return d.err }

// diagnose finds the sentinel for an error of opening or reading: one that the
// operating system gave is passed on, whatever else Pebble says is corruption.
func diagnose(err error) error {
	var number syscall.Errno
	switch {
	case full(err):
		return fmt.Errorf("%w: %w", ErrSpace, err)
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	case errors.Is(err, pebble.ErrDBDoesNotExist):
		return fmt.Errorf("%w: %w", os.ErrNotExist, err)
	case errors.As(err, &number), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	for _, sentinel := range []error{ErrLocked, ErrFormat, ErrCorrupt, ErrFull, ErrSpace} {
		if errors.Is(err, sentinel) {
			return err
		}
	}
	return fmt.Errorf("%w: %w", ErrCorrupt, err)
}

// full reports whether a disk, or a user's share of it, is used up.
func full(err error) bool {
	return !errors.Is(err, ErrSpace) && (errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT))
}
