package assessment

import (
	"context"
	"slices"
	"time"

	"whence/graph"
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

// OfClaims is, for each claim, what is held of it, latest first, at most limit; what was taken back is left out.
func OfClaims(ctx context.Context, v *graph.View, of []claim.Claim, limit int) ([][]*Assessment, error) {
	out := make([][]*Assessment, len(of))
	for i, c := range of {
		var list []snapshot.Assessed
		for _, a := range slices.Backward(v.AssessmentLog().Of[graph.EdgeOf(c).Claim]) {
			if a.Withdrawn.IsZero() && len(list) < limit {
				list = append(list, a)
			}
		}
		read, err := Read(ctx, v, list)
		if err != nil {
			return nil, err
		}
		out[i] = read
	}
	return out, nil
}

// Disputes is the disputes of one citation that stand, latest first, at most limit.
func Disputes(ctx context.Context, v *graph.View, of claim.ID, citation claim.Citation, limit int) ([]*Assessment, error) {
	if len(v.AssessmentLog().Of) == 0 {
		return nil, nil
	}
	at := v.Snapshot().ID(v.IRIOf(claim.CitationID(of, citation)))
	var list []snapshot.Assessed
	for _, a := range slices.Backward(v.AssessmentLog().Of[v.Snapshot().ID(v.IRIOf(of))]) {
		if a.Dispute && a.Withdrawn.IsZero() && a.Citation == at && at != 0 && len(list) < limit {
			list = append(list, a)
		}
	}
	return Read(ctx, v, list)
}

// ByID is the assessments of ids, nil where the graph knows none.
func ByID(ctx context.Context, v *graph.View, ids []claim.ID) ([]*Assessment, error) {
	out := make([]*Assessment, len(ids))
	var edges quadstore.Edges
	refs := make([]quadstore.ID, len(ids))
	for i, id := range ids {
		refs[i] = v.Snapshot().ID(v.IRIOf(id))
	}
	if err := v.Vocabulary().Expand(ctx, v.Snapshot().Snapshot, &edges, refs, encoding.PredAssesses); err != nil {
		return nil, err
	}
	for i := range ids {
		lo, hi := edges.Of(i)
		if lo == hi {
			continue
		}
		list := v.AssessmentLog().Of[edges.Object[lo]]
		at := slices.IndexFunc(list, func(a snapshot.Assessed) bool { return a.Ref == refs[i] })
		if at < 0 {
			continue
		}
		read, err := Read(ctx, v, list[at:at+1])
		if err != nil {
			return nil, err
		}
		out[i] = read[0]
	}
	return out, nil
}

// Read reads what is said of assessments.
func Read(ctx context.Context, v *graph.View, of []snapshot.Assessed) ([]*Assessment, error) {
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
			case v.Vocabulary().ID(encoding.PredGround):
				told.Ground = claim.Ground(v.Text(edges.Object[e]))
			case v.Vocabulary().ID(encoding.PredComment):
				told.Comment = v.Text(edges.Object[e])
			default:
				cites, documents = append(cites, edges.Label[e]), append(documents, edges.Object[e])
			}
		}
		var err error
		if told.Citations, err = raw.CitationsAt(ctx, cites, documents); err != nil {
			return nil, err
		}
		out[i] = told
	}
	return out, nil
}
