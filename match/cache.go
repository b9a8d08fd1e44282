package match

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/identity"
)

// Cache keeps the pairs of the graph as it is now. A commit makes them void: they are found anew behind the requests, one view at a time,
// and until that is done the pairs of before are given, without those that have been judged since. The zero value is empty.
type Cache struct {
	flights singleflight.Group

	latest atomic.Pointer[Found]
}

// Found is the pairs of one view, likeliest first. It is not to be changed.
type Found struct {
	Pairs []Candidate
	by    map[claim.ID][]int // places in Pairs, by either id
	head  uint64             // the last commit of the view
}

const (
	patience   = 250 * time.Millisecond // that a request waits for new pairs where there are older ones
	maxFinding = 10 * time.Minute       // for the pairs of one view
)

// Of is the pairs of a view of the graph. The first request waits for them as long as ctx allows, and who asks again finds what it began.
// Pairs are found for one view at a time, however often the graph is written to.
func (c *Cache) Of(ctx context.Context, v *graph.View) (*Found, error) {
	head := v.LogHead().Number
	latest := c.latest.Load()
	if latest != nil && head <= latest.head { // of this view, or of a later one
		return latest, nil
	}
	found := c.flights.DoChan("", func() (any, error) { return c.find(ctx, v) })
	wait := ctx
	if latest != nil {
		var stop context.CancelFunc
		wait, stop = context.WithTimeout(ctx, patience)
		defer stop()
	}
	select {
	case r := <-found:
		if r.Err != nil {
			return nil, r.Err
		}
		latest = r.Val.(*Found) // of a view before this one, where somebody else began it
	case <-wait.Done():
	}
	if err := ctx.Err(); err != nil || latest == nil {
		return nil, errors.Join(context.Cause(ctx), err)
	}
	if latest.head >= head {
		return latest, nil
	}
	return latest.unjudged(v), nil
}

// find outlasts the request that asks first: the next one finds what it began.
func (c *Cache) find(ctx context.Context, v *graph.View) (*Found, error) {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), maxFinding)
	defer stop()
	pairs, err := Find(ctx, v)
	if err != nil {
		return nil, err
	}
	found := newFound(pairs, v.LogHead().Number)
	if before := c.latest.Load(); before == nil || before.head < found.head { // nobody else is here
		c.latest.Store(found)
	}
	return found, nil
}

func newFound(pairs []Candidate, head uint64) *Found {
	f := &Found{pairs, map[claim.ID][]int{}, head}
	for i, p := range pairs {
		f.by[p.Left.ID], f.by[p.Right.ID] = append(f.by[p.Left.ID], i), append(f.by[p.Right.ID], i)
	}
	return f
}

// About is the pairs of one entity, by the id that answers for it.
func (f *Found) About(id claim.ID) []Candidate {
	out := make([]Candidate, 0, len(f.by[id]))
	for _, i := range f.by[id] {
		out = append(out, f.Pairs[i])
	}
	return out
}

// unjudged is the pairs that nobody has judged at the moment of a later view.
func (f *Found) unjudged(v *graph.View) *Found {
	judged := judgedPairs(v)
	var kept []Candidate
	for _, p := range f.Pairs {
		if !judged[ordered(p.Left.ID, p.Right.ID)] {
			kept = append(kept, p)
		}
	}
	return newFound(kept, v.LogHead().Number)
}

// judgedPairs is the pairs that somebody has judged. A merge that was taken back is one: it is not proposed again.
func judgedPairs(v *graph.View) map[[2]claim.ID]bool {
	judged := map[[2]claim.ID]bool{}
	for _, j := range v.JudgementLog().All {
		if j.Withdrawn.IsZero() || j.Verdict == identity.Same {
			judged[ordered(v.IDAt(j.Left), v.IDAt(j.Right))] = true
		}
	}
	return judged
}
