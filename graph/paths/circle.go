package paths

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/quadstore"
)

// circles finds the best chains that lead from an entity back to it, through others that are all distinct: what is tied to
// itself, in one step, then circles of two steps, and so on. Where either direction may be followed at each step, a circle has
// three steps or more and is found once, not from both its sides.
func (f *expander) circles(ctx context.Context, node quadstore.ID, d claim.Direction, avoid []quadstore.ID, length, first int) (finding, error) {
	if slices.Contains(avoid, node) {
		return finding{searchedTo: length}, nil
	}
	begins := map[quadstore.ID][]quadstore.ID{} // neighbours and the claims that lead to them
	err := f.follow(ctx, []quadstore.ID{node}, d, func(t graph.Incidence) {
		begins[t.Other()] = append(begins[t.Other()], t.Claim)
	})
	if err != nil {
		return finding{}, err
	}
	ids, err := f.TextsOf(ctx, slices.Collect(maps.Keys(begins)))
	if err != nil {
		return finding{}, err
	}
	all := circles{finding: finding{searchedTo: length}, seen: map[string]bool{}, oneWay: d == claim.Out || d == claim.In, ids: ids}
	for _, neighbour := range slices.SortedFunc(maps.Keys(begins), ids.CompareIDs) {
		claims := begins[neighbour]
		slices.Sort(claims)
		begin := chain{nodes: []quadstore.ID{node, neighbour}, claims: [][]quadstore.ID{slices.Compact(claims)}}
		switch {
		case neighbour == node:
			all.chains = append(all.chains, begin)
		case slices.Contains(avoid, neighbour) || length == 1 || all.truncated:
		default:
			if err := f.close(ctx, begin, d, avoid, length, first, &all); err != nil {
				return all.finding, err
			}
		}
	}
	if err := f.weighCircles(ctx, node, all.chains); err != nil {
		return all.finding, err
	}
	var nodes []quadstore.ID
	for _, c := range all.chains {
		nodes = append(nodes, c.nodes...)
	}
	if ids, err = f.TextsOf(ctx, nodes); err != nil {
		return all.finding, err
	}
	slices.SortFunc(all.chains, func(a, b chain) int {
		return cmp.Or(cmp.Compare(len(a.nodes), len(b.nodes)), cmp.Compare(a.cost, b.cost), slices.CompareFunc(a.nodes, b.nodes, ids.CompareIDs))
	})
	if len(all.chains) >= first {
		all.chains = all.chains[:first]
		all.searchedTo = min(all.searchedTo, len(all.chains[first-1].nodes)-1)
	}
	return all.finding, nil
}

// circles is what was found of circles.
type circles struct {
	finding
	seen   map[string]bool  // by their nodes, from the side of the lesser id
	ids    *graph.TextTable // of the neighbours
	oneWay bool             // a circle can be gone round in one direction alone
}

// close adds the circles that begin with one step.
func (f *expander) close(ctx context.Context, begin chain, d claim.Direction, avoid []quadstore.ID, length, first int, all *circles) error {
	node, neighbour := begin.nodes[0], begin.nodes[1]
	most := first
	if !all.oneWay {
		most++ // the step itself leads back
	}
	rest, err := f.search(ctx, neighbour, node, d, avoid, length-1, most)
	if err != nil {
		return err
	}
	if all.truncated = rest.truncated; rest.truncated {
		all.searchedTo = min(all.searchedTo, rest.searchedTo+1)
	}
	for _, c := range rest.chains {
		circle := chain{nodes: append([]quadstore.ID{node}, c.nodes...), claims: append(slices.Clone(begin.claims), c.claims...)}
		last := circle.nodes[len(circle.nodes)-2]
		if !all.oneWay {
			if last == neighbour {
				continue
			}
			if all.ids.CompareIDs(neighbour, last) > 0 {
				slices.Reverse(circle.nodes)
				slices.Reverse(circle.claims)
			}
		}
		if key := fmt.Sprint(circle.nodes); !all.seen[key] {
			all.seen[key] = true
			all.chains = append(all.chains, circle)
		}
	}
	return nil
}

// weighCircles reads the evidence for chains, and what speaks against each.
func (f *expander) weighCircles(ctx context.Context, node quadstore.ID, chains []chain) error {
	weigher, err := newAssessor(ctx, &dag{pathSearch: &pathSearch{expander: f, from: node, to: node}})
	if err != nil {
		return err
	}
	var steps [][]quadstore.ID
	var inner []quadstore.ID
	for _, c := range chains {
		steps = append(steps, c.claims...)
		inner = append(inner, c.nodes[1:len(c.nodes)-1]...)
	}
	weighed, err := weigher.weigh(ctx, steps)
	if err != nil {
		return err
	}
	degrees, err := f.degreesOf(ctx, inner)
	if err != nil {
		return err
	}
	for i := range chains {
		c := &chains[i]
		c.steps, weighed = weighed[:len(c.claims):len(c.claims)], weighed[len(c.claims):]
		for _, s := range c.steps {
			c.cost -= math.Log(s.strength)
		}
		for j, through := range c.nodes[1 : len(c.nodes)-1] {
			c.cost += weigher.rate.of(degrees[j])
			if degrees[j] > c.hub.degree {
				c.hub = hub{through, degrees[j]}
			}
		}
		degrees = degrees[len(c.nodes)-2:]
		accord, _ := accordOf(c.steps)
		c.cost -= math.Log(accord)
	}
	return nil
}
