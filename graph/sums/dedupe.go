package sums

import (
	"context"

	"whence/graph/parallel"
	"whence/graph/quadstore"
)

// exclusions says which of some lines of the columns are left out of a sum or told together, so that nothing counts twice.
type exclusions struct {
	*columns
	among  map[int32]bool        // the lines of the sum, as far as any rule asks
	given  map[quadstore.ID]bool // programmes and funding sources that are given money by a line of the sum
	widens map[int32]bool        // lines that others tell again
}

// special finds the exceptions among the lines of a sum that any rule may concern, all of which have a figure.
func (l *columns) special(ctx context.Context, lines []int32) (*exclusions, error) {
	c := exclusions{columns: l, among: map[int32]bool{}, given: map[quadstore.ID]bool{}, widens: map[int32]bool{}}
	givers := map[quadstore.ID]bool{}
	err := parallel.Each(ctx, len(lines), func(i int) {
		c.among[lines[i]] = true
		if giver := c.claims[lines[i]].Subject; c.intermediaries[giver] {
			givers[giver] = true
		}
	})
	if err != nil {
		return nil, err
	}
	return &c, parallel.Each(ctx, len(lines), func(i int) {
		line := lines[i]
		if receiver := c.claims[line].Object; givers[receiver] {
			c.given[receiver] = true
		}
		if first, ok := l.retold[line]; ok && c.among[first] {
			c.widens[c.root(line)] = true
		}
	})
}

// leaveOut reports whether the line's figure is counted elsewhere in the sum: in the whole that it is a part of, or in
// the money that its giver was given.
func (c *exclusions) leaveOut(line int32) bool {
	if c.given[c.claims[line].Subject] {
		return true
	}
	claim := c.claims[line].Claim
	for range maxNesting { // wholes within wholes; the ids of claims make a circle impossible, foreign quads do not
		whole, ok := c.whole[claim]
		if !ok {
			return false
		}
		if at, ok := c.lineOf[whole]; ok && c.among[at] {
			return true
		}
		claim = whole
	}
	return false
}

// root is the first line of the sum that tells the line's money.
func (c *exclusions) root(line int32) int32 {
	for {
		first, ok := c.retold[line]
		if !ok || !c.among[first] {
			return line
		}
		line = first
	}
}

// maxNesting bounds how deep wholes lie within wholes, so that a circle of them in foreign quads ends.
const maxNesting = 32
