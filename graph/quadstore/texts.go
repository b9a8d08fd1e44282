package quadstore

import "encoding/binary"

// Texts receives the texts of many terms, one behind the other. Used again, it
// keeps its room.
type Texts struct {
	Text []byte
	Ends []uint32 // where each text ends, and the next one begins

	stored  [][]byte
	touched byte
}

// Texts reads the lexical text of every ID, as AppendText gives it, into dst,
// whose content it replaces. Terms lie all over the memory: they are found
// first, then touched, then read, so that the processor waits for many at a
// time and not for one after the other.
func (s *Snapshot) Texts(dst *Texts, ids []ID) {
	dst.Text, dst.Ends, dst.stored = dst.Text[:0], dst.Ends[:0], dst.stored[:0]
	for _, id := range ids {
		var stored []byte
		if s.has(id) {
			stored = s.stored(id)
		}
		dst.stored = append(dst.stored, stored)
	}
	for _, stored := range dst.stored {
		if len(stored) > 0 {
			dst.touched ^= stored[0]
		}
	}
	for i, id := range ids {
		if stored := dst.stored[i]; len(stored) > 0 {
			dst.Text = s.appendStored(dst.Text, id, stored)
		}
		dst.Ends = append(dst.Ends, uint32(len(dst.Text)))
	}
	clear(dst.stored) // keeps no snapshot alive
}

// ClaimDigits returns the 32 hexadecimal digits that a claim's IRI ends in, as
// a number of two halves: so claims can be put in the order of their IRIs
// without writing these out. It is 0 for an ID of no claim.
func (s *Snapshot) ClaimDigits(id ID) (high, low uint64) {
	if !id.IsClaim() || !s.has(id) {
		return 0, 0
	}
	k := s.claim(id)
	return binary.BigEndian.Uint64(k[:8]), binary.BigEndian.Uint64(k[8:])
}
