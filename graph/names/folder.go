package names

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	mmap "github.com/blevesearch/mmap-go"
)

// folder is where segments and the manifest are kept: files written once, and one file that is replaced.
type folder interface {
	// create writes a file and returns when it is durable.
	create(name string, write func(io.Writer) error) error
	// open is the content of a file, to be read until closed.
	open(name string) (*content, error)
	// replace writes a file in place of the one of that name: after a crash it is the one or the other.
	replace(name string, b []byte) error
	remove(name string) error
	list() ([]string, error)
	// spill is room for a section that is being written and read again.
	spill() *spill
}

// content is the bytes of a file.
type content struct {
	bytes []byte
	close func() error
}

// disk is a folder of the file system.
type disk string

const temporary = ".tmp"

func (d disk) path(name string) string { return filepath.Join(string(d), name) }

func (d disk) create(name string, write func(io.Writer) error) (err error) {
	f, err := os.OpenFile(d.path(name), os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	return f.Sync()
}

func (d disk) open(name string) (*content, error) {
	f, err := os.Open(d.path(name))
	if err != nil {
		return nil, err
	}
	defer f.Close() // the mapping stays
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() == 0 { // which can not be mapped
		return &content{close: func() error { return nil }}, nil
	}
	m, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, fmt.Errorf("map %s: %w", name, err)
	}
	return &content{bytes: m, close: m.Unmap}, nil
}

func (d disk) replace(name string, b []byte) error {
	err := d.create(name+temporary, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
	if err != nil {
		return err
	}
	if err := os.Rename(d.path(name+temporary), d.path(name)); err != nil {
		return err
	}
	f, err := os.Open(string(d))
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

func (d disk) remove(name string) error { return os.Remove(d.path(name)) }

func (d disk) list() ([]string, error) {
	entries, err := os.ReadDir(string(d))
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if e.Type().IsRegular() {
			out = append(out, e.Name())
		}
	}
	return out, nil
}

func (d disk) spill() *spill { return &spill{dir: string(d)} }

// memory is a folder that ends with the process.
type memory map[string][]byte

func (m memory) create(name string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	m[name] = b.Bytes()
	return nil
}

func (m memory) open(name string) (*content, error) {
	b, ok := m[name]
	if !ok {
		return nil, fmt.Errorf("%s: %w", name, os.ErrNotExist)
	}
	return &content{bytes: b, close: func() error { return nil }}, nil
}

func (m memory) replace(name string, b []byte) error {
	m[name] = b
	return nil
}

func (m memory) remove(name string) error {
	delete(m, name)
	return nil
}

func (m memory) list() ([]string, error) {
	var out []string
	for name := range m {
		out = append(out, name)
	}
	return out, nil
}

func (m memory) spill() *spill { return &spill{} }

// ownFile says whether a file is one that this package wrote: nothing else is ever removed from a folder.
func ownFile(name string) bool {
	return strings.HasSuffix(name, segmentSuffix) || strings.HasPrefix(name, manifestName) || strings.HasPrefix(name, spillPrefix)
}
