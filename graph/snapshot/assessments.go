package snapshot

import (
	"cmp"
	"context"
	"slices"
	"time"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/engine"
	"whence/graph/quadstore"
)

// Assessed is an assessment as standings are made of it.
type Assessed struct {
	Ref, Claim, Citation quadstore.ID // citation is 0 where it is about the claim
	Dispute              bool
	Recorded, Withdrawn  time.Time
}

// StandsAt reports whether an assessment stood at a moment; the zero moment is now.
func (a *Assessed) StandsAt(at time.Time) bool {
	if at.IsZero() {
		return a.Withdrawn.IsZero()
	}
	return !a.Recorded.After(at) && (a.Withdrawn.IsZero() || a.Withdrawn.After(at))
}

// Assessments is what was ever held of claims. They are few beside the claims.
type Assessments struct {
	Of map[quadstore.ID][]Assessed // by claim, in the order in which they were recorded
}

// NewAssessments reads all assessments of a snapshot. It costs what was ever assessed.
func NewAssessments(snap engine.Snapshot, t *Vocabulary) *Assessments {
	out := &Assessments{}
	pred := t.ID(encoding.PredAssesses)
	if pred == 0 {
		return out
	}
	var all []Assessed
	var refs []quadstore.ID
	for q := range snap.Scan(pred) {
		all = append(all, Assessed{Ref: q.Subject, Claim: q.Object, Citation: q.Label})
		refs = append(refs, q.Subject)
	}
	var edges quadstore.Edges
	MustExpand(t.Expand(context.Background(), snap, &edges, refs, encoding.PredRecorded, encoding.PredRetracted, encoding.PredVerdict))
	out.Of = make(map[quadstore.ID][]Assessed, len(all))
	for i, a := range all {
		var latest time.Time
		for e, hi := edges.Of(i); e < hi; e++ {
			text := string(snap.AppendText(nil, edges.Object[e]))
			switch edges.Pred[e] {
			case t.ID(encoding.PredVerdict):
				a.Dispute = claim.Verdict(text) == claim.Dispute
			case t.ID(encoding.PredRetracted):
				a.Withdrawn = encoding.LaterOf(a.Withdrawn, encoding.ParseTime(text))
			default:
				at := encoding.ParseTime(text)
				if latest = encoding.LaterOf(latest, at); a.Recorded.IsZero() || at.Before(a.Recorded) {
					a.Recorded = at
				}
			}
		}
		if latest.After(a.Withdrawn) {
			a.Withdrawn = time.Time{} // taken back, and that undone
		}
		out.Of[a.Claim] = append(out.Of[a.Claim], a)
	}
	for _, list := range out.Of {
		slices.SortFunc(list, func(a, b Assessed) int { return cmp.Or(a.Recorded.Compare(b.Recorded), cmp.Compare(a.Ref, b.Ref)) })
	}
	return out
}

// Standing is how a claim stood at a moment; the zero moment is now. A dispute of one citation counts where every citation that
// stands now is disputed.
func (a *Assessments) Standing(snap engine.Snapshot, t *Vocabulary, retired *Retractions, ref quadstore.ID, at time.Time) claim.Standing {
	endorsed, disputed := false, false
	var citations []quadstore.ID
	for _, one := range a.Of[ref] {
		switch {
		case !one.StandsAt(at):
		case !one.Dispute:
			endorsed = true
		case one.Citation == 0:
			disputed = true
		default:
			citations = append(citations, one.Citation)
		}
	}
	disputed = disputed || len(citations) > 0 && coverCitations(snap, t, retired, ref, citations)
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
func coverCitations(snap engine.Snapshot, t *Vocabulary, retired *Retractions, ref quadstore.ID, citations []quadstore.ID) bool {
	var edges quadstore.Edges
	MustExpand(t.Expand(context.Background(), snap, &edges, []quadstore.ID{ref}, encoding.PredQuotedFrom))
	for _, label := range edges.Label {
		if !retired.Has(label) && !slices.Contains(citations, label) {
			return false
		}
	}
	return true
}
