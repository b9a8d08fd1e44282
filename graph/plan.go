package graph

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/quadstore"
)

// plan is one commit worked out against one view, before anything is written. Its view is without judgements: every claim
// keeps the ids that it was made with.
type plan struct {
	*View
	encoder encoder
	removed []quad.Quad // of entities' descriptions and of owners; what was claimed is never removed
	commit  commitlog.Commit
	edits   []commitlog.Edit
	side    []quadstore.SideRecord
	moments []time.Time // of quads that are loaded as they are

	at  time.Time
	now quad.Value // at, as a literal

	wanted   map[claim.ID]claim.Claim
	declares map[claim.ID]quad.IRI   // documents and the datasets of this load that declare them
	firsts   map[claim.ID]quad.IRI   // documents and the datasets that own what cites them and names no owner
	dropped  map[claim.ID][]claim.ID // citations taken from each claim that stood
	renamed  map[claim.ID]bool       // entities whose names may have changed
	report   Report

	fresh, back, gone []claim.ID               // claims and citations that are new, stand again, stand no more
	edited            map[claim.ID]claim.Claim // what the edits' claims say, where it is at hand
	judgedNow         []*Judgement             // that are made or taken back
	assessedNow       bool                     // assessments are made or taken back
	beside            bool                     // it writes side records alone, and is no commit

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
	TakeOver   bool // a load may rename what data sets of other owners describe, and take away most of what one said
}

// The agents of what nobody signed in for.
const (
	LocalAgent  claim.ID = "agent/local"  // a command on this machine
	BeforeAgent claim.ID = "agent/before" // what a store held before there were commits
)

func (v *View) newPlan(at time.Time, by Author, action commitlog.Action) *plan {
	raw := v.raw()
	return &plan{
		View: raw, encoder: encoder{namer: v.namer}, at: at, now: dateTime(at),
		commit: commitlog.Commit{
			At: at, Agent: string(by.Agent), Action: action, Reason: by.Reason, Key: by.Key,
			Proposal: string(by.Proposal), AcceptedBy: string(by.AcceptedBy),
		},
		wanted: map[claim.ID]claim.Claim{}, declares: map[claim.ID]quad.IRI{}, firsts: map[claim.ID]quad.IRI{}, dropped: map[claim.ID][]claim.ID{},
		renamed: map[claim.ID]bool{}, edited: map[claim.ID]claim.Claim{},
	}
}

// changes reports whether the plan writes anything.
func (p *plan) changes() bool {
	return p.beside || p.report.Changed() || len(p.edits) > 0 || len(p.removed) > 0
}

// edit tells the log of one thing that the commit changes. c is the claim that it is about, where it is at hand.
func (p *plan) edit(e commitlog.Edit, c claim.Claim) {
	p.edits = append(p.edits, e)
	if c != nil {
		p.edited[claim.ID(e.Subject)] = c
	}
}

// mostLookedUp is of how many edits the claims are read for the log's postings. A commit of more is found by its documents,
// kinds and agent, and is a candidate for everything else.
const mostLookedUp = 4096

// postings is what the commit is found by.
func (p *plan) postings(ctx context.Context) ([]commitlog.Posting, error) {
	found := map[commitlog.Posting]bool{}
	post := func(kind commitlog.PostingKind, value claim.ID) {
		if value != "" {
			found[commitlog.Posting{Kind: kind, Value: string(value)}] = true
		}
	}
	few := len(p.edits) <= mostLookedUp && p.deferred == nil
	if few {
		if err := p.lookUp(ctx); err != nil {
			return nil, err
		}
	}
	for i := range p.edits {
		subject := claim.ID(p.edits[i].Subject)
		switch kind := p.edits[i].Kind; {
		case kind == commitlog.EntityDescribed || kind == commitlog.DocumentAdded:
			post(commitlog.ByEntity, subject)
			post(commitlog.Described, subject)
		case kind == commitlog.IdentityDecided:
			if j := p.judgement(subject); j != nil {
				for _, id := range []claim.ID{j.Left, j.Right} {
					post(commitlog.ByEntity, id)
					post(commitlog.Described, id)
				}
			}
		case few:
			post(commitlog.ByClaim, claimOf(&p.edits[i]))
		}
	}
	for id, c := range p.edited {
		p.postClaim(id, c, few, post)
	}
	if p.deferred != nil {
		for _, c := range p.deferred.claims {
			p.postClaim(c.Base().ID, c, few, post)
		}
	}
	if p.commit.Dataset != "" {
		post(commitlog.ByDataset, claim.ID(p.commit.Dataset))
	}
	return slices.Collect(maps.Keys(found)), nil
}

// claimOf is the claim that an edit is about; of an assessment, the one that it assesses.
func claimOf(e *commitlog.Edit) claim.ID {
	if e.Kind == commitlog.ClaimAssessed {
		return claim.ID(e.Other)
	}
	return claim.ID(e.Subject)
}

func (p *plan) postClaim(_ claim.ID, c claim.Claim, few bool, post func(commitlog.PostingKind, claim.ID)) {
	for _, cite := range c.Base().Citations {
		post(commitlog.ByDocument, cite.Document)
	}
	if r, ok := c.(*claim.Relationship); ok {
		post(commitlog.ByKind, claim.ID(r.Kind))
	}
	if few {
		for _, id := range entitiesIn(c) {
			post(commitlog.ByEntity, id)
		}
	}
}

// entitiesIn is the entities that have a part in a.
func entitiesIn(c claim.Claim) []claim.ID {
	switch c := c.(type) {
	case *claim.Relationship:
		return []claim.ID{c.Subject, c.Object, c.FundedThrough, c.Recipient, c.StatedBy}
	case *claim.Measure:
		return []claim.ID{c.About, c.Place, c.StatedBy}
	case *claim.Attribute:
		return []claim.ID{c.About, c.StatedBy}
	}
	return nil
}

// lookUp reads the claims of edits that are not at hand.
func (p *plan) lookUp(ctx context.Context) error {
	var ids []claim.ID
	for i := range p.edits {
		if id := claimOf(&p.edits[i]); id.IsClaim() && p.edited[id] == nil {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	found, err := p.Claims(ctx, ids)
	if err != nil {
		return err
	}
	for i, c := range found {
		if c != nil {
			p.edited[ids[i]] = c
		}
	}
	return nil
}

// judgement is a judgement that the plan makes or takes back.
func (p *plan) judgement(id claim.ID) *Judgement {
	for _, j := range p.judgedNow {
		if j.ID == id {
			return j
		}
	}
	return nil
}
