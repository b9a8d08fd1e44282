package sums

import (
	"context"
	"errors"
	"slices"
	"time"

	"whence/deadline"
	"whence/graph"
	"whence/graph/parallel"
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

func newSchedule(ctx context.Context, v *graph.View, groupBy []GroupBy) schedule {
	until, ok := v.Limits().Until(ctx)
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
	case len(groupBy) == 1 && !slices.Contains([]GroupBy{ByObject, ByPlace, BySector, ByProgramme, GroupByRecipient, GroupByVia}, groupBy[0]):
		return 3
	}
	return 2
}

// by is a context that ends with errGathered after quarters quarters of the time for reading.
func (s schedule) by(quarters time.Duration) context.Context {
	if s.endless {
		return s.ctx
	}
	at, least := s.from.Add(s.reading*quarters/4), time.Now().Add(s.reading/4)
	if at.Before(least) {
		at = least
	}
	return deadline.With(s.ctx, at, graph.ErrReadingTime)
}

// readColumns reads the claims of a sum. Partial says that a limit ended the reading; the error wraps ErrLimit where it did so
// before anything was read.
func readColumns(v *graph.View, s schedule, q Query) (l *columns, partial bool, err error) {
	quota := v.NewQuota()
	quota.Partial = true
	claims, rest, err := v.Candidates(s.by(foundBy), quota, q.Kinds, q.Filter)
	if err == nil {
		claims, err = filterInPieces(s.by(siftedBy), v, quota, claims, rest)
	}
	if err == nil && namesSources(q.Filter) { // which is the one way by which pairs are not found together
		claims, err = parallel.Sort(s.ctx, claims, graph.CompareEdges)
	}
	if err == nil {
		l, err = newColumns(v, s, quota, claims, nil)
	}
	partial = quota.Spent.Load()
	if errors.Is(err, graph.ErrReadingTime) || err == nil && partial && len(l.claims) == 0 {
		err = errLongSum
	}
	return l, partial, err
}

// namesSources reports whether candidates finds claims by what is said of them and not by their ends.
func namesSources(f graph.RelationshipFilter) bool {
	return f.FundedThrough != nil || f.StatedBy != nil || f.Documents != nil
}

// filterInPieces is the claims that pass a filter, of those that there is time to sift.
func filterInPieces(ctx context.Context, v *graph.View, quota *graph.Quota, claims []graph.ClaimEdge, f graph.RelationshipFilter) ([]graph.ClaimEdge, error) {
	if f.IsZero() {
		return claims, nil
	}
	const first, most = 1 << 14, 1 << 18 // the most work that is lost
	s, kept := v.NewClaimFilterEval(f), claims[:0]
	for size := first; ; size = min(2*size, most) {
		n := min(size, len(claims))
		passing, err := s.ApplyEdges(ctx, claims[:n])
		if quota.Ends(err) {
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

var (
	errManyGroups = &graph.LimitError{Says: "more groups than can be held at once: ask for one grouping", Late: false}
	errLongSum    = &graph.LimitError{Says: "nothing could be added up in the time that the request has: " + graph.Narrower, Late: true}
)
