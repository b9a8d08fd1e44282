package gql

import (
	"context"

	"whence/graph"
	"whence/graph/assessment"
	"whence/graph/claim"
	"whence/graph/conflicts"
	"whence/graph/evidence"
	"whence/graph/paths"
	"whence/server/gql/answer"
)

// citations resolves the fields of citations that reach into the graph or into texts.
type citations struct{}

func (citations) Document(ctx context.Context, of []*answer.Citation) ([]*answer.Document, error) {
	return namedBy(ctx, of, func(c *answer.Citation) claim.ID { return c.Document }, answer.DocumentOf)
}

func (citations) Quote(ctx context.Context, of []*answer.Citation) ([]*string, error) {
	return quoted(ctx, of, func(q *graph.Quote) *string { return answer.OrNull(&q.Text) })
}

func (citations) Verified(ctx context.Context, of []*answer.Citation) ([]*bool, error) {
	return quoted(ctx, of, func(q *graph.Quote) *bool {
		if !q.Held {
			return nil
		}
		return &q.Verified
	})
}

func (citations) Record(ctx context.Context, of []*answer.Citation) ([]*answer.Record, error) {
	found, err := evidence.Records(ctx, view(ctx), recordsOf(of))
	return convert(found, err, answer.RecordOf)
}

func (citations) Fragment(ctx context.Context, of []*answer.Citation) ([]*string, error) {
	found, err := evidence.Records(ctx, view(ctx), recordsOf(of))
	if err != nil {
		return nil, err
	}
	out := make([]*string, len(of))
	for i, c := range of {
		fragment := c.Citation.Fragment(found[i])
		out[i] = answer.OrNull(&fragment)
	}
	return out, nil
}

func recordsOf(of []*answer.Citation) []claim.ID {
	ids, _ := pluck(of, func(c *answer.Citation) claim.ID { return c.Record })
	return ids
}

// records resolves the fields of records that reach into the graph.
type records struct{}

func (records) Document(ctx context.Context, of []*answer.Record) ([]*answer.Document, error) {
	return namedBy(ctx, of, func(r *answer.Record) claim.ID { return r.Document }, answer.DocumentOf)
}

func quoted[R any](ctx context.Context, of []*answer.Citation, get func(*graph.Quote) R) ([]R, error) {
	plain, _ := pluck(of, func(c *answer.Citation) claim.Citation { return c.Citation })
	found, err := view(ctx).Quotes(ctx, plain)
	return convert(found, err, get)
}

// Disputes is the disputes of each citation that stand.
func (citations) Disputes(ctx context.Context, of []*answer.Citation, first *int) ([][]*answer.Assessment, error) {
	size, err := listed(first, 20)
	if err != nil {
		return nil, err
	}
	out := make([][]*answer.Assessment, len(of))
	for i, c := range of {
		found, err := assessment.Disputes(ctx, view(ctx), c.Of, c.Citation, size)
		if err != nil {
			return nil, err
		}
		out[i], _ = pluck(found, answer.AssessmentOf)
	}
	return out, nil
}

// conflicts resolves the fields of conflicts.
type conflictFields struct{}

func (conflictFields) Claims(ctx context.Context, of []*conflicts.Conflict) ([][]claim.Claim, error) {
	return claimsOf(ctx, of, func(c *conflicts.Conflict) []claim.ID { return c.Claims })
}

// neighbourEdges resolves the claims that tie neighbours.
type neighbourEdges struct{}

func (neighbourEdges) Relationships(ctx context.Context, of []*answer.NeighbourEdge, first *int) ([][]*claim.Relationship, error) {
	neighbours, _ := pluck(of, func(e *answer.NeighbourEdge) *graph.Neighbour { return e.Neighbour })
	return view(ctx).NeighbourTies(ctx, neighbours, or(first, 10))
}

// pathSteps resolves the claims that tie the two ends of a step.
type pathSteps struct{}

func (pathSteps) Relationships(ctx context.Context, of []*answer.PathStep, first *int) ([][]*claim.Relationship, error) {
	steps, _ := pluck(of, func(s *answer.PathStep) paths.Step { return s.Step })
	return paths.StepClaims(ctx, view(ctx), steps, or(first, 10))
}
