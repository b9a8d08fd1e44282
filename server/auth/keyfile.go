package auth

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/rogpeppe/go-internal/lockedfile"
)

// KeyFile is the path of a file of keys. Several programs may change it at once, beside a server that reads it.
type KeyFile string

// ErrKeyUnknown says that no key has that id or name.
var ErrKeyUnknown = errors.New("no such key")

// keyring is what the file holds.
type keyring struct {
	Keys []Key `yaml:"keys"`
}

const keyFileHead = "# The keys of a Whence server. `whence key add, list and revoke` change it; a running server reads it anew.\n" +
	"# It holds no secrets: a key is known by its SHA-256. Whoever can write here can give themselves a role.\n"

// maxKeyBytes is the longest file that is read: some ten thousand keys.
const maxKeyBytes = 4 << 20

// Keys lists the keys, revoked ones included, oldest first; none where there is no file. A file that others than its owner
// may read or write is refused.
func (f KeyFile) Keys() ([]Key, error) {
	info, err := os.Stat(string(f))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("keys: %w", err)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("keys: %s is no file", f)
	case info.Mode().Perm()&0o077 != 0:
		return nil, fmt.Errorf("keys: others than its owner may use %s (mode %04o): run chmod 600 on it", f, info.Mode().Perm())
	case info.Size() > maxKeyBytes:
		return nil, fmt.Errorf("keys: %s has %d bytes: %d are the most", f, info.Size(), maxKeyBytes)
	}
	text, err := os.ReadFile(string(f))
	if err != nil {
		return nil, fmt.Errorf("keys: %w", err)
	}
	return parseKeys(string(f), text)
}

func parseKeys(name string, text []byte) ([]Key, error) {
	var ring keyring
	if err := yaml.NewDecoder(bytes.NewReader(text), yaml.DisallowUnknownField()).Decode(&ring); err != nil && len(bytes.TrimSpace(text)) > 0 {
		// The error would show the lines around its place.
		return nil, fmt.Errorf("keys: %s is not a file of keys: %s", name, yaml.FormatError(err, false, false))
	}
	ids, names := map[string]bool{}, map[string]string{}
	for i := range ring.Keys {
		k := &ring.Keys[i]
		if err := k.check(); err != nil {
			return nil, fmt.Errorf("keys: %s: %w", name, err)
		}
		if ids[k.ID] {
			return nil, fmt.Errorf("keys: %s: key %s is there twice", name, k.ID)
		}
		ids[k.ID] = true
		if err := sameAgent(names, k); err != nil {
			return nil, fmt.Errorf("keys: %s: %w", name, err)
		}
	}
	return ring.Keys, nil
}

// sameAgent refuses two names for one agent's id: what one wrote would look like the other's.
func sameAgent(names map[string]string, k *Key) error {
	id, _ := AgentID(k.Name) // checked before
	if other, known := names[id]; known && other != k.Name {
		return fmt.Errorf("%q and %q would both be %s: choose another name", other, k.Name, id)
	}
	names[id] = k.Name
	return nil
}

// Add puts a key into the file, and makes the file where there is none. Several keys of one name are one agent's.
func (f KeyFile) Add(key Key) error {
	return f.change(func(keys []Key) ([]Key, error) {
		names := map[string]string{}
		for i := range keys {
			_ = sameAgent(names, &keys[i]) // checked when they were read
		}
		if err := sameAgent(names, &key); err != nil {
			return nil, err
		}
		return append(keys, key), nil
	})
}

// Revoke ends the key with that id, or every key of that name, and returns those that it ended. It returns ErrKeyUnknown
// where there is none that was not revoked before.
func (f KeyFile) Revoke(which string) (revoked []Key, err error) {
	err = f.change(func(keys []Key) ([]Key, error) {
		revoked = nil
		for i := range keys {
			if k := &keys[i]; (k.ID == which || k.Name == which) && k.Revoked.IsZero() {
				k.Revoked = time.Now().UTC().Truncate(time.Second)
				revoked = append(revoked, *k)
			}
		}
		if revoked == nil {
			return nil, fmt.Errorf("%w: %q is neither the id nor the name of a key that is not revoked; see whence key list", ErrKeyUnknown, which)
		}
		return keys, nil
	})
	return revoked, err
}

// change rewrites the file while no other program does. It is in its place whole or not at all.
func (f KeyFile) change(edit func([]Key) ([]Key, error)) error {
	folder := filepath.Dir(string(f))
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	unlock, err := lockedfile.MutexAt(string(f) + ".lock").Lock()
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	defer unlock()
	keys, err := f.Keys()
	if err != nil {
		return err
	}
	if keys, err = edit(slices.Clone(keys)); err != nil {
		return err
	}
	text, err := yaml.Marshal(keyring{keys})
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	file, err := os.CreateTemp(folder, ".keys-*") // mode 0600
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	defer func() { _ = os.Remove(file.Name()) }() // gone already where all went well
	_, err = file.Write(append([]byte(keyFileHead), text...))
	if err = errors.Join(err, file.Sync(), file.Close()); err == nil {
		err = os.Rename(file.Name(), string(f))
	}
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	return nil
}
