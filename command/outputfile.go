package command

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// writeFile writes a file whole or not at all: beside its place first, then to the disk, then into its place. A file that
// was there keeps its mode, and a link to it stays a link. What is no regular file, such as a pipe or /dev/stdout, is
// written to as it is.
func writeFile(name string, write func(io.Writer) error) (err error) {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return &fs.PathError{Op: "write", Path: name, Err: errors.New("is a folder; name a file")}
	case err == nil && !info.Mode().IsRegular():
		return writeInto(name, write)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	file, err := createBeside(name)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name())
		}
	}()
	if info != nil {
		err = file.Chmod(info.Mode().Perm())
	}
	if err = errors.Join(err, write(file)); err != nil {
		return errors.Join(err, file.Close())
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), name); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(name))
}

// writeInto writes to what a name leads to.
func writeInto(name string, write func(io.Writer) error) error {
	file, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(file), file.Close())
}

// createBeside makes a new file in the folder of another, under a name that nobody has.
func createBeside(name string) (*os.File, error) {
	folder, base := filepath.Split(name)
	return os.OpenFile(filepath.Join(folder, "."+base+"."+rand.Text()+".partial"), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
}

// syncFolder makes the names in a folder durable.
func syncFolder(name string) error {
	if runtime.GOOS == "windows" { // where a folder can't be synced, and need not be
		return nil
	}
	folder, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
