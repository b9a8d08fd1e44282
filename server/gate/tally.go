package gate

import (
	"github.com/vektah/gqlparser/v2/ast"
)

// tally is what one selection set asks for. Its cost is fixed + perItem * n,
// where n is the page size that its surroundings give to the lists that stand
// directly in it (edges and nodes of a connection). Keeping the two apart makes
// one visit enough for a fragment that is spread under pages of many sizes.
type tally struct {
	depth, selections, fields, aliases int
	// As floats they saturate instead of passing the largest integer, and the
	// mean lengths of introspection's lists need no rounding.
	fixed, perItem float64
}

// listSize stands for the length of a list that no argument bounds.
const listSize = 10

// unpaged is the page size of a field that no argument gives one.
const unpaged = -1

// cost is the cost of the set where its surroundings give pages of n.
func (t tally) cost(n float64) float64 { return t.fixed + t.perItem*n }

// add joins what stands beside t in the same selection set.
func (t *tally) add(u tally) {
	t.depth = max(t.depth, u.depth)
	t.selections += u.selections
	t.fields += u.fields
	t.aliases += u.aliases
	t.fixed += u.fixed
	t.perItem += u.perItem
}

// within puts t, a field's own selection set, into that field. A page size
// counts the elements of the field where it is a list, and those of the lists
// directly under it where it is a connection; a list without one takes the size
// that is given from above.
func (t tally) within(f *ast.Field, size float64, list bool) tally {
	out := tally{depth: t.depth + 1, selections: 1, fields: t.fields + 1, aliases: t.aliases, fixed: 1}
	if f.Alias != f.Name {
		out.aliases++
	}
	switch {
	case list && size == unpaged:
		out.perItem = t.cost(listSize)
	case list:
		out.fixed += size * t.cost(listSize)
	case size == unpaged:
		out.fixed += t.cost(listSize)
	default:
		out.fixed += t.cost(size)
	}
	return out
}
