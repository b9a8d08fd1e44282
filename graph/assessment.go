package graph

import (
	"context"
	"slices"
	"time"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/quadstore"
	"whence/graph/snapshot"
)

// Assessment is what one agent holds of one claim, or of one of its citations.
type Assessment struct {
	ID        claim.ID
	Claim     claim.ID
	Citation  claim.ID // that it is about; "" where it is about the claim
	Verdict   claim.Verdict
	Ground    claim.Ground // of a dispute
	Comment   string
	Citations []claim.Citation // where another source shows it
	Recorded  time.Time
	Withdrawn time.Time // zero while it stands
}

// NodeID is the assessment's id.
func (a *Assessment) NodeID() claim.ID { return a.ID }

// standingOf is how a claim stood at a moment; the zero moment is now. A dispute of one citation counts where every citation that
// stands now is disputed.
func (v *View) standingOf(ref quadstore.ID, at time.Time) claim.Standing {
	endorsed, disputed := false, false
	var citations []quadstore.ID
	for _, a := range v.assessed.Of[ref] {
		switch {
		case !a.StandsAt(at):
		case !a.Dispute:
			endorsed = true
		case a.Citation == 0:
			disputed = true
		default:
			citations = append(citations, a.Citation)
		}
	}
	disputed = disputed || len(citations) > 0 && v.coverCitations(ref, citations)
	switch {
	case endorsed && disputed:
		return claim.Contested
	case endorsed:
		return claim.Endorsed
	case disputed:
		return claim.Disputed
	}
	return claim.Unassessed
}

// coverCitations reports whether some citations are all that a claim has.
func (v *View) coverCitations(ref quadstore.ID, citations []quadstore.ID) bool {
	var edges quadstore.Edges
	snapshot.MustExpand(v.terms.Expand(context.Background(), v.snap.Snapshot, &edges, []quadstore.ID{ref}, encoding.PredQuotedFrom))
	for _, label := range edges.Label {
		if !v.retired.Has(label) && !slices.Contains(citations, label) {
			return false
		}
	}
	return true
}

// Standings is how claims stand with those who have read their sources.
func (v *View) Standings(of []claim.Claim) []claim.Standing {
	out := make([]claim.Standing, len(of))
	for i, c := range of {
		out[i] = v.standingOf(EdgeOf(c).Claim, time.Time{})
	}
	return out
}

// Assessments is, for each claim, what is held of it, latest first, at most so many; what was taken back is left out.
func (v *View) Assessments(ctx context.Context, of []claim.Claim, most int) ([][]*Assessment, error) {
	out := make([][]*Assessment, len(of))
	for i, c := range of {
		var list []snapshot.Assessed
		for _, a := range slices.Backward(v.assessed.Of[EdgeOf(c).Claim]) {
			if a.Withdrawn.IsZero() && len(list) < most {
				list = append(list, a)
			}
		}
		read, err := v.ReadAssessments(ctx, list)
		if err != nil {
			return nil, err
		}
		out[i] = read
	}
	return out, nil
}

// Disputes is the disputes of one citation that stand, latest first, at most so many.
func (v *View) Disputes(ctx context.Context, of claim.ID, citation claim.Citation, most int) ([]*Assessment, error) {
	if len(v.assessed.Of) == 0 {
		return nil, nil
	}
	at := v.snap.ID(v.IRIOf(claim.CitationID(of, citation)))
	var list []snapshot.Assessed
	for _, a := range slices.Backward(v.assessed.Of[v.snap.ID(v.IRIOf(of))]) {
		if a.Dispute && a.Withdrawn.IsZero() && a.Citation == at && at != 0 && len(list) < most {
			list = append(list, a)
		}
	}
	return v.ReadAssessments(ctx, list)
}

// AssessmentsOf is the assessments of ids, nil where the graph knows none.
func (v *View) AssessmentsOf(ctx context.Context, ids []claim.ID) ([]*Assessment, error) {
	out := make([]*Assessment, len(ids))
	var edges quadstore.Edges
	refs := make([]quadstore.ID, len(ids))
	for i, id := range ids {
		refs[i] = v.snap.ID(v.IRIOf(id))
	}
	if err := v.terms.Expand(ctx, v.snap.Snapshot, &edges, refs, encoding.PredAssesses); err != nil {
		return nil, err
	}
	for i := range ids {
		lo, hi := edges.Of(i)
		if lo == hi {
			continue
		}
		list := v.assessed.Of[edges.Object[lo]]
		at := slices.IndexFunc(list, func(a snapshot.Assessed) bool { return a.Ref == refs[i] })
		if at < 0 {
			continue
		}
		read, err := v.ReadAssessments(ctx, list[at:at+1])
		if err != nil {
			return nil, err
		}
		out[i] = read[0]
	}
	return out, nil
}

// ReadAssessments reads what is said of assessments.
func (v *View) ReadAssessments(ctx context.Context, of []snapshot.Assessed) ([]*Assessment, error) {
	refs := make([]quadstore.ID, len(of))
	for i := range of {
		refs[i] = of[i].Ref
	}
	var edges quadstore.Edges
	raw := v.Unresolved()
	if err := raw.About(ctx, &edges, refs, encoding.PredGround, encoding.PredComment, encoding.PredQuotedFrom); err != nil {
		return nil, err
	}
	out := make([]*Assessment, len(of))
	for i, a := range of {
		told := &Assessment{ID: raw.IDAt(a.Ref), Claim: raw.IDAt(a.Claim), Verdict: claim.Endorse, Recorded: a.Recorded, Withdrawn: a.Withdrawn}
		if a.Dispute {
			told.Verdict = claim.Dispute
		}
		if a.Citation != 0 {
			told.Citation = raw.IDAt(a.Citation)
		}
		var cites, documents []quadstore.ID
		for e, hi := edges.Of(i); e < hi; e++ {
			switch edges.Pred[e] {
			case v.terms.ID(encoding.PredGround):
				told.Ground = claim.Ground(v.Text(edges.Object[e]))
			case v.terms.ID(encoding.PredComment):
				told.Comment = v.Text(edges.Object[e])
			default:
				cites, documents = append(cites, edges.Label[e]), append(documents, edges.Object[e])
			}
		}
		var err error
		if told.Citations, err = raw.citationsOf(ctx, cites, documents); err != nil {
			return nil, err
		}
		out[i] = told
	}
	return out, nil
}
