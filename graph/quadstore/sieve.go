package quadstore

// sieve tells of most IDs that they are not in a set: a Bloom filter of a byte
// or two an ID, which looks into one word. Of a hundred others it lets two to five
// pass.
type sieve []uint64

// newSieve returns a sieve for n IDs.
func newSieve(n int) sieve {
	if n == 0 {
		return nil
	}
	words := 1
	for words*8 < n {
		words *= 2
	}
	return make(sieve, words)
}

// place returns the word of an ID and its two bits there.
func (s sieve) place(id ID) (word int, bits uint64) {
	h := uint64(id) * 0x9e3779b97f4a7c15
	return int(h>>32) & (len(s) - 1), 1<<(h>>20&63) | 1<<(h>>26&63)
}

func (s sieve) add(id ID) {
	word, bits := s.place(id)
	s[word] |= bits
}

// may reports whether an ID may be in the set. It is false for one that is not,
// with few exceptions.
func (s sieve) may(id ID) bool {
	if len(s) == 0 {
		return false
	}
	word, bits := s.place(id)
	return s[word]&bits == bits
}
