package graph

import (
	"context"
	"errors"
	"maps"
	"sync"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/engine"
	"whence/graph/quadstore"
	"whence/graph/snapshot"
	"whence/graph/store"
)

// commitQueue is the commits that wait for their turn.
type commitQueue struct {
	mu      sync.Mutex
	waiting []*pendingCommit
}

// pendingCommit is one commit that waits for its turn, and then what became of it.
type pendingCommit struct {
	ctx    context.Context
	plan   func(*View, time.Time) (*Batch, error)
	commit *commitlog.Commit // nil where nothing had to change
	view   *View             // just after it
	err    error
	done   bool
}

func (q *commitQueue) push(c *pendingCommit) {
	q.mu.Lock()
	q.waiting = append(q.waiting, c)
	q.mu.Unlock()
}

func (q *commitQueue) take(most int) []*pendingCommit {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := min(most, len(q.waiting))
	taken := q.waiting[:n:n]
	q.waiting = q.waiting[n:]
	return taken
}

// Commit plans a change of the graph as it is when its turn has come, and writes it. Changes that wait together become durable
// with one sync, in the order of their numbers. It returns the commit, nil where plan returned nil or a change beside the
// quads, and the graph just after it; where nothing was written, as plan saw it. The moment that plan is given is the
// commit's.
func (g *Graph) Commit(ctx context.Context, plan func(*View, time.Time) (*Batch, error)) (*commitlog.Commit, *View, error) {
	mine := &pendingCommit{ctx: ctx, plan: plan}
	g.queue.push(mine)
	g.writes.Lock() // whoever has it writes for all who wait
	defer g.writes.Unlock()
	for !mine.done {
		g.writeTogether(g.queue.take(g.store.Together()))
	}
	return mine.commit, mine.view, mine.err
}

// writeTogether writes some commits one on the other. Where another process has written first they are planned again, on what
// it wrote.
func (g *Graph) writeTogether(batch []*pendingCommit) {
	err := g.writeGroup(batch)
	for errors.Is(err, store.ErrConflict) {
		if err = g.followOthers(context.Background()); err == nil {
			err = g.writeGroup(batch)
		}
	}
	for _, c := range batch {
		if c.done = true; err != nil {
			c.commit, c.err = nil, errors.Join(c.err, err)
		}
	}
}

// writeGroup writes some commits, of which none is shown where it returns an error.
func (g *Graph) writeGroup(batch []*pendingCommit) error {
	before := g.Now()
	at, renamed := before, map[claim.ID]bool{}
	err := g.store.Group(context.Background(), func(group engine.Group) error {
		for _, c := range batch {
			c.commit, c.view = nil, at
			if c.err = c.ctx.Err(); c.err != nil {
				continue
			}
			next, p, err := g.writeOne(c, group, at)
			if c.err = err; err == nil {
				at = next
				maps.Copy(renamed, p.Renamed)
			}
			c.view = at
			if errors.Is(err, store.ErrConflict) {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if at != before {
		g.publish(at)
		g.stale = g.renamedBy(context.Background(), renamed) != nil // the commits are durable: the next tries again
	}
	g.reached()
	return nil
}

// renamedBy brings the index of names up to commits; wholly, where it lacks an earlier one.
func (g *Graph) renamedBy(ctx context.Context, renamed map[claim.ID]bool) error {
	if g.stale {
		return g.catchUp(ctx)
	}
	return g.reindex(ctx, renamed)
}

// writeOne plans a commit against a view and applies it. It returns the view with it.
func (g *Graph) writeOne(c *pendingCommit, group engine.Group, v *View) (next *View, p *Batch, err error) {
	defer engine.Caught(&err)
	p, err = c.plan(v, v.head.Moment(time.Now()))
	if err != nil || p == nil {
		return v, new(Batch), err
	}
	if p.Beside {
		return v, new(Batch), group.Apply(c.ctx, quadstore.Batch{Side: p.Side, Note: p.note()})
	}
	head, batch, err := p.stored(c.ctx, v)
	if err != nil {
		return v, nil, err
	}
	batch.Note = p.note()
	if err := group.Apply(c.ctx, batch); err != nil {
		return v, nil, err
	}
	c.commit = &p.Commit
	return v.after(group.Snapshot(), head, p), p, nil
}

// after is the view when a change has been written. It costs what it changes.
func (v *View) after(snap engine.Snapshot, head commitlog.Head, p *Batch) *View {
	next := *v
	next.head, next.stats = head, newStats()
	next.terms = v.terms.Grown(snap)
	next.kinds = v.kinds.Grown(snap, v.Namer)
	refs := func(ids []claim.ID) []quadstore.ID {
		out := make([]quadstore.ID, len(ids))
		for i, id := range ids {
			out[i] = snap.ID(v.IRIOf(id))
		}
		return out
	}
	gone, back := refs(p.Gone), refs(p.Restored)
	if v.haveIDs(p.Asserted) {
		next.columnsOf = v.columns.NewGeneration()
	}
	if p.Assessed {
		next.assessed = snapshot.NewAssessments(snap, next.terms)
	}
	next.retired = v.retired.With(snap, next.terms, gone, back)
	switch {
	case len(p.Judgements) > 0:
		next.judged = snapshot.NewJudgements(snap, next.terms, v.Namer)
		next.snap = snapshot.Resolve(snap, next.terms, next.retired, next.judged.ClassesAt(time.Time{}))
	case v.snap.Classes != nil && v.tiesWithin(snap, gone, back, refs(p.Asserted)):
		next.snap = snapshot.Resolve(snap, next.terms, next.retired, v.snap.Classes)
	default:
		next.snap = snapshot.NewResolved(snap, v.snap.Classes, v.snap.Loops)
	}
	return &next
}

// tiesWithin reports whether any of some claims is between members of one class.
func (v *View) tiesWithin(snap engine.Snapshot, claims ...[]quadstore.ID) bool {
	var edges quadstore.Edges
	for _, refs := range claims {
		snapshot.MustExpand(snap.Expand(context.Background(), &edges, refs, quad.Label))
		for i := range edges.Pred {
			if edges.Subject[i] != edges.Object[i] && v.snap.Canonical(edges.Subject[i]) == v.snap.Canonical(edges.Object[i]) {
				return true
			}
		}
	}
	return false
}

// Head is the number of the last commit that the view has, 0 where there is none, and its cursor.
func (v *View) Head() (number uint64, cursor string) {
	return v.head.Number, commitlog.CursorOf(v.head.Number, v.head.Digest)
}
