package claim_test

import (
	"testing"

	"whence/graph/claim"
)

// What is spelled otherwise and says the same has one id; what says something else has another.
func TestSpellingIsNoPartOfAnID(t *testing.T) {
	money := func(s string) claim.ID {
		q, err := claim.ParseQuantity(s)
		if err != nil {
			t.Fatal(err)
		}
		return claim.ContentID(&claim.Relationship{Kind: "FUNDS", Subject: "organisation/a", Object: "organisation/b", Amount: &q})
	}
	dated := func(s string) claim.ID {
		date, err := claim.ParseEDTF(s)
		if err != nil {
			t.Fatal(err)
		}
		r := &claim.Relationship{Kind: "FUNDS", Subject: "organisation/a", Object: "organisation/b"}
		r.ValidTime = claim.When{EDTF: date}
		return claim.ContentID(r)
	}
	purpose := func(s string) claim.ID {
		return claim.ContentID(&claim.Relationship{Kind: "FUNDS", Subject: "organisation/a", Object: "organisation/b", Purpose: s})
	}
	metric := func(s string) claim.ID {
		q := claim.Quantity{Unit: "job", Wording: "some"}
		return claim.ContentID(&claim.Measure{About: "organisation/a", Metric: s, Value: q})
	}
	scope := func(s string) claim.ID {
		q := claim.Quantity{Unit: "job", Wording: "some"}
		return claim.ContentID(&claim.Measure{About: "organisation/a", Metric: "jobs", Scope: s, Value: q})
	}
	for _, c := range []struct {
		id     func(string) claim.ID
		groups [][]string // each is one thing, and none is another
	}{
		{money, [][]string{
			{"5000 GBP", "5000.00 GBP", "5000.0 GBP", "5000..5000.0 GBP"},
			{"500 GBP"},
			{"5000 EUR"},
			{">5000 GBP", ">5000.0 GBP"},
			{"5000.05 GBP", "5000.050 GBP"},
			{"0 GBP", "0.00 GBP", "-0 GBP"},
			{"-1.50 GBP", "-1.5 GBP"},
			{"1..5000 GBP", "1.0..5000.0 GBP"},
			{"1000000000000000000000 GBP", "1000000000000000000000.00 GBP"},
			{"5 GBP | 6 EUR", "5.0 GBP | 6.00 EUR"},
		}},
		{dated, [][]string{
			{"2014-07", "2014-07-01/2014-07-31", "2014-07/2014-07"},
			{"2014", "2014-01-01/2014-12-31", "2014-01/2014-12"},
			{"2014-07-02", "2014-07-02/2014-07-02"},
			{"2014-03/..", "2014-03-01/.."},
			{"../2016", "../2016-12-31", "../2016-12"},
			{"2014/2015", "2014-01-01/2015-12-31"},
			{"2014-XX"},
			{"2014?"},
			{"2016-02", "2016-02-01/2016-02-29"},
			{"2016-02-01/2016-02-28"},
			{"2014-21"},
			{"2014-06/2015-05", "2014-06-01/2015-05-31"},
			{"-0043"},
			{"Y12024"},
			{"199X"},
		}},
		{purpose, [][]string{{"roof", "Roof", " ROOF ", "roof"}, {"roofs"}, {"the new roof", "the  new Roof"}, {"dach"}}},
		{metric, [][]string{{"jobs created", "Jobs created", "JOBS CREATED"}, {"jobs"}}},
		{scope, [][]string{{"firms", "Firms"}, {"firm"}}},
	} {
		of := map[claim.ID]int{}
		for group, spellings := range c.groups {
			for _, s := range spellings {
				id := c.id(s)
				if first, seen := of[id]; seen && first != group {
					t.Errorf("%q is one with %q", s, c.groups[first][0])
				} else if !seen && s != spellings[0] {
					t.Errorf("%q is another than %q", s, spellings[0])
				}
				of[id] = group
			}
		}
	}
}
