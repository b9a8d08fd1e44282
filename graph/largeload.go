package graph

import (
	"context"
	"iter"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/quadstore"
)

// largeLoad is how many claims make a load large: their quads would take more memory than the claims do, so they are made one
// claim at a time while the store takes them.
const largeLoad = 1 << 15

func isLarge(datasets []*claim.Dataset) bool {
	n := 0
	for _, d := range datasets {
		n += len(d.Claims)
	}
	return n >= largeLoad
}

// deferredClaims is the claims of a large load that the graph has never held. Their quads and edits are made when they are
// written.
type deferredClaims struct {
	claims []claim.Claim
	edits  *commitlog.Edits // of the whole commit, once the claims are written
}

// deferClaim leaves a claim for later where nothing that the graph holds has a part in how it is written, and reports whether
// it did.
func (p *plan) deferClaim(c claim.Claim) bool {
	if p.snap.ID(p.iri(c.Base().ID)) != 0 {
		return false
	}
	p.nameOf(c)
	p.deferred.claims = append(p.deferred.claims, c)
	return true
}

// each makes the quads and edits of the claims that were left for later, a claim at a time, and hands them on while use
// returns true. Neither list is to be kept.
func (p *plan) each(use func([]quad.Quad, []commitlog.Edit) bool) {
	one := *p
	one.encoder.quads, one.edits, one.fresh, one.edited = nil, nil, nil, map[claim.ID]claim.Claim{}
	for _, c := range p.deferred.claims {
		one.encoder.quads, one.edits, one.fresh = one.encoder.quads[:0], one.edits[:0], one.fresh[:0]
		clear(one.edited)
		one.claim(c)
		if !use(one.encoder.quads, one.edits) {
			return
		}
	}
	p.report.Asserted = one.report.Asserted
}

// count counts what the claims that were left for later would change.
func (p *plan) count(ctx context.Context) error {
	p.each(func(quads []quad.Quad, _ []commitlog.Edit) bool {
		p.report.Quads += len(quads)
		return ctx.Err() == nil
	})
	return ctx.Err()
}

// quads is all quads that the plan adds. Once they have been read the edits are complete.
func (p *plan) quads() iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		for _, q := range p.encoder.quads {
			if !yield(q, nil) {
				return
			}
		}
		edits := commitlog.EditsOf(p.edits)
		p.each(func(quads []quad.Quad, made []commitlog.Edit) bool {
			for _, q := range quads {
				if !yield(q, nil) {
					return false
				}
			}
			for _, e := range made {
				edits.Add(e)
			}
			return true
		})
		p.deferred.edits = edits
	}
}

// recorded is the edits of the commit, those of the claims that were left for later among them.
func (p *plan) recorded() *commitlog.Edits {
	if p.deferred != nil && p.deferred.edits != nil {
		return p.deferred.edits
	}
	return commitlog.EditsOf(p.edits)
}

// undefer makes the quads and edits of the claims that were left for later at once.
func (p *plan) undefer() {
	later := p.deferred.claims
	p.deferred = nil
	for _, c := range later {
		p.claim(c)
	}
}

// loadLarge is LoadAs for many claims. Where nothing is taken away, as in the first load of a register, the store is handed
// the quads as they are made.
func (g *Graph) loadLarge(ctx context.Context, by Author, datasets []*claim.Dataset) (*commitlog.Commit, Report, error) {
	g.writes.Lock()
	defer g.writes.Unlock()
	before := g.Now()
	p, err := before.planLoad(ctx, before.head.Moment(time.Now()), by, datasets)
	if err != nil {
		return nil, p.report, err
	}
	p.wanted = nil
	streamed := len(p.removed) == 0 && len(p.deferred.claims) >= largeLoad
	if !streamed {
		p.undefer()
		p.report.Quads = len(p.encoder.quads)
		if !p.changes() {
			return nil, p.report, nil
		}
	}
	var head commitlog.Head
	if streamed {
		_, err = g.store.LoadBeside(ctx, p.quads(), func(*quadstore.Snapshot) (records []quadstore.SideRecord, err error) {
			var batch quadstore.Batch
			head, batch, err = p.batch(ctx, before.head)
			return batch.Side, err
		})
	} else {
		var batch quadstore.Batch
		if head, batch, err = p.batch(ctx, before.head); err == nil {
			err = g.store.Apply(ctx, batch)
		}
	}
	if err != nil {
		return nil, Report{}, err
	}
	after := g.store.Snapshot()
	if streamed {
		p.report.Quads = after.Stats().Quads - before.snap.Stats().Quads
	}
	g.publish(newView(g, after, head))
	return &p.commit, p.report, g.catchUp(ctx)
}
