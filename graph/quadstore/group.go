package quadstore

import (
	"context"

	"github.com/cockroachdb/pebble/v2"

	"whence/graph/quadstore/delta"
)

// Group is a series of batches that become durable together, with one sync, and visible together. Each of them is whole or
// not there after a crash, and none without those before it.
type Group struct {
	store *Store
	snap  *Snapshot // with the batches so far
	wrote bool
	log   logGroup // of a store with a shared log
}

// Group lets a function write batches one on the other. When it returns nil, all that was applied is on disk and every
// snapshot taken from then on has it. What had been applied when the function fails is written all the same; the error
// that Group returns is then the function's. Other writers wait.
func (s *Store) Group(ctx context.Context, write func(*Group) error) error {
	if err := s.acquire(ctx); err != nil {
		return err
	}
	defer s.release()
	g := &Group{store: s, snap: s.Snapshot()}
	err := s.guarded(func() error { return write(g) })
	if finished := g.finish(ctx); finished != nil {
		return finished
	}
	return err
}

// Snapshot is the store with the batches applied so far. Nobody else sees it before the group ends.
func (g *Group) Snapshot() *Snapshot { return g.snap }

// Apply makes the changes of a batch, in memory and in the log. An error leaves things as they were, unless the store is
// broken by it.
func (g *Group) Apply(ctx context.Context, b Batch) error {
	if err := g.store.broken; err != nil {
		return err
	}
	g.log.note = b.Note
	return g.apply(ctx, b.changes(), b.Side, func(change) error { return nil }, pebble.NoSync)
}

// apply makes changes one after the other, each on what the ones before left. The function decides about a change that
// changes nothing; its error undoes everything.
func (g *Group) apply(ctx context.Context, changes []change, side []SideRecord, idle func(change) error, sync *pebble.WriteOptions) error {
	p := newPendingTerms(g.snap.dictionary, 1)
	net := netChanges{snap: g.snap, seen: make(map[Quad]presence, len(changes))}
	for _, c := range changes {
		q, err := p.quad(c.quad, c.remove)
		if err != nil {
			return err
		}
		if net.set(q, !c.remove) {
			continue
		}
		if err := idle(c); err != nil {
			return err
		}
	}
	side, err := settle(side)
	if err != nil {
		return err
	}
	return g.commit(ctx, p, net.delta(), side, sync)
}

// commit writes a delta and side records.
func (g *Group) commit(ctx context.Context, p *pendingTerms, dl delta.Delta, side []SideRecord, sync *pebble.WriteOptions) error {
	if dl.Len() == 0 && len(side) == 0 {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	s, next := g.store, *g.snap
	next.version++
	if dl.Len() > 0 {
		next.termStore = p.fresh.termStore
		next.deltas = g.snap.addDelta(dl)
		next.count(g.snap, dl)
	}
	switch {
	case s.shared != nil:
		g.log.record(s, g.snap, &next, dl, side)
	case s.disk != nil:
		if err := s.disk.write(g.snap, &next, dl, side, sync); err != nil {
			return s.writeFailed(err)
		}
	default:
		s.memory.put(side)
	}
	switch {
	case dl.Len() == 0:
	case s.shared != nil:
		next.dictionary = p.shelved(&s.Snapshot().dictionary)
	default:
		next.dictionary = p.publish()
	}
	g.snap, g.wrote = &next, true
	return nil
}

// finish makes durable and then visible what was applied without a sync. After an error that leaves it unsure whether a
// batch is on disk nothing becomes visible.
func (g *Group) finish(ctx context.Context) error {
	s := g.store
	if !g.wrote || s.broken != nil {
		return s.broken
	}
	if s.shared != nil {
		return g.finishShared(ctx)
	}
	if s.disk != nil {
		if err := s.disk.sync(g.snap.version); err != nil {
			return s.writeFailed(err)
		}
	}
	g.show()
	return nil
}

// show lets everyone see what was applied.
func (g *Group) show() {
	if g.wrote {
		g.store.current.Store(g.snap)
		g.store.wakeCompactor()
	}
}
