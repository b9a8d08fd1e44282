package snapshot

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph/encoding"
	"whence/graph/engine"
	"whence/graph/identity"
	"whence/graph/quadstore"
)

// Judged is a judgement as classes are made of it.
type Judged struct {
	Left, Right, Ref    quadstore.ID
	Verdict             identity.Verdict
	Recorded, Withdrawn time.Time
	Dataset             string
}

// standsAt reports whether a judgement stood at a moment; the zero moment is now.
func (j *Judged) standsAt(at time.Time) bool {
	if at.IsZero() {
		return j.Withdrawn.IsZero()
	}
	return !j.Recorded.After(at) && (j.Withdrawn.IsZero() || j.Withdrawn.After(at))
}

// Judgements is what was ever judged, in the order in which it was recorded.
type Judgements struct {
	All   []Judged
	Moved map[quadstore.ID]quadstore.ID // claims of an older form -> those that they answer with
}

// verdictOf is the predicates of judgements.
var verdictOf = []struct {
	predicate quad.IRI
	verdict   identity.Verdict
}{{encoding.PredReplacedBy, identity.Same}, {encoding.PredDifferentFrom, identity.Different}, {encoding.PredRelatedTo, identity.Related}, {encoding.PredUnsure, identity.Unsure}}

// VerdictPredicate is the predicate of judgements of a verdict.
func VerdictPredicate(v identity.Verdict) quad.IRI {
	for _, of := range verdictOf {
		if of.verdict == v {
			return of.predicate
		}
	}
	panic("snapshot: no such verdict: " + string(v))
}

// NewJudgements reads all judgements of a snapshot. It costs what was ever judged.
func NewJudgements(snap engine.Snapshot, t *Vocabulary, n encoding.Namer) *Judgements {
	out := &Judgements{}
	var labels []quadstore.ID
	for _, of := range verdictOf {
		pred := t.ID(of.predicate)
		if pred == 0 {
			continue
		}
		for q := range snap.Scan(pred) {
			if q.Subject.IsClaim() {
				out.move(q.Subject, q.Object)
				continue
			}
			out.All = append(out.All, Judged{Left: q.Object, Right: q.Subject, Ref: q.Label, Verdict: of.verdict})
			labels = append(labels, q.Label)
		}
	}
	var edges quadstore.Edges
	MustExpand(t.Expand(context.Background(), snap, &edges, labels, encoding.PredRecorded, encoding.PredRetracted, encoding.PredDeclaredBy))
	text := func(ref quadstore.ID) string { return string(snap.AppendText(nil, ref)) }
	for i := range out.All {
		j := &out.All[i]
		for e, hi := edges.Of(i); e < hi; e++ {
			switch edges.Pred[e] {
			case t.ID(encoding.PredRecorded):
				j.Recorded = encoding.ParseTime(text(edges.Object[e]))
			case t.ID(encoding.PredRetracted):
				j.Withdrawn = encoding.ParseTime(text(edges.Object[e]))
			case t.ID(encoding.PredDeclaredBy):
				j.Dataset = strings.TrimPrefix(text(edges.Object[e]), n.Base+encoding.DatasetPath)
			}
		}
	}
	slices.SortStableFunc(out.All, func(a, b Judged) int { return cmp.Or(a.Recorded.Compare(b.Recorded), cmp.Compare(a.Ref, b.Ref)) })
	return out
}

// move lets a claim answer with another, which may have moved too.
func (j *Judgements) move(from, to quadstore.ID) {
	if j.Moved == nil {
		j.Moved = map[quadstore.ID]quadstore.ID{}
	}
	j.Moved[from] = to
}

// ClassesAt is which nodes were one thing at a moment; the zero moment is now.
func (j *Judgements) ClassesAt(at time.Time) *identity.Classes {
	var pairs []identity.Pair
	for i := range j.All {
		if j.All[i].Verdict == identity.Same && j.All[i].standsAt(at) {
			pairs = append(pairs, identity.Pair{Left: uint32(j.All[i].Left), Right: uint32(j.All[i].Right)})
		}
	}
	return identity.New(pairs)
}

// ChangedSince reports whether a judgement was made or taken back after a moment.
func (j *Judgements) ChangedSince(at time.Time) bool {
	for _, v := range slices.Backward(j.All) {
		if v.Verdict == identity.Same && (v.Recorded.After(at) || v.Withdrawn.After(at)) {
			return true
		}
	}
	return false
}
