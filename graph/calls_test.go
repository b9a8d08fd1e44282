package graph

import (
	"context"
	"iter"
	"maps"
	"sync"

	"github.com/cayleygraph/quad"

	"whence/graph/store"
)

// Calls counts what an engine is asked, by method.
type Calls struct {
	mu sync.Mutex
	by map[string]int
}

// Total is how many calls there were.
func (c *Calls) Total() (n int) {
	for calls := range maps.Values(c.by) {
		n += calls
	}
	return n
}

// By is how many calls each method had.
func (c *Calls) By() map[string]int { return c.by }

func (c *Calls) count(method string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.by[method]++
}

// Counted is the view over an engine that counts what it is asked.
func (v *View) Counted() (*View, *Calls) {
	calls := &Calls{by: map[string]int{}}
	counted, snap := *v, *v.snap
	snap.Engine = countingSnapshot{snap.Engine, calls}
	counted.snap = &snap
	counted.stats = newStats()
	return &counted, calls
}

// countingSnapshot counts the calls of a Snapshot.
type countingSnapshot struct {
	store.Snapshot
	calls *Calls
}

func (s countingSnapshot) IDs(ctx context.Context, dst []store.ID, terms []quad.Value) error {
	s.calls.count("IDs")
	return s.Snapshot.IDs(ctx, dst, terms)
}

func (s countingSnapshot) Values(ctx context.Context, dst []quad.Value, ids []store.ID) error {
	s.calls.count("Values")
	return s.Snapshot.Values(ctx, dst, ids)
}

func (s countingSnapshot) Texts(ctx context.Context, dst *store.Texts, ids []store.ID) error {
	s.calls.count("Texts")
	return s.Snapshot.Texts(ctx, dst, ids)
}

func (s countingSnapshot) ClaimKeys(ctx context.Context, dst []store.ClaimKey, claims []store.ID) error {
	s.calls.count("ClaimKeys")
	return s.Snapshot.ClaimKeys(ctx, dst, claims)
}

func (s countingSnapshot) Degrees(ctx context.Context, dst []uint32, of []store.ID, d store.Direction, preds ...store.ID) error {
	s.calls.count("Degrees")
	return s.Snapshot.Degrees(ctx, dst, of, d, preds...)
}

func (s countingSnapshot) Expand(ctx context.Context, dst *store.Edges, of []store.ID, d store.Direction, limit int, preds ...store.ID) error {
	s.calls.count("Expand")
	return s.Snapshot.Expand(ctx, dst, of, d, limit, preds...)
}

func (s countingSnapshot) Columns(ctx context.Context, dst [][]store.ID, of []store.ID, preds ...store.ID) error {
	s.calls.count("Columns")
	return s.Snapshot.Columns(ctx, dst, of, preds...)
}

func (s countingSnapshot) HasAll(ctx context.Context, dst []bool, quads []store.Quad) error {
	s.calls.count("HasAll")
	return s.Snapshot.HasAll(ctx, dst, quads)
}

func (s countingSnapshot) Scan(ctx context.Context, pred store.ID) iter.Seq2[store.Quad, error] {
	s.calls.count("Scan")
	return s.Snapshot.Scan(ctx, pred)
}
