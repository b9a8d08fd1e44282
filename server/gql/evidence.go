package gql

import (
	"context"

	"whence/graph"
	"whence/graph/assessment"
	"whence/graph/claim"
	"whence/graph/conflicts"
	"whence/graph/evidence"
	"whence/graph/paths"
	"whence/loader/records"
	"whence/server/gql/answer"
)

// citations resolves the fields of citations that reach into the graph, into texts or into files of data.
type citations struct{ files RecordFiles }

func (citations) Document(ctx context.Context, of []*answer.Citation) ([]*answer.Document, error) {
	return namedBy(ctx, of, func(c *answer.Citation) claim.ID { return c.Document }, answer.DocumentOf)
}

// Quote is the words or the field that each citation points at.
func (r citations) Quote(ctx context.Context, of []*answer.Citation) ([]*string, error) {
	return lookedAt(ctx, r, of, func(l looked) *string { return answer.OrNull(&l.text) })
}

// State is what has become of the place of each citation.
func (r citations) State(ctx context.Context, of []*answer.Citation) ([]records.State, error) {
	return lookedAt(ctx, r, of, func(l looked) records.State { return l.state })
}

// Verified says of each citation whether what is cited is there.
func (r citations) Verified(ctx context.Context, of []*answer.Citation) ([]*bool, error) {
	return lookedAt(ctx, r, of, func(l looked) *bool {
		if l.state == records.NotHeld {
			return nil
		}
		there := l.state == records.Verified || l.state == records.Moved
		return &there
	})
}

// Record is the record that each citation of data is of.
func (citations) Record(ctx context.Context, of []*answer.Citation) ([]*answer.Record, error) {
	found, err := evidence.Records(ctx, view(ctx), recordsOf(of))
	out, err := convert(found, err, answer.RecordOf)
	for i, r := range out {
		if r != nil {
			r.Cited = of[i].Field
		}
	}
	return out, err
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

// neighbourEdges resolves the claims about neighbours.
type neighbourEdges struct{}

func (neighbourEdges) Relationships(ctx context.Context, of []*answer.NeighbourEdge, first *int) ([][]*claim.Relationship, error) {
	neighbours, _ := pluck(of, func(e *answer.NeighbourEdge) *graph.Neighbour { return e.Neighbour })
	return view(ctx).NeighbourTies(ctx, neighbours, or(first, 10))
}

// pathSteps resolves the claims about the two ends of a step.
type pathSteps struct{}

func (pathSteps) Relationships(ctx context.Context, of []*answer.PathStep, first *int) ([][]*claim.Relationship, error) {
	steps, _ := pluck(of, func(s *answer.PathStep) paths.Step { return s.Step })
	return paths.StepClaims(ctx, view(ctx), steps, or(first, 10))
}
