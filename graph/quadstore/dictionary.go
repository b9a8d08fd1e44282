package quadstore

import (
	"bytes"
	"encoding/hex"
	"hash/maphash"
	"strings"

	"github.com/cayleygraph/quad"
)

// dictionary is a lexicon with the way back from a term to its ID. The lexicon
// is a view; the indexes are shared with newer views.
type dictionary struct {
	lexicon
	byHead  *index // of head numbers plus one
	byEntry *index
	byClaim *index
}

// dictionaryShards splits the indexes of a store's dictionary.
const dictionaryShards = 1 << 12

// maxHeads bounds the heads made of IRIs. What comes later is stored whole, so
// that a graph of unrelated IRIs does not pay for two terms each.
const maxHeads = 1 << 16

// wholeIRI is the number of the empty head, there from the start.
const wholeIRI = 0

// newDictionary returns an empty dictionary.
func newDictionary(claimPrefix string) dictionary {
	return dictionary{
		lexicon: lexicon{claimPrefix: claimPrefix, heads: []head{wholeIRI: {kind: kindIRI}}},
		byHead:  newIndex(1, 0),
		byEntry: newIndex(dictionaryShards, 0),
		byClaim: newIndex(dictionaryShards, 0),
	}
}

// reindex makes the indexes of a dictionary whose lexicon has just been read.
func (d *dictionary) reindex() {
	l := &d.lexicon
	d.byHead = newIndex(1, len(l.heads))
	for n := 1; n <= len(l.heads); n++ {
		d.byHead.add(l.hashHeadNo(ID(n)), ID(n), l.hashHeadNo)
	}
	d.byEntry = newIndex(dictionaryShards, l.terms())
	for n := 1; n <= l.terms(); n++ {
		d.byEntry.add(l.hashEntry(ID(n)), ID(n), l.hashEntry)
	}
	d.byClaim = newIndex(dictionaryShards, l.claims.len())
	for n := range l.claims.len() {
		d.byClaim.add(l.hashClaim(firstClaim+ID(n)), firstClaim+ID(n), l.hashClaim)
	}
}

// find returns the ID of a value, 0 if this view does not have it.
func (d *dictionary) find(v quad.Value) ID {
	if k, ok := d.claimOf(v); ok {
		return d.findClaim(k)
	}
	t, err := termOf(v)
	if err != nil {
		return 0
	}
	return d.findTerm(t)
}

func (d *dictionary) findTerm(t term) ID {
	var buf [128]byte
	if n, ok := d.findHead(t.kind, t.head); ok {
		return d.findEntry(appendEntry(buf[:0], n, t.tail))
	}
	if t.kind == kindIRI && len(d.heads) >= maxHeads {
		return d.findEntry(appendEntry(buf[:0], wholeIRI, t.head+t.tail))
	}
	return 0
}

func (d *dictionary) findHead(k kind, text string) (int, bool) {
	if k == kindIRI && text == "" {
		return wholeIRI, true
	}
	id := d.byHead.find(hashHead(k, text), func(id ID) bool {
		i := int(id) - 1
		return i < len(d.heads) && d.heads[i] == head{k, text}
	})
	return int(id) - 1, id != 0
}

func (d *dictionary) findEntry(entry []byte) ID {
	return d.findHashed(hashOf(entry), entry)
}

func (d *dictionary) findHashed(hash uint64, entry []byte) ID {
	return d.byEntry.find(hash, func(id ID) bool {
		return d.has(id) && bytes.Equal(d.entry(id), entry)
	})
}

func (d *dictionary) findClaim(k claimKey) ID {
	return d.byClaim.find(hashOf(k[:]), func(id ID) bool {
		return d.has(id) && *d.claim(id) == k
	})
}

// claimOf returns the key of a claim's IRI, and whether it is one.
func (l *lexicon) claimOf(v quad.Value) (claimKey, bool) {
	iri, ok := v.(quad.IRI)
	if !ok {
		return claimKey{}, false
	}
	return l.claimOfIRI(string(iri))
}

func (l *lexicon) claimOfIRI(iri string) (k claimKey, ok bool) {
	digits, ok := strings.CutPrefix(iri, l.claimPrefix)
	if !ok || l.claimPrefix == "" || len(digits) != 2*len(k) {
		return k, false
	}
	if strings.Trim(digits, "0123456789abcdef") != "" {
		return k, false
	}
	_, err := hex.Decode(k[:], []byte(digits))
	return k, err == nil
}

func hashHead(k kind, text string) uint64 {
	return maphash.String(seed, text) ^ uint64(k)*0x9e3779b97f4a7c15
}

// The hashes of what is in the lexicon, for growing the indexes.
func (l *lexicon) hashEntry(id ID) uint64 { return hashOf(l.entry(id)) }
func (l *lexicon) hashClaim(id ID) uint64 { return hashOf(l.claim(id)[:]) }
func (l *lexicon) hashHeadNo(id ID) uint64 {
	h := l.heads[id-1]
	return hashHead(h.kind, h.text)
}
