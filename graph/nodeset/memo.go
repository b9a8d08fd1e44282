package nodeset

import "whence/graph/quadstore"

// Memo is what was found out about terms, of each once.
type Memo[T any] struct {
	met   Numbering[quadstore.ID]
	found []T
}

// Reset forgets every term and keeps the room.
func (m *Memo[T]) Reset() {
	m.met.Reset(0)
	m.found = m.found[:0]
}

// Of is what was found out about a term, to be written by who is the first to ask; valid until the next is asked for.
func (m *Memo[T]) Of(term quadstore.ID) (found *T, first bool) {
	n := m.met.Add(term)
	if first = int(n) == len(m.found); first {
		var nothing T
		m.found = append(m.found, nothing)
	}
	return &m.found[n], first
}
