package graph

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// What a graph's folder holds: the quads, which are all that a backup has, and the indexes of names and of claims' words,
// which are made from them.
const (
	QuadsFolder  = "quads"
	BeforeFolder = "quads.before" // where the quads of before lie while those that take their place are put there
	namesFolder  = "names"
	wordsFolder  = "words"
)

// Exists reports whether a folder holds a graph, whole or damaged. Where it can't be told, as in a folder that may not be
// read, it does: Open says what is wrong.
func Exists(path string) bool {
	if _, err := os.Stat(filepath.Join(path, BeforeFolder)); err == nil {
		return true // Open puts it back
	}
	entries, err := os.ReadDir(filepath.Join(path, QuadsFolder))
	if err != nil {
		return !errors.Is(err, fs.ErrNotExist)
	}
	// A process that dies while it makes a store may leave the lock alone.
	return len(entries) > 1 || len(entries) == 1 && entries[0].Name() != "LOCK"
}

// Remove takes a graph out of a folder, and leaves whatever else is there. No process may have it open.
func Remove(path string) error {
	var all error
	for _, folder := range []string{QuadsFolder, BeforeFolder, namesFolder, wordsFolder} {
		all = errors.Join(all, os.RemoveAll(filepath.Join(path, folder)))
	}
	return all
}

// FinishRewrite takes up the rewriting of a store (package erasure) where it was left: what was not put in place yet is as if it had not begun.
func FinishRewrite(folder string) error {
	quads, before := filepath.Join(folder, QuadsFolder), filepath.Join(folder, BeforeFolder)
	if _, err := os.Stat(before); err != nil {
		return ignoreMissing(err)
	}
	if _, err := os.Stat(quads); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(before, quads)
	}
	for _, derived := range []string{namesFolder, wordsFolder} { // they know what was rewritten
		if err := os.RemoveAll(filepath.Join(folder, derived)); err != nil {
			return err
		}
	}
	return os.RemoveAll(before)
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
