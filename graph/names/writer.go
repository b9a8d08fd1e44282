package names

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/blevesearch/vellum"

	"whence/graph/claim"
)

// writer makes a segment: entries in the order of ids, then name hashes in their order, then words in their order.
// What it holds in memory does not grow with the number of entries.
type writer struct {
	sections [sectionCount]*spill
	words    *vellum.Builder
	prefixes prefixes
	kinds    []string
	entities uint32
	docs     uint32
}

// builderOptions are for a dictionary of about a number of words. The builder's table of suffixes that words share takes a hundred
// bytes an entry, of which a small dictionary needs few: that of an update of one name would take two megabytes.
func builderOptions(words int) *vellum.BuilderOpts {
	return &vellum.BuilderOpts{Encoder: 1, RegistryTableSize: min(max(words, 64), 10_000), RegistryMRUSize: 2}
}

// newWriter makes a writer for about words words, which is to be closed.
func newWriter(in folder, words int) (*writer, error) {
	w := &writer{}
	for i := range w.sections {
		w.sections[i] = in.spill()
	}
	var err error
	if w.words, err = vellum.New(w.sections[sectionWords], builderOptions(words)); err != nil {
		return nil, err
	}
	return w, nil
}

func (w *writer) close() error {
	var errs []error
	for _, s := range w.sections {
		errs = append(errs, s.close())
	}
	return errors.Join(errs...)
}

// entry adds an entry; counts is the number of words of each of its names.
func (w *writer) entry(e Entry, counts []uint8) error {
	kind, err := w.kind(e.Kind)
	if err != nil {
		return err
	}
	if err := w.startEntity(); err != nil {
		return err
	}
	record := appendBytes(appendBytes(nil, e.ID), e.Kind)
	var docs []byte
	for i, name := range e.Names {
		record = appendBytes(record, name)
		docs = binary.LittleEndian.AppendUint32(docs, w.entities)
		docs = binary.LittleEndian.AppendUint32(docs, math.Float32bits(float32(e.Weight)))
		docs = append(docs, kind, counts[i], byte(min(i, 1)), 0)
	}
	if _, err := w.sections[sectionRecords].Write(record); err != nil {
		return err
	}
	w.entities++
	w.docs += uint32(len(e.Names))
	_, err = w.sections[sectionDocs].Write(docs)
	return err
}

func (w *writer) startEntity() error {
	_, err := w.sections[sectionEntities].Write(fixed64and32(w.sections[sectionRecords].size, w.docs))
	return err
}

func (w *writer) kind(kind string) (uint8, error) {
	i := slices.Index(w.kinds, kind)
	if i < 0 {
		i = len(w.kinds)
		w.kinds = append(w.kinds, kind)
	}
	if i > math.MaxUint8 || strings.Contains(kind, "\x00") {
		return 0, fmt.Errorf("kind %.80q: %w: more than 255 kinds, or a NUL in one", kind, claim.ErrInvalid)
	}
	return uint8(i), nil
}

func (w *writer) nameHash(hash uint64, doc uint32) error {
	_, err := w.sections[sectionNameHashes].Write(fixed64and32(hash, doc))
	return err
}

func (w *writer) word(text string, p posting) error {
	if p.all.IsEmpty() {
		return nil
	}
	if err := w.prefixes.add(w.sections[sectionPostings], text, p); err != nil {
		return err
	}
	number, err := writePosting(w.sections[sectionPostings], p)
	if err != nil {
		return err
	}
	return w.words.Insert([]byte(text), number)
}

// finish writes the file and makes it durable.
func (w *writer) finish(in folder, name string) error {
	if err := w.startEntity(); err != nil { // the end of the last
		return err
	}
	if err := w.words.Close(); err != nil {
		return err
	}
	if err := w.prefixes.finish(w.sections[sectionPostings], w.sections[sectionPrefixes]); err != nil {
		return err
	}
	if _, err := io.WriteString(w.sections[sectionKinds], strings.Join(w.kinds, "\x00")); err != nil {
		return err
	}
	return in.create(name, w.assemble)
}

// assemble writes the sections one after the other, and the footer.
func (w *writer) assemble(to io.Writer) error {
	sum := crc32.New(castagnoli)
	both := io.MultiWriter(to, sum)
	var lengths []byte
	for _, s := range w.sections {
		if err := s.copyTo(both); err != nil {
			return err
		}
		lengths = binary.LittleEndian.AppendUint64(lengths, s.size)
	}
	if _, err := both.Write(lengths); err != nil {
		return err
	}
	footer := binary.LittleEndian.AppendUint32(nil, sum.Sum32())
	_, err := to.Write(append(footer, magic...))
	return err
}
