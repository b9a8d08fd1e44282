package graph

import (
	"context"
	"slices"
	"strconv"
	"time"

	"whence/graph/claim"
	"whence/graph/encoding"
	"whence/graph/identity"
	"whence/graph/quadstore"
	"whence/graph/snapshot"
)

// Judgement is a judgement that two ids name one thing, or two.
type Judgement struct {
	ID          claim.ID
	Left, Right claim.ID // as they were before any merge; of SAME, left answers for both
	Verdict     identity.Verdict
	Citations   []claim.Citation
	Identifiers []claim.Identifier // that both had when it was judged
	Score       *float64           // of the matcher; nil where it did not judge
	Dataset     string             // whose file makes it; "" where somebody does
	Recorded    time.Time
	Withdrawn   time.Time // zero while it stands

	Ref quadstore.ID
}

// NodeID is the judgement's id.
func (j *Judgement) NodeID() claim.ID { return j.ID }

// At is the view with the identities of a moment: which ids were one thing then. The zero moment is now. What else it says
// is as of now; filters ask for claims by KnownAt.
func (v *View) At(moment time.Time) *View {
	if moment.IsZero() || !v.judged.ChangedSince(moment) {
		return v
	}
	then := *v
	then.snap = snapshot.Resolve(v.snap.Snapshot, v.terms, v.retired, v.judged.ClassesAt(moment))
	return &then
}

// Unresolved is the view without judgements: every id is a thing of its own, as claims name it.
func (v *View) Unresolved() *View {
	if v.snap.Classes == nil {
		return v
	}
	plain := *v
	plain.snap = v.snap.Unresolved()
	return &plain
}

// Members is the ids that are one with an entity, the one that answers first, the others by id.
func (v *View) Members(e *claim.Entity) []claim.ID {
	members := []claim.ID{e.ID}
	for _, m := range v.snap.MembersOf(quadstore.ID(e.Ref)) {
		if id := v.IDAt(quadstore.ID(m)); id != e.ID {
			members = append(members, id)
		}
	}
	slices.Sort(members[1:])
	return members
}

// Judgements is the judgements on any id of an entity, latest first, those that were taken back included.
func (v *View) Judgements(ctx context.Context, e *claim.Entity) ([]*Judgement, error) {
	members := v.snap.MembersOf(quadstore.ID(e.Ref))
	if members == nil {
		members = []uint32{uint32(quadstore.ID(e.Ref))}
	}
	var found []snapshot.Judged
	for _, j := range slices.Backward(v.judged.All) {
		if slices.Contains(members, uint32(j.Left)) || slices.Contains(members, uint32(j.Right)) {
			found = append(found, j)
		}
	}
	return v.readJudgements(ctx, found)
}

// JudgementsOf is the judgements of ids, nil where the graph knows none.
func (v *View) JudgementsOf(ctx context.Context, ids []claim.ID) ([]*Judgement, error) {
	out := make([]*Judgement, len(ids))
	for i, id := range ids {
		ref := v.snap.ID(v.IRIOf(id))
		at := slices.IndexFunc(v.judged.All, func(j snapshot.Judged) bool { return j.Ref == ref && ref != 0 })
		if at < 0 {
			continue
		}
		read, err := v.readJudgements(ctx, v.judged.All[at:at+1])
		if err != nil {
			return nil, err
		}
		out[i] = read[0]
	}
	return out, nil
}

// readJudgements reads what is said of judgements.
func (v *View) readJudgements(ctx context.Context, of []snapshot.Judged) ([]*Judgement, error) {
	refs := make([]quadstore.ID, len(of))
	for i := range of {
		refs[i] = of[i].Ref
	}
	var edges quadstore.Edges
	raw := v.Unresolved()
	if err := raw.About(ctx, &edges, refs, encoding.PredScore, encoding.PredSharedIdentifier, encoding.PredQuotedFrom); err != nil {
		return nil, err
	}
	out := make([]*Judgement, len(of))
	for i, j := range of {
		told := &Judgement{
			ID: raw.IDAt(j.Ref), Left: raw.IDAt(j.Left), Right: raw.IDAt(j.Right), Verdict: j.Verdict, Dataset: j.Dataset,
			Recorded: j.Recorded, Withdrawn: j.Withdrawn, Ref: j.Ref,
		}
		var cites []quadstore.ID
		var documents []quadstore.ID
		for e, hi := edges.Of(i); e < hi; e++ {
			switch text := v.Text(edges.Object[e]); edges.Pred[e] {
			case v.terms.ID(encoding.PredScore):
				if score, err := strconv.ParseFloat(text, 64); err == nil {
					told.Score = &score
				}
			case v.terms.ID(encoding.PredSharedIdentifier):
				told.Identifiers = append(told.Identifiers, claim.ParseIdentifier(text))
			default:
				cites, documents = append(cites, edges.Label[e]), append(documents, edges.Object[e])
			}
		}
		citations, err := raw.CitationsAt(ctx, cites, documents)
		if err != nil {
			return nil, err
		}
		told.Citations = citations
		out[i] = told
	}
	return out, nil
}

// CitationsAt reads citations of some documents, in the order of Citations.
func (v *View) CitationsAt(ctx context.Context, cites, documents []quadstore.ID) ([]claim.Citation, error) {
	var edges quadstore.Edges
	if err := v.About(ctx, &edges, cites, encoding.PredStart, encoding.PredEnd, encoding.PredDigest, encoding.PredLocator); err != nil {
		return nil, err
	}
	var out []claim.Citation
	for i := range cites {
		c := claim.Citation{Document: v.IDAt(documents[i])}
		for e, hi := edges.Of(i); e < hi; e++ {
			text := v.Text(edges.Object[e])
			switch v.terms.FieldOf.Of(edges.Pred[e]) {
			case encoding.FieldStart:
				c.Start = encoding.WholeNumber(text)
			case encoding.FieldEnd:
				c.End = encoding.WholeNumber(text)
			case encoding.FieldDigest:
				c.Digest = text
			case encoding.FieldLocator:
				c.Locator = text
			}
		}
		out = append(out, c)
	}
	slices.SortFunc(out, claim.CompareCitations)
	return out, nil
}
