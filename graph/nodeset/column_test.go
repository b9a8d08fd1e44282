package nodeset_test

import (
	"math/rand/v2"
	"testing"

	"whence/graph/nodeset"
	"whence/graph/quadstore"
)

// TestColumn writes at random to a column with an array for some of the nodes, and to a map.
func TestColumn(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var c nodeset.Column[int]
	for round := range 20 {
		c.Room(round / 3 * 10)
		model := map[quadstore.ID]int{}
		for range 500 {
			node := quadstore.ID(rng.IntN(120))
			if rng.IntN(2) == 0 {
				model[node] = rng.IntN(9)
				c.Set(node, model[node])
			}
			if got := c.At(node); got != model[node] {
				t.Fatalf("round %d: node %d has %d, want %d", round, node, got, model[node])
			}
		}
		for node := range model { // as searches do that keep the array
			c.Set(node, 0)
		}
	}
}
