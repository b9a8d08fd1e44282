package write

import (
	"context"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/encoding"
	"whence/graph/history"
	"whence/graph/identity"
	"whence/graph/quadstore"
)

// UndoCommit undoes a commit by another one: what it asserted is retracted, what it retracted is asserted, and judgements
// and descriptions go back to what they were.
type UndoCommit struct{ Number uint64 }

// maxUndone is how many edits a commit may have to be undone.
const maxUndone = 4096

func (UndoCommit) action() commitlog.Action { return commitlog.Undo }

func (m UndoCommit) plan(ctx context.Context, d *draft) error {
	d.reasonGiven()
	commit, err := history.CommitByNumber(d.plan.View, m.Number)
	if err != nil {
		return err
	}
	if commit == nil {
		d.fail(UnknownID, input("commit"), "no commit %d", m.Number)
		return nil
	}
	if by, err := d.CommitLog().UndoneBy(m.Number); err != nil {
		return err
	} else if by != 0 {
		d.fail(Stale, input("commit"), "commit %d was undone already", m.Number).BlockedBy = []uint64{by}
		return nil
	}
	if commit.Action == commitlog.Erase || commit.EditCount > maxUndone {
		d.fail(TooLarge, input("commit"), "commit %d has %d edits: at most %d are undone; load the data set as it was", m.Number, commit.EditCount, maxUndone)
		return nil
	}
	var edits []commitlog.Edit
	for e, err := range d.CommitLog().Edits(ctx, m.Number, 0) {
		if err != nil {
			return err
		}
		edits = append(edits, e)
	}
	blocked, err := d.builtOn(ctx, m.Number, edits)
	if err != nil {
		return err
	}
	if len(blocked) > 0 {
		d.fail(UndoBlocked, input("commit"), "later commits build on commit %d: undo those before, latest first", m.Number).BlockedBy = blocked
		return nil
	}
	d.batch.Commit.Undoes = m.Number
	for _, e := range slices.Backward(edits) {
		if err := d.undo(ctx, e, commit); err != nil {
			return err
		}
	}
	return nil
}

// builtOn is the later commits that change what a commit changed, use what it made, or judge what it judged, latest first.
// Those that were undone, and those that undid them, count for nothing.
func (d *draft) builtOn(ctx context.Context, number uint64, edits []commitlog.Edit) ([]uint64, error) {
	var postings []commitlog.Posting
	post := func(kind commitlog.PostingKind, id claim.ID) {
		postings = append(postings, commitlog.Posting{Kind: kind, Value: string(id)})
	}
	classes := d.JudgementLog().ClassesAt(time.Time{})
	for i := range edits {
		id := claim.ID(edits[i].Subject)
		switch e := &edits[i]; e.Kind {
		case commitlog.IdentityDecided:
			for _, end := range d.endsOf(id) {
				post(commitlog.Described, d.IDAt(end))
				if class := classes.Of(uint32(end)); class != nil {
					for _, member := range class.Members {
						post(commitlog.Described, d.IDAt(quadstore.ID(member)))
					}
				}
			}
		case commitlog.EntityDescribed:
			post(commitlog.Described, id)
			if e.NameBefore == "" {
				post(commitlog.ByEntity, id)
			}
		case commitlog.DocumentAdded:
			post(commitlog.ByDocument, id)
		default:
			post(commitlog.ByClaim, graph.ClaimOf(e))
		}
	}
	found, err := d.CommitLog().Posted(ctx, postings, d.LogHead().Number)
	if err != nil {
		return nil, err
	}
	var out []uint64
	for _, n := range slices.Backward(found.ToArray()) {
		if n <= number {
			break
		}
		later, err := d.CommitLog().Commit(n)
		if err != nil {
			return nil, err
		}
		undone, err := d.CommitLog().UndoneBy(n)
		if err != nil {
			return nil, err
		}
		if undone == 0 && (later.Undoes == 0 || later.Undoes < number) {
			out = append(out, n)
		}
	}
	return out, nil
}

// endsOf is the nodes that a judgement is on.
func (d *draft) endsOf(id claim.ID) []quadstore.ID {
	ref := d.Snapshot().ID(d.IRIOf(id))
	for _, j := range d.JudgementLog().All {
		if j.Ref == ref && ref != 0 {
			return []quadstore.ID{j.Left, j.Right}
		}
	}
	return nil
}

// undo does the opposite of an edit of a commit.
func (d *draft) undo(ctx context.Context, e commitlog.Edit, of *commitlog.Commit) error {
	id := claim.ID(e.Subject)
	switch e.Kind {
	case commitlog.ClaimAsserted:
		d.outcome.Claims = append(d.outcome.Claims, id)
		return d.undoAssertion(ctx, id, claim.ID(e.Other))
	case commitlog.ClaimRetracted:
		d.outcome.Claims = append(d.outcome.Claims, id)
		d.recordAgain(id, e.Citations, commitlog.Edit{Kind: commitlog.ClaimAsserted, Subject: e.Subject, Citations: e.Citations})
		d.report.Asserted++
	case commitlog.ClaimUncited:
		d.recordAgain("", e.Citations, commitlog.Edit{Kind: commitlog.ClaimCited, Subject: e.Subject, Citations: e.Citations})
		d.report.Cited++
	case commitlog.ClaimCited:
		d.takeAway(id, []claim.ID{claim.ID(e.Citations[0])}, false)
	case commitlog.IdentityDecided:
		return d.undoJudgement(ctx, id, e.Withdrawn)
	case commitlog.ClaimAssessed:
		return d.undoAssessment(ctx, e)
	case commitlog.EntityDescribed, commitlog.DocumentAdded:
		if of.Action == commitlog.Load && e.NameBefore != "" && e.NameBefore == e.NameAfter && len(e.Added)+len(e.Removed) == 0 {
			return d.nameAgain(ctx, id, e, of)
		}
		if of.Action == commitlog.Describe || of.Action == commitlog.Undo && e.NameBefore != "" && e.NameAfter != "" {
			return d.undoSettled(ctx, id, e)
		}
		return d.undoDescription(ctx, id, e)
	default:
		d.fail(UndoBlocked, input("commit"), "a %v can't be undone", e.Kind)
	}
	return nil
}

// undoAssertion retracts a claim with all its citations, and takes back that it corrects another.
func (d *draft) undoAssertion(ctx context.Context, id, revised claim.ID) error {
	found, err := d.Claims(ctx, []claim.ID{id})
	if err != nil || found[0] == nil || !found[0].Base().RetractedAt.IsZero() {
		return err
	}
	var citations []claim.ID
	for _, c := range found[0].Base().Citations {
		citations = append(citations, claim.CitationID(id, c))
	}
	d.takeAway(id, citations, true)
	d.nameOf(found[0])
	if revised != "" {
		d.batch.Remove = append(d.batch.Remove, quad.Quad{Subject: d.IRIOf(id), Predicate: encoding.PredRevisedBy, Object: d.IRIOf(revised)})
	}
	return nil
}

// recordAgain records a claim and citations of it again, as they were.
func (d *draft) recordAgain(id claim.ID, citations []string, e commitlog.Edit) {
	if id != "" {
		d.encoder.Add(d.IRIOf(id), encoding.PredRecorded, d.now, nil)
		d.batch.Restored = append(d.batch.Restored, id)
	}
	for _, c := range citations {
		d.encoder.Add(d.IRIOf(claim.ID(c)), encoding.PredRecorded, d.now, nil)
		d.batch.Restored = append(d.batch.Restored, claim.ID(c))
	}
	d.edit(e, nil)
}

// undoJudgement takes a judgement back, or makes it again.
func (d *draft) undoJudgement(ctx context.Context, id claim.ID, withdrawn bool) error {
	read, err := d.JudgementsOf(ctx, []claim.ID{id})
	if err != nil || read[0] == nil {
		return err
	}
	j := read[0]
	if !withdrawn {
		if j.Withdrawn.IsZero() {
			d.withdraw(j)
			d.outcome.Judgements = append(d.outcome.Judgements, id)
		}
		return nil
	}
	again := &graph.Judgement{Left: j.Left, Right: j.Right, Verdict: j.Verdict, Citations: j.Citations, Identifiers: j.Identifiers, Score: j.Score, Dataset: j.Dataset}
	if again.Verdict == identity.Same && d.parted(j.Left, j.Right) {
		d.fail(JudgedDifferent, input("commit"), "%s and %s were judged to be two things since", j.Left, j.Right)
		return nil
	}
	d.judge(again)
	d.outcome.Judgements = append(d.outcome.Judgements, again.ID)
	return nil
}

// nameAgain lets what a data set called an entity, until a load left it out, be its name again.
func (d *draft) nameAgain(ctx context.Context, id claim.ID, e commitlog.Edit, of *commitlog.Commit) error {
	var edges quadstore.Edges
	if err := d.About(ctx, &edges, []quadstore.ID{d.Snapshot().ID(d.IRIOf(id))}, encoding.PredFormerName); err != nil {
		return err
	}
	for i, label := range edges.Label {
		if label == 0 || quad.IRI(d.Text(label)) != d.DatasetIRI(of.Dataset) {
			continue
		}
		q := d.Snapshot().Quad(quadstore.Quad{Subject: edges.Subject[i], Predicate: edges.Pred[i], Object: edges.Object[i], Label: label})
		d.batch.Remove = append(d.batch.Remove, q)
		d.encoder.Add(d.IRIOf(id), encoding.PredName, q.Object, q.Label)
		d.noteSettled(id, commitlog.Edit{Kind: commitlog.EntityDescribed, Subject: e.Subject, NameBefore: e.NameAfter, NameAfter: e.NameBefore})
	}
	return nil
}

// undoDescription takes away an entity or a document that a commit made over the API.
func (d *draft) undoDescription(ctx context.Context, id claim.ID, e commitlog.Edit) error {
	if e.Kind == commitlog.EntityDescribed && e.NameBefore != "" {
		d.fail(UndoBlocked, input("commit"), "the description of %s is a data set's: load it as it was", id)
		return nil
	}
	label := d.DatasetIRI(encoding.APIDataset)
	var edges quadstore.Edges
	if err := d.Snapshot().Expand(ctx, &edges, []quadstore.ID{d.Snapshot().ID(d.IRIOf(id))}, quad.Subject); err != nil {
		return err
	}
	for i, l := range edges.Label {
		if l != 0 && quad.IRI(d.Text(l)) == label {
			d.batch.Remove = append(d.batch.Remove, d.Snapshot().Quad(quadstore.Quad{Subject: edges.Subject[i], Predicate: edges.Pred[i], Object: edges.Object[i], Label: l}))
		}
	}
	d.batch.Renamed[id] = true
	edit := commitlog.Edit{Kind: commitlog.EntityDescribed, Subject: string(id), NameBefore: e.NameAfter, Removed: e.Added}
	d.edit(edit, nil)
	return nil
}
