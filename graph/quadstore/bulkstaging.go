package quadstore

import (
	"context"
	"errors"
	"fmt"

	"github.com/cockroachdb/pebble/v2/objstorage/objstorageprovider"
	"github.com/cockroachdb/pebble/v2/sstable"

	"whence/graph/quadstore/storefs"
)

// stagingName is the folder in which a load puts its tables together. One that
// is there when a store opens is what a crash has left of a load.
const stagingName = "loading"

// tableLen is about how large a table of a load gets.
const tableLen = 64 << 20

// stageLoad writes the records of a load into tables beside the store. Nothing of
// them counts before ingest, which is past the point where a load can be
// cancelled; unstage gives it up.
func (d *diskStore) stageLoad(ctx context.Context, old, next *Snapshot, fresh *sortedQuads, side []SideRecord) error {
	if err := d.checkSpace(fresh.len()*quadKeyLen + next.textLen() - old.textLen()); err != nil {
		return err
	}
	w := &stager{disk: d, digest: d.digest}
	err := w.stage(ctx, old, next, fresh, side)
	if err = errors.Join(err, w.cut()); err != nil {
		return err
	}
	d.staged, d.stagedDigest = w.tables, w.digest
	return nil
}

// ingest makes the staged tables part of the store, all at once.
func (d *diskStore) ingest(ctx context.Context, next *Snapshot) error {
	w := &stager{disk: d, tables: d.staged}
	err := w.put(record{metaKey, metaOf(next, d.stagedDigest).encode()})
	if err = errors.Join(err, w.cut()); err != nil {
		return errors.Join(err, d.removeStaged())
	}
	if err := d.logger.Guard(func() error { return d.db.Ingest(ctx, w.tables) }); err != nil {
		return &inDoubtError{err}
	}
	d.digest = d.stagedDigest
	if err := d.acked.Acknowledge(next.version); err != nil {
		return &inDoubtError{err}
	}
	return d.removeStaged()
}

// removeStaged removes what a load has left behind.
func (d *diskStore) removeStaged() error {
	d.staged = nil
	return d.fs.RemoveAll(d.fs.PathJoin(d.path, stagingName))
}

// stager writes records, in the order of their keys, into tables.
type stager struct {
	disk   *diskStore
	tables []string
	table  *sstable.Writer // nil between two tables
	kind   byte            // of its records
	len    int
	digest uint64
}

func (w *stager) stage(ctx context.Context, old, next *Snapshot, fresh *sortedQuads, side []SideRecord) error {
	dictionary := func(wanted func(byte) bool) error {
		for r := range next.recordsSince(&old.termStore) {
			if wanted(r.key[0]) {
				if err := w.put(r); err != nil {
					return err
				}
			}
		}
		return ctx.Err()
	}
	if err := dictionary(func(kind byte) bool { return kind < keyQuad }); err != nil {
		return err
	}
	key, n := make([]byte, 0, quadKeyLen), 0
	for q := range fresh.all() {
		if n++; n%scanStep == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		key = appendQuadKey(key[:0], q)
		if err := w.put(record{key: key}); err != nil {
			return err
		}
	}
	if err := w.stageSide(side); err != nil {
		return err
	}
	return dictionary(func(kind byte) bool { return kind > keySide })
}

// stageSide writes side records, ordered and each of its own key. The digest loses what they are written over.
func (w *stager) stageSide(side []SideRecord) error {
	digest, err := w.disk.digestSide(w.digest, side)
	if err != nil {
		return err
	}
	for _, r := range side {
		if r.Value == nil {
			return fmt.Errorf("side record %x deleted by a load: %w", r.Key, ErrValue)
		}
		if err := w.put(record{sideKey(r.Key), r.Value}); err != nil {
			return err
		}
	}
	if err := w.cut(); err != nil {
		return err
	}
	w.digest = digest
	return nil
}

// put writes one record. Each kind has tables of its own: the metadata, which
// are known last, come between others in the order of keys.
func (w *stager) put(r record) error {
	if w.table == nil || w.kind != r.key[0] || w.len > tableLen {
		if err := w.cut(); err != nil {
			return err
		}
		if err := w.begin(r.key[0]); err != nil {
			return err
		}
	}
	w.digest += r.hash()
	w.len += len(r.key) + len(r.value)
	return w.table.Set(r.key, r.value)
}

func (w *stager) begin(kind byte) error {
	d := w.disk
	dir := d.fs.PathJoin(d.path, stagingName)
	if err := d.fs.MkdirAll(dir, storefs.PrivateFolder); err != nil {
		return err
	}
	name := d.fs.PathJoin(dir, fmt.Sprintf("%06d.sst", len(w.tables)))
	f, err := d.fs.Create(name, "bulk-load")
	if err != nil {
		return err
	}
	w.tables = append(w.tables, name)
	w.table = sstable.NewWriter(objstorageprovider.NewFileWritable(f), d.options().MakeWriterOptions(6, d.db.TableFormat()))
	w.kind, w.len = kind, 0
	return nil
}

// cut finishes the table that is being written.
func (w *stager) cut() error {
	if w.table == nil {
		return nil
	}
	table := w.table
	w.table = nil
	return table.Close()
}
