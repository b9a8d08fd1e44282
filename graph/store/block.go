package store

import "github.com/cayleygraph/quad"

// Block is some quads on their way into a store, in numbers of terms, so that a term that many of them have is taken apart
// and looked up once.
type Block struct {
	Terms []quad.Value
	Quads [][4]uint32 // subject, predicate, object and label: places in Terms plus one; 0 for no label
}

// Quad is the i-th quad.
func (b *Block) Quad(i int) (q quad.Quad) {
	row := b.Quads[i]
	q.Subject, q.Predicate, q.Object = b.Terms[row[0]-1], b.Terms[row[1]-1], b.Terms[row[2]-1]
	if row[3] != 0 {
		q.Label = b.Terms[row[3]-1]
	}
	return q
}
