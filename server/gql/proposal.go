package gql

import (
	"context"
	"fmt"
	"slices"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/write"
	"whence/server/auth"
	"whence/server/gql/answer"
	"whence/server/gql/gen"
)

// Proposals is a page of writes that wait for an editor, or did. A cursor is a proposal's id.
func (query) Proposals(ctx context.Context, states []answer.ProposalState, by, about []claim.ID, first *int, after *string) (*gen.ProposalConnection, error) {
	size, err := listed(first, 20)
	if err != nil {
		return nil, err
	}
	q := write.ProposalQuery{By: by, About: about, First: size}
	if after != nil && *after != "" {
		number, ok := write.ParseProposalID(claim.ID(*after))
		if !ok {
			return nil, fmt.Errorf("after: %w", graph.ErrCursor)
		}
		q.After = number
	}
	for _, s := range []commitlog.ProposalState{commitlog.Waiting, commitlog.Accepted, commitlog.Rejected, commitlog.Withdrawn} {
		if states == nil || slices.Contains(states, answer.ProposalState(s.String())) {
			q.States = append(q.States, s)
		}
	}
	if states != nil && q.States == nil {
		q.States = []commitlog.ProposalState{}
	}
	if caller := auth.From(ctx); caller.Role < auth.Editor {
		own := claim.ID(caller.Agent.ID)
		if q.By == nil || slices.Contains(q.By, own) {
			q.By = []claim.ID{own}
		} else {
			q.By = []claim.ID{}
		}
	}
	found, err := write.Proposals(ctx, view(ctx), q)
	if err != nil {
		return nil, err
	}
	return proposalPage(found), nil
}

func proposalPage(found write.ProposalPage) *gen.ProposalConnection {
	page := &gen.ProposalConnection{
		TotalCount: found.Total, Edges: []*gen.ProposalEdge{}, Nodes: []*answer.Proposal{},
		PageInfo: &answer.PageInfo{HasNextPage: found.HasNext, HasPreviousPage: found.Before},
	}
	for _, p := range found.Items {
		told := answer.ProposalOf(p)
		page.Nodes = append(page.Nodes, told)
		page.Edges = append(page.Edges, &gen.ProposalEdge{Cursor: string(told.ID), Node: told})
	}
	if n := len(page.Nodes); n > 0 {
		page.PageInfo.StartCursor, page.PageInfo.EndCursor = answer.PlainCursor(page.Edges[0].Cursor), answer.PlainCursor(page.Edges[n-1].Cursor)
	}
	return page
}

// proposalFor is a proposal where the caller may see it: its maker and editors do.
func proposalFor(ctx context.Context, id claim.ID) (*answer.Proposal, error) {
	number, ok := write.ParseProposalID(id)
	if !ok {
		return nil, nil //nolint:nilnil // there is no such proposal
	}
	found, err := write.ReadProposal(view(ctx), number)
	caller := auth.From(ctx)
	if err != nil || found == nil || caller.Role < auth.Contributor || caller.Role < auth.Editor && found.Agent != caller.Agent.ID {
		return nil, err
	}
	return answer.ProposalOf(found), nil
}

// Proposal is the proposal that each commit carries out.
func (commits) Proposal(ctx context.Context, of []*answer.Commit) ([]*answer.Proposal, error) {
	out := make([]*answer.Proposal, len(of))
	for i, c := range of {
		var err error
		if out[i], err = proposalFor(ctx, claim.ID(c.Recorded.Proposal)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// proposals resolves what proposals would do, and did.
type proposals struct{ mutations }

// Plan is what each would change now.
func (r proposals) Plan(ctx context.Context, of []*answer.Proposal) ([]*gen.WritePlan, error) {
	out := make([]*gen.WritePlan, len(of))
	for i, p := range of {
		if p.Recorded.State != commitlog.Waiting {
			continue
		}
		carryOut, expect, err := proposed(p.Recorded)
		if err != nil {
			return nil, err
		}
		outcome, err := write.PlanProposal(ctx, r.graph, p.Recorded, carryOut, expect)
		if err != nil {
			return nil, err
		}
		w, err := r.answer(ctx, outcome, true)
		if err != nil {
			return nil, err
		}
		out[i] = w.plan
	}
	return out, nil
}

// Commit is the commit that carried each out.
func (proposals) Commit(ctx context.Context, of []*answer.Proposal) ([]*answer.Commit, error) {
	return commitsOf(ctx, of, func(p *answer.Proposal) (uint64, error) { return p.Recorded.Commit, nil })
}
