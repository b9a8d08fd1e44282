package graph

import "math/bits"

// places numbers keys from 0 as they are first met. It is a hash table of flat columns, for what is asked of every line of
// a long list; used again, it keeps its room.
type places[K ~uint32 | ~uint64] struct {
	keys  []K     // by number
	table []int32 // number plus one, 0 where free; a power of two, at least twice as many as there are keys
	shift int     // of a hash to a place in the table
}

// reset forgets every key and makes room for about so many.
func (p *places[K]) reset(n int) {
	p.keys = p.keys[:0]
	p.spread(n)
}

// spread makes a table for so many keys of those that there are.
func (p *places[K]) spread(n int) {
	size := 1 << bits.Len(uint(2*max(n, 8)-1))
	if cap(p.table) < size {
		p.table = make([]int32, size)
	}
	p.table = p.table[:size]
	clear(p.table)
	p.shift = 64 - bits.Len(uint(size-1))
	for i, key := range p.keys {
		p.table[p.slot(key)] = int32(i) + 1
	}
}

// slot is where a key stands in the table, or the free place where it belongs.
func (p *places[K]) slot(key K) int {
	const golden = 0x9e3779b97f4a7c15
	for at := int(uint64(key) * golden >> p.shift); ; at = (at + 1) & (len(p.table) - 1) {
		if n := p.table[at]; n == 0 || p.keys[n-1] == key {
			return at
		}
	}
}

// add is the number of a key, which is given one if it has none.
func (p *places[K]) add(key K) int32 {
	if 2*len(p.keys) >= len(p.table) {
		p.spread(2 * len(p.keys))
	}
	at := p.slot(key)
	if p.table[at] == 0 {
		p.keys = append(p.keys, key)
		p.table[at] = int32(len(p.keys))
	}
	return p.table[at] - 1
}

// find is the number of a key, -1 where it has none.
func (p *places[K]) find(key K) int32 {
	if len(p.keys) == 0 {
		return -1
	}
	return p.table[p.slot(key)] - 1
}
