package quadstore

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/cockroachdb/pebble/v2"

	"whence/graph/quadstore/delta"
)

// A store with a base file keeps the changes since: what a commit has added and removed, beside the quads themselves. Opening
// applies them to what the file has. They are no part of the digest, which they are held against together, and a program that
// knows nothing of them may write on: a version that is missing makes the file worthless, and no more.

// keyChange begins the record of a commit's changes: + version, 8 bytes. Its value is what the side records of the commit add
// to the digest, the length of the quads that come, these and those that go: see appendQuads.
const keyChange byte = 'd'

func changeKey(version uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte{keyChange}, version)
}

// changeOf is the record of a commit.
func changeOf(version uint64, dl delta.Delta, side uint64) record {
	added := appendQuads(nil, slices.Values(dl.Added[0]))
	value := binary.BigEndian.AppendUint64(nil, side)
	value = append(binary.AppendUvarint(value, uint64(len(added))), added...)
	return record{changeKey(version), appendQuads(value, slices.Values(dl.Removed[0]))}
}

// changes is what commits have come to.
type changes struct {
	turned map[Quad]bool // quads that were added, true, or removed, and not the other way round later
	digest uint64        // that they have added, the terms left aside
}

// delta returns the changes as one.
func (c *changes) delta() delta.Delta {
	var added, removed []Quad
	for q, is := range c.turned {
		if is {
			added = append(added, q)
		} else {
			removed = append(removed, q)
		}
	}
	return delta.New(added, removed)
}

// take takes the next commit's.
func (c *changes) take(r record, terms, claims uint32) error {
	if len(r.value) < 8 {
		return fmt.Errorf("changes of %d bytes: %w", len(r.value), ErrCorrupt)
	}
	c.digest += binary.BigEndian.Uint64(r.value)
	added, removed, ok := cutLength(r.value[8:])
	if !ok {
		return fmt.Errorf("changes %x: %w", r.key, ErrCorrupt)
	}
	turn := func(is bool, sign uint64) func(Quad) error {
		var key []byte
		return func(q Quad) error {
			key = appendQuadKey(key[:0], q)
			c.digest += sign * record{key: key}.hash()
			if was, changed := c.turned[q]; changed && was != is {
				delete(c.turned, q)
			} else {
				c.turned[q] = is
			}
			return nil
		}
	}
	if err := readQuads(removed, terms, claims, turn(false, ^uint64(0))); err != nil {
		return err
	}
	return readQuads(added, terms, claims, turn(true, 1))
}

// changesSince reads the changes from after one version to another, of a store with so many terms. A version that is missing
// gives an error, and so do more than most changes.
func (d *diskStore) changesSince(ctx context.Context, from pebble.Reader, version uint64, m meta, most int) (changes, error) {
	c := changes{turned: map[Quad]bool{}}
	next := version + 1
	err := d.eachBetween(ctx, from, changeKey(next), changeKey(m.version+1), func(r record) error {
		if len(r.key) != 9 || binary.BigEndian.Uint64(r.key[1:]) != next {
			return fmt.Errorf("changes of version %d are missing: %w", next, ErrCorrupt)
		}
		if next++; len(c.turned) > most {
			return fmt.Errorf("more than %d changes: %w", most, ErrFull)
		}
		return c.take(r, m.terms, m.claims)
	})
	if err == nil && next != m.version+1 {
		err = fmt.Errorf("changes of version %d are missing: %w", next, ErrCorrupt)
	}
	return c, err
}

// forgetChanges removes the changes up to a version, which a file has.
func (d *diskStore) forgetChanges(version uint64) error {
	return d.logger.Guard(func() error { return d.db.DeleteRange(changeKey(0), changeKey(version+1), pebble.NoSync) })
}
