package graph

import (
	"context"
	"errors"
	"slices"
	"time"

	"whence/deadline"
)

// schedule shares out the time of a sum between what comes one after the other: finding claims, sifting them, reading
// what they say, and then adding it up.
type schedule struct {
	ctx     context.Context // of the whole
	from    time.Time
	reading time.Duration // until what is read is added up
	endless bool
}

// Until when each step of reading may last, in quarters of the time for it. What one leaves, the next has; where one is
// late, the next has a quarter all the same.
const (
	foundBy  = 2
	siftedBy = 3
	readBy   = 4
)

func (v *View) newSchedule(ctx context.Context, groupBy []GroupBy) schedule {
	until, ok := v.limits.until(ctx)
	if !ok {
		return schedule{ctx: ctx, endless: true}
	}
	now := time.Now()
	return schedule{
		ctx: deadline.With(ctx, until, errLongSum), from: now, reading: until.Sub(now) * readingShare(groupBy) / 8,
	}
}

// readingShare is how much of its time a sum may read, in eighths: what it has read takes about as long again to be put in
// groups, and twice as long where each pair is a group or the groups have to be looked up.
func readingShare(groupBy []GroupBy) time.Duration {
	switch {
	case len(groupBy) == 0:
		return 4
	case len(groupBy) == 1 && !slices.Contains([]GroupBy{GroupByObject, GroupByPlace, GroupBySector, GroupByProgramme, GroupByRecipient, GroupByVia}, groupBy[0]):
		return 3
	}
	return 2
}

// by is a context that ends with errGathered after so many quarters of the time for reading.
func (s schedule) by(quarters time.Duration) context.Context {
	if s.endless {
		return s.ctx
	}
	at, least := s.from.Add(s.reading*quarters/4), time.Now().Add(s.reading/4)
	if at.Before(least) {
		at = least
	}
	return deadline.With(s.ctx, at, errGathered)
}

// ledgerOf reads the claims of a sum. Partial says that a limit ended the reading; the error wraps ErrLimit where it did so
// before anything was read.
func (v *View) ledgerOf(s schedule, q AggregateQuery) (l *ledger, partial bool, err error) {
	quota := v.newQuota()
	quota.partial = true
	claims, rest, err := v.candidates(s.by(foundBy), quota, q.Kinds, q.Filter)
	if err == nil {
		claims, err = v.siftInPieces(s.by(siftedBy), quota, claims, rest)
	}
	if err == nil && q.Filter.namesSources() { // which is the one way by which pairs are not found together
		claims, err = sorted(s.ctx, claims, compareRefs)
	}
	if err == nil {
		l, err = v.newLedger(s, quota, claims)
	}
	partial = quota.spent.Load()
	if errors.Is(err, errGathered) || err == nil && partial && len(l.claims) == 0 {
		err = errLongSum
	}
	return l, partial, err
}

// namesSources reports whether candidates finds claims by what is said of them and not by their ends.
func (f RelationshipFilter) namesSources() bool {
	return f.FundedThrough != nil || f.StatedBy != nil || f.Documents != nil
}

// siftInPieces is the claims that pass a filter, of those that there is time to sift.
func (v *View) siftInPieces(ctx context.Context, quota *quota, claims []claimRef, f RelationshipFilter) ([]claimRef, error) {
	if f.isZero() {
		return claims, nil
	}
	const first, most = 1 << 14, 1 << 18 // so much work is lost at the most
	s, kept := v.newSieve(f), claims[:0]
	for size := first; ; size = min(2*size, most) {
		n := min(size, len(claims))
		passing, err := s.siftRefs(ctx, claims[:n])
		if quota.ends(err) {
			return kept, nil
		}
		if err != nil {
			return nil, err
		}
		kept = append(kept, passing...)
		if claims = claims[n:]; len(claims) == 0 {
			return kept, nil
		}
	}
}
