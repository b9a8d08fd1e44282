package write

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/encoding"
	"whence/graph/snapshot"
)

// LoadQuads adds quads as they are, all of them or none: a dump of a graph makes the same graph. It is one commit, by
// agent/local. Readers go on meanwhile.
func LoadQuads(ctx context.Context, g *graph.Graph, quads iter.Seq2[quad.Quad, error]) (Report, error) {
	return loadBulk(ctx, g, func(p *plan) graph.Stream { return graph.Stream{Quads: p.noticing(quads)} })
}

// LoadBlocks is LoadQuads for quads in blocks, of which a term is looked up once each: the way to load many.
func LoadBlocks(ctx context.Context, g *graph.Graph, blocks iter.Seq2[*graph.Block, error]) (Report, error) {
	return loadBulk(ctx, g, func(p *plan) graph.Stream { return graph.Stream{Blocks: p.noticingBlocks(blocks)} })
}

func loadBulk(ctx context.Context, g *graph.Graph, stream func(*plan) graph.Stream) (Report, error) {
	read := false
	_, added, err := g.CommitStream(ctx, func(v *graph.View, at time.Time) (*graph.Stream, error) {
		if read {
			return nil, graph.ErrReadOnce
		}
		read = true
		p := newPlan(v, at, Author{Agent: LocalAgent}, commitlog.Load)
		s := stream(p)
		s.Batch = func(at time.Time) *graph.Batch {
			p.batch.Commit.At = at
			return &p.batch
		}
		return &s, nil
	})
	return Report{Quads: added}, err
}

// noticingBlocks is noticing for blocks.
func (p *plan) noticingBlocks(blocks iter.Seq2[*graph.Block, error]) iter.Seq2[*graph.Block, error] {
	moments := map[quad.Value]bool{}
	return func(yield func(*graph.Block, error) bool) {
		for b, err := range blocks {
			if err == nil {
				p.noticeBlock(b, moments)
			}
			if !yield(b, err) {
				return
			}
		}
	}
}

func (p *plan) noticeBlock(b *graph.Block, moments map[quad.Value]bool) {
	dated := make([]bool, len(b.Terms)+1) // the predicates that notice looks at
	described := uint32(0)                // and the one of what something is
	for i, v := range b.Terms {
		dated[i+1] = v == encoding.PredRecorded || v == encoding.PredRetracted
		if v == encoding.PredType {
			described = uint32(i + 1)
		}
	}
	last := uint32(0) // the label of the description before: those of one data set stand together
	for i, row := range b.Quads {
		switch {
		case dated[row[1]]:
			p.notice(b.Quad(i), moments)
		case described != 0 && row[1] == described && row[3] != last:
			last = row[3]
			p.noticeDataset(b.Quad(i).Label)
		}
	}
}

// noticing is quads on their way into the store: the plan takes note of the claims that they record and retract, and of
// the moments at which they do.
func (p *plan) noticing(quads iter.Seq2[quad.Quad, error]) iter.Seq2[quad.Quad, error] {
	moments := map[quad.Value]bool{}
	return func(yield func(quad.Quad, error) bool) {
		for q, err := range quads {
			switch {
			case err != nil:
			case q.Predicate == encoding.PredRecorded, q.Predicate == encoding.PredRetracted:
				p.notice(q, moments)
			case q.Predicate == encoding.PredType:
				p.noticeDataset(q.Label)
			}
			if !yield(q, err) {
				return
			}
		}
	}
}

// noticeDataset takes note of a data set that is described in a dump: the commit is the one that replaced it last.
func (p *plan) noticeDataset(label quad.Value) {
	iri, _ := label.(quad.IRI)
	if name := p.DatasetNameOf(string(iri)); name != "" && !slices.Contains(p.batch.Datasets, name) {
		p.batch.Datasets = append(p.batch.Datasets, name)
	}
}

func (p *plan) notice(q quad.Quad, moments map[quad.Value]bool) {
	if !moments[q.Object] {
		moments[q.Object] = true
		if literal, ok := q.Object.(quad.TypedString); ok {
			if at := encoding.ParseTime(string(literal.Value)); !at.IsZero() {
				p.batch.Moments = append(p.batch.Moments, at)
			}
		}
	}
	iri, _ := q.Subject.(quad.IRI)
	id := p.Namer.IDOf(string(iri))
	if !id.IsClaim() {
		return
	}
	kind := commitlog.ClaimAsserted
	if q.Predicate == encoding.PredRetracted {
		kind = commitlog.ClaimRetracted
	}
	p.edit(commitlog.Edit{Kind: kind, Subject: string(id)}, nil)
}

// PlanQuads is what LoadQuads would do: how many of the quads the graph does not hold, one that stands twice counted once.
func PlanQuads(ctx context.Context, g *graph.Graph, quads iter.Seq2[quad.Quad, error]) (Report, error) {
	snap := g.Now().Snapshot().Snapshot
	seen := map[quad.Quad]bool{}
	for q, err := range quads {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return Report{}, err
		}
		if !seen[q] && !snapshot.Holds(snap, q) {
			seen[q] = true
		}
	}
	return Report{Quads: len(seen)}, nil
}

// LoadTogether is Load and LoadQuads as one change: all of both or nothing. The quads pass through memory, so that a
// register is better loaded by itself.
func LoadTogether(ctx context.Context, g *graph.Graph, by Author, datasets []*claim.Dataset, quads iter.Seq2[quad.Quad, error]) (Report, error) {
	var report Report
	read := false
	_, added, err := g.CommitStream(ctx, func(v *graph.View, at time.Time) (*graph.Stream, error) {
		if read {
			return nil, graph.ErrReadOnce
		}
		read = true
		p, err := planLoad(ctx, v, at, by, datasets)
		report = p.report
		if err != nil {
			return nil, err
		}
		if p.deferred != nil {
			p.undefer()
		}
		for q, err := range p.noticing(quads) {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				return nil, err
			}
			p.encoder.Quads = append(p.encoder.Quads, q)
		}
		p.batch.Add = p.encoder.Quads
		if report = p.report; len(p.batch.Add)+len(p.batch.Remove) == 0 {
			return nil, nil //nolint:nilnil // there is nothing to write
		}
		report.Quads = len(p.batch.Remove)
		return &graph.Stream{Batch: func(time.Time) *graph.Batch { return &p.batch }}, nil
	})
	report.Quads += added
	return report, err
}
