package graph

import (
	"cmp"
	"context"
	"errors"
	"time"

	"whence/graph/engine"
)

// Condition is what there is to say of a graph that could be opened, all of whose records were read and agree.
type Condition struct {
	Format     int    // of its files
	Base       string // what its IRIs begin with
	Commits    uint64
	LastCommit time.Time // zero where there is none
	Stats      Stats
	Rows       bool // it is not in memory, and its rows were counted
}

// Condition says how the graph is. Of one that is kept as rows, which opening does not read, it counts them all, and the log is read
// whole: an error wraps ErrCorrupt where they are not what they should be.
func (g *Graph) Condition(ctx context.Context) (Condition, error) {
	rows, kept := g.store.(engine.Rows)
	var damage error
	if kept {
		damage = errors.Join(rows.Check(ctx), g.log.Verify(ctx))
	}
	v := g.Now()
	stats, err := v.Stats(ctx)
	if err = cmp.Or(damage, err); err != nil {
		return Condition{}, err
	}
	return Condition{g.store.Format(), g.Base, v.head.Number, v.head.Latest(), stats, kept}, nil
}
