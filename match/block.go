package match

import (
	"cmp"
	"slices"
	"strings"
)

// Bounds of blocking.
const (
	rarest   = 2   // words of a name that it is looked up by
	maxBlock = 200 // bodies of one key: what more have says nothing
)

// Pair is two bodies, by their places in the list that was given.
type Pair struct{ A, B int }

// Pairs are the pairs of bodies that may be one: those that share one of the two rarest words of a name, the core name, its initials, or the
// postcode with a word, or an identifier. They are in order.
func (w *Weigher) Pairs(bodies []Body) []Pair {
	blocks := map[string][]int{}
	for i, b := range bodies {
		for _, key := range w.keys(b) {
			blocks[key] = append(blocks[key], i)
		}
	}
	var out []Pair
	for _, members := range blocks {
		if len(members) > maxBlock {
			continue
		}
		for i, a := range members {
			for _, b := range members[i+1:] {
				out = append(out, Pair{a, b})
			}
		}
	}
	slices.SortFunc(out, func(x, y Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return slices.Compact(out)
}

// keys are what a body is looked up by, each once.
func (w *Weigher) keys(b Body) []string {
	var keys []string
	for _, text := range b.Names {
		n := parse(text)
		words := slices.Clone(n.core)
		slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(w.weight(b), w.weight(a)) })
		for _, word := range words[:min(rarest, len(words))] {
			keys = append(keys, "w "+word)
		}
		keys = append(keys, "c "+strings.ReplaceAll(n.whole, " ", ""))
		if n.acronym != "" {
			keys = append(keys, "i "+n.acronym)
		}
		if len(n.core) > rarest {
			keys = append(keys, "i "+n.initials, "i "+n.short())
		}
	}
	whole, _ := postcodes(b.Postcodes)
	for _, p := range whole {
		keys = append(keys, "p "+p)
	}
	for _, i := range b.Identifiers {
		keys = append(keys, "d "+i.Key())
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
