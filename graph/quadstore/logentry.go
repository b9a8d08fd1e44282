package quadstore

import (
	"encoding/binary"
	"fmt"
	"iter"

	"github.com/cespare/xxhash/v2"
)

// A change, and everything at a checkpoint, are written to a shared log as fragments: a letter for the kind, the length of
// what follows as a varint, and that.
//
//	m   the metadata behind the change: see meta
//	h   heads, t terms, c claims: number of the first, 4 bytes, and a record's value
//	+   quads that come, - quads that go: see appendQuads
//	s   side records: length and key, a byte that is 1 for one that goes, length and value
//	n   what the program that wrote the change tells those who follow
const (
	fragmentAdded   byte = '+'
	fragmentRemoved byte = '-'
	fragmentNote    byte = 'n'
)

// The sections of a blob, which are read side by side.
const (
	sectionTerms byte = 't' // fragments c, h and t, in that order
	sectionQuads byte = 'q' // fragments +, by subject, predicate, object, label
	sectionSide  byte = 's' // fragments s
)

// partLen is about how many bytes a part of a blob has.
const partLen = 4 << 20

// partQuads is how many quads a fragment of a blob has.
const partQuads = 1 << 18

func appendFragment(dst []byte, kind byte, data []byte) []byte {
	dst = binary.AppendUvarint(append(dst, kind), uint64(len(data)))
	return append(dst, data...)
}

// fragments yields the fragments of a body; an error ends them.
func fragments(body []byte) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		for len(body) > 0 {
			data, rest, ok := cutLength(body[1:])
			if !ok {
				yield(record{}, fmt.Errorf("fragment %q of the log: %w", body[0], ErrCorrupt))
				return
			}
			if !yield(record{body[:1], data}, nil) {
				return
			}
			body = rest
		}
	}
}

// appendTerms appends a record of terms.
func appendTerms(dst []byte, r record) []byte {
	return appendFragment(dst, r.key[0], append(r.key[1:len(r.key):len(r.key)], r.value...))
}

// readFragment appends the terms of a fragment, and reports whether it has any.
func (ts *termStore) readFragment(f record) (terms bool, err error) {
	kind := f.key[0]
	read := map[byte]func(record) error{keyHeads: ts.readHeads, keyTerms: ts.readTerms, keyClaims: ts.readClaims}[kind]
	if read == nil {
		return false, nil
	}
	if len(f.value) < 4 {
		return true, fmt.Errorf("fragment %q of %d bytes: %w", kind, len(f.value), ErrCorrupt)
	}
	return true, read(record{append([]byte{kind}, f.value[:4]...), f.value[4:]})
}

// appendQuads appends quads: of each the predicate, and the differences of subject, object and label to those before, as
// varints, which are small where quads are sorted.
func appendQuads(dst []byte, quads iter.Seq[Quad]) []byte {
	var before Quad
	for q := range quads {
		dst = binary.AppendVarint(dst, int64(q.Subject)-int64(before.Subject))
		dst = binary.AppendUvarint(dst, uint64(q.Predicate))
		dst = binary.AppendVarint(dst, int64(q.Object)-int64(before.Object))
		dst = binary.AppendVarint(dst, int64(q.Label)-int64(before.Label))
		before = q
	}
	return dst
}

// quadReader reads what appendQuads wrote.
type quadReader struct {
	data   []byte
	failed bool
}

func (r *quadReader) difference(to ID) ID {
	d, n := binary.Varint(r.data)
	at := int64(to) + d
	if n <= 0 || at < 0 || at > 1<<32-1 {
		r.failed = true
		return 0
	}
	r.data = r.data[n:]
	return ID(at)
}

// readQuads hands quads on, whose terms are among so many.
func readQuads(data []byte, terms, claims uint32, use func(Quad) error) error {
	r := quadReader{data: data}
	known := func(id ID) bool { return id.IsClaim() && id-firstClaim < ID(claims) || id-1 < ID(terms) }
	var q Quad
	for len(r.data) > 0 {
		q.Subject = r.difference(q.Subject)
		pred, n := binary.Uvarint(r.data)
		if n <= 0 || pred > 1<<32-1 {
			return fmt.Errorf("quads of the log: %w", ErrCorrupt)
		}
		q.Predicate, r.data = ID(pred), r.data[n:]
		q.Object = r.difference(q.Object)
		q.Label = r.difference(q.Label)
		if r.failed || !known(q.Subject) || !known(q.Predicate) || !known(q.Object) || q.Label != 0 && !known(q.Label) {
			return fmt.Errorf("quad %v of the log: %w", q, ErrCorrupt)
		}
		if err := use(q); err != nil {
			return err
		}
	}
	return nil
}

func appendSide(dst []byte, r SideRecord) []byte {
	dst = append(binary.AppendUvarint(dst, uint64(len(r.Key))), r.Key...)
	if r.Value == nil {
		return append(dst, 1)
	}
	dst = binary.AppendUvarint(append(dst, 0), uint64(len(r.Value)))
	return append(dst, r.Value...)
}

// readSide is the side records of a fragment, which are parts of it.
func readSide(data []byte) (side []SideRecord, err error) {
	for len(data) > 0 {
		key, rest, ok := cutLength(data)
		if !ok || len(rest) == 0 {
			return nil, fmt.Errorf("side records of the log: %w", ErrCorrupt)
		}
		r := SideRecord{Key: key}
		gone := rest[0] == 1
		if data = rest[1:]; !gone {
			if r.Value, data, ok = cutLength(data); !ok {
				return nil, fmt.Errorf("side records of the log: %w", ErrCorrupt)
			}
		}
		side = append(side, r)
	}
	return side, nil
}

// The digest of a store in a shared log is the sum of the hashes of its heads, terms, claims, quads and side records. It
// depends on what the store holds alone, and is kept up by adding and subtracting. Every copy compares it after every change.

// digestSince is what a term store adds to the digest that an older view of it has.
func (ts *termStore) digestSince(old *termStore) (sum uint64) {
	var buf [256]byte
	numbered := func(kind byte, n int) []byte { return binary.BigEndian.AppendUint32(append(buf[:0], kind), uint32(n)) }
	for n := len(old.heads); n < len(ts.heads); n++ {
		h := ts.heads[n]
		sum += xxhash.Sum64(append(append(numbered(keyHeads, n), byte(h.kind)), h.text...))
	}
	for n := old.terms() + 1; n <= ts.terms(); n++ {
		sum += xxhash.Sum64(append(numbered(keyTerms, n), ts.encoded(ID(n))...))
	}
	for n := old.claims.Len(); n < ts.claims.Len(); n++ {
		sum += xxhash.Sum64(append(numbered(keyClaims, n), ts.claims.At(n)[:]...))
	}
	return sum
}

// quadDigest is what a quad adds to a digest.
func quadDigest(q Quad) uint64 {
	var buf [quadKeyLen]byte
	return xxhash.Sum64(appendQuadKey(buf[:0], q))
}
