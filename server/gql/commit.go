package gql

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/server/gql/answer"
	"whence/server/gql/gen"
)

// mostListed is the most items of a page.
const mostListed = 100

// Commits is a page of what was written. A cursor is good for any filter, in either order.
func (query) Commits(ctx context.Context, filter *gen.CommitFilter, order gen.OrderDirection, first *int, after *string) (*gen.CommitConnection, error) {
	v, size := view(ctx), or(first, 20)
	if size < 0 || size > mostListed {
		return nil, fmt.Errorf("first: %d commits: want 0 to %d: %w", size, mostListed, claim.ErrInvalid)
	}
	chosen, err := commitFilter(filter)
	if err != nil {
		return nil, err
	}
	numbers, err := v.Commits(ctx, chosen)
	if err != nil {
		return nil, err
	}
	total := int(numbers.GetCardinality())
	ascending := order == gen.OrderDirectionAsc
	if after != nil && *after != "" {
		behind, err := v.Behind(*after)
		if err != nil {
			return nil, err
		}
		rest := roaring64.New()
		if head, _ := v.Head(); ascending && behind < head {
			rest.AddRange(behind+1, head+1)
		} else if !ascending {
			rest.AddRange(0, behind)
		}
		numbers.And(rest)
	}
	return commitPage(v, numbers, total, size, ascending)
}

func commitPage(v *graph.View, numbers *roaring64.Bitmap, total, size int, ascending bool) (*gen.CommitConnection, error) {
	page := &gen.CommitConnection{TotalCount: total, Edges: []*gen.CommitEdge{}, Nodes: []*answer.Commit{}, PageInfo: &answer.PageInfo{}}
	next := numbers.ReverseIterator().Next
	if ascending {
		next = numbers.Iterator().Next
	}
	left := int(numbers.GetCardinality())
	for ; left > 0 && len(page.Nodes) < size; left-- {
		c, err := v.Commit(next())
		if err != nil {
			return nil, err
		}
		told := answer.CommitOf(c)
		page.Nodes = append(page.Nodes, told)
		page.Edges = append(page.Edges, &gen.CommitEdge{Cursor: told.Cursor, Node: told})
	}
	page.PageInfo.HasNextPage = left > 0
	page.PageInfo.HasPreviousPage = total > left+len(page.Nodes)
	if n := len(page.Nodes); n > 0 {
		page.PageInfo.StartCursor, page.PageInfo.EndCursor = answer.PlainCursor(page.Nodes[0].Cursor), answer.PlainCursor(page.Nodes[n-1].Cursor)
	}
	return page, nil
}

func commitFilter(f *gen.CommitFilter) (out graph.CommitFilter, err error) {
	if f == nil {
		return out, nil
	}
	for _, ids := range [][]claim.ID{f.About, f.Claims, f.Documents, f.By} {
		if slices.Contains(ids, "") {
			return out, fmt.Errorf("filter: an empty id names nothing: %w", graph.ErrNotFound)
		}
	}
	out = graph.CommitFilter{About: f.About, Claims: f.Claims, Kinds: f.Kinds, Documents: f.Documents, By: f.By}
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
	return commitsOf(ctx, of, func(c *answer.Commit) (uint64, error) { return view(ctx).UndoneBy(c.Recorded.Number) })
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
			found, err := view(ctx).Commit(n)
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
	return commitsOf(ctx, of, func(c C) (uint64, error) { return view(ctx).CommitAt(c.Base().RecordedAt), nil })
}

// Retraction is the commit that retracted each claim.
func (claims[C]) Retraction(ctx context.Context, of []C) ([]*answer.Commit, error) {
	return commitsOf(ctx, of, func(c C) (uint64, error) { return view(ctx).CommitAt(c.Base().RetractedAt), nil })
}

// Edits is a page of what each commit changed. A cursor is the place of an edit in its commit.
func (commits) Edits(ctx context.Context, of []*answer.Commit, first *int, after *string) ([]*gen.EditConnection, error) {
	size, from := or(first, 50), 0
	if size < 0 || size > mostListed {
		return nil, fmt.Errorf("first: %d edits: want 0 to %d: %w", size, mostListed, claim.ErrInvalid)
	}
	if after != nil && *after != "" {
		if n, err := fmt.Sscanf(*after, "e%d", &from); n != 1 || err != nil || from < 1 {
			return nil, fmt.Errorf("after: %w", graph.ErrCursor)
		}
	}
	out := make([]*gen.EditConnection, len(of))
	for i, c := range of {
		page, err := editPage(ctx, c, from, size)
		if err != nil {
			return nil, err
		}
		out[i] = page
	}
	return out, nil
}

func editPage(ctx context.Context, c *answer.Commit, from, size int) (*gen.EditConnection, error) {
	page := &gen.EditConnection{TotalCount: c.EditCount, Edges: []*gen.EditEdge{}, Nodes: []gen.Edit{}, PageInfo: &answer.PageInfo{}}
	var edits []commitlog.Edit
	for e, err := range view(ctx).Edits(ctx, c.Recorded.Number, from) {
		if len(edits) == size {
			break
		}
		if err != nil {
			return nil, err
		}
		edits = append(edits, e)
	}
	told, err := editsOf(ctx, edits)
	if err != nil {
		return nil, err
	}
	for i, e := range told {
		if e == nil {
			continue
		}
		page.Nodes = append(page.Nodes, e)
		page.Edges = append(page.Edges, &gen.EditEdge{Cursor: fmt.Sprintf("e%d", from+i+1), Node: e})
	}
	page.PageInfo.HasPreviousPage, page.PageInfo.HasNextPage = from > 0, from+len(edits) < c.EditCount
	if n := len(page.Edges); n > 0 {
		page.PageInfo.StartCursor, page.PageInfo.EndCursor = answer.PlainCursor(page.Edges[0].Cursor), answer.PlainCursor(page.Edges[n-1].Cursor)
	}
	return page, nil
}

// editsOf is edits as the API shows them, nil in the place of one whose claim or judgement the graph does not know.
func editsOf(ctx context.Context, edits []commitlog.Edit) ([]gen.Edit, error) {
	var claims, entities, judgements []claim.ID
	for i := range edits {
		switch id := claim.ID(edits[i].Subject); {
		case edits[i].Kind.IsClaim():
			claims = append(claims, id)
		case edits[i].Kind == commitlog.IdentityDecided:
			judgements = append(judgements, id)
		default:
			entities = append(entities, id)
		}
	}
	s := editSource{claims: map[claim.ID]claim.Claim{}, entities: map[claim.ID]answer.Entity{}, decisions: map[claim.ID]*answer.IdentityDecision{}}
	found, err := view(ctx).Claims(ctx, claims)
	if err != nil {
		return nil, err
	}
	for i, c := range found {
		if c != nil {
			s.claims[claims[i]] = c
		}
	}
	named, err := view(ctx).Entities(ctx, entities)
	if err != nil {
		return nil, err
	}
	for i, e := range named {
		if e != nil {
			s.entities[entities[i]] = answer.EntityOf(e)
		}
	}
	decided, err := decisionsOf(ctx, judgements)
	if err != nil {
		return nil, err
	}
	for _, d := range decided {
		s.decisions[d.ID] = d
	}
	out := make([]gen.Edit, len(edits))
	for i := range edits {
		out[i] = s.edit(&edits[i])
	}
	return out, nil
}

// editSource is what edits name.
type editSource struct {
	claims    map[claim.ID]claim.Claim
	entities  map[claim.ID]answer.Entity
	decisions map[claim.ID]*answer.IdentityDecision
}

func (s *editSource) edit(e *commitlog.Edit) gen.Edit {
	id := claim.ID(e.Subject)
	switch {
	case e.Kind.IsClaim():
		if c := s.claims[id]; c != nil {
			return claimEdit(e, c)
		}
	case e.Kind == commitlog.EntityDescribed:
		return &gen.EntityDescribed{
			Entity: s.entity(e), NameBefore: answer.OrNull(&e.NameBefore), NameAfter: e.NameAfter,
			IdentifiersAdded: identifiers(e.Added), IdentifiersRemoved: identifiers(e.Removed),
		}
	case e.Kind == commitlog.IdentityDecided && s.decisions[id] != nil:
		return &gen.IdentityDecided{Decision: s.decisions[id], Withdrawn: e.Withdrawn}
	}
	if document, ok := s.entity(e).(*answer.Document); ok && e.Kind == commitlog.DocumentAdded {
		return &gen.DocumentAdded{Document: document}
	}
	return nil
}

// entity is the entity of an edit; one that an undo has taken away is known by its id and name alone.
func (s *editSource) entity(e *commitlog.Edit) answer.Entity {
	id := claim.ID(e.Subject)
	if found := s.entities[id]; found != nil {
		return found
	}
	return answer.EntityOf(&claim.Entity{ID: id, Kind: id.Kind(), Name: cmp.Or(e.NameAfter, e.NameBefore, string(id))})
}

// claimEdit is an edit of a claim, with those of its citations that the edit names.
func claimEdit(e *commitlog.Edit, c claim.Claim) gen.Edit {
	a := c.Base()
	var cited []claim.Citation
	for _, cite := range a.Citations {
		if slices.Contains(e.Citations, string(claim.CitationID(a.ID, cite))) {
			cited = append(cited, cite)
		}
	}
	citations := answer.CitationsOf(cited)
	switch {
	case e.Kind == commitlog.ClaimAsserted:
		return &gen.ClaimAsserted{Claim: c, Citations: citations}
	case e.Kind == commitlog.ClaimRetracted:
		return &gen.ClaimRetracted{Claim: c, Citations: citations}
	case len(citations) == 0:
		return nil
	case e.Kind == commitlog.ClaimCited:
		return &gen.ClaimCited{Claim: c, Citation: citations[0]}
	}
	return &gen.ClaimUncited{Claim: c, Citation: citations[0]}
}

func identifiers(keys []string) []*answer.Identifier {
	list := make([]claim.Identifier, len(keys))
	for i, key := range keys {
		list[i] = claim.ParseIdentifier(key)
	}
	return answer.IdentifiersOf(list)
}
