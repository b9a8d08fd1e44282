package quadstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// Errors of Backup and Restore.
var (
	ErrNotEmpty = errors.New("folder is not empty")
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
	return fill(dir, func(temporary string) error {
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
	return fill(to, func(temporary string) error {
		if err := copyFolder(ctx, from, temporary); err != nil {
			return fmt.Errorf("restore %s: %w", from, err)
		}
		s, err := Open(ctx, Options{Path: temporary, ReadOnly: true})
		if err != nil {
			return fmt.Errorf("restore %s: %w", from, err)
		}
		return s.Close()
	})
}

// fill makes a folder's content beside it and then puts it in place, so that the
// folder is never half filled.
func fill(dir string, write func(temporary string) error) error {
	if err := vacant(dir); err != nil {
		return err
	}
	dir = filepath.Clean(dir)
	temporary := dir + ".partial"
	unmake, err := makeFolders(filepath.Dir(dir))
	if err != nil {
		return err
	}
	if err := errors.Join(os.RemoveAll(temporary), os.Mkdir(temporary, privateFolder)); err != nil {
		return errors.Join(err, unmake())
	}
	if err := write(temporary); err != nil {
		return errors.Join(err, os.RemoveAll(temporary), unmake())
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(fmt.Errorf("%s: %w", dir, ErrNotEmpty), os.RemoveAll(temporary))
	}
	return errors.Join(os.Rename(temporary, dir), syncFolder(filepath.Dir(dir)))
}

// makeFolders makes a folder and those above it, and returns what takes those that it made away again while they are empty.
func makeFolders(dir string) (unmake func() error, err error) {
	var made []string
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); !errors.Is(err, fs.ErrNotExist) || at == filepath.Dir(at) {
			break
		}
		made = append(made, at) // deepest first
	}
	return func() error {
		for _, dir := range made {
			if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
		return nil
	}, os.MkdirAll(dir, privateFolder)
}

// vacant checks that a folder is empty or missing.
func vacant(dir string) error {
	names, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil && len(names) > 0 {
		return fmt.Errorf("%s: %w", dir, ErrNotEmpty)
	}
	return err
}

// copyTo writes a copy of the files into a folder. No write is under way. A store that is only read can't flush its log, nor
// share files with a folder on another disk: its files, which nobody changes, are copied as they are.
func (d *diskStore) copyTo(ctx context.Context, dir string) error {
	if d.readOnly {
		return errors.Join(copyFolder(ctx, d.path, dir), syncFolder(dir))
	}
	err := d.logger.guard(func() error {
		return d.db.Checkpoint(d.fs.PathJoin(dir, recordsName), pebble.WithFlushedWAL())
	})
	if err != nil {
		return err
	}
	name := d.fs.PathJoin(dir, ackedName)
	return errors.Join(vfs.Copy(d.fs, d.fs.PathJoin(d.path, ackedName), name), syncFolder(dir))
}

// copyFolder copies the files of a store, which nobody may be writing.
func copyFolder(ctx context.Context, from, to string) error {
	return filepath.WalkDir(from, func(name string, entry fs.DirEntry, err error) error {
		if err = errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if entry.IsDir() {
			return os.MkdirAll(target, privateFolder)
		}
		return copyFile(name, target)
	})
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, privateFile)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
