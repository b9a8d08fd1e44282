package graph

import (
	"bytes"
	"context"
	"encoding/binary"
	"math"
	"slices"
	"time"

	"whence/graph/parallel"
)

// topK keeps the window of a list: the least few of its sort keys behind a position, in buffers that it uses again,
// so that a page of a list costs memory for the page and not for the list.
type topK struct {
	after []byte
	limit int     // how many to keep
	kept  []keyed // a heap, greatest first
	spare []byte  // the buffer of the key last turned away
	seen  selectionSeen
	ended func() error // asked on the way through long lists, nil where there are none
	err   error        // what it said
}

type selectionSeen struct{ before, behind bool } // keys at or before after; keys greater than those kept

type keyed struct {
	index int
	key   []byte
}

// keyOf writes the sort keys of a list's items.
type keyOf struct {
	// key appends item i's key, distinct and in the order of bytes.
	key func(i int, dst []byte) []byte
	// rank is the first eight bytes of that key as a number, by which most items are turned away without a key. It is nil
	// where a key is had as cheaply.
	rank func(i int) uint64
}

// pick keeps the window of the items [from, to), in order, until the next pick.
func (s *topK) pick(from, to int, w Window, of keyOf) {
	s.after, s.limit, s.kept, s.seen = append(s.after[:0], w.After...), w.First, s.kept[:0], selectionSeen{}
	least, most := rankOf(s.after), uint64(math.MaxUint64)
	for i := from; i < to; i++ {
		if s.ended != nil && i%parallel.Stride == 0 {
			if s.err = s.ended(); s.err != nil {
				break
			}
		}
		if of.rank != nil {
			r := of.rank(i)
			s.seen.before = s.seen.before || r < least
			s.seen.behind = s.seen.behind || r > most
			if r < least || r > most {
				continue
			}
		}
		s.offer(i, of.key(i, s.spare[:0]))
		if s.limit > 0 && len(s.kept) == s.limit {
			most = rankOf(s.kept[0].key)
		}
	}
	slices.SortFunc(s.kept, func(a, b keyed) int { return bytes.Compare(a.key, b.key) })
}

// rankOf is the first eight bytes of a key as a number.
func rankOf(key []byte) uint64 {
	var first [8]byte
	copy(first[:], key)
	return binary.BigEndian.Uint64(first[:])
}

func (s *topK) offer(index int, key []byte) {
	s.spare = key
	switch {
	case len(s.after) > 0 && bytes.Compare(key, s.after) <= 0:
		s.seen.before = true
	case len(s.kept) < s.limit:
		n := len(s.kept)
		s.kept = slices.Grow(s.kept, 1)[:n+1]
		s.spare, s.kept[n] = s.kept[n].key, keyed{index, key} // the buffer that an earlier pick left there
		s.up(n)
	case s.limit == 0 || bytes.Compare(key, s.kept[0].key) >= 0:
		s.seen.behind = true
	default:
		s.seen.behind = true
		s.spare, s.kept[0] = s.kept[0].key, keyed{index, key}
		s.down(0)
	}
}

func (s *topK) greater(i, j int) bool { return bytes.Compare(s.kept[i].key, s.kept[j].key) > 0 }

func (s *topK) up(i int) {
	for i > 0 && s.greater(i, (i-1)/2) {
		s.kept[i], s.kept[(i-1)/2] = s.kept[(i-1)/2], s.kept[i]
		i = (i - 1) / 2
	}
}

func (s *topK) down(i int) {
	for {
		child := 2*i + 1
		if child+1 < len(s.kept) && s.greater(child+1, child) {
			child++
		}
		if child >= len(s.kept) || !s.greater(child, i) {
			return
		}
		s.kept[i], s.kept[child] = s.kept[child], s.kept[i]
		i = child
	}
}

// cuts is the windows of the lists of a frontier: what was picked from each, in room that is used again.
type pageSet struct {
	topK
	lists  []pageCut
	picked []int  // the items, of one list after the other
	keys   []byte // theirs, one behind the other
	ends   []int  // of each key
}

// pageCut is the window of one list.
type pageCut struct {
	total, end int // of the list; of its part of what was picked
	seen       selectionSeen
}

// watch has a context looked at while windows are cut out of so many items, if that takes long.
func (c *pageSet) watch(ctx context.Context, items int) {
	c.ended, c.err = nil, nil
	if items >= parallel.Stride {
		c.ended = ctx.Err
	}
}

// done is the context's error where it ended before the windows were cut.
func (c *pageSet) done() error {
	c.ended = nil
	return c.err
}

func (c *pageSet) reset() {
	c.lists, c.picked, c.keys, c.ends = c.lists[:0], c.picked[:0], c.keys[:0], c.ends[:0]
}

// cut cuts the window out of the next list, the items [from, to).
func (c *pageSet) cut(from, to int, w Window, of keyOf) {
	c.pick(from, to, w, of)
	for _, k := range c.kept {
		c.picked = append(c.picked, k.index)
		c.keys = append(c.keys, k.key...)
		c.ends = append(c.ends, len(c.keys))
	}
	c.lists = append(c.lists, pageCut{to - from, len(c.picked), c.seen})
}

// PageOf cuts one page out of a list. Key appends item i's sort key, distinct and in the order of bytes.
func PageOf[T any](ctx context.Context, items []T, w Window, key func(i int, dst []byte) []byte) (Page[T], error) {
	var c pageSet
	c.watch(ctx, len(items))
	c.cut(0, len(items), w, keyOf{key: key})
	if err := c.done(); err != nil {
		return Page[T]{}, err
	}
	chosen := make([]T, len(c.picked))
	for i, at := range c.picked {
		chosen[i] = items[at]
	}
	return bind(&c, chosen)[0], nil
}

// bind makes a page of each list that was cut. The items are those that were picked.
func bind[T any](c *pageSet, items []T) []Page[T] {
	pages, positions := make([]Page[T], len(c.lists)), make([]string, len(items))
	all, from := string(c.keys), 0
	for i, end := range c.ends {
		positions[i], from = all[from:end], end
	}
	from = 0
	for i, l := range c.lists {
		pages[i] = Page[T]{
			Items: items[from:l.end:l.end], positions: positions[from:l.end:l.end],
			Total: l.total, HasNext: l.seen.behind, HasPrevious: l.seen.before,
		}
		from = l.end
	}
	return pages
}

// The parts of sort keys. Each appends bytes that compare as its value does, or the reverse if descending; a value that
// is missing comes last either way.

func appendMissing(dst []byte) []byte { return append(dst, 1) }

func appendNumberKey(dst []byte, f float64, descending bool) []byte {
	bits := math.Float64bits(f)
	if bits>>63 == 1 {
		bits = ^bits
	} else {
		bits |= 1 << 63
	}
	if descending {
		bits = ^bits
	}
	return binary.BigEndian.AppendUint64(append(dst, 0), bits)
}

func appendTimeKey(dst []byte, t time.Time, descending bool) []byte {
	if t.IsZero() {
		return appendMissing(dst)
	}
	seconds, nanos := uint64(t.Unix())^1<<63, uint32(t.Nanosecond())
	if descending {
		seconds, nanos = ^seconds, ^nanos
	}
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint64(append(dst, 0), seconds), nanos)
}

func appendTextKey(dst []byte, text []byte, descending bool) []byte {
	from := len(dst) + 1
	dst = append(append(append(dst, 0), text...), 0)
	if descending {
		for i := from; i < len(dst); i++ {
			dst[i] = ^dst[i]
		}
	}
	return dst
}
