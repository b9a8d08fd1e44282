package write_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/graph/write"
)

// fullClaims is claims that have, between those of one sort, every field that a claim can have.
func fullClaims(t *testing.T) []claim.Claim {
	quantity := func(text string) *claim.Quantity {
		q, err := claim.ParseQuantity(text)
		if err != nil {
			t.Fatal(err)
		}
		return &q
	}
	cited := []claim.Citation{{Document: "document/d", Locator: "paragraph 1"}}
	whole := &claim.Relationship{
		Assertion: claim.Assertion{Certainty: claim.Stated, Status: claim.Actual, Citations: cited},
		Kind:      "FUNDS", Subject: "organisation/a", Object: "organisation/b", Amount: quantity("9 GBP"),
	}
	claim.Normalise(whole)
	said := claim.Assertion{
		Certainty: claim.Inferred, Status: claim.Planned, ValidTime: claim.When{EDTF: "2014-07", Wording: "that July", Basis: "the page before"},
		Reference: "R/1", StatedBy: "organisation/a", IncludedIn: whole.ID, DerivedFrom: []claim.ID{whole.ID}, Citations: cited,
	}
	plain := claim.Assertion{Certainty: claim.Stated, Status: claim.Actual, Citations: cited}
	return []claim.Claim{
		whole,
		&claim.Relationship{
			Assertion: said, Kind: "FUNDS", Subject: "organisation/a", Object: "organisation/b", Role: "backer", Amount: quantity("5 GBP"),
			Instrument: "GRANT", Purpose: "a roof", FundedThrough: "programme/p", Recipient: "organisation/c", Quantity: quantity("3 job"),
		},
		&claim.Measure{Assertion: plain, About: "organisation/a", Metric: "jobs", Value: *quantity("7 job"), Place: "place/l", Scope: "full-time"},
		&claim.Attribute{Assertion: plain, About: "organisation/a", Property: "name", Value: "A. Trust", Language: "en", NameKind: claim.Former},
		&claim.Attribute{Assertion: plain, About: "organisation/a", Property: "founded", Value: "long ago", Date: claim.When{EDTF: "1901"}},
	}
}

// notSaid is the fields of a claim that are no part of what it says: how sure the source is, and what the graph adds.
var notSaid = []string{"ID", "Citations", "RecordedAt", "RetractedAt", "Ref", "Base"}

// TestEveryFieldOfAClaim fails where a field was added to a claim and forgotten on its way: in fullClaims above, in the encoder, in
// the decoder, or in what makes the claim's id.
func TestEveryFieldOfAClaim(t *testing.T) {
	g := graphtest.Open(t, "")
	claims := fullClaims(t)
	d := &claim.Dataset{Name: "test/fields", Claims: claims, Entities: []claim.EntityRecord{
		{ID: "organisation/a", Name: "A"},
		{ID: "organisation/b", Name: "B"},
		{ID: "organisation/c", Name: "C"},
		{ID: "programme/p", Name: "P"},
		{ID: "place/l", Name: "L"},
		{ID: "document/d", Name: "D"},
	}}
	if _, err := write.Load(t.Context(), g, []*claim.Dataset{d}); err != nil {
		t.Fatal(err)
	}
	ids := make([]claim.ID, len(claims))
	for i, c := range claims {
		ids[i] = c.Base().ID
	}
	read, err := g.Now().Claims(t.Context(), ids)
	if err != nil {
		t.Fatal(err)
	}
	given := map[reflect.Type]map[string]bool{}
	for i, c := range claims {
		if diff := cmp.Diff(c, read[i], cmpopts.IgnoreFields(claim.Assertion{}, "RecordedAt", "Ref")); diff != "" {
			t.Errorf("what was written and what is read (-written +read):\n%s", diff)
		}
		of := reflect.ValueOf(c).Elem()
		if given[of.Type()] == nil {
			given[of.Type()] = map[string]bool{}
		}
		for _, field := range reflect.VisibleFields(of.Type()) {
			value := of.FieldByIndex(field.Index)
			if field.Anonymous || slices.Contains(notSaid, field.Name) || value.IsZero() {
				continue
			}
			given[of.Type()][field.Name] = true
			changed := reflect.New(of.Type())
			changed.Elem().Set(of)
			changed.Elem().FieldByIndex(field.Index).SetZero()
			if field.Name == "Kind" {
				continue // there is no claim without one
			}
			if without := changed.Interface().(claim.Claim); claim.ContentID(without) == claim.ContentID(c) {
				t.Errorf("%s.%s is no part of the claim's id", of.Type(), field.Name)
			}
		}
	}
	for sort, fields := range given {
		for _, field := range reflect.VisibleFields(sort) {
			ofAssertion := len(field.Index) > 1 && sort != reflect.TypeFor[claim.Relationship]() // asked of relationships
			if !field.Anonymous && !ofAssertion && !slices.Contains(notSaid, field.Name) && !fields[field.Name] {
				t.Errorf("%s.%s: no claim of this test has it", sort, field.Name)
			}
		}
	}
}
