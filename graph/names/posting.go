package names

import (
	"encoding/binary"

	"github.com/RoaringBitmap/roaring/v2"
)

// posting is the names that have a word: all of them, and those that begin with it.
type posting struct {
	all, first *roaring.Bitmap
}

func newPosting() posting { return posting{all: roaring.New(), first: roaring.New()} }

// A posting is found by a number: of one doc, the doc itself, else where the posting is written.
const (
	postingOne   = 1 << 0 // the number is of one doc
	postingFirst = 1 << 1 // and the word begins it
)

// writePosting appends a posting to a section, unless the number alone says it.
func writePosting(to *spill, p posting) (uint64, error) {
	if p.all.GetCardinality() == 1 {
		number := uint64(p.all.Minimum())<<2 | postingOne
		if !p.first.IsEmpty() {
			number |= postingFirst
		}
		return number, nil
	}
	at := to.size
	var b []byte
	for _, m := range []*roaring.Bitmap{p.all, p.first} {
		m.RunOptimize()
		encoded, err := m.ToBytes()
		if err != nil {
			return 0, err
		}
		b = appendBytes(b, encoded)
	}
	_, err := to.Write(b)
	return at << 2, err
}

// posting is the posting of a number; the bitmaps may share the segment's bytes, and are not to be changed.
func (s *segment) posting(number uint64) (posting, error) {
	if number&postingOne != 0 {
		p := posting{all: roaring.BitmapOf(uint32(number >> 2)), first: roaring.New()}
		if number&postingFirst != 0 {
			p.first = p.all
		}
		return p, nil
	}
	all, rest := readBytes(s.postings[number>>2:])
	first, _ := readBytes(rest)
	p := newPosting()
	if _, err := p.all.FromBuffer(all); err != nil {
		return posting{}, err
	}
	_, err := p.first.FromBuffer(first)
	return p, err
}

// eachDoc calls yield with the docs of a posting's number, in order, and whether the word begins the name.
func (s *segment) eachDoc(number uint64, yield func(doc uint32, first bool)) error {
	if number&postingOne != 0 {
		yield(uint32(number>>2), number&postingFirst != 0)
		return nil
	}
	p, err := s.posting(number)
	if err != nil {
		return err
	}
	for it := p.all.Iterator(); it.HasNext(); {
		n := it.Next()
		yield(n, p.first.Contains(n))
	}
	return nil
}

// fixed64and32 is a row of a table of twelve bytes a row.
func fixed64and32(a uint64, b uint32) []byte {
	return binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint64(nil, a), b)
}
