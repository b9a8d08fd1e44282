package graph

import (
	"context"
	"sync/atomic"
	"time"
)

// Allowance is a budget that a test sets: what is zero is as it is outside tests.
type Allowance struct {
	Nodes, Edges, Chains int // of a search
	Claims, Entities     int // of a list or a sum
	Time                 time.Duration
}

// Within is a view whose lists and sums keep to an allowance. None is too brief to have one.
func (v *View) Within(a Allowance) *View {
	within := *v
	within.stats = new(atomic.Pointer[Stats])
	within.limits.brief = -1
	within.limits.time = a.Time
	if a.Claims != 0 {
		within.limits.claims = a.Claims
	}
	if a.Entities != 0 {
		within.limits.nodes = a.Entities
	}
	return &within
}

func (a Allowance) budget(ctx context.Context) *budget {
	b := newBudget(ctx)
	for _, set := range []struct {
		field *int
		to    int
	}{{&b.nodes, a.Nodes}, {&b.edges, a.Edges}, {&b.chains, a.Chains}} {
		if set.to != 0 {
			*set.field = set.to
		}
	}
	if a.Time != 0 {
		b.until = time.Now().Add(a.Time)
	}
	return b
}

// PathsWithin is Paths within an allowance.
func (v *View) PathsWithin(ctx context.Context, q PathQuery, a Allowance) (PathResult, error) {
	return v.pathsWithin(ctx, q, a.budget(ctx))
}

// NeighbourhoodWithin is Neighbourhood within an allowance.
func (v *View) NeighbourhoodWithin(ctx context.Context, q NeighbourhoodQuery, a Allowance) (Subgraph, error) {
	return v.neighbourhoodWithin(ctx, q, a.budget(ctx))
}

// InCommonWithin is InCommon within an allowance.
func (v *View) InCommonWithin(ctx context.Context, q InCommonQuery, a Allowance) (InCommon, error) {
	return v.inCommonWithin(ctx, q, a.budget(ctx))
}
