package graph

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// What a graph's folder holds: the quads, which are all that a backup has, and the index of names, which is made from them.
const (
	quadsFolder = "quads"
	namesFolder = "names"
)

// Exists reports whether a folder holds a graph, whole or damaged. Where it can't be told, as in a folder that may not be
// read, it does: Open says what is wrong.
func Exists(path string) bool {
	entries, err := os.ReadDir(filepath.Join(path, quadsFolder))
	if err != nil {
		return !errors.Is(err, fs.ErrNotExist)
	}
	// A process that dies while it makes a store may leave the lock alone.
	return len(entries) > 1 || len(entries) == 1 && entries[0].Name() != "LOCK"
}

// Remove takes a graph out of a folder, and leaves whatever else is there. No process may have it open.
func Remove(path string) error {
	return errors.Join(os.RemoveAll(filepath.Join(path, quadsFolder)), os.RemoveAll(filepath.Join(path, namesFolder)))
}
