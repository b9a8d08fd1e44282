package write_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/paging"
	"whence/graph/write"
)

// standingOf is how the only relationship of a kind stands.
func standingOf(t *testing.T, g *graph.Graph, kind claim.RelationshipKind) (claim.Claim, claim.Standing) {
	t.Helper()
	page, err := g.Now().AllRelationships(t.Context(), graph.RelationshipQuery{Kinds: []claim.RelationshipKind{kind}, Window: paging.Window{First: 10}})
	if err != nil || len(page.Items) != 1 {
		t.Fatalf("%d claims, %v", len(page.Items), err)
	}
	return page.Items[0], g.Now().Standings([]claim.Claim{page.Items[0]})[0]
}

func as(t *testing.T, g *graph.Graph, agent claim.ID, m write.Mutation) *write.Outcome {
	t.Helper()
	o, err := write.Commit(t.Context(), g, m, write.Options{Author: write.Author{Agent: agent, Reason: "as read"}})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// A claim is disputed, endorsed by another, and the dispute taken back; a later assessment of the same agent takes the place of the
// one before. Sums and lists are unchanged, and a filter leaves out what is only disputed.
func TestStanding(t *testing.T) {
	g := written(t)
	c, before := standingOf(t, g, "FUNDS")
	id := c.Base().ID
	dispute := write.AssessClaim{Claim: id, Verdict: claim.Dispute, Ground: "WRONG_FIGURE"}
	step := func(agent claim.ID, m write.Mutation, want claim.Standing) *write.Outcome {
		t.Helper()
		o := as(t, g, agent, m)
		if _, got := standingOf(t, g, "FUNDS"); got != want || len(o.Errors) > 0 {
			t.Errorf("stands %s, want %s; %+v", got, want, o.Errors)
		}
		return o
	}
	if before != claim.Unassessed {
		t.Errorf("stands %s", before)
	}
	disputed := step("agent/ann", dispute, claim.Disputed)
	if again := step("agent/ann", dispute, claim.Disputed); again.Commit != nil {
		t.Error("the same again is a commit")
	}
	count := func(standing ...claim.Standing) int {
		page, err := g.Now().AllRelationships(t.Context(), graph.RelationshipQuery{
			Kinds: []claim.RelationshipKind{"FUNDS"}, Filter: graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{Standing: standing}}, Window: paging.Window{First: 10},
		})
		if err != nil {
			t.Fatal(err)
		}
		return page.Total
	}
	if got := []int{count(), count(claim.Disputed), count(claim.Unassessed, claim.Endorsed, claim.Contested)}; !cmp.Equal(got, []int{1, 1, 0}) {
		t.Errorf("counts %v", got)
	}
	step("agent/ben", write.AssessClaim{Claim: id, Verdict: claim.Endorse}, claim.Contested)
	step("agent/ann", write.AssessClaim{Claim: id, Verdict: claim.Endorse}, claim.Endorsed)
	if o := as(t, g, "agent/eve", write.UndoCommit{Number: disputed.Commit.Number}); !cmp.Equal(code(o), []write.UserErrorCode{write.UndoBlocked}) {
		t.Errorf("undone though another took its place: %v", code(o))
	}
	head, _ := g.Now().Head()
	step("agent/eve", write.UndoCommit{Number: head}, claim.Contested)
}

// A dispute of one citation counts only where every citation is disputed.
func TestDisputedCitation(t *testing.T) {
	g := written(t)
	as(t, g, "agent/ann", write.AssertClaims{Claims: []write.NewClaim{{Claim: funds("organisation/acme-trust", "place/the-hub", "1200000"), Cited: []write.Cited{{Document: "document/a-story", Locator: "page 2"}}}}})
	c, _ := standingOf(t, g, "FUNDS")
	a := c.Base()
	want := []claim.Standing{claim.Unassessed, claim.Disputed}
	for i, cite := range a.Citations {
		as(t, g, "agent/ann", write.AssessClaim{Claim: a.ID, Citation: claim.CitationID(a.ID, cite), Verdict: claim.Dispute, Ground: "OUT_OF_CONTEXT"})
		if _, got := standingOf(t, g, "FUNDS"); got != want[i] {
			t.Errorf("%d of %d disputed: %s, want %s", i+1, len(a.Citations), got, want[i])
		}
	}
}

func TestAssessRefused(t *testing.T) {
	g := written(t)
	c, _ := standingOf(t, g, "FUNDS")
	id := c.Base().ID
	for name, tt := range map[string]struct {
		m    write.AssessClaim
		want write.UserErrorCode
	}{
		"no ground":          {write.AssessClaim{Claim: id, Verdict: claim.Dispute}, write.ReasonRequired},
		"a ground too many":  {write.AssessClaim{Claim: id, Verdict: claim.Endorse, Ground: "WRONG_DATE"}, write.InvalidValue},
		"other than what":    {write.AssessClaim{Claim: id, Verdict: claim.Dispute, Ground: claim.OtherGround, Comment: " "}, write.ReasonRequired},
		"contradicted where": {write.AssessClaim{Claim: id, Verdict: claim.Dispute, Ground: claim.Contradicted}, write.EvidenceRequired},
		"no such claim":      {write.AssessClaim{Claim: "claim/00000000000000000000000000000000", Verdict: claim.Endorse}, write.UnknownID},
		"no citation of it":  {write.AssessClaim{Claim: id, Citation: "citation/00000000000000000000000000000000", Verdict: claim.Endorse}, write.UnknownID},
	} {
		o := as(t, g, "agent/ann", tt.m)
		if got := code(o); !cmp.Equal(got, []write.UserErrorCode{tt.want}) || o.Commit != nil {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

// An entity is called by a name that a claim gives it, and no other; undoing that gives the old name back.
func TestDescribe(t *testing.T) {
	g := written(t)
	name := func() string {
		e, err := g.Now().Entity(t.Context(), "organisation/acme-trust")
		if err != nil {
			t.Fatal(err)
		}
		return e.Name
	}
	if got := code(carryOut(t, g, write.DescribeEntity{Entity: "organisation/acme-trust", Name: "ACME"})); !cmp.Equal(got, []write.UserErrorCode{write.NameNotCited}) {
		t.Errorf("uncited: %v", got)
	}
	carryOut(t, g, write.AssertClaims{Claims: []write.NewClaim{{Claim: &claim.Attribute{About: "organisation/acme-trust", Property: "name", Value: "ACME"}, Cited: saidIn("ACME")}}})
	settled := carryOut(t, g, write.DescribeEntity{Entity: "organisation/acme-trust", Name: "ACME"})
	if name() != "ACME" || len(settled.Errors) > 0 {
		t.Errorf("called %s: %+v", name(), settled.Errors)
	}
	if got := code(carryOut(t, g, write.DescribeEntity{Entity: "organisation/acme-trust", Add: []claim.Identifier{{Scheme: "GB-CHC", Value: "7"}}})); !cmp.Equal(got, []write.UserErrorCode{write.EvidenceRequired}) {
		t.Errorf("an identifier without a place where it is printed: %v", got)
	}
	undone := carryOut(t, g, write.UndoCommit{Number: settled.Commit.Number})
	if name() != "Acme Trust" || len(undone.Errors) > 0 {
		t.Errorf("called %s after the undo: %+v", name(), undone.Errors)
	}
}

// A split by claims moves them with their citations; merging the parts again is refused.
func TestSplit(t *testing.T) {
	g := written(t)
	c, _ := standingOf(t, g, "FUNDS")
	part := write.SplitPart{Claims: []claim.ID{c.Base().ID}, New: &write.NewEntity{Key: "other", Kind: claim.Organisation, Name: "Acme Trust (Leeds)"}}
	if got := code(carryOut(t, g, write.SplitEntity{Entity: "organisation/acme-trust", Parts: []write.SplitPart{part}})); !cmp.Equal(got, []write.UserErrorCode{write.EvidenceRequired}) {
		t.Errorf("without evidence: %v", got)
	}
	o := carryOut(t, g, write.SplitEntity{Entity: "organisation/acme-trust", Parts: []write.SplitPart{part}, Cited: saidIn("ACME gave the Hub a plaque")})
	if len(o.Errors) > 0 {
		t.Fatalf("%+v", o.Errors)
	}
	moved, _ := standingOf(t, g, "FUNDS")
	r, ok := moved.(*claim.Relationship)
	if !ok || r.Subject != o.Entities[0] || len(r.Citations) != len(c.Base().Citations) {
		t.Errorf("%+v", moved)
	}
	again := carryOut(t, g, write.MergeEntities{Keep: "organisation/acme-trust", Merge: o.Entities, Cited: saidIn("Acme Trust")})
	if got := code(again); !cmp.Equal(got, []write.UserErrorCode{write.JudgedDifferent}) {
		t.Errorf("merged again: %v", got)
	}
}

// A proposal is planned again when it is accepted: what was retracted meanwhile is STALE, and the proposal stays open.
func TestProposals(t *testing.T) {
	g := written(t)
	c, _ := standingOf(t, g, "FUNDS")
	retract := write.RetractClaims{Claims: []claim.ID{c.Base().ID}}
	propose := func() *write.Proposal {
		o, err := write.Propose(t.Context(), g, retract, "retractClaims", `{"input":{}}`, write.Options{Author: write.Author{Agent: "agent/con", Reason: "wrong"}})
		if err != nil || o.Proposal == nil || o.Commit != nil {
			t.Fatalf("%+v, %v", o, err)
		}
		return o.Proposal
	}
	decide := func(by claim.ID, d write.Decision) *write.Outcome {
		d.Write = func(*write.Proposal) (write.Mutation, map[claim.ID]claim.ID, error) { return retract, nil, nil }
		o, err := write.Decide(t.Context(), g, d, write.Options{Author: write.Author{Agent: by}})
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	first, second := propose(), propose()
	accept := func(p *write.Proposal) write.Decision {
		return write.Decision{Proposal: write.ProposalID(p.Number), State: commitlog.Accepted, Digest: p.Digest(), FourEyes: true}
	}
	swapped := accept(first)
	swapped.Digest = "0"
	for _, tt := range []struct {
		name string
		by   claim.ID
		d    write.Decision
		want []write.UserErrorCode
	}{
		{"another digest", "agent/eve", swapped, []write.UserErrorCode{write.Stale}},
		{"one's own", "agent/con", accept(first), []write.UserErrorCode{write.OwnProposal}},
		{"accepted", "agent/eve", accept(first), nil},
		{"accepted again", "agent/eve", accept(first), []write.UserErrorCode{write.NotOpen}},
		{"retracted meanwhile", "agent/eve", accept(second), []write.UserErrorCode{write.Stale}},
		{"refused without a word", "agent/eve", write.Decision{Proposal: write.ProposalID(second.Number), State: commitlog.Rejected}, []write.UserErrorCode{write.ReasonRequired}},
		{"refused", "agent/eve", write.Decision{Proposal: write.ProposalID(second.Number), State: commitlog.Rejected, Text: "done"}, nil},
		{"no such", "agent/eve", write.Decision{Proposal: "proposal/9", State: commitlog.Rejected, Text: "x"}, []write.UserErrorCode{write.UnknownID}},
	} {
		o := decide(tt.by, tt.d)
		if got := code(o); !cmp.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
		if tt.name == "accepted" && (o.Commit == nil || o.Commit.Agent != "agent/con" || o.Commit.AcceptedBy != "agent/eve" || o.Commit.Reason != "wrong") {
			t.Errorf("%s: %+v", tt.name, o.Commit)
		}
	}
	page, err := write.Proposals(t.Context(), g.Now(), write.ProposalQuery{States: []commitlog.ProposalState{commitlog.Waiting}, First: 10})
	if err != nil || page.Total != 0 {
		t.Errorf("%d wait still, %v", page.Total, err)
	}
}
