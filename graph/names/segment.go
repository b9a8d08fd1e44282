package names

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/vellum"
	"github.com/cespare/xxhash/v2"
)

// segment is an immutable file of entries in the order of ids, and of what their names are found by.
//
// A name is known by its number in that order, its doc: the names of an entity follow one another, its name first.
// An entry without names is there to hide the entries of that id in older segments.
type segment struct {
	name       string
	content    *content
	records    []byte // of entities: id, kind, names
	entities   []byte // entityStride each, and one more for the end: where its record is, its first doc
	docs       []byte // docStride each: entity, weight, kind, words, alias
	nameHashes []byte // nameHashStride each: hash of a name's key, doc; sorted
	dictionary *vellum.FST
	prefixes   *vellum.FST // of more than prefixWords words
	postings   []byte
	kinds      []string
	dead       *roaring.Bitmap // docs that a newer segment hides; nil for none
}

const (
	segmentSuffix = ".names"
	recentPrefix  = "recent-" // of segments in memory
	magic         = "whence names 1\n"

	entityStride   = 8 + 4
	docStride      = 4 + 4 + 1 + 1 + 1 + 1
	nameHashStride = 8 + 4
)

// The sections of a file, in its order.
const (
	sectionRecords = iota
	sectionEntities
	sectionDocs
	sectionNameHashes
	sectionWords
	sectionPrefixes
	sectionPostings
	sectionKinds
	sectionCount
)

// footerSize is the lengths of the sections, the checksum of everything before it, and the magic.
const footerSize = sectionCount*8 + 4 + len(magic)

var (
	errCorrupt = errors.New("torn or altered")
	castagnoli = crc32.MakeTable(crc32.Castagnoli)
)

// openSegment reads a whole file to see that it is as it was written; after that its bytes are trusted.
func openSegment(in folder, name string) (_ *segment, err error) {
	c, err := in.open(name)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("%s: %w", name, err), c.close())
		}
	}()
	b := c.bytes
	if len(b) < footerSize || string(b[len(b)-len(magic):]) != magic {
		return nil, errCorrupt
	}
	sumAt := len(b) - len(magic) - 4
	if crc32.Checksum(b[:sumAt], castagnoli) != binary.LittleEndian.Uint32(b[sumAt:]) {
		return nil, errCorrupt
	}
	var sections [sectionCount][]byte
	at := uint64(0)
	for i := range sections {
		n := binary.LittleEndian.Uint64(b[len(b)-footerSize+8*i:])
		sections[i] = b[at : at+n : at+n]
		at += n
	}
	s := &segment{
		name: name, content: c, records: sections[sectionRecords], entities: sections[sectionEntities],
		docs: sections[sectionDocs], nameHashes: sections[sectionNameHashes], postings: sections[sectionPostings],
		kinds: strings.Split(string(sections[sectionKinds]), "\x00"),
	}
	if s.dictionary, err = vellum.Load(sections[sectionWords]); err != nil {
		return nil, err
	}
	if s.prefixes, err = vellum.Load(sections[sectionPrefixes]); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *segment) close() error { return s.content.close() }

// isRecent reports whether the segment lies in memory until it is flushed.
func (s *segment) isRecent() bool { return strings.HasPrefix(s.name, recentPrefix) }

func (s *segment) entityCount() int { return len(s.entities)/entityStride - 1 }
func (s *segment) docCount() int    { return len(s.docs) / docStride }

// recordAt is where the record of entity number i begins.
func (s *segment) recordAt(i int) uint64 {
	return binary.LittleEndian.Uint64(s.entities[i*entityStride:])
}

// firstDoc is the first doc of entity number i, and for the number after the last, the number of docs.
func (s *segment) firstDoc(i int) uint32 {
	return binary.LittleEndian.Uint32(s.entities[i*entityStride+8:])
}

// id is the id of entity number i; it is valid while the segment is.
func (s *segment) id(i int) []byte {
	b, _ := readBytes(s.records[s.recordAt(i):])
	return b
}

// entry is everything of entity number i.
func (s *segment) entry(i int) Entry {
	id, b := readBytes(s.records[s.recordAt(i):])
	kind, b := readBytes(b)
	first, last := s.firstDoc(i), s.firstDoc(i+1)
	e := Entry{ID: string(id), Kind: string(kind), Names: make([]string, 0, last-first)}
	if last > first {
		e.Weight = float64(s.doc(first).weight)
	}
	for range last - first {
		var name []byte
		name, b = readBytes(b)
		e.Names = append(e.Names, string(name))
	}
	return e
}

// find is the number of an entity, or of the first after where it would be.
func (s *segment) find(id string) (int, bool) {
	return sort.Find(s.entityCount(), func(i int) int { return strings.Compare(id, string(s.id(i))) })
}

// doc is what is known of a name without reading it.
type doc struct {
	entity uint32
	weight float32
	kind   uint8 // in segment.kinds
	words  uint8
	alias  bool
}

func (s *segment) doc(n uint32) doc {
	b := s.docs[int(n)*docStride:][:docStride]
	return doc{
		entity: binary.LittleEndian.Uint32(b),
		weight: math.Float32frombits(binary.LittleEndian.Uint32(b[4:])),
		kind:   b[8], words: b[9], alias: b[10] != 0,
	}
}

// text is a name as written.
func (s *segment) text(n uint32) string {
	entity := int(s.doc(n).entity)
	_, b := readBytes(s.records[s.recordAt(entity):])
	_, b = readBytes(b)
	name, b := readBytes(b)
	for range n - s.firstDoc(entity) {
		name, b = readBytes(b)
	}
	return string(name)
}

// docsOfKey is the docs of names of a key, dead ones among them.
func (s *segment) docsOfKey(key string) []uint32 {
	hash := xxhash.Sum64String(key)
	n := len(s.nameHashes) / nameHashStride
	var out []uint32
	for i := sort.Search(n, func(i int) bool { return s.hashAt(i) >= hash }); i < n && s.hashAt(i) == hash; i++ {
		out = append(out, s.hashDoc(i))
	}
	return out
}

func (s *segment) hashAt(i int) uint64 {
	return binary.LittleEndian.Uint64(s.nameHashes[i*nameHashStride:])
}

func (s *segment) hashDoc(i int) uint32 {
	return binary.LittleEndian.Uint32(s.nameHashes[i*nameHashStride+8:])
}

// hiddenBy is dead, which may be nil and stays as it is, with the docs of entities that a newer segment has too.
func (s *segment) hiddenBy(newer *segment, dead *roaring.Bitmap) *roaring.Bitmap {
	own := false
	for i := range newer.entityCount() {
		j, ok := s.find(string(newer.id(i)))
		if !ok {
			continue
		}
		switch {
		case dead == nil:
			dead = roaring.New()
		case !own:
			dead = dead.Clone()
		}
		own = true
		dead.AddRange(uint64(s.firstDoc(j)), uint64(s.firstDoc(j+1)))
	}
	return dead
}

func (s *segment) isDead(n uint32) bool { return s.dead != nil && s.dead.Contains(n) }

// kindSet is which of the segment's kinds are wanted; nil for all.
func (s *segment) kindSet(wanted []string) []bool {
	if len(wanted) == 0 {
		return nil
	}
	out := make([]bool, len(s.kinds))
	for i, kind := range s.kinds {
		out[i] = slices.Contains(wanted, kind)
	}
	return out
}

// readBytes takes a length, and that many bytes, from the front.
func readBytes(b []byte) (taken, rest []byte) {
	n, size := binary.Uvarint(b)
	end := size + int(n)
	return b[size:end:end], b[end:]
}

func appendBytes[T string | []byte](to []byte, b T) []byte {
	return append(binary.AppendUvarint(to, uint64(len(b))), b...)
}
