// Package documents reads a manifest of the documents that clients may name by their ids: the file that Apollo's or
// Relay's compiler writes when it builds a client.
//
// It knows the forms of manifests, and nothing of the schema or of how a document is run.
package documents

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"syscall"
)

// Manifest is documents by their ids. Its zero value, and nil, hold none.
type Manifest struct {
	texts map[string]string
}

// maxBytes is the longest manifest that is read.
const maxBytes = 64 << 20

// The reasons for which a file is no manifest.
var (
	errForm  = errors.New(`want Apollo's form, {"format": "apollo-persisted-query-manifest", "version": 1, "operations": [{"id": "…", "body": "…"}]}, or Relay's, {"<id>": "<document>"}`)
	errTwice = errors.New("stands for two different documents")
	errEmpty = errors.New("is empty")
)

// apollo is the form that @apollo/generate-persisted-query-manifest writes.
type apollo struct {
	Format     string
	Version    int
	Operations []struct{ ID, Name, Type, Body string }
}

const apolloFormat = "apollo-persisted-query-manifest"

// Load reads a manifest in Apollo's form or in Relay's. The error names the file, and what is wrong with it.
func Load(path string) (*Manifest, error) {
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) // a pipe would wait for its writer
	if err != nil {
		return nil, fmt.Errorf("documents: %w", err)
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, fmt.Errorf("documents: %s is not a regular file", path)
	}
	text, err := io.ReadAll(io.LimitReader(file, maxBytes+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("documents: %w", err)
	case len(text) > maxBytes:
		return nil, fmt.Errorf("documents: %s is longer than %d bytes", path, maxBytes)
	}
	m, err := Read(text)
	if err != nil {
		return nil, fmt.Errorf("documents: %s: %w", path, err)
	}
	return m, nil
}

// Read reads a manifest's text.
func Read(text []byte) (*Manifest, error) {
	m := &Manifest{texts: map[string]string{}}
	var relay map[string]string
	if err := json.Unmarshal(text, &relay); err == nil {
		for id, document := range relay {
			if err := m.add(id, document); err != nil {
				return nil, err
			}
		}
		return m, nil
	}
	var a apollo
	if err := json.Unmarshal(text, &a); err != nil {
		return nil, fmt.Errorf("%w: %w", errForm, err)
	}
	if a.Format != apolloFormat || a.Version != 1 {
		return nil, errForm
	}
	for _, operation := range a.Operations {
		if err := m.add(operation.ID, operation.Body); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func (m *Manifest) add(id, text string) error {
	id = normal(id)
	other, known := m.texts[id]
	switch {
	case id == "" || text == "":
		return fmt.Errorf("document %q: %w", id, errEmpty)
	case known && other != text:
		return fmt.Errorf("document %q: %w", id, errTwice)
	}
	m.texts[id] = text
	return nil
}

// normal is an id without the prefix by which a client may say that it is a digest: sha256:9f86….
func normal(id string) string {
	if digest, ok := strings.CutPrefix(id, "sha256:"); ok {
		return strings.ToLower(digest)
	}
	return id
}

// Find is the document of an id.
func (m *Manifest) Find(id string) (text string, ok bool) {
	if m == nil {
		return "", false
	}
	text, ok = m.texts[normal(id)]
	return text, ok
}

// IDs are the ids in order.
func (m *Manifest) IDs() []string {
	if m == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(m.texts))
}
