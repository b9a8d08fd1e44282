package names

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
)

// manifest says what an index consists of, and is replaced as a whole: the version and the segments that reflect it
// are never of two minds.
type manifest struct {
	Format   int      `json:"format"`
	Version  uint64   `json:"version"`
	Next     uint64   `json:"next"`     // the number of the next segment
	Segments []string `json:"segments"` // oldest first
}

const (
	manifestName = "MANIFEST"
	format       = 2
)

// encode is the manifest after a line with its checksum.
func (m manifest) encode() ([]byte, error) {
	b, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "%s\n%s\n", checksum(b), b), nil
}

func checksum(b []byte) string { return fmt.Sprintf("%08x", crc32.Checksum(b, castagnoli)) }

// readManifest reads the manifest of a folder; that of an empty folder is of an empty index of version 0.
func readManifest(in folder) (manifest, error) {
	c, err := in.open(manifestName)
	if errors.Is(err, os.ErrNotExist) {
		return manifest{Format: format}, nil
	}
	if err != nil {
		return manifest{}, err
	}
	defer func() { _ = c.close() }() // it was only read
	m, err := decodeManifest(c.bytes)
	if err != nil {
		return manifest{}, fmt.Errorf("%s: %w", manifestName, err)
	}
	return m, nil
}

func decodeManifest(b []byte) (manifest, error) {
	line, rest, ok := bytes.Cut(b, []byte("\n"))
	body, whole := bytes.CutSuffix(rest, []byte("\n"))
	if !ok || !whole || string(line) != checksum(body) {
		return manifest{}, errCorrupt
	}
	var m manifest
	if err := json.Unmarshal(body, &m); err != nil {
		return manifest{}, err
	}
	if m.Format != format {
		return manifest{}, fmt.Errorf("format %d, not %d", m.Format, format)
	}
	return m, nil
}
