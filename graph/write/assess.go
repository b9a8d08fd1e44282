package write

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/assessment"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/encoding"
	"whence/graph/history"
	"whence/graph/snapshot"
)

// ErrNotYours is a write that only whoever made a thing, or an editor, may carry out.
var ErrNotYours = errors.New("it is somebody else's")

// AssessClaim endorses or disputes a claim or one of its citations. What the same agent held of it before is taken back.
type AssessClaim struct {
	Claim    claim.ID
	Citation claim.ID // that it is about; "" for the claim
	Verdict  claim.Verdict
	Ground   claim.Ground
	Comment  string
	Cited    []Cited
}

func (AssessClaim) action() commitlog.Action { return commitlog.Assess }

// longestComment bounds a comment, in bytes.
const longestComment = 10_000

func (m AssessClaim) plan(ctx context.Context, d *draft) error {
	m.Comment = strings.TrimSpace(m.Comment)
	m.check(d)
	found, err := d.standingClaim(ctx, m.Claim)
	if err != nil || found == nil {
		return err
	}
	of := found.Base()
	if m.Citation != "" && !slices.ContainsFunc(of.Citations, func(c claim.Citation) bool { return claim.CitationID(of.ID, c) == m.Citation }) {
		d.fail(UnknownID, input("citation"), "%s has no citation %.80s that stands", of.ID, m.Citation)
	}
	citations, err := d.placeAll(ctx, m.Cited, input("citations"))
	if err != nil || len(d.outcome.Errors) > 0 {
		return err
	}
	told := &assessment.Assessment{
		Claim: of.ID, Citation: m.Citation, Verdict: m.Verdict, Ground: m.Ground, Comment: m.Comment, Citations: citations, Recorded: d.at,
	}
	before, err := d.heldBefore(ctx, found, m.Citation)
	if err != nil {
		return err
	}
	if before != nil && sameAssessment(before, told) {
		d.outcome.Assessment = before.ID
		d.warn(AlreadySaid, nil, []claim.ID{of.ID}, "you hold so already: there is nothing to write")
		return nil
	}
	if before != nil {
		d.withdrawAssessment(before)
	}
	d.assess(told)
	return nil
}

// check refuses an assessment that says too little.
func (m *AssessClaim) check(d *draft) {
	switch {
	case m.Verdict == claim.Endorse && m.Ground != "":
		d.fail(InvalidValue, input("ground"), "a ground is of a dispute: leave it out of an endorsement")
	case m.Verdict == claim.Dispute && m.Ground == "":
		d.fail(ReasonRequired, input("ground"), "say what the dispute rests on")
	case m.Ground == claim.OtherGround && m.Comment == "":
		d.fail(ReasonRequired, input("comment"), "where the ground is OTHER the comment says what it is")
	case m.Ground == claim.Contradicted && len(m.Cited) == 0:
		d.fail(EvidenceRequired, input("citations"), "where the ground is CONTRADICTED citations say which source says otherwise")
	}
	if len(m.Comment) > longestComment {
		d.fail(TooLarge, input("comment"), "a comment of %d bytes: at most %d", len(m.Comment), longestComment)
	}
	if len(m.Cited) > maxCitations {
		d.fail(TooLarge, input("citations"), "%d citations: at most %d in one write", len(m.Cited), maxCitations)
	}
}

// standingClaim is a claim that stands; nil where it doesn't, which fails the draft.
func (d *draft) standingClaim(ctx context.Context, id claim.ID) (claim.Claim, error) {
	found, err := d.standing(ctx, []claim.ID{id}, input("claim"))
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

// heldBefore is what the author holds of a claim or citation so far, nil where that is nothing.
func (d *draft) heldBefore(ctx context.Context, of claim.Claim, citation claim.ID) (*assessment.Assessment, error) {
	ref := d.Snapshot().ID(d.IRIOf(of.Base().ID))
	for _, a := range d.AssessmentLog().Of[ref] {
		about := claim.ID("")
		if a.Citation != 0 {
			about = d.IDAt(a.Citation)
		}
		if !a.Withdrawn.IsZero() || about != citation {
			continue
		}
		by, err := assessor(d.plan.View, a.Recorded)
		if err != nil {
			return nil, err
		}
		if by == d.batch.Commit.Agent {
			read, err := assessment.Read(ctx, d.plan.View, []snapshot.Assessed{a})
			if err != nil {
				return nil, err
			}
			return read[0], nil
		}
	}
	return nil, nil //nolint:nilnil // they hold nothing
}

// assessor is the agent whose commit recorded an assessment.
func assessor(v *graph.View, recorded time.Time) (string, error) {
	c, err := history.CommitByNumber(v, history.CommitAt(v, recorded))
	if err != nil || c == nil {
		return "", err
	}
	return c.Agent, nil
}

func sameAssessment(a, b *assessment.Assessment) bool {
	return a.Verdict == b.Verdict && a.Ground == b.Ground && a.Comment == b.Comment && slices.EqualFunc(a.Citations, b.Citations, func(x, y claim.Citation) bool {
		return claim.CompareCitations(x, y) == 0
	})
}

// assess records an assessment; its id is made of it.
func (d *draft) assess(a *assessment.Assessment) {
	a.ID = claim.HashedID(claim.AssessmentPrefix, [2]string{"claim", string(a.Claim)}, [2]string{"citation", string(a.Citation)},
		[2]string{"by", d.batch.Commit.Agent}, [2]string{"at", d.at.Format(time.RFC3339Nano)})
	self := d.IRIOf(a.ID)
	var citation quad.Value
	if a.Citation != "" {
		citation = d.IRIOf(a.Citation)
	}
	d.encoder.Add(self, encoding.PredAssesses, d.IRIOf(a.Claim), citation)
	d.encoder.Text(self, encoding.PredVerdict, string(a.Verdict))
	d.encoder.Text(self, encoding.PredGround, string(a.Ground))
	d.encoder.Text(self, encoding.PredComment, a.Comment)
	d.encoder.Add(self, encoding.PredRecorded, d.now, nil)
	for _, c := range a.Citations {
		d.encoder.Citation(a.ID, c)
	}
	d.noteAssessment(a, false)
}

// withdrawAssessment takes an assessment back.
func (d *draft) withdrawAssessment(a *assessment.Assessment) {
	d.encoder.Add(d.IRIOf(a.ID), encoding.PredRetracted, d.now, nil)
	d.batch.Gone = append(d.batch.Gone, a.ID)
	d.noteAssessment(a, true)
}

func (d *draft) noteAssessment(a *assessment.Assessment, withdrawn bool) {
	d.batch.Assessed = true
	d.outcome.Assessment = a.ID
	d.edit(commitlog.Edit{Kind: commitlog.ClaimAssessed, Subject: string(a.ID), Other: string(a.Claim), Withdrawn: withdrawn}, nil)
}

// WithdrawAssessment takes an assessment back.
type WithdrawAssessment struct {
	Assessment claim.ID
	Anybody    bool // it may be somebody else's
}

func (WithdrawAssessment) action() commitlog.Action { return commitlog.Assess }

func (m WithdrawAssessment) plan(ctx context.Context, d *draft) error {
	if strings.TrimSpace(d.batch.Commit.Reason) == "" {
		d.fail(ReasonRequired, []string{"reason"}, "say why")
	}
	found, err := assessment.ByID(ctx, d.plan.View, []claim.ID{m.Assessment})
	if err != nil {
		return err
	}
	a := found[0]
	if a == nil {
		d.fail(UnknownID, []string{"assessment"}, "no assessment %.80q", m.Assessment)
		return nil
	}
	if !a.Withdrawn.IsZero() {
		d.fail(Stale, []string{"assessment"}, "it was taken back already, or another took its place").BlockedBy = []uint64{d.LogHead().Of(a.Withdrawn)}
		return nil
	}
	by, err := assessor(d.plan.View, a.Recorded)
	if err != nil {
		return err
	}
	if by != d.batch.Commit.Agent && !m.Anybody {
		return ErrNotYours
	}
	if len(d.outcome.Errors) == 0 {
		d.withdrawAssessment(a)
	}
	return nil
}

// undoAssessment takes an assessment back, or records it again.
func (d *draft) undoAssessment(ctx context.Context, e commitlog.Edit) error {
	found, err := assessment.ByID(ctx, d.plan.View, []claim.ID{claim.ID(e.Subject)})
	if err != nil || found[0] == nil {
		return err
	}
	a := found[0]
	switch {
	case !e.Withdrawn && a.Withdrawn.IsZero():
		d.withdrawAssessment(a)
	case e.Withdrawn && !a.Withdrawn.IsZero():
		d.encoder.Add(d.IRIOf(a.ID), encoding.PredRecorded, d.now, nil)
		d.batch.Restored = append(d.batch.Restored, a.ID)
		d.noteAssessment(a, false)
	}
	return nil
}
