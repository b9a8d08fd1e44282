// Package bloom tells of most IDs that they are not in a set.
package bloom

import "whence/graph/store"

// Filter tells of most IDs that they are not in a set: a Bloom filter of a byte
// or two an ID, which looks into one word. Of a hundred others it lets two to five
// pass.
type Filter []uint64

// New returns a filter for n IDs.
func New(n int) Filter {
	if n == 0 {
		return nil
	}
	words := 1
	for words*8 < n {
		words *= 2
	}
	return make(Filter, words)
}

// locate returns the word of an ID and its two bits there.
func (f Filter) locate(id store.ID) (word int, bits uint64) {
	h := uint64(id) * 0x9e3779b97f4a7c15
	return int(h>>32) & (len(f) - 1), 1<<(h>>20&63) | 1<<(h>>26&63)
}

// Add puts an ID into the set.
func (f Filter) Add(id store.ID) {
	word, bits := f.locate(id)
	f[word] |= bits
}

// MayContain reports whether an ID may be in the set. It is false for one that is not,
// with few exceptions.
func (f Filter) MayContain(id store.ID) bool {
	if len(f) == 0 {
		return false
	}
	word, bits := f.locate(id)
	return f[word]&bits == bits
}
