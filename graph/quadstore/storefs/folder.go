package storefs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrNotEmpty says that a folder that is to be filled has something in it.
var ErrNotEmpty = errors.New("folder is not empty")

// Fill makes a folder's content beside it and then puts it in place, so that the
// folder is never half filled.
func Fill(dir string, write func(temporary string) error) error {
	if err := vacant(dir); err != nil {
		return err
	}
	dir = filepath.Clean(dir)
	temporary := dir + ".partial"
	unmake, err := makeFolders(filepath.Dir(dir))
	if err != nil {
		return err
	}
	if err := errors.Join(os.RemoveAll(temporary), os.Mkdir(temporary, PrivateFolder)); err != nil {
		return errors.Join(err, unmake())
	}
	if err := write(temporary); err != nil {
		return errors.Join(err, os.RemoveAll(temporary), unmake())
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(fmt.Errorf("%s: %w", dir, ErrNotEmpty), os.RemoveAll(temporary))
	}
	return errors.Join(os.Rename(temporary, dir), SyncFolder(filepath.Dir(dir)))
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
	}, os.MkdirAll(dir, PrivateFolder)
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

// CopyFolder copies the files of a store, which nobody may be writing.
func CopyFolder(ctx context.Context, from, to string) error {
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
			return os.MkdirAll(target, PrivateFolder)
		}
		return CopyFile(name, target)
	})
}

// CopyFile copies a file and makes the copy durable.
func CopyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, PrivateFile)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// SyncFolder makes durable what a folder lists.
func SyncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
