package quadstore

import (
	"cmp"
	"context"

	"whence/graph/quadstore/delta"
)

// Deltas grow by deltaRatio from one to the next, so a quad is copied a few times
// before it reaches the base and a reader looks into few deltas. One of deltaMax
// changes, or a thousandth of the store, is left for the compactor: so a write
// spends a fraction of a millisecond on merging.
const (
	deltaRatio = 4
	deltaMax   = 1 << 13
)

// compactMin is the least number of changes that are worth a new base. A question
// that looks into deltas takes more than twice as long as one of the base, so a
// small store, most of which is in its deltas, is compacted soon.
const compactMin = 1 << 10

// addDelta returns the deltas of a snapshot and one more on top, which is merged
// with those of like size.
func (s *Snapshot) addDelta(dl delta.Delta) []delta.Delta {
	return delta.Push(s.deltas, dl, deltaRatio, max(deltaMax, s.base.quads()/1024))
}

// needsCompaction reports whether the deltas are worth a new base: they hold a
// sixty-fourth as many changes as it has quads, so that a quad is copied 64 times for each that comes,
// and no less than foldLen.
func needsCompaction(s *Snapshot) bool {
	n := 0
	for i := range s.deltas {
		n += s.deltas[i].Len()
	}
	return n >= max(compactMin, s.base.quads()/64)
}

// wakeCompactor tells the compactor to look at the current snapshot.
func (s *Store) wakeCompactor() {
	select {
	case s.wake <- struct{}{}:
	default: // it has been told
	}
}

// compactLoop compacts whenever there is enough to, until the context ends.
func (s *Store) compactLoop(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
		}
		s.replaceFailed(ctx)
		for needsCompaction(s.Snapshot()) {
			if !s.compact(ctx) {
				return
			}
		}
		s.orderBase(ctx)
		s.fileBase(ctx)
	}
}

// compact makes a new base of the current one and the deltas on it. Readers and
// writers go on meanwhile; at the end a writer waits for one assignment. It
// returns false if the context ended before it was done.
//
// One compaction waits for another: which deltas remain is told by those on the
// base that it began with.
func (s *Store) compact(ctx context.Context) bool {
	s.compacting.Lock()
	defer s.compacting.Unlock()
	if s.acquire(ctx) != nil {
		return false
	}
	from := s.Snapshot()
	toFile := s.toFile(from)
	s.release()
	b, err := rebuild(ctx, from)
	if err == nil {
		err = s.ordersOf(ctx, from, b)
	}
	if err != nil {
		return false
	}
	if s.acquire(ctx) != nil {
		return false
	}
	defer s.release()
	s.filing.take(toFile, b)
	now := s.Snapshot()
	next := *now
	next.base, next.deltas = b, delta.Remaining(from.deltas, now.deltas)
	s.current.Store(&next)
	return true
}

// rebuild makes one base of a snapshot's quads.
func rebuild(ctx context.Context, s *Snapshot) (*base, error) {
	w := newBaseBuilder(s.allIDs(), s.stats.Quads)
	w.background = true
	n := 0
	var failed error
	err := s.eachQuad(0, func(q Quad) bool {
		if w.yield(n); n%scanStep == 0 && ctx.Err() != nil {
			failed = ctx.Err()
			return false
		}
		n++
		failed = w.add(q)
		return failed == nil
	})
	if err = cmp.Or(err, failed); err != nil {
		return nil, err
	}
	return w.finish(), nil
}

// allIDs returns the range of every ID there is.
func (ts *termStore) allIDs() denseIDs {
	return denseIDs{
		terms: uint32(ts.terms()), lowTerm: 1,
		claims: uint32(ts.claims.Len()), lowClaim: firstClaim,
	}
}
