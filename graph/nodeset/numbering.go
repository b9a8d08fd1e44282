package nodeset

import "math/bits"

// Numbering numbers keys from 0 as they are first met. It is a hash table of flat columns, for what is asked of every line of
// a long list; used again, it keeps its room.
type Numbering[K ~uint32 | ~uint64] struct {
	Keys  []K     // by number
	table []int32 // number plus one, 0 where free; a power of two, at least twice as many as there are keys
	shift int     // of a hash to a place in the table
}

// Reset forgets every key and makes room for about n.
func (p *Numbering[K]) Reset(n int) {
	p.Keys = p.Keys[:0]
	p.spread(n)
}

// spread makes a table with room for n keys, of those that there are.
func (p *Numbering[K]) spread(n int) {
	size := 1 << bits.Len(uint(2*max(n, 8)-1))
	if cap(p.table) < size {
		p.table = make([]int32, size)
	}
	p.table = p.table[:size]
	clear(p.table)
	p.shift = 64 - bits.Len(uint(size-1))
	for i, key := range p.Keys {
		p.table[p.slot(key)] = int32(i) + 1
	}
}

// slot is where a key stands in the table, or the free place where it belongs.
func (p *Numbering[K]) slot(key K) int {
	const golden = 0x9e3779b97f4a7c15
	for at := int(uint64(key) * golden >> p.shift); ; at = (at + 1) & (len(p.table) - 1) {
		if n := p.table[at]; n == 0 || p.Keys[n-1] == key {
			return at
		}
	}
}

// Add is the number of a key, which is given one if it has none.
func (p *Numbering[K]) Add(key K) int32 {
	if 2*len(p.Keys) >= len(p.table) {
		p.spread(2 * len(p.Keys))
	}
	at := p.slot(key)
	if p.table[at] == 0 {
		p.Keys = append(p.Keys, key)
		p.table[at] = int32(len(p.Keys))
	}
	return p.table[at] - 1
}

// Find is the number of a key, -1 where it has none.
func (p *Numbering[K]) Find(key K) int32 {
	if len(p.Keys) == 0 {
		return -1
	}
	return p.table[p.slot(key)] - 1
}
