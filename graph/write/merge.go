package write

import (
	"context"
	"slices"
	"time"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/identity"
	"whence/graph/snapshot"
)

// MergeEntities judges entities to be one. No claim changes.
type MergeEntities struct {
	Keep  claim.ID // the one that is to answer for all of them
	Merge []claim.ID
	Cited []Cited // where it is proved; not needed where they share an identifier
}

// maxMerged is how many entities one merge takes.
const maxMerged = 50

func (MergeEntities) action() commitlog.Action { return commitlog.Merge }

func (m MergeEntities) plan(ctx context.Context, d *draft) error {
	d.reasonGiven()
	if len(m.Merge) == 0 || len(m.Merge) > maxMerged {
		d.fail(TooLarge, input("merge"), "%d entities to merge: want 1 to %d", len(m.Merge), maxMerged)
		return nil
	}
	found, err := d.seen.Entities(ctx, append([]claim.ID{m.Keep}, m.Merge...))
	if err != nil {
		return err
	}
	keep := found[0]
	if keep == nil {
		d.fail(UnknownID, input("keep"), "no entity %.80q", m.Keep).Nearest = d.nearIDs(m.Keep)
		return nil
	}
	citations, err := d.placeAll(ctx, m.Cited, input("citations"))
	if err != nil {
		return err
	}
	for i, other := range found[1:] {
		at := input("merge", i)
		switch {
		case other == nil:
			d.fail(UnknownID, at, "no entity %.80q", m.Merge[i]).Nearest = d.nearIDs(m.Merge[i])
		case other.Ref == keep.Ref:
			d.fail(InvalidValue, at, "%s and %s are one already", m.Keep, m.Merge[i])
		case other.Kind != keep.Kind:
			d.fail(RuleBroken, at, "%s is %s and %s is %s: things of two kinds are never one", keep.ID, keep.Kind, other.ID, other.Kind)
		default:
			if err := d.same(ctx, keep, other, citations, at); err != nil {
				return err
			}
		}
	}
	d.outcome.Entities = []claim.ID{keep.ID}
	return nil
}

// same judges two entities to be one, unless they were judged to be two or nothing proves it.
func (d *draft) same(ctx context.Context, keep, other *claim.Entity, citations []claim.Citation, at []string) error {
	if apart := d.parting(d.JudgementLog().ClassesAt(time.Time{}), keep.ID, other.ID); len(apart) > 0 {
		refused := d.fail(JudgedDifferent, at, "%s and %s were judged to be two things: take that judgement back first", keep.ID, other.ID)
		for _, j := range apart {
			refused.BlockedBy = append(refused.BlockedBy, d.LogHead().Of(j.Recorded))
		}
		return nil
	}
	shared, err := d.shared(ctx, keep, other)
	if err != nil {
		return err
	}
	if len(citations) == 0 && len(shared) == 0 {
		d.fail(EvidenceRequired, input("citations"), "say where it is proved that %s and %s are one: they share no identifier", keep.ID, other.ID)
		return nil
	}
	j := &graph.Judgement{Left: keep.ID, Right: other.ID, Verdict: identity.Same, Citations: citations, Identifiers: shared}
	d.judge(j)
	d.outcome.Judgements = append(d.outcome.Judgements, j.ID)
	d.outcome.Replaced = append(d.outcome.Replaced, d.seen.Members(other)...)
	return nil
}

// shared is the identifiers that both entities have.
func (d *draft) shared(ctx context.Context, a, b *claim.Entity) ([]claim.Identifier, error) {
	lists, err := d.seen.Identifiers(ctx, []*claim.Entity{a, b})
	if err != nil {
		return nil, err
	}
	var out []claim.Identifier
	for _, id := range lists[0] {
		if slices.ContainsFunc(lists[1], func(o claim.Identifier) bool { return o.Key() == id.Key() }) {
			out = append(out, id)
		}
	}
	return out, nil
}

// placeAll finds where citations stand.
func (d *draft) placeAll(ctx context.Context, cited []Cited, at []string) ([]claim.Citation, error) {
	var out []claim.Citation
	for i, c := range cited {
		where := append(slices.Clone(at), input(i)[1:]...)
		if c.Document = d.resolveID(c.Document, append(slices.Clone(where), "document")); c.Document == "" {
			continue
		}
		cite, err := d.place(ctx, c, where)
		if err != nil {
			return nil, err
		}
		out = append(out, cite)
	}
	return out, nil
}

// JudgeIdentity judges one pair. Judging it again withdraws the judgement before.
type JudgeIdentity struct {
	Left, Right claim.ID
	Verdict     identity.Verdict
	Cited       []Cited
	Score       *float64 // of the matcher, where that judges: it stands for evidence; nil where somebody does
}

func (JudgeIdentity) action() commitlog.Action { return commitlog.Judge }

func (m JudgeIdentity) plan(ctx context.Context, d *draft) error {
	d.reasonGiven()
	ends := [2]claim.ID{d.resolveID(m.Left, input("left")), d.resolveID(m.Right, input("right"))}
	if ends[0] == "" || ends[1] == "" {
		return nil
	}
	if ends[0] == ends[1] {
		d.fail(InvalidValue, input("right"), "one id is one thing: there is nothing to judge")
		return nil
	}
	if ends[0].Kind() == "" || ends[0].Kind() != ends[1].Kind() && m.Verdict == identity.Same {
		d.fail(RuleBroken, input("right"), "%s and %s are of two kinds: things of two kinds are never one", m.Left, m.Right)
		return nil
	}
	citations, err := d.placeAll(ctx, m.Cited, input("citations"))
	if err != nil {
		return err
	}
	before := d.standingJudgements(ends[0], ends[1])
	for _, j := range before {
		d.withdraw(j)
	}
	j := &graph.Judgement{Left: ends[0], Right: ends[1], Verdict: m.Verdict, Citations: citations, Score: m.Score}
	if err := d.mayJudge(ctx, j, before); err != nil || len(d.outcome.Errors) > 0 {
		return err
	}
	d.judge(j)
	d.outcome.Judgements = []claim.ID{j.ID}
	return nil
}

// mayJudge refuses SAME without evidence or of what was judged to be two, and a parting of what other judgements hold
// together.
func (d *draft) mayJudge(ctx context.Context, j *graph.Judgement, before []*graph.Judgement) error {
	withdrawn := func(of snapshot.Judged) bool {
		return slices.ContainsFunc(before, func(b *graph.Judgement) bool { return d.Snapshot().ID(d.IRIOf(b.ID)) == of.Ref })
	}
	rest := &snapshot.Judgements{All: slices.DeleteFunc(slices.Clone(d.JudgementLog().All), withdrawn)}
	classes := rest.ClassesAt(time.Time{})
	if j.Verdict.Parts() {
		if classes.Canonical(uint32(d.Snapshot().ID(d.IRIOf(j.Left)))) == classes.Canonical(uint32(d.Snapshot().ID(d.IRIOf(j.Right)))) {
			d.fail(JudgedDifferent, input("verdict"), "other judgements hold %s and %s to be one: split the entity", j.Left, j.Right)
		}
		return nil
	}
	if j.Verdict != identity.Same {
		return nil
	}
	for _, apart := range d.parting(classes, j.Left, j.Right) {
		if !withdrawn(apart) {
			d.fail(JudgedDifferent, input("verdict"), "their entities were judged to be two things: take that judgement back first").BlockedBy = []uint64{d.LogHead().Of(apart.Recorded)}
			return nil
		}
	}
	if len(j.Citations) > 0 {
		return nil
	}
	raw, err := d.Entities(ctx, []claim.ID{j.Left, j.Right})
	if err != nil {
		return err
	}
	if raw[0] != nil && raw[1] != nil {
		lists, err := d.Identifiers(ctx, raw)
		if err != nil {
			return err
		}
		for _, id := range lists[0] {
			if slices.ContainsFunc(lists[1], func(o claim.Identifier) bool { return o.Key() == id.Key() }) {
				j.Identifiers = append(j.Identifiers, id)
			}
		}
	}
	if len(j.Identifiers) == 0 && j.Score == nil {
		d.fail(EvidenceRequired, input("citations"), "say where it is proved that they are one: they share no identifier")
	}
	return nil
}
