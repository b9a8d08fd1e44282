package write

import (
	"context"
	"iter"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
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
	if p.Snapshot().ID(p.IRIOf(c.Base().ID)) != 0 {
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
	one.encoder.Quads, one.batch.Edits, one.batch.Asserted, one.batch.Claims = nil, nil, nil, map[claim.ID]claim.Claim{}
	for _, c := range p.deferred.claims {
		one.encoder.Quads, one.batch.Edits, one.batch.Asserted = one.encoder.Quads[:0], one.batch.Edits[:0], one.batch.Asserted[:0]
		clear(one.batch.Claims)
		one.claim(c)
		if !use(one.encoder.Quads, one.batch.Edits) {
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
		for _, q := range p.encoder.Quads {
			if !yield(q, nil) {
				return
			}
		}
		edits := commitlog.EditsOf(p.batch.Edits)
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
func loadLarge(ctx context.Context, g *graph.Graph, by Author, datasets []*claim.Dataset) (*commitlog.Commit, Report, error) {
	var p *plan
	streamed := false
	c, added, err := g.CommitStream(ctx, func(v *graph.View, at time.Time) (s *graph.Stream, err error) {
		if p, err = planLoad(ctx, v, at, by, datasets); err != nil {
			return nil, err
		}
		p.wanted = nil
		s = &graph.Stream{Batch: func(time.Time) *graph.Batch { return p.planned() }}
		if streamed = len(p.batch.Remove) == 0 && len(p.deferred.claims) >= largeLoad; streamed {
			s.Quads = p.quads()
			return s, nil
		}
		p.undefer()
		p.report.Quads = len(p.encoder.Quads)
		if !p.changes() {
			return nil, nil //nolint:nilnil // there is nothing to write
		}
		return s, nil
	})
	if streamed {
		p.report.Quads = added
	}
	return c, p.report, err
}
