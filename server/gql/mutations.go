package gql

import (
	"context"
	"slices"

	"whence/graph/assessment"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/history"
	"whence/graph/write"
	"whence/server/auth"
	"whence/server/gql/answer"
	"whence/server/gql/gen"
)

func (m mutations) AssertClaims(ctx context.Context, input gen.AssertClaimsInput, options *gen.WriteOptions) (*gen.AssertClaimsPayload, error) {
	write, err := assertion(input)
	if err != nil {
		return nil, err
	}
	w, err := m.carryOut(ctx, write, input.Reason, options)
	if err != nil {
		return nil, err
	}
	out := &gen.AssertClaimsPayload{Commit: w.commit, Proposal: w.proposal, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed, Documents: []*answer.Document{}}
	if out.Claims, err = w.claims(ctx, w.outcome.Claims); err != nil {
		return nil, err
	}
	if out.Entities, err = w.entities(ctx, w.outcome.Entities); err != nil {
		return nil, err
	}
	documents, err := w.entities(ctx, w.outcome.Documents)
	for _, d := range documents {
		if document, ok := d.(*answer.Document); ok {
			out.Documents = append(out.Documents, document)
		}
	}
	return out, err
}

func (m mutations) AddDocument(ctx context.Context, input gen.DocumentInput, options *gen.WriteOptions) (*gen.AddDocumentPayload, error) {
	document := newDocument(&input)
	document.Reopen = input.TextIsOpen != nil && auth.From(ctx).Role >= auth.Editor
	w, err := m.carryOut(ctx, write.AddDocument{Document: document}, nil, options)
	if err != nil {
		return nil, err
	}
	out := &gen.AddDocumentPayload{Commit: w.commit, Proposal: w.proposal, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed}
	documents, err := w.entities(ctx, w.outcome.Documents)
	if len(documents) > 0 {
		out.Document, _ = documents[0].(*answer.Document)
	}
	return out, err
}

func (m mutations) RetractClaims(ctx context.Context, input gen.RetractClaimsInput, options *gen.WriteOptions) (*gen.RetractClaimsPayload, error) {
	write, _ := retraction(input)
	w, err := m.carryOut(ctx, write, &input.Reason, options)
	if err != nil {
		return nil, err
	}
	out := &gen.RetractClaimsPayload{Commit: w.commit, Proposal: w.proposal, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed}
	out.Claims, err = w.claims(ctx, w.outcome.Claims)
	return out, err
}

func (m mutations) CorrectClaim(ctx context.Context, input gen.CorrectClaimInput, options *gen.WriteOptions) (*gen.CorrectClaimPayload, error) {
	write, err := correction(input)
	if err != nil {
		return nil, err
	}
	w, err := m.carryOut(ctx, write, &input.Reason, options)
	if err != nil {
		return nil, err
	}
	out := &gen.CorrectClaimPayload{Commit: w.commit, Proposal: w.proposal, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed}
	claims, err := w.claims(ctx, append(slices.Clone(w.outcome.Claims), w.outcome.Replaced...))
	for _, c := range claims {
		if c.Base().RetractedAt.IsZero() {
			out.Claim = c
		} else {
			out.Replaced = c
		}
	}
	return out, err
}

func (m mutations) MergeEntities(ctx context.Context, input gen.MergeEntitiesInput, options *gen.WriteOptions) (*gen.MergeEntitiesPayload, error) {
	write, _ := merging(input)
	w, err := m.carryOut(ctx, write, &input.Reason, options)
	if err != nil {
		return nil, err
	}
	out := &gen.MergeEntitiesPayload{Commit: w.commit, Proposal: w.proposal, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed, Replaced: []claim.ID{}}
	if out.Decisions, err = w.decisions(ctx); err != nil || w.plan != nil || len(w.errors) > 0 || w.commit == nil {
		return out, err
	}
	for _, d := range out.Decisions {
		out.Replaced = append(out.Replaced, d.Right)
	}
	entities, err := w.entities(ctx, []claim.ID{input.Keep})
	if len(entities) > 0 {
		out.Entity = entities[0]
	}
	return out, err
}

func (m mutations) JudgeIdentity(ctx context.Context, input gen.JudgeIdentityInput, options *gen.WriteOptions) (*gen.JudgeIdentityPayload, error) {
	write, _ := judging(input)
	w, err := m.carryOut(ctx, write, &input.Reason, options)
	if err != nil {
		return nil, err
	}
	out := &gen.JudgeIdentityPayload{Commit: w.commit, Proposal: w.proposal, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed}
	decisions, err := w.decisions(ctx)
	if len(decisions) > 0 {
		out.Decision = decisions[len(decisions)-1]
	}
	return out, err
}

func (m mutations) UndoCommit(ctx context.Context, input gen.UndoCommitInput, options *gen.WriteOptions) (*gen.UndoCommitPayload, error) {
	write, _ := undoing(input)
	w, err := m.carryOut(ctx, write, &input.Reason, options)
	if err != nil {
		return nil, err
	}
	out := &gen.UndoCommitPayload{Commit: w.commit, Proposal: w.proposal, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed}
	if w.commit != nil {
		undone, err := history.CommitByNumber(view(ctx), w.commit.Recorded.Undoes)
		if err != nil {
			return nil, err
		}
		out.Undone = answer.CommitOf(undone)
	}
	return out, nil
}

func (m mutations) AssessClaim(ctx context.Context, input gen.AssessClaimInput, options *gen.WriteOptions) (*gen.AssessClaimPayload, error) {
	write, _ := assessing(input)
	return m.assessed(ctx, write, nil, options)
}

func (m mutations) WithdrawAssessment(ctx context.Context, assessment claim.ID, reason string, options *gen.WriteOptions) (*gen.AssessClaimPayload, error) {
	return m.assessed(ctx, write.WithdrawAssessment{Assessment: assessment, Anybody: auth.From(ctx).Role >= auth.Editor}, &reason, options)
}

func (m mutations) assessed(ctx context.Context, write write.Mutation, reason *string, options *gen.WriteOptions) (*gen.AssessClaimPayload, error) {
	w, err := m.carryOut(ctx, write, reason, options)
	if err != nil {
		return nil, err
	}
	out := &gen.AssessClaimPayload{Commit: w.commit, Proposal: w.proposal, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed}
	if w.plan != nil || w.outcome.Assessment == "" {
		return out, nil
	}
	found, err := assessment.ByID(ctx, view(ctx), []claim.ID{w.outcome.Assessment})
	if err != nil || found[0] == nil {
		return nil, err
	}
	out.Assessment = answer.AssessmentOf(found[0])
	claims, err := view(ctx).Claims(ctx, []claim.ID{found[0].Claim})
	out.Claim = claims[0]
	return out, err
}

func (m mutations) DescribeEntity(ctx context.Context, input gen.DescribeEntityInput, options *gen.WriteOptions) (*gen.DescribeEntityPayload, error) {
	write, _ := describing(input)
	w, err := m.carryOut(ctx, write, &input.Reason, options)
	if err != nil {
		return nil, err
	}
	out := &gen.DescribeEntityPayload{Commit: w.commit, Proposal: w.proposal, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed}
	entities, err := w.entities(ctx, w.outcome.Entities)
	if len(entities) > 0 {
		out.Entity = entities[0]
	}
	return out, err
}

func (m mutations) SplitEntity(ctx context.Context, input gen.SplitEntityInput, options *gen.WriteOptions) (*gen.SplitEntityPayload, error) {
	write, _ := splitting(input)
	w, err := m.carryOut(ctx, write, &input.Reason, options)
	if err != nil {
		return nil, err
	}
	out := &gen.SplitEntityPayload{Commit: w.commit, Proposal: w.proposal, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed}
	if out.Entities, err = w.entities(ctx, w.outcome.Entities); err != nil {
		return nil, err
	}
	out.Decisions, err = w.decisions(ctx)
	return out, err
}

func (m mutations) AcceptProposal(ctx context.Context, proposal claim.ID, digest string, decision *string, options *gen.WriteOptions) (*gen.DecideProposalPayload, error) {
	return m.decide(ctx, write.Decision{Proposal: proposal, State: commitlog.Accepted, Digest: digest, Text: value(decision)}, options)
}

func (m mutations) RejectProposal(ctx context.Context, proposal claim.ID, decision string, options *gen.WriteOptions) (*gen.DecideProposalPayload, error) {
	return m.decide(ctx, write.Decision{Proposal: proposal, State: commitlog.Rejected, Text: decision}, options)
}

func (m mutations) WithdrawProposal(ctx context.Context, proposal claim.ID, options *gen.WriteOptions) (*gen.DecideProposalPayload, error) {
	return m.decide(ctx, write.Decision{Proposal: proposal, State: commitlog.Withdrawn}, options)
}

func (m mutations) decide(ctx context.Context, by write.Decision, o *gen.WriteOptions) (*gen.DecideProposalPayload, error) {
	if o == nil {
		o = new(gen.WriteOptions)
	}
	by.FourEyes, by.Write = m.fourEyes, proposed
	options, refused, err := m.options(ctx, o)
	var w *written
	if err != nil || refused != nil {
		w, err = m.refuse(ctx, refused, err)
	} else {
		w, err = m.answered(ctx, options.DryRun)(write.Decide(ctx, m.graph, by, options))
	}
	if err != nil {
		return nil, err
	}
	return &gen.DecideProposalPayload{Commit: w.commit, Proposal: w.proposal, Plan: w.plan, UserErrors: w.errors, Warnings: w.warnings, Replayed: w.outcome.Replayed}, nil
}
