package quadstore

import (
	"context"
	"errors"
	"fmt"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"

	"whence/graph/quadstore/storefs"
)

// Errors of Backup and Restore.
var (
	ErrNotEmpty = storefs.ErrNotEmpty
	ErrInMemory = errors.New("store is in memory only")
)

// Backup writes a consistent copy of the store into a folder that is empty or
// missing, while reading and writing go on: every write that was acknowledged
// before the call is in it, and none is in it in part. The copy is a store like
// any other. On one disk it shares what does not change with the original and is
// done in milliseconds, for which writers wait; onto another disk it is copied.
func (s *Store) Backup(ctx context.Context, dir string) error {
	if err := s.acquire(ctx); err != nil && !errors.Is(err, ErrReadOnly) {
		return err
	} else if err == nil {
		defer s.release()
	}
	if s.disk == nil {
		return ErrInMemory
	}
	return storefs.Fill(dir, func(temporary string) error {
		if err := s.disk.copyTo(ctx, temporary); err != nil {
			return fmt.Errorf("backup of %s: %w", s.disk.path, diagnose(err))
		}
		return nil
	})
}

// Restore makes a store of a backup in a folder that is empty or missing. The
// store that it makes has been read and checked whole: a damaged backup gives
// ErrCorrupt and leaves the folder as it was.
func Restore(ctx context.Context, from, to string) error {
	return storefs.Fill(to, func(temporary string) error {
		if err := storefs.CopyFolder(ctx, from, temporary); err != nil {
			return fmt.Errorf("restore %s: %w", from, err)
		}
		s, err := Open(ctx, Options{Path: temporary, ReadOnly: true, Check: true})
		if err != nil {
			return fmt.Errorf("restore %s: %w", from, err)
		}
		return s.Close()
	})
}

// copyTo writes a copy of the files into a folder. No write is under way. A store that is only read can't flush its log, nor
// share files with a folder on another disk: its files, which nobody changes, are copied as they are.
func (d *diskStore) copyTo(ctx context.Context, dir string) error {
	if d.readOnly {
		return errors.Join(storefs.CopyFolder(ctx, d.path, dir), storefs.SyncFolder(dir))
	}
	err := d.logger.Guard(func() error {
		return d.db.Checkpoint(d.fs.PathJoin(dir, recordsName), pebble.WithFlushedWAL())
	})
	if err != nil {
		return err
	}
	name := d.fs.PathJoin(dir, storefs.AckedName)
	return errors.Join(vfs.Copy(d.fs, d.fs.PathJoin(d.path, storefs.AckedName), name), storefs.SyncFolder(dir))
}
