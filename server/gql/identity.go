package gql

import (
	"context"
	"fmt"
	"time"

	"whence/graph/claim"
	"whence/graph/history"
	"whence/server/gql/answer"
	"whence/server/gql/gen"
	"whence/server/gql/scalar"
)

// Revision is the commit that last settled each entity's name, identifiers or identity.
func (entities[P]) Revision(ctx context.Context, of []P) ([]claim.ID, error) {
	return history.Revisions(ctx, view(ctx), known(of))
}

// Identity is the ids that each entity is, now or at a moment.
func (entities[P]) Identity(ctx context.Context, of []P, knownAt *scalar.DateTime) ([]*answer.Identity, error) {
	then, moment := view(ctx), time.Time{}
	entities := known(of)
	if knownAt != nil {
		moment = knownAt.Time
		then = then.At(moment)
		ids, _ := pluck(entities, func(e *claim.Entity) claim.ID { return e.ID })
		found, err := then.Entities(ctx, ids)
		if err != nil {
			return nil, err
		}
		entities = found
	}
	return pluck(entities, func(e *claim.Entity) *answer.Identity { return answer.IdentityOf(then, e, moment) })
}

// Commits is what was written about each entity, latest first.
func (entities[P]) Commits(ctx context.Context, of []P, first *int, after *string) ([]*gen.CommitConnection, error) {
	out := make([]*gen.CommitConnection, len(of))
	for i, e := range of {
		page, err := commitPage(ctx, history.CommitFilter{About: []claim.ID{e.Entity().ID}, Present: true}, false, first, after)
		if err != nil {
			return nil, err
		}
		out[i] = page
	}
	return out, nil
}

// identities resolves the lists of identities.
type identities struct{}

func (identities) Members(_ context.Context, of []*answer.Identity, first *int) ([][]claim.ID, error) {
	size, err := listed(first, maxListed)
	if err != nil {
		return nil, err
	}
	return pluck(of, func(i *answer.Identity) []claim.ID { return i.All[:min(size, len(i.All))] })
}

func (identities) Decisions(ctx context.Context, of []*answer.Identity, first *int) ([][]*answer.IdentityDecision, error) {
	size, err := listed(first, 20)
	if err != nil {
		return nil, err
	}
	out := make([][]*answer.IdentityDecision, len(of))
	for i, of := range of {
		judged, err := of.View.Judgements(ctx, of.Entity)
		if err != nil {
			return nil, err
		}
		out[i] = []*answer.IdentityDecision{}
		for _, j := range judged {
			if !of.Until.IsZero() && j.Recorded.After(of.Until) || len(out[i]) == size {
				continue
			}
			told, err := decisionOf(ctx, j)
			if err != nil {
				return nil, err
			}
			out[i] = append(out[i], told)
		}
	}
	return out, nil
}

// listed is how many items of a list are asked for, 0 to maxListed.
func listed(first *int, otherwise int) (int, error) {
	size := or(first, otherwise)
	if size < 0 || size > maxListed {
		return 0, fmt.Errorf("first: %d: want 0 to %d: %w", size, maxListed, claim.ErrInvalid)
	}
	return size, nil
}
