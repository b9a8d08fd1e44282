package gql

import (
	"context"

	"whence/graph/assessment"
	"whence/graph/claim"
	"whence/graph/history"
	"whence/graph/write"
	"whence/server/gql/answer"
	"whence/server/gql/gen"
)

// Standing is how each claim stands with those who have read its sources.
func (claims[C]) Standing(ctx context.Context, of []C) ([]claim.Standing, error) {
	return view(ctx).Standings(asserted(of)), nil
}

// Assessments is what is held of each claim.
func (claims[C]) Assessments(ctx context.Context, of []C, first *int) ([][]*answer.Assessment, error) {
	size, err := listed(first, 20)
	if err != nil {
		return nil, err
	}
	found, err := assessment.OfClaims(ctx, view(ctx), asserted(of), size)
	return convert(found, err, func(list *[]*assessment.Assessment) []*answer.Assessment {
		out, _ := pluck(*list, answer.AssessmentOf)
		return out
	})
}

// assessments resolves what assessments are about.
type assessments struct{}

func (assessments) Claim(ctx context.Context, of []*answer.Assessment) ([]claim.Claim, error) {
	ids, _ := pluck(of, func(a *answer.Assessment) claim.ID { return a.Assessed.Claim })
	return view(ctx).Claims(ctx, ids)
}

// Citation is the citation that each is about.
func (assessments) Citation(ctx context.Context, of []*answer.Assessment) ([]*answer.Citation, error) {
	claims, names := make([]claim.ID, len(of)), make([][]string, len(of))
	for i, a := range of {
		claims[i], names[i] = a.Assessed.Claim, []string{string(a.Assessed.Citation)}
	}
	found, err := history.CitationsOf(ctx, view(ctx), claims, names)
	if err != nil {
		return nil, err
	}
	out := make([]*answer.Citation, len(of))
	for i := range of {
		if len(found[i]) > 0 {
			out[i] = answer.CitationsOf(claims[i], found[i])[0]
		}
	}
	return out, nil
}

func (assessments) Commit(ctx context.Context, of []*answer.Assessment) ([]*answer.Commit, error) {
	return commitsOf(ctx, of, func(a *answer.Assessment) (uint64, error) {
		return history.CommitAt(view(ctx), a.Assessed.Recorded), nil
	})
}

func (assessments) WithdrawnBy(ctx context.Context, of []*answer.Assessment) ([]*answer.Commit, error) {
	return commitsOf(ctx, of, func(a *answer.Assessment) (uint64, error) {
		return history.CommitAt(view(ctx), a.Assessed.Withdrawn), nil
	})
}

// merges resolves what merging brought to light.
type merges struct{}

// Twins is claims that say the same now that their ends are one.
func (merges) Twins(ctx context.Context, of *gen.MergeEntitiesPayload, first *int) ([]claim.Claim, error) {
	size, err := listed(first, 20)
	if err != nil || of.Commit == nil || of.Entity == nil {
		return nil, err
	}
	return write.Twins(ctx, view(ctx), of.Entity.Entity(), size)
}
