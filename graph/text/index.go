package text

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	mmap "github.com/blevesearch/mmap-go"
)

// ErrClosed says that the index was closed.
var ErrClosed = errors.New("index of words is closed")

// Entry is a claim's number and its words, in any order, as Words returns them; one that stands twice counts once.
type Entry struct {
	Claim uint32
	Words []string
}

// Index is claims by their words. Any number of goroutines may search it while one writes it.
type Index struct {
	path string // "" is in memory

	writing  sync.Mutex
	reading  sync.RWMutex
	manifest manifest
	segments []*segment // oldest first
	closed   bool
}

// manifest is what an index consists of.
type manifest struct {
	Format   int      `json:"format"`
	Version  uint64   `json:"version"`
	Next     uint32   `json:"next"` // the first claim that is not in it
	File     uint64   `json:"file"` // number of the next segment
	Segments []string `json:"segments"`
}

const (
	format       = 1
	manifestName = "MANIFEST"
	suffix       = ".words"
	// mergeAt is how many segments of about one size are made one.
	mergeAt = 8
)

// Open opens the index in a folder, which is made when something is written there, or an empty one in memory where path is "". What is
// torn there is not read: the index is then empty, its version and next claim 0.
func Open(path string) (*Index, error) {
	x := &Index{path: path, manifest: manifest{Format: format}}
	if path == "" {
		return x, nil
	}
	m, segments, err := load(path)
	if err == nil {
		x.manifest, x.segments = m, segments
		x.hide()
	}
	return x, x.sweep()
}

func load(path string) (manifest, []*segment, error) {
	none := manifest{Format: format}
	data, err := os.ReadFile(filepath.Join(path, manifestName))
	if err != nil {
		return none, nil, err
	}
	sum, body, _ := strings.Cut(string(data), "\n")
	if sum != fmt.Sprintf("%08x", crc32.Checksum([]byte(body), castagnoli)) {
		return none, nil, errCorrupt
	}
	var m manifest
	if err := json.Unmarshal([]byte(body), &m); err != nil {
		return none, nil, err
	}
	if m.Format != format {
		return none, nil, fmt.Errorf("format %d, not %d", m.Format, format)
	}
	var all []*segment
	for _, name := range m.Segments {
		s, err := mapped(path, name)
		if err != nil {
			for _, s := range all {
				_ = s.close()
			}
			return none, nil, err
		}
		all = append(all, s)
	}
	return m, all, nil
}

func mapped(path, name string) (*segment, error) {
	f, err := os.Open(filepath.Join(path, name))
	if err != nil {
		return nil, err
	}
	defer f.Close() // the mapping stays
	m, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, fmt.Errorf("map %s: %w", name, err)
	}
	s, err := open(name, m, m.Unmap)
	if err != nil {
		_ = m.Unmap()
	}
	return s, err
}

// hide marks in each segment what newer ones replace.
func (x *Index) hide() {
	newer := roaring.New()
	for _, s := range slices.Backward(x.segments) {

		s.dead = roaring.And(s.claims, newer)
		s.liveSum = s.sum
		for it := s.dead.Iterator(); it.HasNext(); {
			s.liveSum -= uint64(s.length(it.Next()))
		}
		newer.Or(s.claims)
	}
}

// sweep removes files that the manifest does not name.
func (x *Index) sweep() error {
	files, err := os.ReadDir(x.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, f := range files {
		if strings.HasSuffix(f.Name(), suffix) && !slices.Contains(x.manifest.Segments, f.Name()) {
			if err := os.Remove(filepath.Join(x.path, f.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// Close closes the index, after the searches under way.
func (x *Index) Close() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.reading.Lock()
	defer x.reading.Unlock()
	if x.closed {
		return nil
	}
	x.closed = true
	var errs []error
	for _, s := range x.segments {
		errs = append(errs, s.close())
	}
	return errors.Join(errs...)
}

// State is the version of the store that the index reflects, and the number of the first claim that is not in it.
func (x *Index) State() (version uint64, next uint32) {
	x.reading.RLock()
	defer x.reading.RUnlock()
	return x.manifest.Version, x.manifest.Next
}

// Clear empties the index: what it holds is of another store.
func (x *Index) Clear() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	return x.install(manifest{Format: format, File: x.manifest.File}, nil)
}

// Add puts entries in, in place of what it says of their claims, and moves the index to a version and a next claim: all of
// it or, with an error, nothing.
func (x *Index) Add(ctx context.Context, version uint64, next uint32, entries []Entry) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.closed {
		return ErrClosed
	}
	m, segments := x.manifest, slices.Clone(x.segments)
	if len(entries) > 0 {
		data, err := encodeEntries(entries)
		if err != nil {
			return err
		}
		s, err := x.create(&m, data)
		if err != nil {
			return err
		}
		segments = append(segments, s)
	}
	m.Version, m.Next = version, next
	if err := x.install(m, segments); err != nil {
		return err
	}
	return x.compact(ctx)
}

func encodeEntries(entries []Entry) ([]byte, error) {
	postings, claims, last := map[string]*roaring.Bitmap{}, roaring.New(), map[uint32]int{}
	for i, e := range entries {
		last[e.Claim] = i
		claims.Add(e.Claim)
	}
	lengths := make([]byte, 0, len(last))
	for it := claims.Iterator(); it.HasNext(); {
		doc := it.Next()
		words := slices.Clone(entries[last[doc]].Words)
		slices.Sort(words)
		words = slices.Compact(words)
		lengths = append(lengths, byte(min(len(words), 255)))
		for _, w := range words {
			b := postings[w]
			if b == nil {
				b = roaring.New()
				postings[w] = b
			}
			b.Add(doc)
		}
	}
	return encode(postings, claims, lengths)
}

// create writes a segment and opens it.
func (x *Index) create(m *manifest, data []byte) (*segment, error) {
	name := fmt.Sprintf("%012d%s", m.File, suffix)
	m.File++
	if x.path == "" {
		return open(name, data, func() error { return nil })
	}
	if err := os.MkdirAll(x.path, 0o700); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(x.path, name), data, 0o600); err != nil {
		return nil, err
	}
	return mapped(x.path, name)
}

// compact makes one of the newest segments where there are many of about one size.
func (x *Index) compact(ctx context.Context) error {
	for ctx.Err() == nil {
		from := len(x.segments) - mergeAt
		if from < 0 {
			return nil
		}
		size := uint64(0)
		for _, s := range x.segments[from:] {
			size += s.claims.GetCardinality()
		}
		for from > 0 && x.segments[from-1].claims.GetCardinality() <= 2*size {
			from--
			size += x.segments[from].claims.GetCardinality()
		}
		data, err := merge(x.segments[from:])
		if err != nil {
			return err
		}
		m := x.manifest
		s, err := x.create(&m, data)
		if err != nil {
			return err
		}
		if err := x.install(m, append(slices.Clone(x.segments[:from]), s)); err != nil {
			return err
		}
	}
	return nil
}

// install writes the manifest and shows readers what it names. Files that it no longer names are removed.
func (x *Index) install(m manifest, segments []*segment) error {
	m.Segments = nil
	for _, s := range segments {
		m.Segments = append(m.Segments, s.name)
	}
	if x.path != "" && (m.Version > 0 || len(x.segments) > 0) {
		if err := os.MkdirAll(x.path, 0o700); err != nil {
			return err
		}
		body, err := json.Marshal(m)
		if err != nil {
			return err
		}
		data := fmt.Appendf(nil, "%08x\n%s", crc32.Checksum(body, castagnoli), body)
		file := filepath.Join(x.path, manifestName)
		if err := os.WriteFile(file+".tmp", data, 0o600); err != nil {
			return err
		}
		if err := os.Rename(file+".tmp", file); err != nil {
			return err
		}
	}
	x.reading.Lock()
	defer x.reading.Unlock()
	old := x.segments
	x.manifest, x.segments = m, segments
	x.hide()
	for _, s := range old {
		if !slices.Contains(segments, s) {
			_ = s.close()
			if x.path != "" {
				_ = os.Remove(filepath.Join(x.path, s.name)) // what stays is swept when the index is next opened
			}
		}
	}
	return nil
}
