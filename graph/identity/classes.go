package identity

import "slices"

// Pair is two nodes judged to be one thing; the class of Left answers for both.
type Pair struct{ Left, Right uint32 }

// Class is the nodes that are one thing.
type Class struct {
	Canonical uint32   // the one that answers for all of them
	Members   []uint32 // the canonical one first, then in ascending order; never fewer than two
}

// Classes is which nodes are one thing. It never changes; nil is a graph in which every node is a thing of its own.
type Classes struct {
	member []uint64          // a bit a node: whether it is in a class
	of     map[uint32]*Class // by each member
	all    []*Class          // by canonical node
}

// New works out the classes of pairs, in the order in which they were judged: where two classes become one, the canonical
// node of the left one answers. A pair within a class changes nothing.
func New(pairs []Pair) *Classes {
	if len(pairs) == 0 {
		return nil
	}
	above := make(map[uint32]uint32, 2*len(pairs)) // union-find; a root is its own
	find := func(n uint32) uint32 {
		root := n
		for up, ok := above[root]; ok && up != root; up, ok = above[root] {
			root = up
		}
		for n != root {
			next, ok := above[n]
			if !ok {
				break
			}
			above[n] = root
			n = next
		}
		return root
	}
	for _, p := range pairs {
		if left, right := find(p.Left), find(p.Right); left != right {
			above[left], above[right] = left, left
		}
	}
	c := &Classes{of: make(map[uint32]*Class, len(above))}
	classes := map[uint32]*Class{}
	highest := uint32(0)
	for n := range above {
		root := find(n)
		if classes[root] == nil {
			classes[root] = &Class{Canonical: root, Members: []uint32{root}}
			c.all = append(c.all, classes[root])
		}
		if n != root {
			classes[root].Members = append(classes[root].Members, n)
		}
		c.of[n] = classes[root]
		highest = max(highest, n)
	}
	c.member = make([]uint64, highest/64+1)
	for n := range above {
		c.member[n/64] |= 1 << (n % 64)
	}
	for _, class := range c.all {
		slices.Sort(class.Members[1:])
	}
	slices.SortFunc(c.all, func(a, b *Class) int { return int(int64(a.Canonical) - int64(b.Canonical)) })
	return c
}

// Of is the class of a node, nil where the node is a thing of its own. It costs one look at a bit for nearly all nodes.
func (c *Classes) Of(n uint32) *Class {
	if c == nil || int(n/64) >= len(c.member) || c.member[n/64]&(1<<(n%64)) == 0 {
		return nil
	}
	return c.of[n]
}

// Canonical is the node that answers for a node.
func (c *Classes) Canonical(n uint32) uint32 {
	if class := c.Of(n); class != nil {
		return class.Canonical
	}
	return n
}

// All lists the classes, in the order of their canonical nodes.
func (c *Classes) All() []*Class {
	if c == nil {
		return nil
	}
	return c.all
}
