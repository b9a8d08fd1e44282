package graph

import (
	"context"
	"iter"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/quadstore"
	"whence/graph/store"
)

// LoadQuads adds quads as they are, all of them or none: a dump of a graph makes the same graph. It is one commit, by
// agent/local. Readers go on meanwhile.
func (g *Graph) LoadQuads(ctx context.Context, quads iter.Seq2[quad.Quad, error]) (Report, error) {
	return g.loadBulk(ctx, func(p *plan, beside beside) error {
		_, err := g.store.LoadBeside(ctx, p.noticing(quads), beside)
		return err
	})
}

// LoadBlocks is LoadQuads for quads in blocks, of which a term is looked up once each: the way to load many.
func (g *Graph) LoadBlocks(ctx context.Context, blocks iter.Seq2[*Block, error]) (Report, error) {
	return g.loadBulk(ctx, func(p *plan, beside beside) error {
		_, err := g.store.LoadBlocks(ctx, p.noticingBlocks(blocks), beside)
		return err
	})
}

// Block is some quads on their way into the graph, in numbers of terms.
type Block = store.Block

// beside is the records that a load writes beside its quads.
type beside = func(*quadstore.Snapshot) ([]quadstore.SideRecord, error)

func (g *Graph) loadBulk(ctx context.Context, load func(*plan, beside) error) (Report, error) {
	g.writes.Lock()
	defer g.writes.Unlock()
	before := g.Now()
	p := before.newPlan(before.head.Moment(time.Now()), Author{Agent: LocalAgent}, commitlog.Load)
	var head commitlog.Head
	err := load(p, func(*quadstore.Snapshot) (records []quadstore.SideRecord, err error) {
		p.commit.At = before.head.Moment(time.Now())
		var batch quadstore.Batch
		head, batch, err = p.batch(ctx, before.head)
		return batch.Side, err
	})
	if err != nil {
		return Report{}, err
	}
	after := g.store.Snapshot()
	report := Report{Quads: after.Stats().Quads - before.snap.Stats().Quads}
	if after.Version() == before.snap.Version() {
		return report, nil
	}
	g.publish(newView(g, after, head))
	return report, g.catchUp(ctx)
}

// noticingBlocks is noticing for blocks.
func (p *plan) noticingBlocks(blocks iter.Seq2[*Block, error]) iter.Seq2[*Block, error] {
	moments := map[quad.Value]bool{}
	return func(yield func(*Block, error) bool) {
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

func (p *plan) noticeBlock(b *Block, moments map[quad.Value]bool) {
	dated := make([]bool, len(b.Terms)+1) // the predicates that notice looks at
	for i, v := range b.Terms {
		dated[i+1] = v == predRecorded || v == predRetracted
	}
	for i, row := range b.Quads {
		if dated[row[1]] {
			p.notice(b.Quad(i), moments)
		}
	}
}

// noticing is quads on their way into the store: the plan takes note of the claims that they record and retract, and of
// the moments at which they do.
func (p *plan) noticing(quads iter.Seq2[quad.Quad, error]) iter.Seq2[quad.Quad, error] {
	moments := map[quad.Value]bool{}
	return func(yield func(quad.Quad, error) bool) {
		for q, err := range quads {
			if err == nil && (q.Predicate == predRecorded || q.Predicate == predRetracted) {
				p.notice(q, moments)
			}
			if !yield(q, err) {
				return
			}
		}
	}
}

func (p *plan) notice(q quad.Quad, moments map[quad.Value]bool) {
	if !moments[q.Object] {
		moments[q.Object] = true
		if literal, ok := q.Object.(quad.TypedString); ok {
			if at := parseTime(string(literal.Value)); !at.IsZero() {
				p.moments = append(p.moments, at)
			}
		}
	}
	iri, _ := q.Subject.(quad.IRI)
	id := p.namer.id(string(iri))
	if !id.IsClaim() {
		return
	}
	kind := commitlog.ClaimAsserted
	if q.Predicate == predRetracted {
		kind = commitlog.ClaimRetracted
	}
	p.edit(commitlog.Edit{Kind: kind, Subject: string(id)}, nil)
}

// PlanQuads is what LoadQuads would do: how many of the quads the graph does not hold, one that stands twice counted once.
func (g *Graph) PlanQuads(ctx context.Context, quads iter.Seq2[quad.Quad, error]) (Report, error) {
	snap := g.store.Snapshot()
	seen := map[quad.Quad]bool{}
	for q, err := range quads {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return Report{}, err
		}
		if !seen[q] && !holds(snap, q) {
			seen[q] = true
		}
	}
	return Report{Quads: len(seen)}, nil
}

func holds(snap *quadstore.Snapshot, q quad.Quad) bool {
	ids := quadstore.Quad{Subject: snap.ID(q.Subject), Predicate: snap.ID(q.Predicate), Object: snap.ID(q.Object)}
	if q.Label != nil {
		if ids.Label = snap.ID(q.Label); ids.Label == 0 {
			return false
		}
	}
	return ids.Subject != 0 && ids.Predicate != 0 && ids.Object != 0 && snap.Has(ids)
}

// LoadTogether is Load and LoadQuads as one change: all of both or nothing. The quads pass through memory, so that a
// register is better loaded by itself.
func (g *Graph) LoadTogether(ctx context.Context, by Author, datasets []*claim.Dataset, quads iter.Seq2[quad.Quad, error]) (Report, error) {
	g.writes.Lock()
	defer g.writes.Unlock()
	before := g.Now()
	p, err := before.planLoad(ctx, before.head.Moment(time.Now()), by, datasets)
	if err != nil {
		return p.report, err
	}
	add := p.encoder.quads
	for q, err := range p.noticing(quads) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return Report{}, err
		}
		add = append(add, q)
	}
	p.encoder.quads = add
	head, batch, err := p.batch(ctx, before.head)
	if err != nil {
		return Report{}, err
	}
	version := before.snap.Version()
	if len(add)+len(p.removed) == 0 {
		return p.report, nil
	}
	if err := g.store.Apply(ctx, batch); err != nil {
		return Report{}, err
	}
	after := g.store.Snapshot()
	p.report.Quads = after.Stats().Quads - before.snap.Stats().Quads + len(p.removed)
	if after.Version() == version {
		return p.report, nil
	}
	g.publish(newView(g, after, head))
	return p.report, g.catchUp(ctx)
}
