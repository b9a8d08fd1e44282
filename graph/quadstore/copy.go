package quadstore

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/cockroachdb/pebble/v2/vfs"

	"whence/graph/quadstore/storefs"
	"whence/graph/store"
)

// frozen is everything at one moment. Writers wait until release is called.
func (s *Store) frozen(ctx context.Context) (snap *Snapshot, side iter.Seq2[SideRecord, error], release func(), err error) {
	release = s.release
	if err := s.acquire(ctx); err != nil && !errors.Is(err, ErrReadOnly) {
		return nil, nil, nil, err
	} else if err != nil {
		release = func() {} // nobody writes
	}
	return s.Snapshot(), s.SideRange(ctx, nil, nil, Ascending), release, nil
}

// CopyToFolder makes a store of everything that this one holds, at the same version, in a folder that is empty or missing.
// Writers wait.
func (s *Store) CopyToFolder(ctx context.Context, dir string) error {
	snap, side, release, err := s.frozen(ctx)
	if err != nil {
		return err
	}
	defer release()
	return storefs.Fill(dir, func(temporary string) (err error) {
		d, _, err := openDisk(Options{Path: temporary, ClaimPrefix: snap.claimPrefix}, storefs.Private{FS: vfs.Default})
		if err != nil {
			return err
		}
		defer func() {
			if closing := d.close(); err == nil {
				err = closing
			}
		}()
		if err := d.checkSpace(snap.stats.Quads*quadKeyLen + snap.textLen()); err != nil {
			return err
		}
		w := &stager{disk: d, digest: d.digest}
		if err := errors.Join(w.stageAll(ctx, snap, side), w.cut()); err != nil {
			return err
		}
		d.staged, d.stagedDigest = w.tables, w.digest
		return d.ingest(context.WithoutCancel(ctx), snap)
	})
}

// stageAll writes the records of everything, in the order of their keys.
func (w *stager) stageAll(ctx context.Context, snap *Snapshot, side iter.Seq2[SideRecord, error]) error {
	empty := newDictionary(snap.claimPrefix)
	dictionary := func(last bool) error {
		for r := range snap.recordsSince(&empty.termStore) {
			if r.key[0] == keyTerms == last {
				if err := w.put(r); err != nil {
					return err
				}
			}
		}
		return ctx.Err()
	}
	if err := dictionary(false); err != nil {
		return err
	}
	key, n := make([]byte, 0, quadKeyLen), 0
	for q := range snap.Scan(0) {
		if n++; n%scanStep == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		key = appendQuadKey(key[:0], q)
		if err := w.put(record{key: key}); err != nil {
			return err
		}
	}
	for r, err := range side {
		if err != nil {
			return err
		}
		if err := w.put(record{sideKey(r.Key), r.Value}); err != nil {
			return err
		}
	}
	return dictionary(true)
}

// ErrNotNew says that a log is not as it was made: it holds something already.
var ErrNotNew = errors.New("there is a graph already")

// CopyToLog makes a store of everything that this one holds, at the same version, in a log that is new. Writers wait.
func (s *Store) CopyToLog(ctx context.Context, log store.Log) error {
	snap, side, release, err := s.frozen(ctx)
	if err != nil {
		return err
	}
	defer release()
	prefix, err := log.Settle(ctx, snap.claimPrefix)
	if err == nil && prefix != snap.claimPrefix {
		err = fmt.Errorf("%q, not %q: %w", prefix, snap.claimPrefix, ErrPrefix)
	}
	if err != nil {
		return err
	}
	last, err := log.Checkpoint(ctx)
	if err != nil {
		return err
	}
	for _, err := range log.Entries(ctx, last.Mark) {
		if err != nil {
			return err
		}
		return ErrNotNew
	}
	if last.Version != 0 {
		return ErrNotNew
	}
	empty := newDictionary(snap.claimPrefix)
	digest := snap.digestSince(&empty.termStore)
	for q := range snap.Scan(0) {
		digest += quadDigest(q)
	}
	var failed error
	records := func(yield func(SideRecord) bool) {
		for r, err := range side {
			if err != nil {
				failed = err
				return
			}
			digest += sideDigest([]SideRecord{r})
			if !yield(r) {
				return
			}
		}
	}
	shared := &sharedLog{log: log}
	return shared.publish(ctx, snap, func() (uint64, error) { return digest, failed }, records)
}
