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
	"whence/graph/quadstore"
)

// mostGrouped is how many commits become durable with one sync.
const mostGrouped = 64

// commitQueue is the commits that wait for their turn.
type commitQueue struct {
	mu      sync.Mutex
	waiting []*pendingCommit
}

// pendingCommit is one commit that waits for its turn, and then what became of it.
type pendingCommit struct {
	ctx    context.Context
	plan   func(*View, time.Time) (*plan, error)
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

// write plans a commit against the graph as it stands when its turn has come, and writes it. Commits that wait together
// become durable with one sync, in the order of their numbers. The commit is nil where the plan changes nothing.
func (g *Graph) write(ctx context.Context, plan func(*View, time.Time) (*plan, error)) (*commitlog.Commit, error) {
	c, _, err := g.writeAndSee(ctx, plan)
	return c, err
}

// writeAndSee is write, with the graph just after the commit; where nothing was written, as the plan saw it.
func (g *Graph) writeAndSee(ctx context.Context, plan func(*View, time.Time) (*plan, error)) (*commitlog.Commit, *View, error) {
	mine := &pendingCommit{ctx: ctx, plan: plan}
	g.queue.push(mine)
	g.writes.Lock() // whoever has it writes for all who wait
	defer g.writes.Unlock()
	for !mine.done {
		g.writeTogether(g.queue.take(mostGrouped))
	}
	return mine.commit, mine.view, mine.err
}

// writeTogether writes some commits one on the other.
func (g *Graph) writeTogether(batch []*pendingCommit) {
	before := g.Now()
	at, renamed := before, map[claim.ID]bool{}
	err := g.store.Group(context.Background(), func(group *quadstore.Group) error {
		for _, c := range batch {
			if c.err = c.ctx.Err(); c.err != nil {
				continue
			}
			next, p, err := g.writeOne(c, group, at)
			if c.err = err; err == nil {
				at = next
				maps.Copy(renamed, p.renamed)
			}
			c.view = at
		}
		return nil
	})
	if err == nil && at != before {
		g.publish(at)
		err = g.reindex(context.Background(), renamed)
		if err != nil {
			g.stale = true // the commits are durable: the index is made anew when it is next needed
			err = nil
		}
	}
	for _, c := range batch {
		if c.done = true; err != nil {
			c.commit, c.err = nil, errors.Join(c.err, err)
		}
	}
}

// writeOne plans a commit against a view and applies it. It returns the view with it.
func (g *Graph) writeOne(c *pendingCommit, group *quadstore.Group, v *View) (*View, *plan, error) {
	p, err := c.plan(v, v.head.Moment(time.Now()))
	if err != nil || p == nil || !p.changes() {
		return v, new(plan), err
	}
	if p.beside {
		return v, new(plan), group.Apply(c.ctx, quadstore.Batch{Side: p.side})
	}
	head, batch, err := p.batch(c.ctx, v.head)
	if err != nil {
		return v, nil, err
	}
	if err := group.Apply(c.ctx, batch); err != nil {
		return v, nil, err
	}
	c.commit = &p.commit
	return v.after(group.Snapshot(), head, p), p, nil
}

// batch is the plan as the store takes it, behind a head of the log.
func (p *plan) batch(ctx context.Context, head commitlog.Head) (commitlog.Head, quadstore.Batch, error) {
	postings, err := p.postings(ctx)
	if err != nil {
		return head, quadstore.Batch{}, err
	}
	next, records := head.Append(&p.commit, p.recorded(), postings, p.moments)
	return next, quadstore.Batch{Add: p.encoder.quads, Remove: p.removed, Side: append(records, p.side...)}, nil
}

// after is the view when a plan has been written. It costs what the plan changes.
func (v *View) after(snap *quadstore.Snapshot, head commitlog.Head, p *plan) *View {
	next := *v
	next.head, next.stats = head, newStats()
	next.terms = v.terms.grown(snap)
	next.kinds = v.kinds.grown(snap, v.namer)
	refs := func(ids []claim.ID) []quadstore.ID {
		out := make([]quadstore.ID, len(ids))
		for i, id := range ids {
			out[i] = snap.ID(v.iri(id))
		}
		return out
	}
	gone, back := refs(p.gone), refs(p.back)
	if p.assessedNow {
		next.assessed = newAssessments(snap, next.terms)
	}
	next.retired = v.retired.with(snap, next.terms, gone, back)
	switch {
	case len(p.judgedNow) > 0:
		next.judged = newJudgements(snap, next.terms, v.namer)
		next.snap = resolve(snap, next.terms, next.retired, next.judged.classesAt(time.Time{}))
	case v.snap.classes != nil && v.tiesWithin(snap, gone, back, refs(p.fresh)):
		next.snap = resolve(snap, next.terms, next.retired, v.snap.classes)
	default:
		next.snap = newResolvedSnapshot(snap, v.snap.classes, v.snap.loops)
	}
	return &next
}

// tiesWithin reports whether any of some claims ties members of one class.
func (v *View) tiesWithin(snap *quadstore.Snapshot, claims ...[]quadstore.ID) bool {
	var edges quadstore.Edges
	for _, refs := range claims {
		mustExpand(snap.Expand(context.Background(), &edges, refs, quad.Label))
		for i := range edges.Pred {
			if edges.Subject[i] != edges.Object[i] && v.snap.canonical(edges.Subject[i]) == v.snap.canonical(edges.Object[i]) {
				return true
			}
		}
	}
	return false
}

// grown is the vocabulary in a later snapshot's ids.
func (t *Vocabulary) grown(snap *quadstore.Snapshot) *Vocabulary {
	for iri, id := range t.ids {
		if id == 0 && snap.ID(iri) != 0 {
			return newTerms(snap)
		}
	}
	return t
}

// Head is the number of the last commit that the view has, 0 where there is none, and its cursor.
func (v *View) Head() (number uint64, cursor string) {
	return v.head.Number, commitlog.CursorOf(v.head.Number, v.head.Digest)
}
