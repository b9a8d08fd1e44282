package snapshot

import (
	"context"
	"sync"
	"sync/atomic"

	"whence/graph/store"
)

// ColumnsCache keeps the latest columns of claims of a graph. They are read when they are first asked for, in the background
// where there are many, and extended with what has been asserted since whenever somebody asks again. The zero value is empty.
type ColumnsCache struct {
	generations atomic.Uint64

	mu         sync.Mutex
	latest     *ClaimColumns
	generation uint64 // of latest
	reading    bool
}

const (
	// fewClaims are read at once, for they take some milliseconds.
	fewClaims = 1 << 15
	// maxExtended is the share of the claims that columns are extended by, one in maxExtended: an extension marks more rows as
	// rare than reading all anew does.
	maxExtended = 8
)

// NewGeneration is the number of states of the graph of which the columns are not those of the states before with more rows
// behind them.
func (k *ColumnsCache) NewGeneration() uint64 { return k.generations.Add(1) }

// Of is the columns of a state of the graph, nil while they are being read, and of a state of an older generation than the
// latest that was asked for. What is read serves whoever asks next, so that no question's end interrupts it; few claims are
// read within the time of one.
func (k *ColumnsCache) Of(ctx context.Context, snap store.Snapshot, t *Vocabulary, kinds *KindTable, generation uint64) (*ClaimColumns, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	ctx = context.WithoutCancel(ctx)
	claims, known := snap.Stats().Claims, 0
	if k.latest != nil && k.generation == generation {
		known = k.latest.Len()
	}
	switch {
	case claims == 0 || k.latest != nil && k.generation > generation:
	case known >= claims:
		return k.latest.First(claims), nil
	case known > 0 && claims-known <= min(fewClaims, max(1024, known/maxExtended)):
		return k.keep(generation)(k.latest.Extended(ctx, snap, t, kinds))
	case claims <= fewClaims:
		return k.keep(generation)(NewClaimColumns(ctx, snap, t, kinds))
	case !k.reading:
		k.reading = true
		go k.read(ctx, snap, t, *kinds, generation)
	}
	return nil, nil //nolint:nilnil // there are none yet
}

// keep keeps columns as the latest.
func (k *ColumnsCache) keep(generation uint64) func(*ClaimColumns, error) (*ClaimColumns, error) {
	return func(c *ClaimColumns, err error) (*ClaimColumns, error) {
		if err == nil {
			k.latest, k.generation = c, generation
		}
		return c, err
	}
}

// read reads the columns of a state, which no question waits for.
func (k *ColumnsCache) read(ctx context.Context, snap store.Snapshot, t *Vocabulary, kinds KindTable, generation uint64) {
	c, err := NewClaimColumns(ctx, snap, t, &kinds)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.reading = false
	if err == nil && (k.latest == nil || k.generation <= generation) {
		k.latest, k.generation = c, generation
	}
}
