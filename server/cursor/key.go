package cursor

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// RandomKey returns a new Key. Its cursors die with the process, as is right for
// a store that does.
func RandomKey() Key {
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // never fails
	return NewKey(secret[:])
}

// LoadKey returns the Key that is kept in a file, and makes the file where there
// is none, readable by its owner only. Several processes may do so at once, and
// get the same Key.
func LoadKey(path string) (Key, error) {
	secret, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		secret, err = makeSecret(path)
	}
	switch {
	case err != nil:
		return Key{}, fmt.Errorf("cursor key: %w", err)
	case len(secret) < 32:
		return Key{}, fmt.Errorf("cursor key: %s holds %d bytes, and 32 are the least: remove it to make another", path, len(secret))
	}
	return NewKey(secret), nil
}

// makeSecret writes a secret beside path and links it there, which fails where
// another process was first.
func makeSecret(path string) ([]byte, error) {
	var secret [32]byte
	_, _ = rand.Read(secret[:])                                 // never fails
	file, err := os.CreateTemp(filepath.Dir(path), ".cursor-*") // mode 0600
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.Remove(file.Name()) }() // a leftover does no harm
	_, err = file.Write(secret[:])
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return nil, err
	}
	if err := os.Link(file.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return os.ReadFile(path)
}
