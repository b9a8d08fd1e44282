package sqlstore

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"iter"
	"path/filepath"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore"
	"whence/graph/store"
)

// Backup implements engine.Store: it makes a store of quadstore in a folder. The whole is in memory on the way, so that it is for
// graphs that fit; PostgreSQL's own tools are for others.
func (s *Store) Backup(ctx context.Context, folder string) error {
	copied, err := s.Embedded(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = copied.Close() }() // it is in memory
	return copied.CopyToFolder(ctx, filepath.Clean(folder))
}

// Embedded is a store in memory of everything that this one holds, at the same version and with the same IDs. Writers of this
// process wait.
func (s *Store) Embedded(ctx context.Context) (*quadstore.Store, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-s.writing:
	}
	defer s.release()
	return quadstore.Gather(ctx, s.prefix, s.current.Load(), s.SideRange(ctx, nil, nil, quadstore.Ascending))
}

// Fill copies everything that another store holds into one that is empty, at the same version and with the same IDs.
func (s *Store) Fill(ctx context.Context, from store.Snapshot, side iter.Seq2[quadstore.SideRecord, error]) error {
	if err := s.acquire(ctx); err != nil {
		return err
	}
	defer s.release()
	w := newWork(s, s.current.Load())
	if w.before.version != 0 {
		return quadstore.ErrNotNew
	}
	if err := w.gather(ctx, from); err != nil {
		return err
	}
	for q, err := range from.Scan(ctx, 0) {
		if err != nil {
			return err
		}
		w.added = append(w.added, q)
	}
	return s.loaded(ctx, w, from.Version(), side)
}

// gather takes the terms of a snapshot in the order of their IDs.
func (w *work) gather(ctx context.Context, from store.Snapshot) error {
	stats := from.Stats()
	values, ids := make([]quad.Value, 0, frontierStep), make([]store.ID, 0, frontierStep)
	for n := 0; n < stats.Terms; n += len(ids) {
		ids = ids[:0]
		for i := n; i < min(n+frontierStep, stats.Terms); i++ {
			ids = append(ids, store.ID(i+1))
		}
		values = values[:len(ids)]
		if err := from.Values(ctx, values, ids); err != nil {
			return err
		}
		for i, v := range values {
			if err := w.same(v, ids[i]); err != nil {
				return err
			}
		}
	}
	keys := make([]store.ClaimKey, 0, frontierStep)
	for n := 0; n < stats.Claims; n += len(ids) {
		ids = ids[:0]
		for i := n; i < min(n+frontierStep, stats.Claims); i++ {
			ids = append(ids, store.ClaimID(uint32(i)))
		}
		keys = keys[:len(ids)]
		if err := from.ClaimKeys(ctx, keys, ids); err != nil {
			return err
		}
		for i, k := range keys {
			digits := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, k[0]), k[1])
			if err := w.same(quad.IRI(w.store.prefix+hex.EncodeToString(digits)), ids[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// same gives a new term the ID that it has elsewhere.
func (w *work) same(v quad.Value, want store.ID) error {
	id, err := w.id(v, 0, false)
	if err == nil && id != want {
		err = fmt.Errorf("term %d comes to be %d: %w", want, id, quadstore.ErrCorrupt)
	}
	return err
}
