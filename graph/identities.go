package graph

import (
	"context"
	"slices"
	"time"

	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/identity"
	"whence/graph/quadstore"
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
		for i := range p.judged.all {
			j := &p.judged.all[i]
			if j.dataset != d.Name || !j.withdrawn.IsZero() {
				continue
			}
			pair := [2]claim.ID{p.IDAt(j.left), p.IDAt(j.right)}
			if wanted[pair] {
				stands[pair] = true
				continue
			}
			p.withdraw(&Judgement{ID: p.IDAt(j.ref), Left: pair[0], Right: pair[1], Verdict: j.verdict})
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
				p.judge(&Judgement{Left: e.ID, Right: old, Verdict: identity.Same, Dataset: d.Name})
			}
		}
	}
	return nil
}

// parted reports whether a judgement that stands keeps two ids, or ids of their classes, apart.
func (p *plan) parted(left, right claim.ID) bool {
	return len(p.parting(p.judged.classesAt(time.Time{}), left, right)) > 0
}

// parting is the judgements that stand and keep two ids, or ids of their classes, apart.
func (p *plan) parting(classes *identity.Classes, left, right claim.ID) []judged {
	a, b := classes.Canonical(uint32(p.snap.ID(p.iri(left)))), classes.Canonical(uint32(p.snap.ID(p.iri(right))))
	var found []judged
	for _, j := range p.judged.all {
		if !j.verdict.Parts() || !j.withdrawn.IsZero() {
			continue
		}
		l, r := classes.Canonical(uint32(j.left)), classes.Canonical(uint32(j.right))
		if l == a && r == b || l == b && r == a {
			found = append(found, j)
		}
	}
	return found
}

// judge records a judgement.
func (p *plan) judge(j *Judgement) {
	p.encoder.judgement(j, p.at)
	p.judgedNow = append(p.judgedNow, j)
	p.edit(commitlog.Edit{Kind: commitlog.IdentityDecided, Subject: string(j.ID), Other: string(j.Left)}, nil)
	p.touch(j)
}

// withdraw takes a judgement back.
func (p *plan) withdraw(j *Judgement) {
	p.encoder.add(p.iri(j.ID), predRetracted, p.now, nil)
	p.judgedNow = append(p.judgedNow, j)
	p.edit(commitlog.Edit{Kind: commitlog.IdentityDecided, Subject: string(j.ID), Other: string(j.Left), Withdrawn: true}, nil)
	p.touch(j)
}

// touch has the index of names look at all that a judgement's ends are one with, before and after.
func (p *plan) touch(j *Judgement) {
	classes := p.judged.classesAt(time.Time{})
	for _, id := range []claim.ID{j.Left, j.Right} {
		p.renamed[id] = true
		if class := classes.Of(uint32(p.snap.ID(p.iri(id)))); class != nil {
			for _, m := range class.Members {
				p.renamed[p.IDAt(quadstore.ID(m))] = true
			}
		}
	}
}

// standingJudgements is the judgements that stand on a pair, whichever way round.
func (p *plan) standingJudgements(left, right claim.ID) []*Judgement {
	a, b := p.snap.ID(p.iri(left)), p.snap.ID(p.iri(right))
	var found []*Judgement
	for _, j := range p.judged.all {
		if j.withdrawn.IsZero() && a != 0 && b != 0 && (j.left == a && j.right == b || j.left == b && j.right == a) {
			found = append(found, &Judgement{ID: p.IDAt(j.ref), Left: p.IDAt(j.left), Right: p.IDAt(j.right), Verdict: j.verdict, Dataset: j.dataset})
		}
	}
	slices.SortFunc(found, func(a, b *Judgement) int { return a.Recorded.Compare(b.Recorded) })
	return found
}
