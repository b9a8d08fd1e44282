package write

import (
	"context"
	"slices"

	"whence/graph/claim"
	"whence/graph/commitlog"
	"whence/graph/encoding"
)

// RetractClaims retracts claims, or some of their citations.
type RetractClaims struct {
	Claims        []claim.ID
	OnlyCitations []claim.ID // a claim that is left with none is retracted; nil takes all
}

func (RetractClaims) action() commitlog.Action { return commitlog.Retract }

func (m RetractClaims) plan(ctx context.Context, d *draft) error {
	d.reasonGiven()
	if len(m.Claims)+len(m.OnlyCitations) > maxIDs {
		d.fail(TooLarge, input("claims"), "%d ids: at most %d in one write", len(m.Claims)+len(m.OnlyCitations), maxIDs)
		return nil
	}
	claims, err := d.standing(ctx, m.Claims, input("claims"))
	if err != nil {
		return err
	}
	unused := slices.Clone(m.OnlyCitations)
	for _, c := range claims {
		if c == nil || slices.Contains(d.outcome.Claims, c.Base().ID) {
			continue
		}
		a := c.Base()
		d.outcome.Claims = append(d.outcome.Claims, a.ID)
		var going []claim.ID
		for _, cite := range a.Citations {
			id := claim.CitationID(a.ID, cite)
			if m.OnlyCitations == nil || slices.Contains(m.OnlyCitations, id) {
				going = append(going, id)
			}
			unused = slices.DeleteFunc(unused, func(u claim.ID) bool { return u == id })
		}
		d.takeAway(a.ID, going, len(going) == len(a.Citations))
		d.nameOf(c)
	}
	for _, id := range unused {
		d.fail(UnknownID, input("onlyCitations"), "none of the claims has a citation %s that stands", id)
	}
	return nil
}

// takeAway retracts citations of a claim, and the claim where they are all of them.
func (d *draft) takeAway(id claim.ID, citations []claim.ID, all bool) {
	for _, citation := range citations {
		d.encoder.Add(d.IRIOf(citation), encoding.PredRetracted, d.now, nil)
		d.batch.Gone = append(d.batch.Gone, citation)
		if !all {
			d.report.Uncited++
			d.edit(commitlog.Edit{Kind: commitlog.ClaimUncited, Subject: string(id), Citations: []string{string(citation)}}, nil)
		}
	}
	if all {
		d.retract(id, claim.Strings(citations), "")
	}
}

// standing is claims that stand; nil in the place of those that don't, which fails the draft.
func (d *draft) standing(ctx context.Context, ids []claim.ID, at []string) ([]claim.Claim, error) {
	found, err := d.Claims(ctx, ids)
	if err != nil {
		return nil, err
	}
	for i, c := range found {
		switch {
		case c == nil:
			d.fail(UnknownID, at, "no claim %.80q", ids[i])
		case !c.Base().RetractedAt.IsZero():
			d.fail(Stale, at, "%s stands no more: see the commit that came first", ids[i]).BlockedBy = []uint64{d.LogHead().Of(c.Base().RetractedAt)}
			found[i] = nil
		}
	}
	return found, nil
}

// CorrectClaim retracts a claim and asserts what it should have said.
type CorrectClaim struct {
	Claim   claim.ID
	Correct func(old claim.Claim) claim.Claim // what it should have said, with what stays as it was; without citations
	Cited   []Cited                           // nil keeps those of the old one
}

func (CorrectClaim) action() commitlog.Action { return commitlog.Correct }

func (m CorrectClaim) plan(ctx context.Context, d *draft) error {
	d.reasonGiven()
	found, err := d.standing(ctx, []claim.ID{m.Claim}, input("claim"))
	if err != nil || found[0] == nil {
		return err
	}
	return d.replace(ctx, found[0], m.Correct(found[0]), m.Cited, input())
}

// replace retracts a claim in favour of another.
func (d *draft) replace(ctx context.Context, old, correct claim.Claim, cited []Cited, at []string) error {
	if sortOfClaim(old) != sortOfClaim(correct) {
		d.fail(InvalidValue, append(slices.Clone(at), "correct"), "a claim is corrected by one of the same sort")
		return nil
	}
	a := correct.Base()
	if a.Citations = nil; len(cited) == 0 {
		a.Citations = slices.Clone(old.Base().Citations)
	}
	from := old.Base()
	before, asserted := len(d.outcome.Errors), d.report.Asserted
	d.replacing = from.ID
	defer func() { d.replacing = "" }()
	if err := d.assertOne(ctx, correct, cited, at); err != nil || len(d.outcome.Errors) > before {
		return err
	}
	if a.ID == from.ID {
		d.fail(InvalidValue, append(slices.Clone(at), "correct"), "it says so already")
		return nil
	}
	for i := range d.batch.Edits {
		if d.batch.Edits[i].Kind == commitlog.ClaimAsserted && d.batch.Edits[i].Subject == string(a.ID) && d.report.Asserted > asserted {
			d.batch.Edits[i].Other = string(from.ID)
		}
	}
	var citations []claim.ID
	for _, cite := range from.Citations {
		id := claim.CitationID(from.ID, cite)
		citations = append(citations, id)
		d.encoder.Add(d.IRIOf(id), encoding.PredRetracted, d.now, nil)
		d.batch.Gone = append(d.batch.Gone, id)
	}
	d.retract(from.ID, claim.Strings(citations), a.ID)
	d.encoder.Add(d.IRIOf(a.ID), encoding.PredRevisedBy, d.IRIOf(from.ID), nil)
	d.nameOf(old)
	d.outcome.Claims = append(d.outcome.Claims, a.ID)
	d.outcome.Replaced = append(d.outcome.Replaced, from.ID)
	d.outcome.Planned = append(d.outcome.Planned, correct)
	return nil
}
