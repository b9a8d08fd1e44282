package gql

import (
	"fmt"

	"whence/graph/claim"
	"whence/graph/history"
	"whence/graph/quote"
	"whence/graph/write"
	"whence/server/gql/gen"
	"whence/server/gql/scalar"
)

// assertion is the write that an input asks for. Its error says which of its statements says nothing, or two things.
func assertion(in gen.AssertClaimsInput) (write.AssertClaims, error) {
	var out write.AssertClaims
	for _, d := range in.Documents {
		out.Documents = append(out.Documents, newDocument(d))
	}
	for _, e := range in.Entities {
		out.Entities = append(out.Entities, newEntity(e))
	}
	for i, c := range in.Claims {
		stated, err := statement(c.Says)
		if err != nil {
			return out, fmt.Errorf("claims.%d.says: %w", i, err)
		}
		a := stated.Base()
		a.Certainty, a.Status, a.ValidTime, a.Reference = value(c.Certainty), value(c.Status), when(c.Holds), value(c.Reference)
		a.StatedBy, a.IncludedIn, a.DerivedFrom = value(c.StatedBy), value(c.IncludedIn), c.DerivedFrom
		out.Claims = append(out.Claims, write.NewClaim{Key: value(c.Key), Claim: stated, Cited: citedOf(c.Citations)})
	}
	return out, nil
}

func newDocument(d *gen.DocumentInput) write.NewDocument {
	return write.NewDocument{
		Key: value(d.Key), Title: d.Title, Text: d.Text, TextDigest: value(d.TextDigest), URL: value(d.URL), Replaces: value(d.Replaces),
		TextIsOpen: value(d.TextIsOpen), Licence: value(d.Licence), Attribution: value(d.Attribution),
	}
}

// statement is what a claim says. Validation enforces @oneOf in literals and not in variables, so it is counted here.
func statement(in *gen.StatementInput) (claim.Claim, error) {
	if n := count(in.Relationship != nil, in.Measure != nil, in.Attribute != nil); n != 1 {
		return nil, fmt.Errorf("give exactly one of relationship, measure and attribute, not %d of them: %w", n, claim.ErrInvalid)
	}
	switch {
	case in.Relationship != nil:
		r := in.Relationship
		return &claim.Relationship{
			Kind: r.Kind, Subject: r.Subject, Object: r.Object, Role: value(r.Role), Amount: money(r.Amount), Instrument: value(r.Instrument),
			Purpose: value(r.Purpose), FundedThrough: value(r.Via), Recipient: value(r.Recipient), Quantity: quantity(r.Quantity),
		}, nil
	case in.Measure != nil:
		m := in.Measure
		return &claim.Measure{About: m.About, Metric: m.Metric, Value: *quantity(m.Figure), Place: value(m.Place), Scope: value(m.Scope)}, nil
	}
	a := in.Attribute
	return &claim.Attribute{About: a.About, Property: a.Property, Value: a.Value, Date: when(a.Date), Language: value(a.Language), NameKind: value(a.NameKind)}, nil
}

// correction is the write that an input asks for: what is left out stays as it was, null takes it away.
func correction(in gen.CorrectClaimInput) (write.CorrectClaim, error) {
	if _, err := statement(in.Correct); err != nil {
		return write.CorrectClaim{}, fmt.Errorf("correct: %w", err)
	}
	correct := func(old claim.Claim) claim.Claim {
		out, _ := statement(in.Correct) // it was tried above; each plan makes its own
		a, before := out.Base(), old.Base()
		a.Certainty, a.Status = or(in.Certainty, before.Certainty), or(in.Status, before.Status)
		a.ValidTime, a.StatedBy, a.Reference = before.ValidTime, before.StatedBy, before.Reference
		a.IncludedIn, a.DerivedFrom = before.IncludedIn, append([]claim.ID(nil), before.DerivedFrom...)
		if given, ok := in.Holds.ValueOK(); ok {
			a.ValidTime = when(given)
		}
		if given, ok := in.StatedBy.ValueOK(); ok {
			a.StatedBy = value(given)
		}
		if given, ok := in.Reference.ValueOK(); ok {
			a.Reference = value(given)
		}
		if given, ok := in.IncludedIn.ValueOK(); ok {
			a.IncludedIn = value(given)
		}
		if given, ok := in.DerivedFrom.ValueOK(); ok {
			a.DerivedFrom = given
		}
		return out
	}
	return write.CorrectClaim{Claim: in.Claim, Correct: correct, Cited: citedOf(in.Citations)}, nil
}

func citedOf(in []*gen.CitationInput) []write.Cited {
	out := make([]write.Cited, len(in))
	for i, c := range in {
		out[i] = write.Cited{
			Document: c.Document, Start: c.Start, End: c.End, Digest: value(c.Digest), Locator: value(c.Locator), Record: c.Record, Field: value(c.Field),
			Words: quote.Words{Exact: value(c.Quote), Prefix: value(c.Prefix), Suffix: value(c.Suffix), Nth: value(c.Nth)},
		}
	}
	return out
}

func when(in *gen.WhenInput) claim.When {
	if in == nil {
		return claim.When{}
	}
	return claim.When{EDTF: claim.EDTF(value(in.Edtf)), Wording: value(in.Wording), Basis: value(in.Basis)}
}

func decimal(in *scalar.Decimal) *claim.Decimal { return (*claim.Decimal)(in) }

func money(in *gen.MoneyInput) *claim.Quantity {
	if in == nil {
		return nil
	}
	out := &claim.Quantity{Comparator: or(in.Comparator, claim.Exactly), Value: decimal(&in.Value), Max: decimal(in.Max), Unit: in.Currency, Wording: value(in.Wording)}
	for _, also := range in.Also {
		out.Also = append(out.Also, *money(also))
	}
	return out
}

func quantity(in *gen.QuantityInput) *claim.Quantity {
	if in == nil {
		return nil
	}
	out := &claim.Quantity{
		Comparator: or(in.Comparator, claim.Exactly), Value: decimal(in.Value), Max: decimal(in.Max), Unit: in.Unit, Wording: value(in.Wording),
		ExclusiveMin: value(in.ExclusiveMin), ExclusiveMax: value(in.ExclusiveMax),
	}
	for _, also := range in.Also {
		out.Also = append(out.Also, *quantity(also))
	}
	return out
}

func retraction(in gen.RetractClaimsInput) (write.RetractClaims, error) {
	return write.RetractClaims{Claims: in.Claims, OnlyCitations: in.OnlyCitations}, nil
}

func merging(in gen.MergeEntitiesInput) (write.MergeEntities, error) {
	return write.MergeEntities{Keep: in.Keep, Merge: in.Merge, Cited: citedOf(in.Citations)}, nil
}

func judging(in gen.JudgeIdentityInput) (write.JudgeIdentity, error) {
	return write.JudgeIdentity{Left: in.Left, Right: in.Right, Verdict: in.Verdict, Cited: citedOf(in.Citations)}, nil
}

func undoing(in gen.UndoCommitInput) (write.UndoCommit, error) {
	number, _ := history.ParseCommitID(in.Commit)
	return write.UndoCommit{Number: number}, nil
}

func assessing(in gen.AssessClaimInput) (write.AssessClaim, error) {
	return write.AssessClaim{
		Claim: in.Claim, Citation: value(in.Citation), Verdict: in.Verdict, Ground: value(in.Ground), Comment: value(in.Comment), Cited: citedOf(in.Citations),
	}, nil
}

func describing(in gen.DescribeEntityInput) (write.DescribeEntity, error) {
	return write.DescribeEntity{
		Entity: in.Entity, Name: value(in.Name), Add: identifiersOf(in.AddIdentifiers), Remove: identifiersOf(in.RemoveIdentifiers), Cited: citedOf(in.Citations),
	}, nil
}

func splitting(in gen.SplitEntityInput) (write.SplitEntity, error) {
	out := write.SplitEntity{Entity: in.Entity, Cited: citedOf(in.Citations)}
	for _, p := range in.Parts {
		part := write.SplitPart{Members: p.Members, Claims: p.Claims, To: value(p.To)}
		if p.New != nil {
			fresh := newEntity(p.New)
			part.New = &fresh
		}
		out.Parts = append(out.Parts, part)
	}
	return out, nil
}

func newEntity(in *gen.EntityInput) write.NewEntity {
	return write.NewEntity{
		Key: in.Key, Kind: in.Kind, Name: in.Name, ID: value(in.ID), NotSameAs: in.NotSameAs, Identifiers: identifiersOf(in.Identifiers),
	}
}

func identifiersOf(in []*gen.IdentifierInput) []claim.Identifier {
	var out []claim.Identifier
	for _, id := range in {
		out = append(out, claim.Identifier{Scheme: id.Scheme, Value: id.Value})
	}
	return out
}
