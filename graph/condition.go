package graph

import (
	"context"
	"time"
)

// Condition is what there is to say of a graph that could be opened, all of whose records were read and agree.
type Condition struct {
	Format     int    // of its files
	Base       string // what its IRIs begin with
	Commits    uint64
	LastCommit time.Time // zero where there is none
	Stats      Stats
}

// Condition says how the graph is.
func (g *Graph) Condition(ctx context.Context) (Condition, error) {
	v := g.Now()
	stats, err := v.Stats(ctx)
	if err != nil {
		return Condition{}, err
	}
	return Condition{g.store.Format(), g.Base, v.head.Number, v.head.Latest(), stats}, nil
}
