package write

import (
	"context"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/encoding"
)

// plan is one commit as it is worked out against one view. Its view is without judgements: every claim keeps the ids that it
// was made with.
type plan struct {
	*graph.View
	encoder encoding.Encoder
	batch   graph.Batch // but for the quads that it adds, which the encoder has

	at  time.Time
	now quad.Value // at, as a literal

	wanted   map[claim.ID]claim.Claim
	declares map[claim.ID]quad.IRI   // documents and the datasets of this load that declare them
	firsts   map[claim.ID]quad.IRI   // documents and the datasets that own what cites them and names no owner
	dropped  map[claim.ID][]claim.ID // citations taken from each claim that stood
	report   Report

	reassert bool            // what was held back is asserted
	deferred *deferredClaims // of a large load; nil otherwise
}

// Author is who writes, and why.
type Author struct {
	Agent      claim.ID
	Reason     string
	Key        string // idempotency key, "" for none
	Content    [32]byte
	Proposal   claim.ID
	AcceptedBy claim.ID
	Reassert   bool // a load asserts what somebody retracted or corrected by hand all the same
	TakeOver   bool // a load may rename what data sets of other owners describe, and take away most of what one said

	// Before is asked of the view that a load is planned against, before anything of it is worked out: its error ends the load.
	// Nil asks nothing.
	Before func(context.Context, *graph.View) error
}

// before asks Before.
func (a Author) before(ctx context.Context, v *graph.View) error {
	if a.Before == nil {
		return nil
	}
	return a.Before(ctx, v)
}

// LocalAgent is the agent of a command on this machine, for which nobody signed in.
const LocalAgent claim.ID = "agent/local"

func newPlan(v *graph.View, at time.Time, by Author, action commitlog.Action) *plan {
	return &plan{
		View: v.Unresolved(), encoder: encoding.Encoder{Namer: v.Namer}, at: at, now: encoding.DateTime(at),
		batch: graph.Batch{
			Commit: commitlog.Commit{
				At: at, Agent: string(by.Agent), Action: action, Reason: by.Reason, Key: by.Key,
				Proposal: string(by.Proposal), AcceptedBy: string(by.AcceptedBy),
			},
			Renamed: map[claim.ID]bool{}, Claims: map[claim.ID]claim.Claim{},
		},
		wanted: map[claim.ID]claim.Claim{}, declares: map[claim.ID]quad.IRI{}, firsts: map[claim.ID]quad.IRI{}, dropped: map[claim.ID][]claim.ID{},
	}
}

// planned is what the plan would commit, nil where it changes nothing.
func (p *plan) planned() *graph.Batch {
	if !p.changes() {
		return nil
	}
	p.batch.Add = p.encoder.Quads
	if p.deferred != nil {
		p.batch.Streamed, p.batch.Whole = p.deferred.claims, p.deferred.edits
	}
	return &p.batch
}

// changes reports whether the plan writes anything.
func (p *plan) changes() bool {
	return p.batch.Beside || p.report.Changed() || len(p.batch.Edits) > 0 || len(p.batch.Remove) > 0
}

// edit tells the log of one thing that the commit changes. c is the claim that it is about, where it is at hand.
func (p *plan) edit(e commitlog.Edit, c claim.Claim) {
	p.batch.Edits = append(p.batch.Edits, e)
	if c != nil {
		p.batch.Claims[claim.ID(e.Subject)] = c
	}
}
