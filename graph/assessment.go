package graph

import (
	"cmp"
	"context"
	"slices"
	"time"

	"whence/graph/claim"
	"whence/graph/quadstore"
)

// Assessment is what one agent holds of one claim, or of one of its citations.
type Assessment struct {
	ID        claim.ID
	Claim     claim.ID
	Citation  claim.ID // that it is about; "" where it is about the claim
	Verdict   Verdict
	Ground    Ground // of a dispute
	Comment   string
	Citations []claim.Citation // where another source shows it
	Recorded  time.Time
	Withdrawn time.Time // zero while it stands
}

// NodeID is the assessment's id.
func (a *Assessment) NodeID() claim.ID { return a.ID }

// Verdict is what somebody holds of a claim, as the API spells it.
type Verdict string

// The verdicts.
const (
	Endorse Verdict = "ENDORSE" // the cited words say so
	Dispute Verdict = "DISPUTE" // they don't, or it isn't so
)

// Ground is what a dispute rests on, as the API spells it.
type Ground string

// The grounds that ask for more than themselves.
const (
	Contradicted Ground = "CONTRADICTED" // another source says otherwise, and citations say where
	OtherGround  Ground = "OTHER"        // the comment says what
)

// Standing is how a claim stands with those who have read its sources, as the API spells it.
type Standing string

// The standings.
const (
	Unassessed Standing = "UNASSESSED"
	Endorsed   Standing = "ENDORSED"  // and not disputed
	Disputed   Standing = "DISPUTED"  // and not endorsed
	Contested  Standing = "CONTESTED" // both
)

// assessment is an assessment as standings are made of it.
type assessment struct {
	ref, claim, citation quadstore.ID // citation is 0 where it is about the claim
	dispute              bool
	recorded, withdrawn  time.Time
}

// standsAt reports whether an assessment stood at a moment; the zero moment is now.
func (a *assessment) standsAt(at time.Time) bool {
	if at.IsZero() {
		return a.withdrawn.IsZero()
	}
	return !a.recorded.After(at) && (a.withdrawn.IsZero() || a.withdrawn.After(at))
}

// assessments is what was ever held of claims. They are few beside the claims.
type assessments struct {
	of map[quadstore.ID][]assessment // by claim, in the order in which they were recorded
}

func newAssessments(snap *quadstore.Snapshot, t *Vocabulary) *assessments {
	out := &assessments{}
	pred := t.ID(predAssesses)
	if pred == 0 {
		return out
	}
	var all []assessment
	var refs []quadstore.ID
	for q := range snap.Scan(pred) {
		all = append(all, assessment{ref: q.Subject, claim: q.Object, citation: q.Label})
		refs = append(refs, q.Subject)
	}
	var edges quadstore.Edges
	mustExpand(t.expand(context.Background(), snap, &edges, refs, predRecorded, predRetracted, predVerdict))
	out.of = make(map[quadstore.ID][]assessment, len(all))
	for i, a := range all {
		var latest time.Time
		for e, hi := edges.Of(i); e < hi; e++ {
			text := string(snap.AppendText(nil, edges.Object[e]))
			switch edges.Pred[e] {
			case t.ID(predVerdict):
				a.dispute = Verdict(text) == Dispute
			case t.ID(predRetracted):
				a.withdrawn = LaterOf(a.withdrawn, parseTime(text))
			default:
				at := parseTime(text)
				if latest = LaterOf(latest, at); a.recorded.IsZero() || at.Before(a.recorded) {
					a.recorded = at
				}
			}
		}
		if latest.After(a.withdrawn) {
			a.withdrawn = time.Time{} // taken back, and that undone
		}
		out.of[a.claim] = append(out.of[a.claim], a)
	}
	for _, list := range out.of {
		slices.SortFunc(list, func(a, b assessment) int { return cmp.Or(a.recorded.Compare(b.recorded), cmp.Compare(a.ref, b.ref)) })
	}
	return out
}

// standingOf is how a claim stood at a moment; the zero moment is now. A dispute of one citation counts where every citation that
// stands now is disputed.
func (v *View) standingOf(ref quadstore.ID, at time.Time) Standing {
	endorsed, disputed := false, false
	var citations []quadstore.ID
	for _, a := range v.assessed.of[ref] {
		switch {
		case !a.standsAt(at):
		case !a.dispute:
			endorsed = true
		case a.citation == 0:
			disputed = true
		default:
			citations = append(citations, a.citation)
		}
	}
	disputed = disputed || len(citations) > 0 && v.coverCitations(ref, citations)
	switch {
	case endorsed && disputed:
		return Contested
	case endorsed:
		return Endorsed
	case disputed:
		return Disputed
	}
	return Unassessed
}

// coverCitations reports whether some citations are all that a claim has.
func (v *View) coverCitations(ref quadstore.ID, citations []quadstore.ID) bool {
	var edges quadstore.Edges
	mustExpand(v.terms.expand(context.Background(), v.snap.Snapshot, &edges, []quadstore.ID{ref}, predQuotedFrom))
	for _, label := range edges.Label {
		if !v.retired.Has(label) && !slices.Contains(citations, label) {
			return false
		}
	}
	return true
}

// Standings is how claims stand with those who have read their sources.
func (v *View) Standings(of []claim.Claim) []Standing {
	out := make([]Standing, len(of))
	for i, c := range of {
		out[i] = v.standingOf(EdgeOf(c).Claim, time.Time{})
	}
	return out
}

// Assessments is, for each claim, what is held of it, latest first, at most so many; what was taken back is left out.
func (v *View) Assessments(ctx context.Context, of []claim.Claim, most int) ([][]*Assessment, error) {
	out := make([][]*Assessment, len(of))
	for i, c := range of {
		var list []assessment
		for _, a := range slices.Backward(v.assessed.of[EdgeOf(c).Claim]) {
			if a.withdrawn.IsZero() && len(list) < most {
				list = append(list, a)
			}
		}
		read, err := v.readAssessments(ctx, list)
		if err != nil {
			return nil, err
		}
		out[i] = read
	}
	return out, nil
}

// Disputes is the disputes of one citation that stand, latest first, at most so many.
func (v *View) Disputes(ctx context.Context, of claim.ID, citation claim.Citation, most int) ([]*Assessment, error) {
	if len(v.assessed.of) == 0 {
		return nil, nil
	}
	at := v.snap.ID(v.iri(claim.CitationID(of, citation)))
	var list []assessment
	for _, a := range slices.Backward(v.assessed.of[v.snap.ID(v.iri(of))]) {
		if a.dispute && a.withdrawn.IsZero() && a.citation == at && at != 0 && len(list) < most {
			list = append(list, a)
		}
	}
	return v.readAssessments(ctx, list)
}

// AssessmentsOf is the assessments of ids, nil where the graph knows none.
func (v *View) AssessmentsOf(ctx context.Context, ids []claim.ID) ([]*Assessment, error) {
	out := make([]*Assessment, len(ids))
	var edges quadstore.Edges
	refs := make([]quadstore.ID, len(ids))
	for i, id := range ids {
		refs[i] = v.snap.ID(v.iri(id))
	}
	if err := v.terms.expand(ctx, v.snap.Snapshot, &edges, refs, predAssesses); err != nil {
		return nil, err
	}
	for i := range ids {
		lo, hi := edges.Of(i)
		if lo == hi {
			continue
		}
		list := v.assessed.of[edges.Object[lo]]
		at := slices.IndexFunc(list, func(a assessment) bool { return a.ref == refs[i] })
		if at < 0 {
			continue
		}
		read, err := v.readAssessments(ctx, list[at:at+1])
		if err != nil {
			return nil, err
		}
		out[i] = read[0]
	}
	return out, nil
}

// readAssessments reads what is said of assessments.
func (v *View) readAssessments(ctx context.Context, of []assessment) ([]*Assessment, error) {
	refs := make([]quadstore.ID, len(of))
	for i := range of {
		refs[i] = of[i].ref
	}
	var edges quadstore.Edges
	raw := v.raw()
	if err := raw.about(ctx, &edges, refs, predGround, predComment, predQuotedFrom); err != nil {
		return nil, err
	}
	out := make([]*Assessment, len(of))
	for i, a := range of {
		told := &Assessment{ID: raw.IDAt(a.ref), Claim: raw.IDAt(a.claim), Verdict: Endorse, Recorded: a.recorded, Withdrawn: a.withdrawn}
		if a.dispute {
			told.Verdict = Dispute
		}
		if a.citation != 0 {
			told.Citation = raw.IDAt(a.citation)
		}
		var cites, documents []quadstore.ID
		for e, hi := edges.Of(i); e < hi; e++ {
			switch edges.Pred[e] {
			case v.terms.ID(predGround):
				told.Ground = Ground(v.Text(edges.Object[e]))
			case v.terms.ID(predComment):
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
