package graph

import (
	"context"
	"errors"
	"math"
	"sync/atomic"
	"time"

	"whence/deadline"
	"whence/graph/quadstore"
)

// Limits is what one question may spend that lists or adds up; what a search may is its budget. A list says how long it is,
// so it has no part to answer with: where it is spent the error wraps ErrLimit.
type Limits struct {
	claims int           // held at a time
	Nodes  int           // entities held at a time
	brief  int           // edges that are read without a look at the clock
	time   time.Duration // 0 for three quarters of what the request has left, for ever where that has no end
}

// What a question may spend. Every list of a register of a hundred million quads fits, but that of all of its claims; its
// graph takes eight gigabytes.
const (
	maxClaims = 8_000_000  // 110 bytes each in the order of ids, 220 in another, 160 to 400 added up: one to three gigabytes
	maxNodes  = 32_000_000 // 20 to 45 bytes each: a gigabyte
	brief     = 1024       // so that the page of an entity is spared three looks at the clock, a fortieth of what it costs
)

// DefaultLimits is what a question may spend outside tests.
var DefaultLimits = Limits{claims: maxClaims, Nodes: maxNodes, brief: brief}

// reserve is what no question may spend of a request's time: one that comes after others as long, each of which has spent
// three quarters of what it found, ends at once and leaves the answers of all to be written.
const reserve = 10 * time.Millisecond

// Until is when a question must have its answer: a quarter of the time that the request has left is not its own. It is not
// ok where the question may take as long as it likes.
func (l Limits) Until(ctx context.Context) (until time.Time, ok bool) {
	if l.time != 0 {
		return time.Now().Add(l.time), true
	}
	end, ok := ctx.Deadline()
	if ok {
		now := time.Now()
		left := end.Sub(now)
		until = now.Add(min(left*3/4, left-reserve))
	}
	return until, ok
}

// Timed is the context of a question that may be long: it ends with err when the question's time is spent. A program
// that sets no deadline gets its answer, however long it takes.
func (v *View) Timed(ctx context.Context, err error) context.Context {
	if until, ok := v.limits.Until(ctx); ok {
		return deadline.With(ctx, until, err)
	}
	return ctx
}

// TimedOf is Timed for a question about the edges of some nodes, where those are many. The error wraps ErrLimit where more
// claims are about the nodes than can be held.
func (v *View) TimedOf(ctx context.Context, of []quadstore.ID) (context.Context, error) {
	mentions, err := v.MentionsOf(ctx, nil, of)
	if err != nil {
		return nil, err
	}
	edges := 0
	for _, n := range mentions {
		edges += int(n)
	}
	if edges <= v.limits.brief {
		return ctx, nil
	}
	if edges > v.limits.claims {
		if err := v.fewClaimsAbout(ctx, of); err != nil {
			return nil, err
		}
	}
	return v.Timed(ctx, ErrLongList), nil
}

// fewClaimsAbout is an error that wraps ErrLimit where more claims are about some nodes than can be held.
func (v *View) fewClaimsAbout(ctx context.Context, of []quadstore.ID) error {
	n, err := v.CountClaimsAbout(ctx, of)
	if err == nil && n > v.limits.claims {
		err = errManyClaims
	}
	return err
}

// Quota is how many claims a question may gather. It is shared by all who gather for it.
type Quota struct {
	left    atomic.Int64
	Partial bool        // what was gathered serves where the quota is spent, or the time for gathering
	Spent   atomic.Bool // either is
}

// NewQuota is a list's: it must be whole.
func (v *View) NewQuota() *Quota {
	q := new(Quota)
	q.left.Store(int64(v.limits.claims))
	return q
}

// unlimited is the quota of a program that reads everything.
func unlimited() *Quota {
	q := new(Quota)
	q.left.Store(math.MaxInt64)
	return q
}

// room is how many claims may still be held.
func (q *Quota) room() int { return max(0, int(q.left.Load())) }

// take is how many of n more claims may be held.
func (q *Quota) take(n int) int {
	left := q.left.Add(-int64(n))
	if left >= 0 {
		return n
	}
	q.Spent.Store(true)
	return max(0, n+int(left))
}

// Ends reports whether what was gathered until an error serves all the same.
func (q *Quota) Ends(err error) bool {
	if !q.Partial || !errors.Is(err, ErrReadingTime) {
		return false
	}
	q.Spent.Store(true)
	return true
}

// Whole is the error for what was gathered, where it is not all and has to be.
func (q *Quota) Whole() error {
	if q.Spent.Load() && !q.Partial {
		return errManyClaims
	}
	return nil
}
