package quadstore

import (
	"encoding/binary"
	"runtime"
)

// textStep is how many texts are looked up before the first of them is read.
const textStep = 64

// Texts reads the lexical text of every ID, as AppendText gives it, into dst,
// whose content it replaces. Terms lie all over the memory: a few are found
// first, then touched, then read, so that the processor waits for many at a
// time and not for one after the other.
func (s *Snapshot) Texts(dst *Texts, ids []ID) {
	dst.Reset()
	for len(ids) > 0 {
		n := min(textStep, len(ids))
		s.appendTexts(dst, ids[:n])
		ids = ids[n:]
	}
}

func (s *Snapshot) appendTexts(dst *Texts, ids []ID) {
	text, ends := len(dst.Text), len(dst.Ends)
	s.reading(func(s *Snapshot) {
		dst.Text, dst.Ends = dst.Text[:text], dst.Ends[:ends]
		s.appendFewTexts(dst, ids)
	})
}

func (s *Snapshot) appendFewTexts(dst *Texts, ids []ID) {
	var found [textStep][]byte
	var touched byte
	for i, id := range ids {
		if s.has(id) {
			found[i] = s.stored(id)
		}
	}
	for _, stored := range found {
		if len(stored) > 0 {
			touched ^= stored[0]
		}
	}
	runtime.KeepAlive(touched) // so that the compiler does not leave out what has no use
	for i, id := range ids {
		if stored := found[i]; len(stored) > 0 {
			dst.Text = s.appendStored(dst.Text, id, stored)
		}
		dst.Ends = append(dst.Ends, uint32(len(dst.Text)))
	}
}

// ClaimDigits returns the 32 hexadecimal digits that a claim's IRI ends in, as
// a number of two halves: so claims can be put in the order of their IRIs
// without writing these out. It is 0 for an ID of no claim.
func (s *Snapshot) ClaimDigits(id ID) (high, low uint64) {
	if !id.IsClaim() || !s.has(id) {
		return 0, 0
	}
	s.reading(func(s *Snapshot) {
		k := s.claim(id)
		high, low = binary.BigEndian.Uint64(k[:8]), binary.BigEndian.Uint64(k[8:])
	})
	return high, low
}
