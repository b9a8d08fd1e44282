package write

import (
	"context"
	"strings"
	"time"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
)

// Propose makes a proposal of a mutation instead of carrying it out: request is what Decide is given again to plan it anew. Where
// it would be refused it is not made.
func Propose(ctx context.Context, g *graph.Graph, m Mutation, name, request string, o Options) (*Outcome, error) {
	outcome := new(Outcome)
	_, view, err := g.Commit(ctx, func(v *graph.View, at time.Time) (*graph.Batch, error) {
		*outcome = Outcome{}
		if replayed, err := replayed(ctx, g, o, outcome); replayed || err != nil {
			return nil, err
		}
		p, err := draftOf(ctx, g, v, at, m, Options{Expect: o.Expect, Author: Author{Agent: o.Author.Agent, Reason: o.Author.Reason}}, outcome)
		if err != nil || p == nil {
			return nil, err
		}
		number, err := g.CommitLog().NextProposal(ctx)
		if err != nil {
			return nil, err
		}
		proposal := &Proposal{Proposal: commitlog.Proposal{
			Number: number, State: commitlog.Waiting, Action: m.action(), Mutation: name, Agent: string(o.Author.Agent), Reason: o.Author.Reason, At: at,
		}, Request: request}
		if proposal.About, err = p.planned().Entities(ctx, v); err != nil {
			return nil, err
		}
		outcome.Proposal = proposal
		only := newPlan(v, at, o.Author, m.action())
		only.batch.Beside = true
		only.batch.Side = append(only.batch.Side, proposal.Record(), proposal.Asked(request))
		if o.Author.Key != "" {
			only.batch.Side = append(only.batch.Side, commitlog.Request{Content: o.Author.Content, Proposal: string(ProposalID(number))}.Record(string(o.Author.Agent), o.Author.Key))
		}
		return only.planned(), nil
	})
	if err != nil {
		return nil, err
	}
	outcome.View = view
	return outcome, nil
}

// Decision is what somebody decides on a proposal.
type Decision struct {
	Proposal claim.ID
	State    commitlog.ProposalState // Accepted, Rejected or Withdrawn
	Digest   string                  // of what was read, where it is accepted
	Text     string
	FourEyes bool // nobody accepts or rejects a proposal of their own
	// Write is the mutation that an accepted proposal waits to be, with what it expects.
	Write func(*Proposal) (Mutation, map[claim.ID]claim.ID, error)
}

// Decide decides on a proposal, once. One that is accepted is carried out as its maker's write; where that is refused now it stays
// open.
func Decide(ctx context.Context, g *graph.Graph, by Decision, o Options) (*Outcome, error) {
	outcome := new(Outcome)
	decide := func(v *graph.View, at time.Time) (*graph.Batch, error) {
		*outcome = Outcome{View: v}
		if replayed, err := replayed(ctx, g, o, outcome); replayed || err != nil {
			return nil, err
		}
		p, err := decide(ctx, g, v, at, by, o, outcome)
		if p == nil {
			return nil, err
		}
		return p.planned(), err
	}
	if o.DryRun {
		v := g.Now()
		_, err := decide(v, v.LogHead().Moment(time.Now()))
		return outcome, err
	}
	commit, view, err := g.Commit(ctx, decide)
	if err != nil {
		return nil, err
	}
	outcome.View = view
	if commit != nil {
		outcome.Commit = commit
	}
	return outcome, nil
}

func decide(ctx context.Context, g *graph.Graph, v *graph.View, at time.Time, by Decision, o Options, outcome *Outcome) (*plan, error) {
	number, _ := ParseProposalID(by.Proposal)
	p, err := ReadProposal(v, number)
	if err != nil {
		return nil, err
	}
	own := p != nil && p.Agent == string(o.Author.Agent)
	if refused := by.refusal(p, own); refused != nil {
		outcome.Errors = append(outcome.Errors, *refused)
		return nil, nil //nolint:nilnil // a refusal is no error of the store
	}
	if by.State == commitlog.Withdrawn && !own {
		return nil, ErrNotYours
	}
	made := newPlan(v, at, o.Author, p.Action)
	made.batch.Beside = true
	if by.State == commitlog.Accepted {
		m, expect, err := by.Write(p)
		if err != nil {
			return nil, err
		}
		author := Author{Agent: claim.ID(p.Agent), Reason: p.Reason, Proposal: by.Proposal, AcceptedBy: o.Author.Agent}
		if made, err = draftOf(ctx, g, v, at, m, Options{Expect: expect, Author: author}, outcome); err != nil || made == nil {
			outcome.unchanged(err)
			return nil, err
		}
		p.Commit = v.LogHead().Number + 1
	}
	if o.DryRun {
		return nil, nil //nolint:nilnil // it is planned alone
	}
	p.State, p.DecidedBy, p.DecidedAt, p.Decision = by.State, string(o.Author.Agent), at, by.Text
	outcome.Proposal = p
	made.batch.Side = append(made.batch.Side, p.Record())
	if o.Author.Key != "" {
		made.batch.Side = append(made.batch.Side, commitlog.Request{Content: o.Author.Content, Commit: p.Commit, Proposal: string(by.Proposal)}.Record(string(o.Author.Agent), o.Author.Key))
	}
	return made, nil
}

// unchanged refuses a proposal that would change nothing any more: what it asks for is there already.
func (o *Outcome) unchanged(err error) {
	if err == nil && len(o.Errors) == 0 {
		o.Errors = append(o.Errors, UserError{Code: Stale, Message: "what it asks for is so already: reject it"})
	}
}

// refusal says why a decision is refused.
func (by *Decision) refusal(p *Proposal, own bool) *UserError {
	at := []string{"proposal"}
	switch {
	case p == nil:
		return &UserError{Code: UnknownID, Field: at, Message: "no such proposal"}
	case p.State != commitlog.Waiting:
		e := &UserError{Code: NotOpen, Field: at, Message: "the proposal was decided already: it is " + p.State.String()}
		if p.Commit != 0 {
			e.BlockedBy = []uint64{p.Commit}
		}
		return e
	case own && by.FourEyes && by.State != commitlog.Withdrawn:
		return &UserError{Code: OwnProposal, Field: at, Message: "nobody decides on a proposal of their own here: another editor does"}
	case by.State == commitlog.Accepted && by.Digest != p.Digest():
		return &UserError{Code: Stale, Field: []string{"digest"}, Message: "the proposal is another than the one that was read: read it anew"}
	case by.State == commitlog.Rejected && strings.TrimSpace(by.Text) == "":
		return &UserError{Code: ReasonRequired, Field: []string{"decision"}, Message: "say why it is refused"}
	}
	return nil
}

// PlanProposal is what a proposal would change now.
func PlanProposal(ctx context.Context, g *graph.Graph, p *Proposal, m Mutation, expect map[claim.ID]claim.ID) (*Outcome, error) {
	return Commit(ctx, g, m, Options{DryRun: true, Expect: expect, Author: Author{Agent: claim.ID(p.Agent), Reason: p.Reason}})
}
