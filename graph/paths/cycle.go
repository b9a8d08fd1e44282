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

// cycles finds the best cycles that an entity is in, shortest first: a relationship with itself, of one step, then cycles of two
// steps, and so on. Their other entities are distinct. Where either direction may be followed at each step, a cycle has three steps
// or more and is found once, not in both directions.
func (f *expander) cycles(ctx context.Context, node quadstore.ID, d claim.Direction, avoid []quadstore.ID, length, first int) (finding, error) {
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
	all := cycles{finding: finding{searchedTo: length}, seen: map[string]bool{}, oneWay: d == claim.Out || d == claim.In, ids: ids}
	for _, neighbour := range slices.SortedFunc(maps.Keys(begins), ids.CompareIDs) {
		claims := begins[neighbour]
		slices.Sort(claims)
		begin := nodePath{nodes: []quadstore.ID{node, neighbour}, claims: [][]quadstore.ID{slices.Compact(claims)}}
		switch {
		case neighbour == node:
			all.nodePaths = append(all.nodePaths, begin)
		case slices.Contains(avoid, neighbour) || length == 1 || all.truncated:
		default:
			if err := f.close(ctx, begin, d, avoid, length, first, &all); err != nil {
				return all.finding, err
			}
		}
	}
	if err := f.weighCycles(ctx, node, all.nodePaths); err != nil {
		return all.finding, err
	}
	var nodes []quadstore.ID
	for _, c := range all.nodePaths {
		nodes = append(nodes, c.nodes...)
	}
	if ids, err = f.TextsOf(ctx, nodes); err != nil {
		return all.finding, err
	}
	slices.SortFunc(all.nodePaths, func(a, b nodePath) int {
		return cmp.Or(cmp.Compare(len(a.nodes), len(b.nodes)), cmp.Compare(a.cost, b.cost), slices.CompareFunc(a.nodes, b.nodes, ids.CompareIDs))
	})
	if len(all.nodePaths) >= first {
		all.nodePaths = all.nodePaths[:first]
		all.searchedTo = min(all.searchedTo, len(all.nodePaths[first-1].nodes)-1)
	}
	return all.finding, nil
}

// cycles is what was found of cycles.
type cycles struct {
	finding
	seen   map[string]bool  // by their nodes, in the direction that begins with the lesser id
	ids    *graph.TextTable // of the neighbours
	oneWay bool             // a cycle can be followed in one direction alone
}

// close adds the cycles that begin with one step.
func (f *expander) close(ctx context.Context, begin nodePath, d claim.Direction, avoid []quadstore.ID, length, first int, all *cycles) error {
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
	for _, c := range rest.nodePaths {
		cycle := nodePath{nodes: append([]quadstore.ID{node}, c.nodes...), claims: append(slices.Clone(begin.claims), c.claims...)}
		last := cycle.nodes[len(cycle.nodes)-2]
		if !all.oneWay {
			if last == neighbour {
				continue
			}
			if all.ids.CompareIDs(neighbour, last) > 0 {
				slices.Reverse(cycle.nodes)
				slices.Reverse(cycle.claims)
			}
		}
		if key := fmt.Sprint(cycle.nodes); !all.seen[key] {
			all.seen[key] = true
			all.nodePaths = append(all.nodePaths, cycle)
		}
	}
	return nil
}

// weighCycles reads the evidence for cycles and computes their costs.
func (f *expander) weighCycles(ctx context.Context, node quadstore.ID, nodePaths []nodePath) error {
	weigher, err := newAssessor(ctx, &dag{pathSearch: &pathSearch{expander: f, from: node, to: node}})
	if err != nil {
		return err
	}
	var steps [][]quadstore.ID
	var inner []quadstore.ID
	for _, c := range nodePaths {
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
	for i := range nodePaths {
		c := &nodePaths[i]
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
		agreement, _ := timeAgreement(c.steps)
		c.cost -= math.Log(agreement)
	}
	return nil
}
