package graph_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/graph/paging"
	"whence/graph/write"
)

// Amounts are ordered currency by currency, which can't be compared, and within one by value and by what is said of it.
func TestAmountsAreOrderedByCurrency(t *testing.T) {
	g := graphtest.Open(t, "")
	d := &claim.Dataset{Name: "test/order", Entities: []claim.EntityRecord{
		{ID: "organisation/p", Name: "P"}, {ID: "organisation/q", Name: "Q"}, {ID: "document/r", Name: "R"},
	}}
	for purpose, amount := range map[string]string{
		"jpy": "500 JPY", "eur 200": "200 EUR", "eur 1000": "1000.00 EUR", "gbp 100": "100 GBP", "less": "<500 GBP", "up to": "<=500 GBP",
		"gbp 500": "500 GBP", "range": "500..900 GBP", "at least": ">=500 GBP", "more": ">500 GBP", "minus": "-3 GBP",
		"none": "",
	} {
		r := &claim.Relationship{Subject: "organisation/p", Kind: "FUNDS", Object: "organisation/q", Purpose: purpose}
		r.Citations = []claim.Citation{{Document: "document/r", Locator: purpose}}
		if amount != "" {
			q, err := claim.ParseQuantity(amount)
			if err != nil {
				t.Fatal(err)
			}
			r.Amount = &q
		}
		d.Claims = append(d.Claims, r)
	}
	if _, err := write.Load(t.Context(), g, []*claim.Dataset{d}); err != nil {
		t.Fatal(err)
	}
	rising := []string{"eur 200", "eur 1000", "minus", "gbp 100", "less", "up to", "gbp 500", "range", "at least", "more", "jpy"}
	falling := []string{"eur 1000", "eur 200", "more", "at least", "range", "gbp 500", "up to", "less", "gbp 100", "minus", "jpy"}
	for descending, want := range map[bool][]string{false: rising, true: falling} {
		page, err := g.Now().AllRelationships(t.Context(), graph.RelationshipQuery{
			Order: graph.ClaimOrder{By: graph.ByAmount, Descending: descending}, Window: paging.Window{First: 20},
		})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range page.Items {
			got = append(got, r.Purpose)
		}
		if diff := cmp.Diff(want, got[:len(want)]); diff != "" || len(got) != len(want)+1 {
			t.Errorf("descending %v (-want +got):\n%s", descending, diff)
		}
	}
}
