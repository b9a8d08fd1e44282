package text

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"maps"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/vellum"
)

// A segment's file is: the postings, one bitmap behind the other; the dictionary; the bitmap of its claims; a byte for each
// of them in their order, its length in words; and the footer: where each of the four ends, and a checksum (CRC-32C) of all
// that stands before it. The file is not synced, so that after a power cut any page of it may be missing.
const (
	footerSize = 4*8 + 4 + 4
	magic      = uint32(0x57544532) // WTE2
	// alone marks a word that one claim has: its number stands in the dictionary itself.
	alone = uint64(1) << 63
)

var errCorrupt = errors.New("not a segment, or torn")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// segment is an immutable part of an index, read where it is mapped.
type segment struct {
	name     string
	data     []byte
	close    func() error
	postings []byte
	words    *vellum.FST
	claims   *roaring.Bitmap
	lengths  []byte
	first    uint32 // the lowest number
	dense    bool   // its claims are all those from the first on
	sum      uint64 // of lengths
	liveSum  uint64 // of those that no newer segment hides
	dead     *roaring.Bitmap
}

// builderOptions are for a dictionary of a number of words. The builder's table of suffixes that it shares takes 100 bytes an
// entry, of which a small dictionary needs few: a commit of one claim would take a megabyte.
func builderOptions(words int) *vellum.BuilderOpts {
	return &vellum.BuilderOpts{Encoder: 1, RegistryTableSize: min(max(words, 64), 10_000), RegistryMRUSize: 2}
}

// encode writes the segment of some postings. lengths are of the claims in their order.
func encode(postings map[string]*roaring.Bitmap, claims *roaring.Bitmap, lengths []byte) ([]byte, error) {
	var out bytes.Buffer
	var dictionary bytes.Buffer
	b, err := vellum.New(&dictionary, builderOptions(len(postings)))
	if err != nil {
		return nil, err
	}
	for _, w := range slices.Sorted(maps.Keys(postings)) {
		if err := insert(b, &out, w, postings[w]); err != nil {
			return nil, err
		}
	}
	if err := b.Close(); err != nil {
		return nil, err
	}
	return finish(&out, dictionary.Bytes(), claims, lengths)
}

func insert(b *vellum.Builder, out *bytes.Buffer, word string, docs *roaring.Bitmap) error {
	if docs.GetCardinality() == 1 {
		return b.Insert([]byte(word), alone|uint64(docs.Minimum()))
	}
	at := uint64(out.Len())
	docs.RunOptimize()
	if _, err := docs.WriteTo(out); err != nil {
		return err
	}
	return b.Insert([]byte(word), at)
}

func finish(out *bytes.Buffer, dictionary []byte, claims *roaring.Bitmap, lengths []byte) ([]byte, error) {
	ends := [4]uint64{uint64(out.Len())}
	out.Write(dictionary)
	ends[1] = uint64(out.Len())
	claims.RunOptimize()
	if _, err := claims.WriteTo(out); err != nil {
		return nil, err
	}
	ends[2] = uint64(out.Len())
	out.Write(lengths)
	ends[3] = uint64(out.Len())
	var footer []byte
	for _, e := range ends {
		footer = binary.LittleEndian.AppendUint64(footer, e)
	}
	sum := crc32.Update(crc32.Checksum(out.Bytes(), castagnoli), castagnoli, footer)
	footer = binary.LittleEndian.AppendUint32(footer, sum)
	footer = binary.LittleEndian.AppendUint32(footer, magic)
	out.Write(footer)
	return out.Bytes(), nil
}

func open(name string, data []byte, closing func() error) (*segment, error) {
	s := &segment{name: name, data: data, close: closing}
	n := len(data) - footerSize
	if n < 0 || binary.LittleEndian.Uint32(data[n+36:]) != magic || crc32.Checksum(data[:n+32], castagnoli) != binary.LittleEndian.Uint32(data[n+32:]) {
		return nil, fmt.Errorf("%s: %w", name, errCorrupt)
	}
	var ends [4]uint64
	for i := range ends {
		ends[i] = binary.LittleEndian.Uint64(data[n+8*i:])
		if ends[i] > uint64(n) || i > 0 && ends[i] < ends[i-1] {
			return nil, fmt.Errorf("%s: %w", name, errCorrupt)
		}
	}
	var err error
	s.postings = data[:ends[0]]
	if s.words, err = vellum.Load(data[ends[0]:ends[1]]); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	s.claims = roaring.New()
	if _, err := s.claims.FromBuffer(data[ends[1]:ends[2]]); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	s.lengths = data[ends[2]:ends[3]]
	count := s.claims.GetCardinality()
	if uint64(len(s.lengths)) != count || ends[3] != uint64(n) {
		return nil, fmt.Errorf("%s: %w", name, errCorrupt)
	}
	if count > 0 {
		s.first = s.claims.Minimum()
		s.dense = uint64(s.claims.Maximum()-s.first)+1 == count
	}
	for _, l := range s.lengths {
		s.sum += uint64(l)
	}
	return s, nil
}

// docs is the claims that have a word of the dictionary, by its value.
func (s *segment) docs(value uint64) (*roaring.Bitmap, error) {
	b := roaring.New()
	if value&alone != 0 {
		b.Add(uint32(value))
		return b, nil
	}
	if value >= uint64(len(s.postings)) {
		return nil, fmt.Errorf("%s: %w", s.name, errCorrupt)
	}
	_, err := b.FromBuffer(s.postings[value:])
	return b, err
}

// live is docs without those that a newer segment hides.
func (s *segment) live(b *roaring.Bitmap) *roaring.Bitmap {
	if s.dead == nil || !b.Intersects(s.dead) {
		return b
	}
	return roaring.AndNot(b, s.dead)
}

// length is a claim's in words.
func (s *segment) length(doc uint32) byte {
	if s.dense {
		return s.lengths[doc-s.first]
	}
	return s.lengths[s.claims.Rank(doc)-1]
}

// merge is the segment of several, oldest first: of a claim in two the newer counts.
func merge(all []*segment) ([]byte, error) {
	claims := roaring.New()
	for _, s := range all {
		claims.Or(s.live(s.claims))
	}
	lengths := make([]byte, 0, claims.GetCardinality())
	for it := claims.Iterator(); it.HasNext(); {
		doc := it.Next()
		for _, a := range slices.Backward(all) {
			if a.claims.Contains(doc) {
				lengths = append(lengths, a.length(doc))
				break
			}
		}
	}
	var out, dictionary bytes.Buffer
	words := 0
	for _, a := range all {
		words += a.words.Len()
	}
	b, err := vellum.New(&dictionary, builderOptions(words))
	if err != nil {
		return nil, err
	}
	if err := mergeWords(all, b, &out); err != nil {
		return nil, err
	}
	if err := b.Close(); err != nil {
		return nil, err
	}
	return finish(&out, dictionary.Bytes(), claims, lengths)
}

// mergeWords walks the dictionaries side by side.
func mergeWords(all []*segment, b *vellum.Builder, out *bytes.Buffer) error {
	its := make([]*vellum.FSTIterator, len(all))
	for i, s := range all {
		it, err := s.words.Iterator(nil, nil)
		if err != nil && !errors.Is(err, vellum.ErrIteratorDone) {
			return err
		}
		if err == nil {
			its[i] = it
		}
	}
	for {
		var least []byte
		for _, it := range its {
			if it == nil {
				continue
			}
			if w, _ := it.Current(); least == nil || bytes.Compare(w, least) < 0 {
				least = w
			}
		}
		if least == nil {
			return nil
		}
		word := string(least)
		docs := roaring.New()
		for i, it := range its {
			if it == nil {
				continue
			}
			w, value := it.Current()
			if string(w) != word {
				continue
			}
			here, err := all[i].docs(value)
			if err != nil {
				return err
			}
			docs.Or(all[i].live(here))
			switch err := it.Next(); {
			case errors.Is(err, vellum.ErrIteratorDone):
				its[i] = nil
			case err != nil:
				return err
			}
		}
		if docs.IsEmpty() {
			continue
		}
		if err := insert(b, out, word, docs); err != nil {
			return err
		}
	}
}
