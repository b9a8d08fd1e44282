package answer

import (
	"whence/graph/claim"
	"whence/graph/write"
	"whence/server/gql/scalar"
)

// ProposalState is where a proposal stands, as the API spells it.
type ProposalState string

// Proposal is a write that waits for an editor, or did.
type Proposal struct {
	ID        claim.ID
	State     ProposalState
	Action    CommitAction
	Mutation  string
	Digest    string
	By        *Agent
	At        scalar.DateTime
	Reason    *string
	Request   string
	DecidedBy *Agent
	DecidedAt *scalar.DateTime
	Decision  *string

	Recorded *write.Proposal
}

// NodeID is the proposal's id.
func (p *Proposal) NodeID() claim.ID { return p.ID }

// ProposalOf is a proposal as the API shows it, nil of nil.
func ProposalOf(p *write.Proposal) *Proposal {
	if p == nil {
		return nil
	}
	out := &Proposal{
		ID: write.ProposalID(p.Number), State: ProposalState(p.State.String()), Action: CommitAction(p.Action.String()), Mutation: p.Mutation,
		Digest: p.Digest(), By: AgentOf(p.Agent), At: scalar.DateTime{Time: p.At}, Reason: OrNull(&p.Reason), Request: p.Request,
		Decision: OrNull(&p.Decision), Recorded: p,
	}
	if p.DecidedBy != "" {
		out.DecidedBy, out.DecidedAt = AgentOf(p.DecidedBy), &scalar.DateTime{Time: p.DecidedAt}
	}
	return out
}
