package nodeset

import "whence/graph/quadstore"

// Column is a value a node: in an array as far as it was given room, where nothing is hashed, and in a table of those that have
// one beyond. The zero value is empty.
type Column[T any] struct {
	dense  []T
	met    Numbering[quadstore.ID]
	sparse []T // by number
}

// Room makes an array for nodes below n, if there is none of the size: then every node has the zero value. What lies beyond the
// array is forgotten.
func (c *Column[T]) Room(n int) {
	if len(c.dense) < n {
		c.dense = make([]T, n+n/8)
	}
	if len(c.sparse) > 0 {
		c.met.Reset(0)
		c.sparse = c.sparse[:0]
	}
}

// At is the value of a node, the zero value where it was given none.
func (c *Column[T]) At(node quadstore.ID) T {
	if int(node) < len(c.dense) {
		return c.dense[node]
	}
	return c.beyond(node)
}

func (c *Column[T]) beyond(node quadstore.ID) (v T) {
	if n := c.met.Find(node); n >= 0 {
		v = c.sparse[n]
	}
	return v
}

// Set gives a node a value.
func (c *Column[T]) Set(node quadstore.ID, v T) {
	if int(node) < len(c.dense) {
		c.dense[node] = v
		return
	}
	n := int(c.met.Add(node))
	if n == len(c.sparse) {
		c.sparse = append(c.sparse, v)
	}
	c.sparse[n] = v
}
