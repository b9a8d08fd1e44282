package gql

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/match"
	"whence/server/gql/answer"
)

// IdentityCandidates is a page of the pairs that may be one thing.
func (q query) IdentityCandidates(
	ctx context.Context, about *claim.ID, datasets []claim.ID, minScore, maxScore *float64, first *int, after *string,
) (*answer.IdentityCandidateConnection, error) {
	least, most := or(minScore, match.Doubtful), or(maxScore, 1)
	return connectRoot(ctx, q.cursors, window{first, 20, after}, asTheyCome[*answer.IdentityCandidate], func(w paging.Window) (page paging.Page[*answer.IdentityCandidate], err error) {
		if err := errors.Join(checkScores(least, most), w.Check()); err != nil {
			return page, err
		}
		found, err := q.pairs.Of(ctx, view(ctx))
		if err != nil {
			return page, err
		}
		pairs := found.Pairs
		if about != nil {
			if pairs, err = pairsAbout(ctx, found, *about); err != nil {
				return page, err
			}
		}
		kept, err := describedBy(ctx, slices.DeleteFunc(slices.Clone(pairs), func(c match.Candidate) bool {
			return c.Score < least || c.Score > most
		}), datasets)
		if err != nil {
			return page, err
		}
		ranked, err := paging.PageOf(ctx, kept, w, func(i int, dst []byte) []byte { return appendRank(dst, &kept[i]) })
		if err != nil {
			return page, err
		}
		ends, err := endsOf(ctx, ranked.Items)
		return paging.Convert(ranked, ends.pair), err
	})
}

// appendRank is where a pair stands among others: the likeliest first, then by ids.
func appendRank(dst []byte, c *match.Candidate) []byte {
	dst = binary.BigEndian.AppendUint64(dst, ^math.Float64bits(c.Score))
	return append(append(append(dst, c.Left.ID...), ' '), c.Right.ID...)
}

func checkScores(least, most float64) error {
	if !(least >= 0 && least <= 1 && most >= 0 && most <= 1) {
		return fmt.Errorf("minScore: %g, maxScore: %g: want 0 to 1: %w", least, most, claim.ErrInvalid)
	}
	return nil
}

// pairsAbout is the pairs of one entity, by any id that it answers to.
func pairsAbout(ctx context.Context, found *match.Found, about claim.ID) ([]match.Candidate, error) {
	known, err := view(ctx).Entities(ctx, []claim.ID{about})
	if err != nil {
		return nil, err
	}
	if known[0] == nil {
		return nil, fmt.Errorf("about: entity %q: %w", about, graph.ErrNotFound)
	}
	return found.About(known[0].ID), nil
}

// describedBy is the pairs of which an end is described by one of some data sets; all where none is asked for.
func describedBy(ctx context.Context, pairs []match.Candidate, datasets []claim.ID) ([]match.Candidate, error) {
	if datasets == nil {
		return pairs, nil
	}
	var ids []claim.ID
	for _, c := range pairs {
		ids = append(ids, c.Left.ID, c.Right.ID)
	}
	slices.Sort(ids)
	described := map[claim.ID]bool{}
	for chunk := range slices.Chunk(slices.Compact(ids), paging.MaxPage) {
		page, err := view(ctx).List(ctx, graph.EntityQuery{Filter: graph.EntityFilter{IDs: chunk, Datasets: datasets}, Window: paging.Window{First: paging.MaxPage}})
		if err != nil {
			return nil, err
		}
		for _, e := range page.Items {
			described[e.ID] = true
		}
	}
	return slices.DeleteFunc(pairs, func(c match.Candidate) bool { return !described[c.Left.ID] && !described[c.Right.ID] }), nil
}

// ends is the entities of pairs, by their ids.
type ends map[claim.ID]*claim.Entity

func endsOf(ctx context.Context, pairs []match.Candidate) (ends, error) {
	ids := make([]claim.ID, 0, 2*len(pairs))
	for _, c := range pairs {
		ids = append(ids, c.Left.ID, c.Right.ID)
	}
	known, err := view(ctx).Entities(ctx, ids)
	out := make(ends, len(known))
	for i, e := range known {
		out[ids[i]] = e
	}
	return out, err
}

// pair is a pair as the API shows it; false where the view does not know its ends as two.
func (e ends) pair(c match.Candidate) (*answer.IdentityCandidate, bool) {
	left, right := e[c.Left.ID], e[c.Right.ID]
	if left == nil || right == nil || left.ID == right.ID {
		return nil, false
	}
	return answer.IdentityCandidateOf(c, left, right), true
}

// Candidates is what might be the same thing as each entity.
func (r entities[P]) Candidates(ctx context.Context, of []P, minScore *float64, first *int) ([][]*answer.IdentityCandidate, error) {
	size, err := listed(first, 10)
	if err != nil {
		return nil, err
	}
	least := or(minScore, match.Doubtful)
	if err := checkScores(least, 1); err != nil {
		return nil, err
	}
	found, err := r.pairs.Of(ctx, view(ctx))
	if err != nil {
		return nil, err
	}
	lists := make([][]match.Candidate, len(of))
	for i, e := range of {
		for _, c := range found.About(e.Entity().ID) {
			if len(lists[i]) < size && c.Score >= least {
				lists[i] = append(lists[i], c)
			}
		}
	}
	known, err := endsOf(ctx, slices.Concat(lists...))
	if err != nil {
		return nil, err
	}
	out := make([][]*answer.IdentityCandidate, len(of))
	for i, list := range lists {
		out[i] = []*answer.IdentityCandidate{}
		for _, c := range list {
			if pair, ok := known.pair(c); ok {
				out[i] = append(out[i], pair)
			}
		}
	}
	return out, nil
}
