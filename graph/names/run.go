package names

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/cespare/xxhash/v2"
)

// run is entries on their way into a segment of their own, in memory.
type run struct {
	entries []Entry
	size    int // characters of text
}

const runSize = 4 << 20

// add takes an entry and says whether the run is full.
func (r *run) add(e Entry) bool {
	r.entries = append(r.entries, e)
	r.size += len(e.ID) + 16
	for _, name := range e.Names {
		r.size += len(name) + 16
	}
	return r.size >= runSize
}

// whole is a name by the hash of its key.
type whole struct {
	hash uint64
	doc  uint32
}

// write makes a segment of the run. Of two entries with one id the later counts.
func (r *run) write(in folder, name string) (err error) {
	slices.SortStableFunc(r.entries, func(a, b Entry) int { return strings.Compare(a.ID, b.ID) })
	w, err := newWriter(in)
	if err != nil {
		return err
	}
	defer func() {
		if closed := w.close(); err == nil {
			err = closed
		}
	}()
	postings := map[string]posting{}
	var wholes []whole
	for i, e := range r.entries {
		if i+1 < len(r.entries) && r.entries[i+1].ID == e.ID {
			continue
		}
		if wholes, err = addEntry(w, e, wholes, postings); err != nil {
			return err
		}
	}
	slices.SortFunc(wholes, func(a, b whole) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.doc, b.doc)) })
	for _, o := range wholes {
		if err := w.whole(o.hash, o.doc); err != nil {
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
func addEntry(w *writer, e Entry, wholes []whole, postings map[string]posting) ([]whole, error) {
	counts := make([]uint8, len(e.Names))
	for i, name := range e.Names {
		doc := w.docs + uint32(i)
		ws := words(name)
		counts[i] = uint8(len(ws))
		wholes = append(wholes, whole{xxhash.Sum64String(key(name, ws)), doc})
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
