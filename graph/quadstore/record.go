package quadstore

import (
	"encoding/binary"
	"fmt"
	"iter"
	"math/bits"

	"github.com/cespare/xxhash/v2"
)

// record is one key with its value as it lies on disk. The layout is described
// in the package comment.
type record struct {
	key, value []byte
}

// The first byte of a key says what the record is.
const (
	keyClaims byte = 'c' // + number of the first claim: 16 bytes each
	// keyChange, 'd', is in changes.go.
	keyHeads byte = 'h' // + number of the first head: kind, length, text each
	keyMeta  byte = 'm'
	keyQuad  byte = 'q' // + subject, predicate, object, label; no value
	keySide  byte = 's' // + a side record's own key
	keyTerms byte = 't' // + the first term's ID: length, entry each
)

// blockLen is about how long a record of many terms is.
const blockLen = 1 << 15

// hash is what a record adds to the digest of a store.
func (r record) hash() uint64 {
	return xxhash.Sum64(r.key) ^ bits.RotateLeft64(xxhash.Sum64(r.value), 1)
}

func numberKey(kind byte, n uint32) []byte {
	return binary.BigEndian.AppendUint32([]byte{kind}, n)
}

// number returns the number in a key.
func (r record) number() (uint32, error) {
	if len(r.key) != 5 {
		return 0, fmt.Errorf("key %x: %w", r.key, ErrCorrupt)
	}
	return binary.BigEndian.Uint32(r.key[1:]), nil
}

const quadKeyLen = 1 + 4*4

func appendQuadKey(dst []byte, q Quad) []byte {
	dst = append(dst, keyQuad)
	for _, id := range [...]ID{q.Subject, q.Predicate, q.Object, q.Label} {
		dst = binary.BigEndian.AppendUint32(dst, uint32(id))
	}
	return dst
}

func quadOfKey(key []byte) (Quad, error) {
	if len(key) != quadKeyLen {
		return Quad{}, fmt.Errorf("quad of %d bytes: %w", len(key), ErrCorrupt)
	}
	at := func(i int) ID { return ID(binary.BigEndian.Uint32(key[i:])) }
	return Quad{Subject: at(1), Predicate: at(5), Object: at(9), Label: at(13)}, nil
}

// recordsSince yields the records of what a term store has more than an older view
// of it, in the order of keys. A record is valid until the next.
func (ts *termStore) recordsSince(old *termStore) iter.Seq[record] {
	return func(yield func(record) bool) {
		claim := func(b []byte, i int) []byte { return append(b, ts.claim(firstClaim + ID(i))[:]...) }
		term := func(b []byte, i int) []byte {
			e := ts.encoded(ID(i))
			return append(binary.AppendUvarint(b, uint64(len(e))), e...)
		}
		_ = blocks(keyClaims, old.claims.Len(), ts.claims.Len(), claim, yield) &&
			blocks(keyHeads, len(old.heads), len(ts.heads), ts.appendHead, yield) &&
			blocks(keyTerms, old.terms()+1, ts.terms()+1, term, yield)
	}
}

// appendHead appends a head as a record has it.
func (ts *termStore) appendHead(b []byte, i int) []byte {
	h := ts.heads[i]
	b = binary.AppendUvarint(append(b, byte(h.kind)), uint64(len(h.text)))
	return append(b, h.text...)
}

// blocks yields records of about blockLen bytes with the items from one number
// to before another.
func blocks(kind byte, from, to int, item func([]byte, int) []byte, yield func(record) bool) bool {
	var value []byte
	for from < to {
		first := from
		for value = value[:0]; from < to && len(value) < blockLen; from++ {
			value = item(value, from)
		}
		if !yield(record{numberKey(kind, uint32(first)), value}) {
			return false
		}
	}
	return true
}

// readClaims, readHeads and readTerms append what a record holds. Records come
// in the order of their numbers, without a gap.

func (ts *termStore) readClaims(r record) error {
	n, err := r.number()
	if err != nil || int(n) != ts.claims.Len() || len(r.value)%len(claimKey{}) != 0 {
		return fmt.Errorf("claims from %d, %d bytes: %w", n, len(r.value), ErrCorrupt)
	}
	for v := r.value; len(v) > 0; v = v[len(claimKey{}):] {
		ts.addClaim(claimKey(v[:len(claimKey{})]))
	}
	return nil
}

func (ts *termStore) readHeads(r record) error {
	n, err := r.number()
	if err != nil || int(n) != len(ts.heads) {
		return fmt.Errorf("heads from %d: %w", n, ErrCorrupt)
	}
	for v := r.value; len(v) > 0; {
		k := kind(v[0])
		text, rest, ok := cutLength(v[1:])
		if !ok {
			return fmt.Errorf("heads from %d: %w", n, ErrCorrupt)
		}
		ts.heads = append(ts.heads, head{k, string(text)})
		v = rest
	}
	return nil
}

func (ts *termStore) readTerms(r record) error {
	n, err := r.number()
	if err != nil || int(n) != ts.terms()+1 {
		return fmt.Errorf("terms from %d: %w", n, ErrCorrupt)
	}
	for v := r.value; len(v) > 0; {
		term, rest, ok := cutLength(v)
		h, _, _, whole := encodedTerm(term).split()
		if !ok || !whole || h >= uint64(len(ts.heads)) {
			return fmt.Errorf("terms from %d: %w", n, ErrCorrupt)
		}
		ts.addEncoded(term)
		v = rest
	}
	return nil
}

// cutLength splits off a piece that is preceded by its length.
func cutLength(b []byte) (piece, rest []byte, ok bool) {
	n, w := binary.Uvarint(b)
	if w <= 0 || n > uint64(len(b)-w) {
		return nil, nil, false
	}
	return b[w : w+int(n)], b[w+int(n):], true
}
