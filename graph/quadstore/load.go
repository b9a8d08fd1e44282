package quadstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
	"golang.org/x/sync/errgroup"

	"whence/graph/quadstore/pagedarray"
	"whence/graph/store"
)

// LoadReport says what a load has done.
type LoadReport struct {
	Read  int // quads that were read
	Added int // of these, quads that the store did not have
	Terms int // terms, claims among them, that it did not have
}

// Load adds quads in bulk, all of them or none: an error, from the sequence or
// the store, and a crash at any moment leave the store as it was. Readers go on
// with the snapshots from before; other writers wait.
//
// Beside what the store itself needs for the new quads a load takes about 32
// bytes of memory a quad, and for a store that holds others already as much
// again as these take, until it is done.
func (s *Store) Load(ctx context.Context, quads iter.Seq2[quad.Quad, error]) (LoadReport, error) {
	return s.LoadBeside(ctx, quads, func(*Snapshot) ([]SideRecord, error) { return nil, nil })
}

// LoadBeside is Load with side records, in the same step. They are asked for when all quads have been read and found new
// to the store, with the snapshot from before; its error gives the load up. A load that adds no quad writes none.
func (s *Store) LoadBeside(ctx context.Context, quads iter.Seq2[quad.Quad, error], side func(before *Snapshot) ([]SideRecord, error)) (LoadReport, error) {
	return s.load(ctx, side, func(l *loading) error {
		for q, err := range quads {
			if err != nil {
				return err
			}
			if l.quads.Len()%scanStep == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			ids, err := l.pending.quad(q, false)
			if err != nil {
				return fmt.Errorf("quad %d: %w", l.quads.Len()+1, err)
			}
			l.quads.Append(ids)
		}
		return nil
	})
}

// LoadBlocks is LoadBeside for quads in blocks, of which a term is looked up once
// each: the way to load many. Side may be nil.
func (s *Store) LoadBlocks(ctx context.Context, blocks iter.Seq2[*store.Block, error], side func(before *Snapshot) ([]SideRecord, error)) (LoadReport, error) {
	return s.load(ctx, side, func(l *loading) error {
		for b, err := range blocks {
			if err = cmp.Or(err, ctx.Err()); err != nil {
				return err
			}
			if err := l.take(b); err != nil {
				return err
			}
		}
		return ctx.Err()
	})
}

// loading is a load under way.
type loading struct {
	pending *pendingTerms
	quads   pagedarray.Array[Quad]       // as they came
	beside  func() ([]SideRecord, error) // side records that go with them, ordered
}

// take interns the terms of a block and keeps its quads.
func (l *loading) take(b *store.Block) (err error) {
	ids := make([]ID, len(b.Terms)+1)
	for i, v := range b.Terms {
		if ids[i+1], err = l.pending.intern(v); err != nil {
			return fmt.Errorf("after quad %d: %w", l.quads.Len(), err)
		}
	}
	for _, row := range b.Quads {
		q := Quad{Subject: ids[row[0]], Predicate: ids[row[1]], Object: ids[row[2]], Label: ids[row[3]]}
		if q.Subject == 0 || q.Predicate == 0 || q.Object == 0 {
			return fmt.Errorf("quad %d: %w", l.quads.Len()+1, ErrValue)
		}
		l.quads.Append(q)
	}
	return nil
}

// bulkMin is how many quads are many: worth sorting and making the next base of.
const bulkMin = 1 << 15

// load collects quads and adds them: a few as a batch, many by making the next
// base of them.
func (s *Store) load(ctx context.Context, side func(*Snapshot) ([]SideRecord, error), collect func(*loading) error) (LoadReport, error) {
	if err := s.acquire(ctx); err != nil {
		return LoadReport{}, err
	}
	defer s.release()
	snap := s.Snapshot()
	l := &loading{pending: newPendingTerms(snap.dictionary, dictionaryShards), beside: func() ([]SideRecord, error) {
		if side == nil {
			return nil, nil
		}
		records, err := side(snap)
		if err != nil {
			return nil, err
		}
		return settle(records)
	}}
	if err := s.guarded(func() error { return collect(l) }); err != nil {
		return LoadReport{}, err
	}
	report := LoadReport{
		Read:  l.quads.Len(),
		Terms: l.pending.fresh.terms() - snap.terms() + l.pending.fresh.claims.Len() - snap.claims.Len(),
	}
	err := s.guarded(func() error {
		if report.Read < bulkMin {
			return s.loadFew(ctx, snap, l)
		}
		return s.loadMany(ctx, snap, l)
	})
	if err != nil {
		return LoadReport{}, err
	}
	report.Added = s.Snapshot().stats.Quads - snap.stats.Quads
	return report, nil
}

func (s *Store) loadFew(ctx context.Context, snap *Snapshot, l *loading) error {
	n := netChanges{snap: snap, seen: make(map[Quad]presence, l.quads.Len())}
	for q := range l.quads.All() {
		n.set(q, true)
	}
	dl := n.delta()
	if dl.Len() == 0 {
		return nil
	}
	side, err := l.beside()
	if err != nil {
		return err
	}
	g := Group{store: s, snap: snap}
	if err := g.commit(ctx, l.pending, dl, side, pebble.Sync); err != nil {
		return err
	}
	return g.end(ctx)
}

// loadMany makes the next base of what there is and what is new. The quads are
// sorted once and then written to disk on one core while another builds.
func (s *Store) loadMany(ctx context.Context, snap *Snapshot, l *loading) error {
	next := *snap
	next.termStore = l.pending.fresh.termStore
	fresh := sortQuads(next.allIDs(), &l.quads)
	l.quads = pagedarray.Array[Quad]{} // sorted by now
	fresh.dropKnown(snap)
	if fresh.len() == 0 {
		return nil
	}
	side, err := l.beside()
	if err != nil {
		return err
	}
	next.version++
	next.stats.Quads += fresh.len()
	next.stats.Terms, next.stats.Claims = next.terms(), next.claims.Len()
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		failed := attempt(func() { next.base, err = merged(gctx, snap, &fresh, next.allIDs()) })
		return cmp.Or(failed, err)
	})
	var entry store.Entry
	switch {
	case s.shared != nil:
		g.Go(func() (err error) {
			entry, err = s.shared.stageLoad(gctx, s.memory, snap, &next, &fresh, side)
			return err
		})
	case s.disk != nil:
		g.Go(func() error { return s.disk.stageLoad(gctx, snap, &next, &fresh, side) })
	}
	if err := g.Wait(); err != nil {
		if s.disk != nil {
			err = errors.Join(err, s.disk.removeStaged())
		}
		return s.writeFailed(err)
	}
	fresh = sortedQuads{}
	next.deltas = nil
	next.stats.Nodes = next.base.nodes(&next.termStore)
	switch {
	case s.shared != nil:
		if err := s.shared.append(ctx, snap.version, []store.Entry{entry}); err != nil {
			return err
		}
		s.memory.put(side)
	case s.disk != nil:
		if err := s.disk.ingest(context.WithoutCancel(ctx), &next); err != nil {
			return s.writeFailed(err)
		}
	default:
		s.memory.put(side)
	}
	next.dictionary = l.pending.publish()
	s.current.Store(&next)
	s.filing.take(s.toFile(&next), next.base)
	s.wakeCompactor()
	return nil
}
