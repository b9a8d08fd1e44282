package gql

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"whence/graph"
	"whence/graph/assessment"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/history"
	"whence/server/gql/answer"
	"whence/server/gql/gen"
)

// Edits is a page of what each commit changed. A cursor is the place of an edit in its commit.
func (commits) Edits(ctx context.Context, of []*answer.Commit, first *int, after *string) ([]*gen.EditConnection, error) {
	size, from := or(first, 50), 0
	if size < 0 || size > maxListed {
		return nil, fmt.Errorf("first: %d edits: want 0 to %d: %w", size, maxListed, claim.ErrInvalid)
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
	for e, err := range history.Edits(ctx, view(ctx), c.Recorded.Number, from) {
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

// editSource is what edits name.
type editSource struct {
	claims    map[claim.ID]claim.Claim
	entities  map[claim.ID]answer.Entity
	decisions map[claim.ID]*answer.IdentityDecision
	assessed  map[claim.ID]*answer.Assessment
	commits   map[uint64]*answer.Commit // that erased something
}

// editsOf is edits as the API shows them, nil in the place of one whose claim or judgement the graph does not know.
func editsOf(ctx context.Context, edits []commitlog.Edit) ([]gen.Edit, error) {
	s := editSource{
		claims: map[claim.ID]claim.Claim{}, entities: map[claim.ID]answer.Entity{},
		decisions: map[claim.ID]*answer.IdentityDecision{}, assessed: map[claim.ID]*answer.Assessment{}, commits: map[uint64]*answer.Commit{},
	}
	if err := s.read(ctx, edits); err != nil {
		return nil, err
	}
	ids, names := make([]claim.ID, len(edits)), make([][]string, len(edits))
	for i := range edits {
		ids[i], names[i] = claim.ID(edits[i].Subject), edits[i].Citations
	}
	citations, err := history.CitationsOf(ctx, view(ctx), ids, names)
	if err != nil {
		return nil, err
	}
	out := make([]gen.Edit, len(edits))
	for i := range edits {
		out[i] = s.edit(&edits[i], answer.CitationsOf(ids[i], citations[i]))
	}
	return out, nil
}

// read reads all that the edits name, each sort at once.
func (s *editSource) read(ctx context.Context, edits []commitlog.Edit) error {
	var claims, entities, judgements, assessments []claim.ID
	for i := range edits {
		switch id := claim.ID(edits[i].Subject); {
		case edits[i].Kind.IsClaim():
			if claims = append(claims, id); edits[i].Other != "" {
				claims = append(claims, claim.ID(edits[i].Other))
			}
		case edits[i].Kind == commitlog.IdentityDecided:
			judgements = append(judgements, id)
		case edits[i].Kind == commitlog.ClaimAssessed:
			assessments, claims = append(assessments, id), append(claims, claim.ID(edits[i].Other))
		case edits[i].Kind == commitlog.Erased:
			c, err := history.CommitByNumber(view(ctx), edits[i].ErasedBy)
			if err != nil {
				return err
			}
			s.commits[edits[i].ErasedBy] = answer.CommitOf(c)
		default:
			entities = append(entities, id)
		}
	}
	found, err := view(ctx).Claims(ctx, claims)
	if err != nil {
		return err
	}
	for i, c := range found {
		if c != nil {
			s.claims[claims[i]] = c
		}
	}
	named, err := view(ctx).Entities(ctx, entities)
	if err != nil {
		return err
	}
	for i, e := range named {
		if e != nil {
			s.entities[entities[i]] = answer.EntityOf(e)
		}
	}
	held, err := assessment.ByID(ctx, view(ctx), assessments)
	if err != nil {
		return err
	}
	for _, a := range held {
		if a != nil {
			s.assessed[a.ID] = answer.AssessmentOf(a)
		}
	}
	decided, err := decisionsOf(ctx, judgements)
	for _, d := range decided {
		s.decisions[d.ID] = d
	}
	return err
}

func (s *editSource) edit(e *commitlog.Edit, cited []*answer.Citation) gen.Edit {
	id := claim.ID(e.Subject)
	switch {
	case e.Kind.IsClaim():
		if c := s.claims[id]; c != nil {
			return claimEdit(e, c, s.claims[claim.ID(e.Other)], cited)
		}
	case e.Kind == commitlog.EntityDescribed:
		return &gen.EntityDescribed{
			Entity: s.entity(e), NameBefore: answer.OrNull(&e.NameBefore), NameAfter: e.NameAfter,
			IdentifiersAdded: identifiers(e.Added), IdentifiersRemoved: identifiers(e.Removed),
		}
	case e.Kind == commitlog.IdentityDecided && s.decisions[id] != nil:
		return &gen.IdentityDecided{Decision: s.decisions[id], Withdrawn: e.Withdrawn}
	case e.Kind == commitlog.ClaimAssessed && s.assessed[id] != nil && s.claims[claim.ID(e.Other)] != nil:
		return &gen.ClaimAssessed{Claim: s.claims[claim.ID(e.Other)], Assessment: s.assessed[id], Withdrawn: e.Withdrawn}
	case e.Kind == commitlog.Erased:
		return &gen.Erased{Was: e.Was.String(), ErasedBy: s.commits[e.ErasedBy]}
	case e.Kind == commitlog.DocumentAdded:
		if document, ok := s.entity(e).(*answer.Document); ok {
			return &gen.DocumentAdded{Document: document}
		}
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

// claimEdit is an edit of a claim, with the citations that the edit names, and the claim that it revises or that revises it.
func claimEdit(e *commitlog.Edit, c, other claim.Claim, cited []*answer.Citation) gen.Edit {
	switch {
	case e.Kind == commitlog.ClaimAsserted:
		return &gen.ClaimAsserted{Claim: c, Citations: cited, Revises: other}
	case e.Kind == commitlog.ClaimRetracted:
		return &gen.ClaimRetracted{Claim: c, Citations: cited, RevisedBy: other}
	case len(cited) == 0:
		return nil
	case e.Kind == commitlog.ClaimCited:
		return &gen.ClaimCited{Claim: c, Citation: cited[0]}
	}
	return &gen.ClaimUncited{Claim: c, Citation: cited[0]}
}

// identifiers reads identifiers as the log has them: "scheme:value uri".
func identifiers(texts []string) []*answer.Identifier {
	list := make([]claim.Identifier, len(texts))
	for i, text := range texts {
		key, uri, _ := strings.Cut(text, " ")
		list[i] = claim.ParseIdentifier(key)
		list[i].URI = uri
	}
	return answer.IdentifiersOf(list)
}
