package quadstore

import (
	"context"
	"slices"
)

// Runs pile up in sizes that grow by runRatio, so a quad is copied a few times
// before it reaches the base and a reader looks into few runs. A run of runCap,
// or a thousandth of the store, is left for the folder, which bounds what one
// write may spend on merging to a fraction of a millisecond.
const (
	runRatio = 4
	runCap   = 1 << 13
)

// foldLen is the least number of changes that are worth a new base. A question
// that looks into runs takes more than twice as long as one of the base, so a small
// store, most of which is in its runs, is folded soon.
const foldLen = 1 << 10

// pile returns the runs of a snapshot with one more on top, which is merged with
// those of like size.
func (s *Snapshot) pile(r run) []run {
	n, most := len(s.runs), max(runCap, s.base.quads()/1024)
	for n > 0 && s.runs[n-1].len() < min(most, runRatio*r.len()) {
		r = mergeRuns(s.runs[n-1], r)
		n--
	}
	return append(slices.Clip(s.runs[:n]), r)
}

// foldable tells how much may pile up on a base before it is worth rebuilding:
// a sixty-fourth of it, so that a quad is copied 64 times for each that comes,
// and no less than foldLen.
func foldable(s *Snapshot) bool {
	n := 0
	for i := range s.runs {
		n += s.runs[i].len()
	}
	return n >= max(foldLen, s.base.quads()/64)
}

// nudge tells the folder to look at the current snapshot.
func (s *Store) nudge() {
	select {
	case s.wake <- struct{}{}:
	default: // it has been told
	}
}

// keepFolding folds whenever enough has piled up, until the context ends.
func (s *Store) keepFolding(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
		}
		for foldable(s.Snapshot()) {
			if !s.fold(ctx) {
				return
			}
		}
	}
}

// fold makes a new base of the current one and the runs on it. Readers and
// writers go on meanwhile; at the end a writer waits for one assignment. It
// returns false if the context ended before it was done.
//
// One fold waits for another: what remains of the runs is told by those on the
// base that the fold began with.
func (s *Store) fold(ctx context.Context) bool {
	s.folding.Lock()
	defer s.folding.Unlock()
	from := s.Snapshot()
	b, err := rebuild(ctx, from)
	if err != nil {
		return false
	}
	if s.acquire(ctx) != nil {
		return false
	}
	defer s.release()
	now := s.Snapshot()
	next := *now
	next.base, next.runs = b, remaining(from, now)
	s.current.Store(&next)
	return true
}

// remaining returns the runs that take the snapshot that was folded to the
// current one: those piled on its runs, or, where its top has been merged with
// later ones, what is left of the merger.
func remaining(from, now *Snapshot) []run {
	k := 0
	for k < len(from.runs) && k < len(now.runs) && from.runs[k].same(&now.runs[k]) {
		k++
	}
	rest := slices.Clone(now.runs[k:])
	if k == len(from.runs) {
		return rest
	}
	// What was folded and is not apart any more is undone, for the merger does
	// it again.
	undo := run{}
	for _, r := range from.runs[k:] {
		undo = mergeRuns(undo, r)
	}
	undo.added, undo.removed = undo.removed, undo.added
	sum := undo
	for _, r := range rest {
		sum = mergeRuns(sum, r)
	}
	if sum.len() == 0 {
		return nil
	}
	return []run{sum}
}

// same reports whether two runs are one and the same.
func (r *run) same(o *run) bool {
	return sameArray(r.added[0], o.added[0]) && sameArray(r.removed[0], o.removed[0])
}

func sameArray(a, b []Quad) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// rebuild makes one base of a snapshot's quads.
func rebuild(ctx context.Context, s *Snapshot) (*base, error) {
	w := newBaseBuilder(s.subjectSlots(), s.stats.Quads)
	w.polite = true
	n := 0
	for q := range s.Scan(0) {
		if w.pause(n); n%scanStep == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		n++
		if err := w.add(q); err != nil {
			return nil, err
		}
	}
	return w.finish(), nil
}

// subjectSlots returns slots for every ID there is.
func (l *lexicon) subjectSlots() slots {
	return slots{
		terms: uint32(l.terms()), lowTerm: 1,
		claims: uint32(l.claims.len()), lowClaim: firstClaim,
	}
}
