package write

import (
	"context"
	"errors"

	"whence/graph"
	"whence/graph/commitlog"
)

// ErrAnswered ends a load that was carried out before, or that its caller's expectations refuse: the outcome has the answer.
var ErrAnswered = errors.New("the load is answered without being carried out")

// Replacing is the author of a load that somebody asks for as they ask for a mutation: with the idempotency key and the
// expectations of its options, which are held against the very graph that the load is planned against. Where the load ends with
// ErrAnswered, outcome says why.
func Replacing(g *graph.Graph, o Options, outcome *Outcome) Author {
	by := o.Author
	by.Before = func(ctx context.Context, v *graph.View) error {
		*outcome = Outcome{View: v}
		if !o.DryRun {
			if replayed, err := replayed(ctx, g, o, outcome); err != nil {
				return err
			} else if replayed {
				return ErrAnswered
			}
		}
		d := &draft{seen: v, outcome: outcome}
		for entity, revision := range o.Expect {
			if err := d.expect(ctx, entity, revision); err != nil {
				return err
			}
		}
		if len(outcome.Errors) > 0 {
			return ErrAnswered
		}
		return nil
	}
	return by
}

// keep keeps the idempotency key of a load with its commit.
func (p *plan) keep(by Author) {
	if later := p.deferred != nil && len(p.deferred.claims) > 0; by.Key != "" && (later || p.changes()) {
		p.batch.Side = append(p.batch.Side, commitlog.Request{Content: by.Content, Commit: p.LogHead().Number + 1}.Record(string(by.Agent), by.Key))
	}
}
