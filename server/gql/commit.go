package gql

import (
	"context"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/history"
	"whence/server/gql/answer"
	"whence/server/gql/gen"
)

// maxListed is the most items of a page.
const maxListed = 100

// Commits is a page of what was written. A cursor is good for any filter, in either order.
func (query) Commits(ctx context.Context, filter *gen.CommitFilter, order gen.OrderDirection, first *int, after *string) (*gen.CommitConnection, error) {
	chosen, err := commitFilter(filter)
	if err != nil {
		return nil, err
	}
	return commitPage(ctx, chosen, order == gen.OrderDirectionAsc, first, after)
}

// commitPage is a page of the commits that pass a filter. How many there are on all pages is told from what they are found by, and
// may be a few too many.
func commitPage(ctx context.Context, f history.CommitFilter, ascending bool, first *int, after *string) (*gen.CommitConnection, error) {
	v, size := view(ctx), or(first, 20)
	if size < 0 || size > maxListed {
		return nil, fmt.Errorf("first: %d commits: want 0 to %d: %w", size, maxListed, claim.ErrInvalid)
	}
	numbers, err := history.Commits(ctx, v, f)
	if err != nil {
		return nil, err
	}
	page := &gen.CommitConnection{
		TotalCount: int(numbers.GetCardinality()), Edges: []*gen.CommitEdge{}, Nodes: []*answer.Commit{}, PageInfo: &answer.PageInfo{},
	}
	if after != nil && *after != "" {
		if err := goOn(v, numbers, *after, ascending); err != nil {
			return nil, err
		}
		page.PageInfo.HasPreviousPage = page.TotalCount > int(numbers.GetCardinality())
	}
	next := numbers.ReverseIterator().Next
	if ascending {
		next = numbers.Iterator().Next
	}
	for range numbers.GetCardinality() {
		told, err := passing(ctx, v, next(), f)
		if err != nil {
			return nil, err
		}
		if told == nil {
			page.TotalCount--
			continue
		}
		if page.PageInfo.HasNextPage = len(page.Nodes) == size; page.PageInfo.HasNextPage {
			break
		}
		page.Nodes = append(page.Nodes, told)
		page.Edges = append(page.Edges, &gen.CommitEdge{Cursor: told.Cursor, Node: told})
	}
	if n := len(page.Nodes); n > 0 {
		page.PageInfo.StartCursor, page.PageInfo.EndCursor = answer.PlainCursor(page.Nodes[0].Cursor), answer.PlainCursor(page.Nodes[n-1].Cursor)
	}
	return page, nil
}

// goOn leaves out what does not come behind a cursor.
func goOn(v *graph.View, numbers *roaring64.Bitmap, after string, ascending bool) error {
	behind, err := history.Behind(v, after)
	if err != nil {
		return err
	}
	rest := roaring64.New()
	if head, _ := v.Head(); ascending && behind < head {
		rest.AddRange(behind+1, head+1)
	} else if !ascending {
		rest.AddRange(0, behind)
	}
	numbers.And(rest)
	return nil
}

// passing is a commit, nil where none of its edits passes the filter.
func passing(ctx context.Context, v *graph.View, number uint64, f history.CommitFilter) (*answer.Commit, error) {
	c, err := history.CommitByNumber(v, number)
	if err != nil || !f.OfEdits() {
		return answer.CommitOf(c), err
	}
	_, _, passes, err := history.PassingEdits(ctx, v, c, f, 0)
	if err != nil || !passes {
		return nil, err
	}
	return answer.CommitOf(c), nil
}

func commitFilter(f *gen.CommitFilter) (out history.CommitFilter, err error) {
	if f == nil {
		return out, nil
	}
	for _, ids := range [][]claim.ID{f.About, f.Claims, f.Documents, f.By} {
		if slices.Contains(ids, "") {
			return out, fmt.Errorf("filter: an empty id names nothing: %w", graph.ErrNotFound)
		}
	}
	out = history.CommitFilter{About: f.About, Claims: f.Claims, Kinds: f.Kinds, Documents: f.Documents, By: f.By}
	for _, a := range f.Actions {
		action, err := commitlog.ParseAction(string(a))
		if err != nil {
			return out, fmt.Errorf("filter.actions: %w: %w", err, claim.ErrInvalid)
		}
		out.Actions = append(out.Actions, action)
	}
	if f.From != nil {
		out.From = f.From.Time
	}
	if f.To != nil {
		out.To = f.To.Time
	}
	return out, nil
}

// commits resolves what commits have.
type commits struct{}

func (commits) Undoes(ctx context.Context, of []*answer.Commit) ([]*answer.Commit, error) {
	return commitsOf(ctx, of, func(c *answer.Commit) (uint64, error) { return c.Recorded.Undoes, nil })
}

func (commits) UndoneBy(ctx context.Context, of []*answer.Commit) ([]*answer.Commit, error) {
	return commitsOf(ctx, of, func(c *answer.Commit) (uint64, error) { return history.UndoneBy(view(ctx), c.Recorded.Number) })
}

// commitsOf is the commits that objects name by number, null where one names none.
func commitsOf[T any](ctx context.Context, of []T, number func(T) (uint64, error)) ([]*answer.Commit, error) {
	out := make([]*answer.Commit, len(of))
	known := map[uint64]*answer.Commit{}
	for i, v := range of {
		n, err := number(v)
		if err != nil {
			return nil, err
		}
		c, met := known[n]
		if !met {
			found, err := history.CommitByNumber(view(ctx), n)
			if err != nil {
				return nil, err
			}
			c = answer.CommitOf(found)
			known[n] = c
		}
		out[i] = c
	}
	return out, nil
}

// Commit is the commit that recorded each claim, in the latest of its lives.
func (claims[C]) Commit(ctx context.Context, of []C) ([]*answer.Commit, error) {
	return commitsOf(ctx, of, func(c C) (uint64, error) { return history.CommitAt(view(ctx), c.Base().RecordedAt), nil })
}

// Retraction is the commit that retracted each claim.
func (claims[C]) Retraction(ctx context.Context, of []C) ([]*answer.Commit, error) {
	return commitsOf(ctx, of, func(c C) (uint64, error) { return history.CommitAt(view(ctx), c.Base().RetractedAt), nil })
}

// Revises is the claim that each corrects.
func (claims[C]) Revises(ctx context.Context, of []C) ([]claim.Claim, error) {
	return history.Revises(ctx, view(ctx), asserted(of))
}

// RevisedBy is the claim that corrects each.
func (claims[C]) RevisedBy(ctx context.Context, of []C) ([]claim.Claim, error) {
	return history.RevisedBy(ctx, view(ctx), asserted(of))
}

// changes resolves the commits of what changed.
type changes struct{}

func (changes) Commit(ctx context.Context, of []*answer.Change) ([]*answer.Commit, error) {
	return commitsOf(ctx, of, func(c *answer.Change) (uint64, error) { return history.CommitAt(view(ctx), c.At.Time), nil })
}
