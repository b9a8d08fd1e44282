package paths

import (
	"context"
	"time"

	"whence/graph"
)

// budget is what one search may spend. It is asked once a frontier, together with the context; when it is spent, the
// search answers with what it has.
type budget struct {
	nodes int // left to be discovered
	edges int // left to be read
	paths int // partial and complete paths, left to be looked at
	until time.Time
}

// What one search may spend: some 60 MB at the most, in scratch space that the next search uses again.
const (
	maxSearchNodes = 4_000_000 // 5 bytes each
	maxSearchEdges = 2_000_000 // 12 bytes each where they are kept
	maxSearchPaths = 500_000   // 24 bytes each
	maxSearchTime  = 2 * time.Second
)

// newBudget is a whole budget. It leaves a request with a deadline a quarter of its time to write the answer.
func newBudget(ctx context.Context) *budget {
	b := &budget{maxSearchNodes, maxSearchEdges, maxSearchPaths, time.Now().Add(maxSearchTime)}
	if until, ok := graph.DefaultLimits.Until(ctx); ok && until.Before(b.until) {
		b.until = until
	}
	return b
}

// spent reports whether the search must end.
func (b *budget) spent() bool {
	return b.nodes <= 0 || b.edges <= 0 || b.paths <= 0 || !time.Now().Before(b.until)
}
