package quadstore

import (
	"bytes"

	"github.com/cayleygraph/quad"

	"whence/graph/quadstore/termindex"
)

// dictionary is a term store with the way back from a term to its ID. The term store
// is a view; the indexes are shared with newer views. Terms that lie in a base file
// have an index there; the others are of what came since.
type dictionary struct {
	termStore
	byHead    *termindex.Index // of head numbers plus one
	byEncoded *termindex.Index
	byClaim   *termindex.Index
	filed     *storedIndex // of the first terms, in the base file; nil where there is none
	pending   *dictionary  // with indexes of terms that this view alone has; nil mostly
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
		termStore: termStore{claimPrefix: claimPrefix, heads: []head{wholeIRI: {kind: kindIRI}}},
		byHead:    termindex.New(1, 0),
		byEncoded: termindex.New(dictionaryShards, 0),
		byClaim:   termindex.New(dictionaryShards, 0),
	}
}

// reindex makes the indexes of a dictionary whose terms have just been read.
func (dict *dictionary) reindex() {
	dict.indexHeads()
	ts := &dict.termStore
	dict.byEncoded = termindex.New(dictionaryShards, ts.terms())
	for n := 1; n <= ts.terms(); n++ {
		dict.byEncoded.Add(ts.hashEncoded(ID(n)), ID(n), ts.hashEncoded)
	}
	dict.byClaim = termindex.New(dictionaryShards, ts.claims.Len())
	for n := range ts.claims.Len() {
		dict.byClaim.Add(ts.hashClaim(firstClaim+ID(n)), firstClaim+ID(n), ts.hashClaim)
	}
}

// indexHeads makes the index of heads.
func (dict *dictionary) indexHeads() {
	ts := &dict.termStore
	dict.byHead = termindex.New(1, len(ts.heads))
	for n := 1; n <= len(ts.heads); n++ {
		dict.byHead.Add(ts.hashHeadNo(ID(n)), ID(n), ts.hashHeadNo)
	}
}

// find returns the ID of a value, 0 if this view does not have it.
func (dict *dictionary) find(v quad.Value) ID {
	if k, ok := dict.claimOf(v); ok {
		return dict.findClaim(k)
	}
	t, err := termOf(v)
	if err != nil {
		return 0
	}
	return dict.findTerm(t)
}

func (dict *dictionary) findTerm(t term) ID {
	var buf [128]byte
	if n, ok := dict.findHead(t.kind, t.head); ok {
		return dict.findEncoded(appendEncoded(buf[:0], n, t.tail))
	}
	if t.kind == kindIRI && len(dict.heads) >= maxHeads {
		return dict.findEncoded(appendEncoded(buf[:0], wholeIRI, t.head+t.tail))
	}
	return 0
}

func (dict *dictionary) findHead(k kind, text string) (int, bool) {
	if k == kindIRI && text == "" {
		return wholeIRI, true
	}
	id := dict.byHead.Find(hashHead(k, text), func(id ID) bool {
		i := int(id) - 1
		return i < len(dict.heads) && dict.heads[i] == head{k, text}
	})
	if id == 0 && dict.pending != nil {
		return dict.pending.findHead(k, text)
	}
	return int(id) - 1, id != 0
}

func (dict *dictionary) findEncoded(entry []byte) ID {
	return dict.findHashed(termindex.Hash(entry), entry)
}

func (dict *dictionary) findHashed(hash uint64, entry []byte) ID {
	is := func(id ID) bool { return dict.has(id) && bytes.Equal(dict.encoded(id), entry) }
	id := dict.filed.findTerm(entry, is)
	if id == 0 {
		id = dict.byEncoded.Find(hash, is)
	}
	if id == 0 && dict.pending != nil {
		return dict.pending.findHashed(hash, entry)
	}
	return id
}

func (dict *dictionary) findClaim(k claimKey) ID {
	is := func(id ID) bool { return dict.has(id) && *dict.claim(id) == k }
	id := dict.filed.findClaim(k, is)
	if id == 0 {
		id = dict.byClaim.Find(termindex.Hash(k[:]), is)
	}
	if id == 0 && dict.pending != nil {
		return dict.pending.findClaim(k)
	}
	return id
}

// claimOf returns the key of a claim's IRI, and whether it is one.
func (ts *termStore) claimOf(v quad.Value) (claimKey, bool) {
	iri, ok := v.(quad.IRI)
	if !ok {
		return claimKey{}, false
	}
	return ts.claimOfIRI(string(iri))
}

func (ts *termStore) claimOfIRI(iri string) (k claimKey, ok bool) {
	n := len(ts.claimPrefix)
	if n == 0 || len(iri) != n+2*len(k) || iri[:n] != ts.claimPrefix {
		return k, false
	}
	for i := range k {
		high, low := hexValue(iri[n+2*i]), hexValue(iri[n+2*i+1])
		if high|low > 15 {
			return k, false
		}
		k[i] = high<<4 | low
	}
	return k, true
}

// hexValue is the value of a lower-case hexadecimal digit, more than 15 for what is none.
func hexValue(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10
	}
	return 0xff
}

func hashHead(k kind, text string) uint64 {
	return termindex.HashString(text) ^ uint64(k)*0x9e3779b97f4a7c15
}

// The hashes of what is in the term store, for growing the indexes.
func (ts *termStore) hashEncoded(id ID) uint64 { return termindex.Hash(ts.encoded(id)) }
func (ts *termStore) hashClaim(id ID) uint64   { return termindex.Hash(ts.claim(id)[:]) }
func (ts *termStore) hashHeadNo(id ID) uint64 {
	h := ts.heads[id-1]
	return hashHead(h.kind, h.text)
}
