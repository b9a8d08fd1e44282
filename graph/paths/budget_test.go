package paths

import (
	"context"
	"time"

	"whence/graph"
)

// Allowance is a budget that a test sets: what is zero is as it is outside tests.
type Allowance struct {
	Nodes, Edges, Chains int
	Time                 time.Duration
}

func (a Allowance) budget(ctx context.Context) *budget {
	b := newBudget(ctx)
	for _, set := range []struct {
		field *int
		to    int
	}{{&b.nodes, a.Nodes}, {&b.edges, a.Edges}, {&b.paths, a.Chains}} {
		if set.to != 0 {
			*set.field = set.to
		}
	}
	if a.Time != 0 {
		b.until = time.Now().Add(a.Time)
	}
	return b
}

// FindWithin is Paths within an allowance.
func FindWithin(ctx context.Context, v *graph.View, q Query, a Allowance) (Result, error) {
	return findWithin(ctx, v, q, a.budget(ctx))
}

// NeighbourhoodWithin is Neighbourhood within an allowance.
func NeighbourhoodWithin(ctx context.Context, v *graph.View, q NeighbourhoodQuery, a Allowance) (Subgraph, error) {
	return neighbourhoodWithin(ctx, v, q, a.budget(ctx))
}

// CommonWithin is InCommon within an allowance.
func CommonWithin(ctx context.Context, v *graph.View, q CommonQuery, a Allowance) (CommonNeighbours, error) {
	return commonWithin(ctx, v, q, a.budget(ctx))
}
