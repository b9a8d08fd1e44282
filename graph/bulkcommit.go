package graph

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/commitlog"
	"whence/graph/engine"
	"whence/graph/quadstore"
	"whence/graph/store"
)

// Block is some quads on their way into the graph, in numbers of terms.
type Block = store.Block

// Stream is one commit of many quads, which are made while the store takes them.
type Stream struct {
	// One of them, or neither where the change has all the quads.
	Quads  iter.Seq2[quad.Quad, error]
	Blocks iter.Seq2[*Block, error] // of which a term is looked up once each

	// Batch is what the commit is, asked for once the quads have been read; of its own quads none is added where there are others.
	// The moment is the one at which that is.
	Batch func(at time.Time) *Batch
}

// CommitStream plans a stream against the graph as it is and writes it, alone: other writes wait. It returns the commit, nil where
// plan returned nil or the store held all of the quads, and how many quads the store holds more than before. Where another process
// has written first it is planned again.
func (g *Graph) CommitStream(ctx context.Context, plan func(*View, time.Time) (*Stream, error)) (*commitlog.Commit, int, error) {
	g.writes.Lock()
	defer g.writes.Unlock()
	c, added, err := g.stream(ctx, plan)
	for errors.Is(err, store.ErrConflict) && !errors.Is(err, ErrReadOnce) {
		if err = g.followOthers(ctx); err == nil {
			c, added, err = g.stream(ctx, plan)
		}
	}
	return c, added, err
}

// ErrReadOnce is how a plan ends that is made again, of quads that can be read but once.
var ErrReadOnce = fmt.Errorf("%w: load it again", store.ErrConflict)

func (g *Graph) stream(ctx context.Context, plan func(*View, time.Time) (*Stream, error)) (of *commitlog.Commit, added int, err error) {
	defer engine.Caught(&err)
	before := g.Now()
	s, err := plan(before, before.head.Moment(time.Now()))
	if err != nil || s == nil {
		return nil, 0, err
	}
	c, head, err := g.load(ctx, before, s)
	if err != nil {
		return nil, 0, err
	}
	after := g.store.Snapshot()
	added = after.Stats().Quads - before.snap.Stats().Quads
	if after.Version() == before.snap.Version() {
		return nil, added, nil
	}
	g.publish(newView(g, after, head))
	g.reached()
	return &c.Commit, added, g.catchUp(ctx)
}

// load hands the store a stream.
func (g *Graph) load(ctx context.Context, before *View, s *Stream) (c *Batch, head commitlog.Head, err error) {
	var batch quadstore.Batch
	records := func() ([]quadstore.SideRecord, error) {
		c = s.Batch(before.head.Moment(time.Now()))
		head, batch, err = c.stored(ctx, before)
		return batch.Side, err
	}
	switch {
	case s.Blocks != nil:
		err = g.store.LoadBlocks(ctx, s.Blocks, records)
	case s.Quads != nil:
		err = g.store.Load(ctx, s.Quads, records)
	default:
		if _, err = records(); err == nil {
			err = g.store.Apply(ctx, batch)
		}
	}
	return c, head, err
}

// ViewOf is a view of some quads alone, which are kept in memory as they are and are no commit. IRIs begin with base, or with
// DefaultBase where it is "".
func ViewOf(ctx context.Context, base string, quads iter.Seq2[quad.Quad, error]) (*View, error) {
	g, err := Open(ctx, Options{Base: base})
	if err != nil {
		return nil, err
	}
	if err := g.store.Load(ctx, quads, func() ([]quadstore.SideRecord, error) { return nil, nil }); err != nil {
		return nil, withClose(err, g.Close)
	}
	return newView(g, g.store.Snapshot(), g.Now().head), g.Close()
}
