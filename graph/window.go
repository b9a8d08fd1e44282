package graph

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"time"
)

// selection keeps the least few of many sort keys, in buffers that it uses again, so that a page of a list costs memory
// for the page and not for the list.
type selection struct {
	after []byte
	limit int     // how many to keep
	kept  []keyed // a heap, greatest first
	spare []byte  // the buffer of the key last turned away
	seen  selectionSeen
}

type selectionSeen struct{ before, behind bool } // keys at or before after; keys greater than those kept

type keyed struct {
	index int
	key   []byte
}

// pick selects the window of a list of n items by their sort keys and returns the items in order. The function key appends
// item i's key, distinct and in the order of bytes; rank is the first eight bytes of that key as a number, by which most
// items are turned away without a key. It is nil where a key is had as cheaply.
func pick(n int, w Window, key func(i int, dst []byte) []byte, rank func(i int) uint64) (picked []keyed, seen selectionSeen) {
	s := selection{after: []byte(w.After), limit: w.First, kept: make([]keyed, 0, min(n, w.First))}
	least, most := rankOf(s.after), uint64(math.MaxUint64)
	for i := range n {
		if rank != nil {
			r := rank(i)
			s.seen.before = s.seen.before || r < least
			s.seen.behind = s.seen.behind || r > most
			if r < least || r > most {
				continue
			}
		}
		s.offer(i, key(i, s.spare[:0]))
		if s.limit > 0 && len(s.kept) == s.limit {
			most = rankOf(s.kept[0].key)
		}
	}
	slices.SortFunc(s.kept, func(a, b keyed) int { return bytes.Compare(a.key, b.key) })
	return s.kept, s.seen
}

// rankOf is the first eight bytes of a key as a number.
func rankOf(key []byte) uint64 {
	var first [8]byte
	copy(first[:], key)
	return binary.BigEndian.Uint64(first[:])
}

func (s *selection) offer(index int, key []byte) {
	s.spare = key
	switch {
	case len(s.after) > 0 && bytes.Compare(key, s.after) <= 0:
		s.seen.before = true
	case len(s.kept) < s.limit:
		s.kept = append(s.kept, keyed{index, key})
		s.spare = nil
		s.up(len(s.kept) - 1)
	case s.limit == 0 || bytes.Compare(key, s.kept[0].key) >= 0:
		s.seen.behind = true
	default:
		s.seen.behind = true
		s.spare, s.kept[0] = s.kept[0].key, keyed{index, key}
		s.down(0)
	}
}

func (s *selection) greater(i, j int) bool { return bytes.Compare(s.kept[i].key, s.kept[j].key) > 0 }

func (s *selection) up(i int) {
	for i > 0 && s.greater(i, (i-1)/2) {
		s.kept[i], s.kept[(i-1)/2] = s.kept[(i-1)/2], s.kept[i]
		i = (i - 1) / 2
	}
}

func (s *selection) down(i int) {
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

// newPage makes a page of what pick returned, whose i-th item is item(i).
func newPage[T any](total int, picked []keyed, seen selectionSeen, item func(i int) T) Page[T] {
	p := Page[T]{
		Items: make([]T, len(picked)), positions: make([]string, len(picked)),
		Total: total, HasNext: seen.behind, HasPrevious: seen.before,
	}
	var keys strings.Builder // one allocation for them all
	for _, k := range picked {
		keys.Write(k.key)
	}
	all := keys.String()
	for i, k := range picked {
		p.Items[i], p.positions[i] = item(i), all[:len(k.key)]
		all = all[len(k.key):]
	}
	return p
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
