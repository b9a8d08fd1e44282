package ask

import (
	"cmp"
	"context"
	"slices"
)

// node is what some words were read as.
type node struct {
	symbol int32
	value  any
	score  float64
	words  []Understood // in no order
}

// rule makes one symbol of one or two.
type rule struct {
	left, right int32 // right is none of a rule of one symbol
	to          int32
	build       func(left, right any) (any, bool)
	score       float64
}

// none stands for the missing right side of a rule of one symbol.
const none int32 = -1

// grammar is rules by their left symbol. It is immutable.
type grammar struct {
	numbers map[symbol]int32
	unary   map[int32][]rule
	binary  map[int32][]rule
}

// parts is the values of the first symbols of a longer rule.
type parts []any

// number is a symbol's, a new one where it is new.
func (g *grammar) number(s symbol) int32 {
	n, ok := g.numbers[s]
	if !ok {
		n = int32(len(g.numbers))
		g.numbers[s] = n
	}
	return n
}

// add takes a rule of any length apart into rules of two symbols.
func (g *grammar) add(to symbol, from []symbol, score float64, build func(parts) (any, bool)) {
	switch len(from) {
	case 1:
		left := g.number(from[0])
		g.unary[left] = append(g.unary[left], rule{left, none, g.number(to), func(l, _ any) (any, bool) { return build(parts{l}) }, score})
		return
	case 2:
		g.pair(from[0], from[1], to, score, func(l, r any) (any, bool) { return build(parts{l, r}) })
		return
	}
	left := from[0]
	for i := 1; i < len(from); i++ {
		last := i == len(from)-1
		made := left + " " + from[i]
		if last {
			made = to
		}
		first := i == 1
		join := func(l, r any) (any, bool) {
			var all parts
			if first {
				all = parts{l, r}
			} else {
				all = append(slices.Clip(l.(parts)), r)
			}
			if last {
				return build(all)
			}
			return all, true
		}
		if last {
			g.pair(left, from[i], made, score, join)
		} else if !g.has(left, from[i], made) {
			g.pair(left, from[i], made, 0, join)
		}
		left = made
	}
}

func (g *grammar) pair(left, right, to symbol, score float64, build func(l, r any) (any, bool)) {
	l := g.number(left)
	g.binary[l] = append(g.binary[l], rule{l, g.number(right), g.number(to), build, score})
}

// has reports whether the beginnings of two rules, which are alike, are there already.
func (g *grammar) has(left, right, to symbol) bool {
	for _, r := range g.binary[g.number(left)] {
		if r.right == g.number(right) && r.to == g.number(to) {
			return true
		}
	}
	return false
}

// chart is what each span of the question can be.
type chart struct {
	grammar *grammar
	size    int
	cells   []map[int32][]node
}

func newChart(g *grammar, size int) *chart {
	c := &chart{grammar: g, size: size, cells: make([]map[int32][]node, size*(size+1))}
	return c
}

func (c *chart) cell(i, j int) map[int32][]node {
	at := i*(c.size+1) + j
	if c.cells[at] == nil {
		c.cells[at] = map[int32][]node{}
	}
	return c.cells[at]
}

// put adds a node, and what rules of one symbol make of it, keeping the best few of each symbol.
func (c *chart) put(i, j int, n node) {
	cell := c.cell(i, j)
	have := cell[n.symbol]
	at, _ := slices.BinarySearchFunc(have, n, func(a, b node) int { return cmp.Compare(b.score, a.score) })
	for at < len(have) && have[at].score == n.score { // equals in the order in which they came
		at++
	}
	if at >= cellWidth {
		return
	}
	have = slices.Insert(have, at, n)
	cell[n.symbol] = have[:min(len(have), cellWidth)]
	for _, r := range c.grammar.unary[n.symbol] {
		if value, ok := r.build(n.value, nil); ok {
			c.put(i, j, node{r.to, value, n.score + r.score, n.words})
		}
	}
}

// fill combines neighbours, short spans first. It ends with the context.
func (c *chart) fill(ctx context.Context) error {
	for width := 2; width <= c.size; width++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		for i := 0; i+width <= c.size; i++ {
			for k := i + 1; k < i+width; k++ {
				c.combine(i, k, i+width)
			}
		}
	}
	return nil
}

func (c *chart) combine(i, k, j int) {
	left, right := c.cells[i*(c.size+1)+k], c.cells[k*(c.size+1)+j]
	if len(left) == 0 || len(right) == 0 {
		return
	}
	for _, symbol := range sortedKeys(left) {
		for _, r := range c.grammar.binary[symbol] {
			for _, b := range right[r.right] {
				for _, a := range left[symbol] {
					value, ok := r.build(a.value, b.value)
					if !ok {
						continue
					}
					words := append(slices.Clip(a.words), b.words...)
					c.put(i, j, node{r.to, value, a.score + b.score + r.score, words})
				}
			}
		}
	}
}

// sortedKeys makes the order of a map's keys, and so of equals in a cell, that of their numbers.
func sortedKeys(m map[int32][]node) []int32 {
	keys := make([]int32, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// whole is the readings of the whole question as a symbol, best first.
func (c *chart) whole(s symbol) []node {
	if c.size == 0 {
		return nil
	}
	return c.cell(0, c.size)[c.grammar.numbers[s]]
}
