package gate

import (
	"math"

	"github.com/vektah/gqlparser/v2/ast"
)

// tally is what one selection set asks for. Its cost is fixed + perItem * n,
// where n is the page size that its surroundings give to the lists that stand
// directly in it (edges and nodes of a connection). Keeping the two apart makes
// one visit enough for a fragment that is spread under pages of many sizes.
type tally struct {
	depth, selections, fields, aliases int
	fixed, perItem                     int64
}

// listSize stands for the length of a list that no argument bounds.
const listSize = 10

// unpaged is the page size of a field that no argument gives one.
const unpaged = -1

// cost is the cost of the set where its surroundings give pages of n.
func (t tally) cost(n int64) int64 { return plus(t.fixed, times(t.perItem, n)) }

// add joins what stands beside t in the same selection set.
func (t *tally) add(u tally) {
	t.depth = max(t.depth, u.depth)
	t.selections += u.selections
	t.fields += u.fields
	t.aliases += u.aliases
	t.fixed = plus(t.fixed, u.fixed)
	t.perItem = plus(t.perItem, u.perItem)
}

// within puts t, a field's own selection set, into that field. A page size
// counts the elements of the field where it is a list, and those of the lists
// directly under it where it is a connection; a list without one takes the size
// that is given from above.
func (t tally) within(f *ast.Field, list bool, size int64) tally {
	out := tally{depth: t.depth + 1, selections: 1, fields: t.fields + 1, aliases: t.aliases, fixed: 1}
	if f.Alias != f.Name {
		out.aliases++
	}
	switch {
	case list && size == unpaged:
		out.perItem = t.cost(listSize)
	case list:
		out.fixed = plus(1, times(size, t.cost(listSize)))
	case size == unpaged:
		out.fixed = plus(1, t.cost(listSize))
	default:
		out.fixed = plus(1, t.cost(size))
	}
	return out
}

// plus and times stop at the largest number instead of passing it; their
// operands are not negative.
func plus(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

func times(a, b int64) int64 {
	if b != 0 && a > math.MaxInt64/b {
		return math.MaxInt64
	}
	return a * b
}
