package graph

import (
	"context"

	"whence/graph/claim"
	"whence/graph/nodeset"
	"whence/graph/paging"
	"whence/graph/quadstore"
)

// neighbourSet is the entities at the other ends of a frontier's incidences, or in its documents: each once an owner, those of one
// owner together.
type neighbourSet struct {
	nodes  []quadstore.ID
	counts []int32 // how many of its owner's incidences each is at the end of
	ends   []int   // of each owner's
	at     []int32 // where the other end of each incidence is in nodes
	own    nodeset.Numbering[quadstore.ID]
}

func (c *neighbourSet) reset() {
	c.nodes, c.counts, c.ends, c.at = c.nodes[:0], c.counts[:0], c.ends[:0], c.at[:0]
}

// add takes in the nodes of the next owner, each once.
func (c *neighbourSet) add(nodes []quadstore.ID) {
	c.nodes = append(c.nodes, nodes...)
	c.ends = append(c.ends, len(c.nodes))
}

// gather takes in incidences, those of one owner together.
func (c *neighbourSet) gather(incidences []Incidence, owners int) {
	c.reset()
	i := 0
	for owner := range owners {
		first := len(c.nodes)
		c.own.Reset(0)
		for ; i < len(incidences) && int(incidences[i].Owner) == owner; i++ {
			n := first + int(c.own.Add(incidences[i].Other()))
			if n == len(c.nodes) {
				c.nodes, c.counts = append(c.nodes, incidences[i].Other()), append(c.counts, 0)
			}
			c.counts[n]++
			c.at = append(c.at, int32(n))
		}
		c.ends = append(c.ends, len(c.nodes))
	}
}

// meet takes in the entities at one end of incidences, each once whoever the incidences' owners are.
func (c *neighbourSet) meet(incidences []Incidence, end func(Incidence) quadstore.ID) {
	c.reset()
	c.own.Reset(0)
	last, at := quadstore.ID(0), int32(0) // incidences of one entity often come together
	for _, t := range incidences {
		if e := end(t); e != last {
			last, at = e, c.own.Add(e)
		}
		c.at = append(c.at, at)
	}
	c.nodes = append(c.nodes, c.own.Keys...)
}

// neighbours makes neighbours of those that were picked, each with the claims about it and its owner. It can be called once.
func (c *neighbourSet) neighbours(incidences []Incidence, picked []int, found []*claim.Entity) []*Neighbour {
	total := 0
	for _, p := range picked {
		total += int(c.counts[p])
	}
	room, claims, out := make([]Neighbour, len(picked)), make([]ClaimEdge, total), make([]*Neighbour, len(picked))
	for i, p := range picked {
		count := int(c.counts[p])
		room[i] = Neighbour{Entity: found[i], Count: count, edges: claims[:0:count]}
		out[i], claims = &room[i], claims[count:]
	}
	number := c.counts // of those who were picked, one more than their places among them
	clear(number)
	for i, p := range picked {
		number[p] = int32(i) + 1
	}
	for i, t := range incidences {
		if n := number[c.at[i]]; n > 0 {
			out[n-1].edges = append(out[n-1].edges, t.ClaimEdge)
		}
	}
	return out
}

// pageNeighbours selects a page for each owner out of the neighbours in the scratch buffers; on.nodes is those that were picked.
func (v *View) pageNeighbours(ctx context.Context, on *scratch, order EntityOrder, w paging.Window) error {
	key, err := v.entityKeys(ctx, on, on.neighbours.nodes, order)
	if err != nil {
		return err
	}
	on.pages.Reset()
	from := 0
	for _, to := range on.neighbours.ends {
		on.pages.Cut(from, to, w, paging.SortKey{Append: key})
		from = to
	}
	on.nodes = on.nodes[:0]
	for _, i := range on.pages.Picked {
		on.nodes = append(on.nodes, on.neighbours.nodes[i])
	}
	return nil
}
