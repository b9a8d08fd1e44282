package names

import (
	"bytes"
	"context"
	"errors"
	"math"
	"slices"

	"github.com/blevesearch/vellum"
)

// merge makes one segment of several, oldest first: of two entries with one id that of the newest counts. Nothing older
// is left if all is true, and so nothing is to be hidden.
type merge struct {
	in   folder
	from []*segment
	to   *writer
	all  bool
	docs [][]uint32 // of each segment: the new number of each doc, or deletedDoc
}

const deletedDoc = math.MaxUint32

func (m *merge) write(ctx context.Context, name string) (err error) {
	words := 0
	for _, s := range m.from {
		words += s.dictionary.Len()
	}
	if m.to, err = newWriter(m.in, words); err != nil {
		return err
	}
	defer func() {
		if closed := m.to.close(); err == nil {
			err = closed
		}
	}()
	for _, step := range []func(context.Context) error{m.entries, m.nameHashes, m.words} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return m.to.finish(m.in, name)
}

// entries writes the entries that stay, and numbers their docs anew.
func (m *merge) entries(ctx context.Context) error {
	next := make([]int, len(m.from))
	m.docs = make([][]uint32, len(m.from))
	for i, s := range m.from {
		m.docs[i] = make([]uint32, s.docCount())
		for j := range m.docs[i] {
			m.docs[i][j] = deletedDoc
		}
	}
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		newest := -1
		for i, s := range m.from {
			if next[i] < s.entityCount() && (newest < 0 || bytes.Compare(s.id(next[i]), m.from[newest].id(next[newest])) <= 0) {
				newest = i
			}
		}
		if newest < 0 {
			return nil
		}
		if err := m.entry(newest, next[newest]); err != nil {
			return err
		}
		id := m.from[newest].id(next[newest])
		for i, s := range m.from {
			if next[i] < s.entityCount() && bytes.Equal(s.id(next[i]), id) {
				next[i]++
			}
		}
	}
}

// entry writes an entry of a segment.
func (m *merge) entry(of, number int) error {
	s := m.from[of]
	e := s.entry(number)
	if len(e.Names) == 0 && m.all {
		return nil
	}
	first := s.firstDoc(number)
	counts := make([]uint8, len(e.Names))
	for i := range counts {
		counts[i] = s.doc(first + uint32(i)).words
		m.docs[of][first+uint32(i)] = m.to.docs + uint32(i)
	}
	return m.to.entry(e, counts)
}

// nameHashes merges the tables of whole names; docs keep their order in a segment, and so do rows.
func (m *merge) nameHashes(ctx context.Context) error {
	next := make([]int, len(m.from))
	var same []uint32
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		least, more := uint64(math.MaxUint64), false
		for i, s := range m.from {
			if next[i]*nameHashStride < len(s.nameHashes) {
				least, more = min(least, s.hashAt(next[i])), true
			}
		}
		if !more {
			return nil
		}
		same = same[:0]
		for i, s := range m.from {
			for ; next[i]*nameHashStride < len(s.nameHashes) && s.hashAt(next[i]) == least; next[i]++ {
				if doc := m.docs[i][s.hashDoc(next[i])]; doc != deletedDoc {
					same = append(same, doc)
				}
			}
		}
		slices.Sort(same)
		for _, doc := range same {
			if err := m.to.nameHash(least, doc); err != nil {
				return err
			}
		}
	}
}

// words merges the dictionaries, and with each word its postings.
func (m *merge) words(ctx context.Context) error {
	cursors := make([]*vellum.FSTIterator, len(m.from)) // nil at its end
	for i, s := range m.from {
		var err error
		if cursors[i], err = s.dictionary.Iterator(nil, nil); errors.Is(err, vellum.ErrIteratorDone) {
			cursors[i] = nil
		} else if err != nil {
			return err
		}
	}
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		var least []byte
		for _, c := range cursors {
			if c == nil {
				continue
			}
			if k, _ := c.Current(); least == nil || bytes.Compare(k, least) < 0 {
				least = k
			}
		}
		if least == nil {
			return nil
		}
		if err := m.word(cursors, string(least)); err != nil {
			return err
		}
	}
}

// word writes a word with the docs that it has in any segment, and moves the cursors that stand at it.
func (m *merge) word(cursors []*vellum.FSTIterator, text string) error {
	p := newPosting()
	for i, c := range cursors {
		if c == nil {
			continue
		}
		k, number := c.Current()
		if string(k) != text {
			continue
		}
		err := m.from[i].eachDoc(number, func(n uint32, first bool) {
			if n = m.docs[i][n]; n == deletedDoc {
				return
			}
			p.all.Add(n)
			if first {
				p.first.Add(n)
			}
		})
		if err != nil {
			return err
		}
		if err := c.Next(); errors.Is(err, vellum.ErrIteratorDone) {
			cursors[i] = nil
		} else if err != nil {
			return err
		}
	}
	return m.to.word(text, p)
}
