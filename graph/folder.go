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
	quadsFolder = "quads"
	namesFolder = "names"
	wordsFolder = "words"
)

// Exists reports whether a folder holds a graph, whole or damaged. Where it can't be told, as in a folder that may not be
// read, it does: Open says what is wrong.
func Exists(path string) bool {
	if _, err := os.Stat(filepath.Join(path, beforeFolder)); err == nil {
		return true // Open puts it back
	}
	entries, err := os.ReadDir(filepath.Join(path, quadsFolder))
	if err != nil {
		return !errors.Is(err, fs.ErrNotExist)
	}
	// A process that dies while it makes a store may leave the lock alone.
	return len(entries) > 1 || len(entries) == 1 && entries[0].Name() != "LOCK"
}

// Remove takes a graph out of a folder, and leaves whatever else is there. No process may have it open.
func Remove(path string) error {
	var all error
	for _, folder := range []string{quadsFolder, beforeFolder, namesFolder, wordsFolder} {
		all = errors.Join(all, os.RemoveAll(filepath.Join(path, folder)))
	}
	return all
}
