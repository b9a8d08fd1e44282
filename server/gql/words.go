package gql

import (
	"context"
	"errors"

	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/search"
	"whence/server/gql/answer"
	"whence/server/gql/asking"
	"whence/server/gql/gen"
)

func (q query) SearchClaims(
	ctx context.Context, query string, about *claim.ID, filter *gen.ClaimFilter, first *int, after *string,
) (*answer.ClaimSearchConnection, error) {
	return connectRoot(ctx, q.cursors, window{first, 10, after}, answer.NewClaimSearch, func(w paging.Window) (paging.Page[search.ClaimHit], error) {
		return search.Claims(ctx, view(ctx), search.ClaimQuery{Text: query, About: idOf(about), Filter: claimFilter(filter), Window: w})
	})
}

func (q query) Ask(ctx context.Context, question string) (*asking.Answer, error) {
	return q.asking.Ask(ctx, view(ctx), question)
}

func (q query) Complete(ctx context.Context, prefix string, first *int) ([]*asking.Completion, error) {
	w, err := paging.Window{First: or(first, 8)}.Checked()
	if err != nil {
		return nil, err
	}
	return q.asking.Complete(ctx, view(ctx), prefix, w.First)
}

// answers resolves what an answer has from the graph.
type answers struct{}

func (answers) Entities(ctx context.Context, of []*asking.Answer, first *int) ([][]answer.Entity, error) {
	lists, err := heads(of, first, func(a *asking.Answer) []claim.ID { return a.EntityIDs })
	if err != nil {
		return nil, err
	}
	found, err := flatten(lists, func(ids []claim.ID) ([]*claim.Entity, error) { return view(ctx).Entities(ctx, ids) })
	return convert(found, err, func(list *[]*claim.Entity) []answer.Entity {
		out := make([]answer.Entity, 0, len(*list))
		for _, e := range *list {
			if e != nil {
				out = append(out, answer.EntityOf(e))
			}
		}
		return out
	})
}

func (answers) Claims(ctx context.Context, of []*asking.Answer, first *int) ([][]claim.Claim, error) {
	lists, err := heads(of, first, func(a *asking.Answer) []claim.ID { return a.ClaimIDs })
	if err != nil {
		return nil, err
	}
	return claimsOf(ctx, lists, func(ids []claim.ID) []claim.ID { return ids })
}

// Similar searches for each answer's question by itself: there is one in a request, hardly ever two.
func (answers) Similar(ctx context.Context, of []*asking.Answer, first *int) ([][]claim.Claim, error) {
	out := make([][]claim.Claim, len(of))
	for i, a := range of {
		page, err := search.Claims(ctx, view(ctx), search.ClaimQuery{Text: a.Question, Window: paging.Window{First: or(first, 5)}})
		if err != nil && (!errors.Is(err, claim.ErrInvalid) || or(first, 5) < 0 || or(first, 5) > 100) {
			return nil, err
		}
		out[i] = []claim.Claim{} // a question of words of grammar alone is like nothing
		for _, hit := range page.Items {
			out[i] = append(out[i], hit.Claim)
		}
	}
	return out, nil
}

// heads is the beginning of each list of ids.
func heads(of []*asking.Answer, first *int, ids func(*asking.Answer) []claim.ID) ([][]claim.ID, error) {
	w, err := paging.Window{First: or(first, 20)}.Checked()
	if err != nil {
		return nil, err
	}
	return pluck(of, func(a *asking.Answer) []claim.ID { list := ids(a); return list[:min(len(list), w.First)] })
}
