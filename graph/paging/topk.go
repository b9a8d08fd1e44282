package paging

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"

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
	Err   error        // what it said, or what reading a key failed with
}

type selectionSeen struct{ before, behind bool } // keys at or before after; keys greater than those kept

type keyed struct {
	index int
	key   []byte
}

// pick keeps the window of the items [from, to), in order, until the next pick.
func (s *topK) pick(from, to int, w Window, of SortKey) {
	s.after, s.limit, s.kept, s.seen = append(s.after[:0], w.After...), w.First, s.kept[:0], selectionSeen{}
	least, most := rankOf(s.after), uint64(math.MaxUint64)
	for i := from; i < to; i++ {
		if s.ended != nil && i%parallel.Stride == 0 {
			if s.Err = s.ended(); s.Err != nil {
				break
			}
		}
		if of.Rank != nil {
			r := of.Rank(i)
			s.seen.before = s.seen.before || r < least
			s.seen.behind = s.seen.behind || r > most
			if r < least || r > most {
				continue
			}
		}
		s.offer(i, of.Append(i, s.spare[:0]))
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
