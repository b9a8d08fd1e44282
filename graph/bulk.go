package graph

import (
	"context"
	"iter"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/quadstore"
)

// LoadQuads adds quads as they are, all of them or none: a dump of a graph makes the same graph. Readers go on meanwhile.
func (g *Graph) LoadQuads(ctx context.Context, quads iter.Seq2[quad.Quad, error]) (Report, error) {
	g.writes.Lock()
	defer g.writes.Unlock()
	before := g.store.Snapshot()
	if _, err := g.store.Load(ctx, quads); err != nil {
		return Report{}, err
	}
	after := g.store.Snapshot()
	report := Report{Quads: after.Stats().Quads - before.Stats().Quads}
	if after.Version() == before.Version() {
		return report, nil
	}
	return report, g.catchUp(ctx)
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
func (g *Graph) LoadTogether(ctx context.Context, datasets []*claim.Dataset, quads iter.Seq2[quad.Quad, error]) (Report, error) {
	g.writes.Lock()
	defer g.writes.Unlock()
	p, err := g.plan(ctx, datasets)
	if err != nil {
		return p.report, err
	}
	before := g.store.Snapshot()
	add := p.encoder.quads
	for q, err := range quads {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return Report{}, err
		}
		add = append(add, q)
	}
	if err := g.store.Apply(ctx, quadstore.Batch{Add: add, Remove: p.removed}); err != nil {
		return Report{}, err
	}
	after := g.store.Snapshot()
	p.report.Quads = after.Stats().Quads - before.Stats().Quads + len(p.removed)
	if after.Version() == before.Version() {
		return p.report, nil
	}
	return p.report, g.catchUp(ctx)
}
