package write_test

import (
	"testing"

	"whence/graph/claim"
	"whence/graph/write"
)

// A claim that somebody retracted by hand is not asserted by the next load that cites it from the same place, and is where the file
// cites it from another.
func TestHeldBack(t *testing.T) {
	g := written(t)
	data := func(locator string) []*claim.Dataset {
		c := funds("organisation/a", "organisation/b", "5")
		c.Citations = []claim.Citation{{Document: "document/register", Locator: locator}}
		return []*claim.Dataset{{
			Name:     "test/register",
			Entities: []claim.EntityRecord{{ID: "document/register", Name: "Register"}, {ID: "organisation/a", Name: "A"}, {ID: "organisation/b", Name: "B"}},
			Claims:   []claim.Claim{c},
		}}
	}
	load := func(locator string) write.Report {
		r, err := write.Load(t.Context(), g, data(locator))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := load("row 1"); r.Asserted != 1 || r.HeldBack != 0 {
		t.Fatalf("%+v", r)
	}
	first := data("row 1")[0].Claims[0]
	claim.Normalise(first)
	if o := carryOut(t, g, write.RetractClaims{Claims: []claim.ID{first.Base().ID}}); len(o.Errors) > 0 {
		t.Fatalf("%+v", o.Errors)
	}
	if r := load("row 1"); r.Asserted != 0 || r.HeldBack != 1 {
		t.Errorf("loaded again: %+v", r)
	}
	if r := load("row 7"); r.Asserted != 1 || r.HeldBack != 0 {
		t.Errorf("cited from elsewhere: %+v", r)
	}
}
