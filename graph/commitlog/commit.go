package commitlog

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"time"
)

// Commit is one write, as it was recorded.
type Commit struct {
	Number     uint64    // 1, 2, 3, without gaps
	At         time.Time // no two commits share a moment
	Agent      string    // who wrote it: "agent/ann"
	Action     Action
	Reason     string // in the words of whoever wrote it, "" where they gave none
	Dataset    string // that was replaced; "" unless Action is Load
	Proposal   string // that it carries out
	AcceptedBy string // the agent who accepted that proposal
	Undoes     uint64 // the commit that it undoes, 0 for none
	Key        string // the idempotency key of its request
	EditCount  int
	Edits      [sha256.Size]byte // over the edits' records, in their order
	Digest     [sha256.Size]byte // over this commit and the digest of the one before it
}

// Action is what a commit was for.
type Action uint8

// The actions. Their numbers are recorded and never change.
const (
	Assert Action = iota + 1
	Retract
	Correct
	Assess
	Describe
	Merge
	Split
	Judge
	AddDocument
	Load
	Undo
	Erase
)

var actionNames = [...]string{
	Assert: "ASSERT", Retract: "RETRACT", Correct: "CORRECT", Assess: "ASSESS", Describe: "DESCRIBE", Merge: "MERGE",
	Split: "SPLIT", Judge: "JUDGE", AddDocument: "ADD_DOCUMENT", Load: "LOAD", Undo: "UNDO", Erase: "ERASE",
}

// String is the action as the API spells it.
func (a Action) String() string {
	if int(a) < len(actionNames) && a > 0 {
		return actionNames[a]
	}
	return fmt.Sprintf("Action(%d)", uint8(a))
}

// ParseAction reads what String wrote.
func ParseAction(s string) (Action, error) {
	for a, name := range actionNames {
		if name == s && a > 0 {
			return Action(a), nil
		}
	}
	return 0, fmt.Errorf("action %.40q: want one of %v", s, actionNames[1:])
}

// Errors of a log.
var (
	// ErrCorrupt is a log that does not add up.
	ErrCorrupt = errors.New("the log of commits is corrupt")
	// ErrCursorLost is a cursor of another history: a backup was restored.
	ErrCursorLost = errors.New("the cursor is of another history of the graph: read the graph anew")
)

// recordVersion begins every record of a commit.
const recordVersion = 1

// encode is the record of a commit, but for its digest.
func (c *Commit) encode() []byte {
	w := writer{buf: []byte{recordVersion}}
	w.number(c.Number)
	w.number(uint64(c.At.UnixNano()))
	w.text(c.Agent)
	w.number(uint64(c.Action))
	w.text(c.Reason)
	w.text(c.Dataset)
	w.text(c.Proposal)
	w.text(c.AcceptedBy)
	w.number(c.Undoes)
	w.text(c.Key)
	w.number(uint64(c.EditCount))
	w.buf = append(w.buf, c.Edits[:]...)
	return w.buf
}

// chained is the digest of a commit behind another's.
func (c *Commit) chained(before [sha256.Size]byte) [sha256.Size]byte {
	return sha256.Sum256(append(before[:], c.encode()...))
}

// record is the commit as it is kept.
func (c *Commit) record() []byte { return append(c.encode(), c.Digest[:]...) }

func parseCommit(b []byte) (*Commit, error) {
	if len(b) == 0 || b[0] != recordVersion {
		return nil, fmt.Errorf("record of a commit of %d bytes, version unknown: %w", len(b), ErrCorrupt)
	}
	r := reader{buf: b[1:]}
	c := &Commit{Number: r.number()}
	c.At = time.Unix(0, int64(r.number())).UTC()
	c.Agent = r.text()
	c.Action = Action(r.number())
	c.Reason, c.Dataset, c.Proposal, c.AcceptedBy = r.text(), r.text(), r.text(), r.text()
	c.Undoes = r.number()
	c.Key = r.text()
	c.EditCount = int(r.number())
	copy(c.Edits[:], r.bytes(sha256.Size))
	copy(c.Digest[:], r.bytes(sha256.Size))
	if r.failed || len(r.buf) > 0 {
		return nil, fmt.Errorf("record of commit %d: %w", c.Number, ErrCorrupt)
	}
	return c, nil
}
