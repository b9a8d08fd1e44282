package answer

import (
	"encoding/hex"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/history"
	"whence/graph/identity"
	"whence/graph/write"
	"whence/server/gql/scalar"
)

// CommitAction is what a commit was for, as the API spells it.
type CommitAction string

// Commit is one write, as it was recorded.
type Commit struct {
	ID         claim.ID
	Number     int
	Cursor     string
	At         scalar.DateTime
	By         *Agent
	Action     CommitAction
	Reason     *string
	AcceptedBy *Agent
	EditCount  int
	Digest     string

	Recorded *commitlog.Commit
}

// NodeID is the commit's id.
func (c *Commit) NodeID() claim.ID { return c.ID }

// CommitOf is a commit as the API shows it, nil of nil.
func CommitOf(c *commitlog.Commit) *Commit {
	if c == nil {
		return nil
	}
	out := &Commit{
		ID: history.CommitID(c.Number), Number: int(c.Number), Cursor: c.Cursor(), At: scalar.DateTime{Time: c.At},
		By: AgentOf(c.Agent), Action: CommitAction(c.Action.String()), Reason: OrNull(&c.Reason), EditCount: c.EditCount,
		Digest: hex.EncodeToString(c.Digest[:]), Recorded: c,
	}
	if c.AcceptedBy != "" {
		out.AcceptedBy = AgentOf(c.AcceptedBy)
	}
	return out
}

// AgentOf is an agent by its id alone. Commands are automatic.
func AgentOf(id string) *Agent {
	automatic := id == string(write.LocalAgent) || id == string(graph.BeforeAgent)
	return &Agent{ID: claim.ID(id), Automatic: automatic}
}

// IdentityDecision is a judgement on a pair of ids.
type IdentityDecision struct {
	ID          claim.ID
	Left, Right claim.ID
	Judged      identity.Verdict
	Reason      *string
	Citations   []*Citation
	Identifiers []*Identifier
	Score       *float64
	Commit      *Commit
	WithdrawnBy *Commit
}

// NodeID is the judgement's id.
func (d *IdentityDecision) NodeID() claim.ID { return d.ID }
