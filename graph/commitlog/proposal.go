package commitlog

import (
	"context"
	"encoding/binary"
	"fmt"
	"time"

	"whence/graph/quadstore"
)

// Proposal is a write that waits for somebody to decide on it, as it was recorded. It is no commit.
type Proposal struct {
	Number   uint64 // 1, 2, 3, without gaps
	State    ProposalState
	Action   Action   // what it would do
	Mutation string   // that it waits to be
	Agent    string   // who made it
	Reason   string   // in the words of whoever made it, "" where they gave none
	About    []string // the entities that it touched when it was made
	At       time.Time

	Commit    uint64 // that carried it out
	DecidedBy string
	DecidedAt time.Time
	Decision  string // in the words of whoever decided
}

// ProposalState is where a proposal stands.
type ProposalState uint8

// The states. Their numbers are recorded and never change.
const (
	Waiting ProposalState = iota + 1
	Accepted
	Rejected
	Withdrawn
)

var stateNames = [...]string{Waiting: "OPEN", Accepted: "ACCEPTED", Rejected: "REJECTED", Withdrawn: "WITHDRAWN"}

// String is the state as the API spells it.
func (s ProposalState) String() string {
	if int(s) < len(stateNames) && s > 0 {
		return stateNames[s]
	}
	return fmt.Sprintf("ProposalState(%d)", uint8(s))
}

// Record is the side record that keeps a proposal; what it asks for has one of its own.
func (p *Proposal) Record() quadstore.SideRecord {
	w := writer{buf: []byte{recordVersion}}
	w.number(uint64(p.State))
	w.number(uint64(p.Action))
	for _, text := range []string{p.Mutation, p.Agent, p.Reason} {
		w.text(text)
	}
	w.list(p.About, w.text)
	w.number(uint64(p.At.UnixNano()))
	w.number(p.Commit)
	w.text(p.DecidedBy)
	if p.DecidedAt.IsZero() {
		w.number(0)
	} else {
		w.number(uint64(p.DecidedAt.UnixNano()))
	}
	w.text(p.Decision)
	return quadstore.SideRecord{Key: numbered(keyProposal, p.Number), Value: w.buf}
}

// Asked is the side record that keeps what a proposal asks for.
func (p *Proposal) Asked(request string) quadstore.SideRecord {
	return quadstore.SideRecord{Key: numbered(keyAsked, p.Number), Value: []byte(request)}
}

func parseProposal(record quadstore.SideRecord) (*Proposal, error) {
	b := record.Value
	if len(record.Key) != 9 || len(b) == 0 || b[0] != recordVersion {
		return nil, fmt.Errorf("proposal %x: %w", record.Key, ErrCorrupt)
	}
	r := reader{buf: b[1:]}
	p := &Proposal{Number: binary.BigEndian.Uint64(record.Key[1:]), State: ProposalState(r.number()), Action: Action(r.number())}
	p.Mutation, p.Agent, p.Reason = r.text(), r.text(), r.text()
	p.About = r.list(r.text)
	p.At = time.Unix(0, int64(r.number())).UTC()
	p.Commit = r.number()
	p.DecidedBy = r.text()
	if at := int64(r.number()); at != 0 {
		p.DecidedAt = time.Unix(0, at).UTC()
	}
	p.Decision = r.text()
	if r.failed || len(r.buf) > 0 {
		return nil, fmt.Errorf("proposal %d: %w", p.Number, ErrCorrupt)
	}
	return p, nil
}

// Proposal is the proposal of a number; nil where there is none.
func (l *Log) Proposal(number uint64) (*Proposal, error) {
	key := numbered(keyProposal, number)
	value, err := l.store.SideValue(key)
	if err != nil || value == nil {
		return nil, err
	}
	return parseProposal(quadstore.SideRecord{Key: key, Value: value})
}

// RequestOf is what a proposal asks for, as it was given to Asked.
func (l *Log) RequestOf(number uint64) (string, error) {
	value, err := l.store.SideValue(numbered(keyAsked, number))
	return string(value), err
}

// NextProposal is the number of the next proposal.
func (l *Log) NextProposal(ctx context.Context) (uint64, error) {
	for r, err := range l.store.SideRange(ctx, []byte{keyProposal}, []byte{keyProposal + 1}, quadstore.Descending) {
		if err != nil {
			return 0, err
		}
		p, err := parseProposal(r)
		if err != nil {
			return 0, err
		}
		return p.Number + 1, nil
	}
	return 1, nil
}

// Proposals yields the proposals from a number on, oldest first.
func (l *Log) Proposals(ctx context.Context, from uint64) func(yield func(*Proposal, error) bool) {
	return func(yield func(*Proposal, error) bool) {
		for r, err := range l.store.SideRange(ctx, numbered(keyProposal, from), []byte{keyProposal + 1}, quadstore.Ascending) {
			if err != nil {
				yield(nil, err)
				return
			}
			p, err := parseProposal(r)
			if !yield(p, err) || err != nil {
				return
			}
		}
	}
}
