package write

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/cayleygraph/quad"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/encoding"
	"whence/graph/identity"
	"whence/graph/quadstore"
	"whence/graph/snapshot"
)

// identities makes the judgements that datasets make by naming ids that an entity had before, and takes back those that
// they made and make no more. A pair that somebody judged to be two things is left alone and counted.
func (p *plan) identities(_ context.Context, datasets []*claim.Dataset) error {
	for _, d := range datasets {
		wanted := map[[2]claim.ID]bool{}
		for _, e := range d.Entities {
			for _, old := range e.FormerIDs {
				wanted[[2]claim.ID{e.ID, old}] = true
			}
		}
		stands := map[[2]claim.ID]bool{}
		for i := range p.JudgementLog().All {
			j := &p.JudgementLog().All[i]
			if j.Dataset != d.Name || !j.Withdrawn.IsZero() {
				continue
			}
			pair := [2]claim.ID{p.IDAt(j.Left), p.IDAt(j.Right)}
			if wanted[pair] {
				stands[pair] = true
				continue
			}
			p.withdraw(&graph.Judgement{ID: p.IDAt(j.Ref), Left: pair[0], Right: pair[1], Verdict: j.Verdict})
		}
		for _, e := range d.Entities {
			for _, old := range e.FormerIDs {
				pair := [2]claim.ID{e.ID, old}
				if stands[pair] {
					continue
				}
				stands[pair] = true
				if p.parted(pair[0], pair[1]) {
					p.report.SetAside++
					continue
				}
				p.judge(&graph.Judgement{Left: e.ID, Right: old, Verdict: identity.Same, Dataset: d.Name})
			}
		}
	}
	return nil
}

// parted reports whether a judgement that stands keeps two ids, or ids of their classes, apart.
func (p *plan) parted(left, right claim.ID) bool {
	return len(p.parting(p.JudgementLog().ClassesAt(time.Time{}), left, right)) > 0
}

// parting is the judgements that stand and keep two ids, or ids of their classes, apart.
func (p *plan) parting(classes *identity.Classes, left, right claim.ID) []snapshot.Judged {
	a, b := classes.Canonical(uint32(p.Snapshot().ID(p.IRIOf(left)))), classes.Canonical(uint32(p.Snapshot().ID(p.IRIOf(right))))
	var found []snapshot.Judged
	for _, j := range p.JudgementLog().All {
		if !j.Verdict.Parts() || !j.Withdrawn.IsZero() {
			continue
		}
		l, r := classes.Canonical(uint32(j.Left)), classes.Canonical(uint32(j.Right))
		if l == a && r == b || l == b && r == a {
			found = append(found, j)
		}
	}
	return found
}

// judge records a judgement.
func (p *plan) judge(j *graph.Judgement) {
	encodeJudgement(&p.encoder, j, p.at)
	p.batch.Judgements = append(p.batch.Judgements, j)
	p.edit(commitlog.Edit{Kind: commitlog.IdentityDecided, Subject: string(j.ID), Other: string(j.Left)}, nil)
	p.touch(j)
}

// withdraw takes a judgement back.
func (p *plan) withdraw(j *graph.Judgement) {
	p.encoder.Add(p.IRIOf(j.ID), encoding.PredRetracted, p.now, nil)
	p.batch.Judgements = append(p.batch.Judgements, j)
	p.edit(commitlog.Edit{Kind: commitlog.IdentityDecided, Subject: string(j.ID), Other: string(j.Left), Withdrawn: true}, nil)
	p.touch(j)
}

// touch has the index of names look at all that a judgement's ends are one with, before and after.
func (p *plan) touch(j *graph.Judgement) {
	classes := p.JudgementLog().ClassesAt(time.Time{})
	for _, id := range []claim.ID{j.Left, j.Right} {
		p.batch.Renamed[id] = true
		if class := classes.Of(uint32(p.Snapshot().ID(p.IRIOf(id)))); class != nil {
			for _, m := range class.Members {
				p.batch.Renamed[p.IDAt(quadstore.ID(m))] = true
			}
		}
	}
}

// standingJudgements is the judgements that stand on a pair, whichever way round.
func (p *plan) standingJudgements(left, right claim.ID) []*graph.Judgement {
	a, b := p.Snapshot().ID(p.IRIOf(left)), p.Snapshot().ID(p.IRIOf(right))
	var found []*graph.Judgement
	for _, j := range p.JudgementLog().All {
		if j.Withdrawn.IsZero() && a != 0 && b != 0 && (j.Left == a && j.Right == b || j.Left == b && j.Right == a) {
			found = append(found, &graph.Judgement{ID: p.IDAt(j.Ref), Left: p.IDAt(j.Left), Right: p.IDAt(j.Right), Verdict: j.Verdict, Dataset: j.Dataset})
		}
	}
	slices.SortFunc(found, func(a, b *graph.Judgement) int { return a.Recorded.Compare(b.Recorded) })
	return found
}

// judgementID is the id of a judgement that is made at a moment.
func judgementID(j *graph.Judgement, at time.Time) claim.ID {
	return claim.HashedID(claim.JudgementPrefix, [2]string{"left", string(j.Left)}, [2]string{"right", string(j.Right)},
		[2]string{"verdict", string(j.Verdict)}, [2]string{"dataset", j.Dataset}, [2]string{"at", at.Format(time.RFC3339Nano)})
}

// encodeJudgement writes a judgement that is made at a moment; its id is made of it.
func encodeJudgement(e *encoding.Encoder, j *graph.Judgement, at time.Time) {
	j.ID, j.Recorded = judgementID(j, at), at
	self := e.IRIOf(j.ID)
	e.Add(e.IRIOf(j.Right), snapshot.VerdictPredicate(j.Verdict), e.IRIOf(j.Left), self)
	e.Add(self, encoding.PredRecorded, encoding.DateTime(at), nil)
	if j.Dataset != "" {
		e.Add(self, encoding.PredDeclaredBy, e.DatasetIRI(j.Dataset), nil)
	}
	if j.Score != nil {
		e.Add(self, encoding.PredScore, quad.String(strconv.FormatFloat(*j.Score, 'g', -1, 64)), nil)
	}
	for _, id := range j.Identifiers {
		e.Add(self, encoding.PredSharedIdentifier, quad.String(id.Key()), nil)
	}
	for _, c := range j.Citations {
		e.Citation(j.ID, c)
	}
}
