package names

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/cespare/xxhash/v2"
)

// buffer is entries on their way into a segment of their own, in memory.
type buffer struct {
	entries []Entry
	size    int // characters of text
}

const bufferSize = 4 << 20

// add takes an entry and reports whether the buffer is full.
func (b *buffer) add(e Entry) bool {
	b.entries = append(b.entries, e)
	b.size += len(e.ID) + 16
	for _, name := range e.Names {
		b.size += len(name) + 16
	}
	return b.size >= bufferSize
}

// nameHash is a name by the hash of its key.
type nameHash struct {
	hash uint64
	doc  uint32
}

// write makes a segment of the buffer. Of two entries with one id the later counts.
func (b *buffer) write(in folder, name string) (err error) {
	slices.SortStableFunc(b.entries, func(a, b Entry) int { return strings.Compare(a.ID, b.ID) })
	w, err := newWriter(in, b.size/16)
	if err != nil {
		return err
	}
	defer func() {
		if closed := w.close(); err == nil {
			err = closed
		}
	}()
	postings := map[string]posting{}
	var wholes []nameHash
	for i, e := range b.entries {
		if i+1 < len(b.entries) && b.entries[i+1].ID == e.ID {
			continue
		}
		if wholes, err = addEntry(w, e, wholes, postings); err != nil {
			return err
		}
	}
	slices.SortFunc(wholes, func(a, b nameHash) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.doc, b.doc)) })
	for _, o := range wholes {
		if err := w.nameHash(o.hash, o.doc); err != nil {
			return err
		}
	}
	for _, text := range slices.Sorted(maps.Keys(postings)) {
		if err := w.word(text, postings[text]); err != nil {
			return err
		}
	}
	return w.finish(in, name)
}

// addEntry writes an entry, and adds what its names are found by.
func addEntry(w *writer, e Entry, wholes []nameHash, postings map[string]posting) ([]nameHash, error) {
	counts := make([]uint8, len(e.Names))
	for i, name := range e.Names {
		doc := w.docs + uint32(i)
		ws := words(name)
		counts[i] = uint8(len(ws))
		for _, key := range keys(name, ws) {
			wholes = append(wholes, nameHash{xxhash.Sum64String(key), doc})
		}
		for j, v := range ws {
			for _, text := range append(v.others, v.text) {
				p, ok := postings[text]
				if !ok {
					p = newPosting()
					postings[text] = p
				}
				p.all.Add(doc)
				if j == 0 {
					p.first.Add(doc)
				}
			}
		}
	}
	return wholes, w.entry(e, counts)
}
