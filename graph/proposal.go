package graph

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"whence/graph/claim"
	"whence/graph/commitlog"
)

// Proposal is a write that waits for an editor, or did.
type Proposal struct {
	commitlog.Proposal

	Request string // what it asks for, in the words of whoever keeps it
}

// ProposalPrefix begins the ids of proposals: proposal/3.
const ProposalPrefix = "proposal/"

// ProposalID is the id of a proposal.
func ProposalID(number uint64) claim.ID {
	return claim.ID(ProposalPrefix + strconv.FormatUint(number, 10))
}

// ParseProposalID reads what ProposalID wrote; ok is false where it is something else.
func ParseProposalID(id claim.ID) (number uint64, ok bool) {
	digits, found := strings.CutPrefix(string(id), ProposalPrefix)
	n, err := strconv.ParseUint(digits, 10, 63)
	return n, found && err == nil && n > 0 && ProposalID(n) == id
}

// Digest is the SHA-256 of what a proposal asks for, in hexadecimal: what whoever accepts it says they have read.
func (p *Proposal) Digest() string {
	sum := sha256.Sum256([]byte(p.Mutation + "\n" + p.Request))
	return hex.EncodeToString(sum[:])
}

// Proposal is a proposal by its number, nil where there is none.
func (v *View) Proposal(number uint64) (*Proposal, error) {
	found, err := v.log.Proposal(number)
	if err != nil || found == nil {
		return nil, err
	}
	request, err := v.log.RequestOf(number)
	return &Proposal{*found, request}, err
}

// ProposalQuery asks for proposals. A list that is not nil holds where one of it does.
type ProposalQuery struct {
	States []commitlog.ProposalState
	By     []claim.ID
	About  []claim.ID
	After  uint64 // go on behind this number
	First  int
}

// ProposalPage is some of the proposals that were asked for, oldest first.
type ProposalPage struct {
	Items   []*Proposal
	Total   int // on all pages
	Before  bool
	HasNext bool
}

// Proposals is a page of proposals.
func (v *View) Proposals(ctx context.Context, q ProposalQuery) (ProposalPage, error) {
	if slices.Contains(q.By, "") || slices.Contains(q.About, "") {
		return ProposalPage{}, NotFound("id", "")
	}
	about := texts(v.onceOne(CommitFilter{About: q.About, Present: true}))
	var page ProposalPage
	for p, err := range v.log.Proposals(ctx, 1) {
		if err != nil {
			return page, err
		}
		if q.States != nil && !slices.Contains(q.States, p.State) || q.By != nil && !slices.Contains(q.By, claim.ID(p.Agent)) ||
			q.About != nil && !slices.ContainsFunc(p.About, func(id string) bool { return slices.Contains(about, id) }) {
			continue
		}
		page.Total++
		switch {
		case p.Number <= q.After:
			page.Before = true
		case len(page.Items) == q.First:
			page.HasNext = true
		default:
			request, err := v.log.RequestOf(p.Number)
			if err != nil {
				return page, err
			}
			page.Items = append(page.Items, &Proposal{*p, request})
		}
	}
	return page, nil
}

// Propose makes a proposal of a mutation instead of carrying it out: request is what Decide is given again to plan it anew. Where
// it would be refused it is not made.
func (g *Graph) Propose(ctx context.Context, m Mutation, name, request string, o WriteOptions) (*Outcome, error) {
	outcome := new(Outcome)
	_, view, err := g.writeAndSee(ctx, func(v *View, at time.Time) (*plan, error) {
		*outcome = Outcome{}
		if replayed, err := g.replayed(ctx, o, outcome); replayed || err != nil {
			return nil, err
		}
		p, err := g.draftOf(ctx, v, at, m, WriteOptions{Expect: o.Expect, Author: Author{Agent: o.Author.Agent, Reason: o.Author.Reason}}, outcome)
		if err != nil || p == nil {
			return nil, err
		}
		number, err := g.log.NextProposal(ctx)
		if err != nil {
			return nil, err
		}
		proposal := &Proposal{commitlog.Proposal{
			Number: number, State: commitlog.Waiting, Action: m.action(), Mutation: name, Agent: string(o.Author.Agent), Reason: o.Author.Reason, At: at,
		}, request}
		if proposal.About, err = p.touches(ctx); err != nil {
			return nil, err
		}
		outcome.Proposal = proposal
		only := v.newPlan(at, o.Author, m.action())
		only.beside = true
		only.side = append(only.side, proposal.Record(), proposal.Asked(request))
		if o.Author.Key != "" {
			only.side = append(only.side, commitlog.Request{Content: o.Author.Content, Proposal: string(ProposalID(number))}.Record(string(o.Author.Agent), o.Author.Key))
		}
		return only, nil
	})
	if err != nil {
		return nil, err
	}
	outcome.View = view
	return outcome, nil
}

// touches is the entities that a plan touches.
func (p *plan) touches(ctx context.Context) ([]string, error) {
	postings, err := p.postings(ctx)
	var ids []string
	for _, posting := range postings {
		if posting.Kind == commitlog.ByEntity {
			ids = append(ids, posting.Value)
		}
	}
	slices.Sort(ids)
	return ids, err
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
func (g *Graph) Decide(ctx context.Context, by Decision, o WriteOptions) (*Outcome, error) {
	outcome := new(Outcome)
	decide := func(v *View, at time.Time) (*plan, error) {
		*outcome = Outcome{View: v}
		if replayed, err := g.replayed(ctx, o, outcome); replayed || err != nil {
			return nil, err
		}
		return g.decide(ctx, v, at, by, o, outcome)
	}
	if o.DryRun {
		v := g.Now()
		_, err := decide(v, v.head.Moment(time.Now()))
		return outcome, err
	}
	commit, view, err := g.writeAndSee(ctx, decide)
	if err != nil {
		return nil, err
	}
	outcome.View = view
	if commit != nil {
		outcome.Commit = commit
	}
	return outcome, nil
}

func (g *Graph) decide(ctx context.Context, v *View, at time.Time, by Decision, o WriteOptions, outcome *Outcome) (*plan, error) {
	number, _ := ParseProposalID(by.Proposal)
	p, err := v.Proposal(number)
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
	made := v.newPlan(at, o.Author, p.Action)
	made.beside = true
	if by.State == commitlog.Accepted {
		m, expect, err := by.Write(p)
		if err != nil {
			return nil, err
		}
		author := Author{Agent: claim.ID(p.Agent), Reason: p.Reason, Proposal: by.Proposal, AcceptedBy: o.Author.Agent}
		if made, err = g.draftOf(ctx, v, at, m, WriteOptions{Expect: expect, Author: author}, outcome); err != nil || made == nil {
			outcome.unchanged(err)
			return nil, err
		}
		p.Commit = v.head.Number + 1
	}
	if o.DryRun {
		return nil, nil //nolint:nilnil // it is planned alone
	}
	p.State, p.DecidedBy, p.DecidedAt, p.Decision = by.State, string(o.Author.Agent), at, by.Text
	outcome.Proposal = p
	made.side = append(made.side, p.Record())
	if o.Author.Key != "" {
		made.side = append(made.side, commitlog.Request{Content: o.Author.Content, Commit: p.Commit, Proposal: string(by.Proposal)}.Record(string(o.Author.Agent), o.Author.Key))
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
func (g *Graph) PlanProposal(ctx context.Context, p *Proposal, m Mutation, expect map[claim.ID]claim.ID) (*Outcome, error) {
	return g.Write(ctx, m, WriteOptions{DryRun: true, Expect: expect, Author: Author{Agent: claim.ID(p.Agent), Reason: p.Reason}})
}
