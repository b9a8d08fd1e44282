package quadstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"

	"github.com/RaduBerinde/btreemap"
	"github.com/cockroachdb/pebble/v2"
)

// SideRecord is a key and a value that a program keeps beside its quads: in the same atomic write, the same backup and
// under the same checks, and in no snapshot and no dump. Keys are ordered as bytes. In a batch a nil value deletes the key.
type SideRecord struct {
	Key, Value []byte
	// New says that no record has the key, of which the writer is sure: the store does not look for one whose place it takes.
	New bool
}

// Order is a direction of reading side records.
type Order bool

// The two orders of reading.
const (
	Ascending  Order = false
	Descending Order = true
)

// MaxSideKey is the greatest length of a side record's key, in bytes.
const MaxSideKey = 1 << 10

// SideValue returns the value of a side record, nil if there is none. It reads what was written last, not what a
// snapshot saw.
func (s *Store) SideValue(key []byte) ([]byte, error) { return s.side.value(key) }

// SideRange yields the side records whose keys are at least from and less than to, a nil to being the end. What is written
// meanwhile is not seen. The records are the caller's to keep.
func (s *Store) SideRange(ctx context.Context, from, to []byte, order Order) iter.Seq2[SideRecord, error] {
	return s.side.between(ctx, from, to, order)
}

// sideRecords is where side records are kept. Reading goes on while one writer writes.
type sideRecords interface {
	value(key []byte) ([]byte, error)
	between(ctx context.Context, from, to []byte, order Order) iter.Seq2[SideRecord, error]
	close() // waits for readers; afterwards they get ErrClosed
}

// settle orders the side records of one write by key, one for each key: the last that the batch has.
func settle(side []SideRecord) ([]SideRecord, error) {
	for _, r := range side {
		if len(r.Key) == 0 || len(r.Key) > MaxSideKey {
			return nil, fmt.Errorf("side record with a key of %d bytes: want 1 to %d: %w", len(r.Key), MaxSideKey, ErrValue)
		}
	}
	ordered := slices.Clone(side)
	slices.Reverse(ordered) // so that the last of equals comes first and is kept
	slices.SortStableFunc(ordered, func(a, b SideRecord) int { return bytes.Compare(a.Key, b.Key) })
	return slices.CompactFunc(ordered, func(a, b SideRecord) bool { return bytes.Equal(a.Key, b.Key) }), nil
}

// sideMemory keeps the side records of a store in memory.
type sideMemory struct {
	lock   sync.RWMutex
	tree   *btreemap.BTreeMap[string, []byte]
	closed bool
}

func newSideMemory() *sideMemory {
	return &sideMemory{tree: btreemap.New[string, []byte](32, func(a, b string) int { return bytes.Compare([]byte(a), []byte(b)) })}
}

func (m *sideMemory) put(side []SideRecord) {
	m.lock.Lock()
	defer m.lock.Unlock()
	for _, r := range side {
		if r.Value == nil {
			m.tree.Delete(string(r.Key))
			continue
		}
		m.tree.ReplaceOrInsert(string(r.Key), bytes.Clone(r.Value))
	}
}

func (m *sideMemory) value(key []byte) ([]byte, error) {
	m.lock.RLock()
	defer m.lock.RUnlock()
	if m.closed {
		return nil, ErrClosed
	}
	_, value, _ := m.tree.Get(string(key))
	return bytes.Clone(value), nil
}

func (m *sideMemory) between(ctx context.Context, from, to []byte, order Order) iter.Seq2[SideRecord, error] {
	return func(yield func(SideRecord, error) bool) {
		m.lock.Lock() // cloning changes who owns the nodes
		closed, tree := m.closed, m.tree.Clone()
		m.lock.Unlock()
		if closed {
			yield(SideRecord{}, ErrClosed)
			return
		}
		records := tree.Ascend(btreemap.GE(string(from)), before(to, btreemap.Max[string], btreemap.LT[string]))
		if order == Descending {
			records = tree.Descend(before(to, btreemap.Max[string], btreemap.LT[string]), btreemap.GE(string(from)))
		}
		n := 0
		for key, value := range records {
			if n++; n%scanStep == 0 && ctx.Err() != nil {
				yield(SideRecord{}, ctx.Err())
				return
			}
			if !yield(SideRecord{Key: []byte(key), Value: bytes.Clone(value)}, nil) {
				return
			}
		}
	}
}

// before is the upper bound of a range, none where to is nil.
func before[B any](to []byte, most func() B, less func(string) B) B {
	if to == nil {
		return most()
	}
	return less(string(to))
}

func (m *sideMemory) close() {
	m.lock.Lock()
	m.closed = true
	m.lock.Unlock()
}

// sideDisk reads the side records of a store on disk.
type sideDisk struct {
	lock sync.RWMutex // held for reading by whoever has an iterator open
	disk *diskStore   // nil when closed
}

// sideKey is the key of a side record among all records.
func sideKey(key []byte) []byte { return append([]byte{keySide}, key...) }

func (d *sideDisk) value(key []byte) (value []byte, err error) {
	d.lock.RLock()
	defer d.lock.RUnlock()
	if d.disk == nil {
		return nil, ErrClosed
	}
	return d.disk.sideValue(sideKey(key))
}

func (d *sideDisk) between(ctx context.Context, from, to []byte, order Order) iter.Seq2[SideRecord, error] {
	return func(yield func(SideRecord, error) bool) {
		d.lock.RLock()
		defer d.lock.RUnlock()
		if d.disk == nil {
			yield(SideRecord{}, ErrClosed)
			return
		}
		upper := []byte{keySide + 1}
		if to != nil {
			upper = sideKey(to)
		}
		stopped, err := d.disk.eachSide(ctx, sideKey(from), upper, order, func(r SideRecord) bool { return yield(r, nil) })
		if err != nil && !stopped {
			yield(SideRecord{}, err)
		}
	}
}

// use calls the function with the disk, which stays open until it returns.
func (d *sideDisk) use(do func(*diskStore) error) error {
	d.lock.RLock()
	defer d.lock.RUnlock()
	if d.disk == nil {
		return ErrClosed
	}
	return do(d.disk)
}

func (d *sideDisk) close() {
	d.lock.Lock()
	d.disk = nil
	d.lock.Unlock()
}

// sideValue is the value under a full key, nil if there is none.
func (d *diskStore) sideValue(key []byte) (value []byte, err error) {
	err = d.logger.Guard(func() error {
		found, closer, err := d.db.Get(key)
		if errors.Is(err, pebble.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		value = append([]byte{}, found...) // not nil, though empty
		return closer.Close()
	})
	if err != nil {
		return nil, diagnose(err)
	}
	return value, nil
}

// eachSide visits side records between two full keys until visit returns false, which it reports as stopped.
func (d *diskStore) eachSide(ctx context.Context, from, to []byte, order Order, visit func(SideRecord) bool) (stopped bool, err error) {
	it, err := d.db.NewIterWithContext(ctx, &pebble.IterOptions{LowerBound: from, UpperBound: to})
	if err != nil {
		return false, diagnose(err)
	}
	defer func() {
		if closeErr := it.Close(); err == nil && closeErr != nil {
			err = diagnose(closeErr)
		}
	}()
	first, next := it.First, it.Next
	if order == Descending {
		first, next = it.Last, it.Prev
	}
	n := 0
	for ok := first(); ok; ok = next() {
		if n++; n%scanStep == 0 && ctx.Err() != nil {
			return false, ctx.Err()
		}
		value, err := it.ValueAndErr()
		if err != nil {
			return false, diagnose(err)
		}
		if !visit(SideRecord{Key: bytes.Clone(it.Key()[1:]), Value: append([]byte{}, value...)}) {
			return true, nil
		}
	}
	return false, nil
}

// digestSide is what a digest becomes when side records, ordered and each of its own key, are written over what is there.
func (d *diskStore) digestSide(digest uint64, side []SideRecord) (uint64, error) {
	for _, r := range side {
		key := sideKey(r.Key)
		if !r.New {
			old, err := d.sideValue(key)
			if err != nil {
				return digest, err
			}
			if old != nil {
				digest -= record{key, old}.hash()
			}
		}
		if r.Value != nil {
			digest += record{key, r.Value}.hash()
		}
	}
	return digest, nil
}

// readSide checks the side records against what the store says of itself: it returns the sum of their hashes.
func (d *diskStore) readSide(ctx context.Context, from pebble.Reader) (sum uint64, err error) {
	err = d.each(ctx, from, keySide, func(r record) error {
		sum += r.hash()
		return nil
	})
	return sum, err
}
