package sums

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/write"
)

// TestColumnsSayWhatLinesSay adds up random claims from the columns and claim by claim, after one load and after another that
// extends the columns, with all that the rules against counting twice are about: both say the same.
func TestColumnsSayWhatLinesSay(t *testing.T) {
	answered := 0
	rapid.Check(t, func(t *rapid.T) {
		ctx := context.Background()
		g, err := graph.Open(ctx, graph.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer g.Close()
		var made []*claim.Relationship
		for load := range 3 {
			d := randomFunding(t, load, &made)
			if _, err := write.Load(ctx, g, []*claim.Dataset{d}); err != nil {
				t.Fatal(err)
			}
			if load > 0 && rapid.Bool().Draw(t, "retract") {
				one := rapid.SampledFrom(made).Draw(t, "retracted").ID
				if _, err := write.Commit(ctx, g, write.RetractClaims{Claims: []claim.ID{one}}, write.Options{Author: write.Author{Agent: "agent/t", Reason: "wrong"}}); err != nil {
					t.Fatal(err)
				}
			}
			for range 4 {
				if sameFromBoth(ctx, t, g.Now()) {
					answered++
				}
			}
		}
	})
	if answered < 100 {
		t.Errorf("the columns have answered %d times", answered)
	}
}

// sameFromBoth asks a random question of both, and reports whether the columns answer it.
func sameFromBoth(ctx context.Context, t *rapid.T, v *graph.View) bool {
	q := Query{
		Kinds: rapid.SampledFrom([][]claim.RelationshipKind{{"FUNDS"}, {"FUNDS", "INVESTS_IN"}}).Draw(t, "kinds"),
		First: rapid.SampledFrom([]int{0, 3, 100}).Draw(t, "first"),
		GroupBy: rapid.SampledFrom([][]GroupBy{
			nil,
			{BySubject},
			{ByObject},
			{ByKind},
			{ByYear},
			{BySubject, ByYear},
			{ByYear, ByObject},
			{ByKind, ByYear},
			{ByYear, ByKind},
			{BySubject, ByObject},
			{ByKind, BySubject},
		}).Draw(t, "by"),
	}
	q.Order = rapid.SampledFrom([]Order{{}, {}, {By: ByAmount, Currency: "GBP"}, {By: ByAmount}, {By: ByCount, Ascending: true}, {By: ByKey}, {By: ByKey, Ascending: true}}).Draw(t, "order")
	filters := []*graph.EntityFilter{nil, {Within: "place/north"}, {IDs: []claim.ID{"organisation/a", "programme/p", "organisation/c"}}}
	q.Filter.Object = rapid.SampledFrom(filters).Draw(t, "object")
	q.Filter.Subject = rapid.SampledFrom(filters).Draw(t, "subject")
	got, failed := fromColumns(ctx, v, q)
	want, err := aggregateLines(ctx, v, q)
	if diff := cmp.Diff(fmt.Sprint(err), fmt.Sprint(failed)); diff != "" && (got != nil || failed != nil) {
		t.Fatalf("%v by %v: errors (-claim by claim +columns):\n%s", q.Kinds, q.GroupBy, diff)
	}
	if err != nil {
		return false
	}
	if got == nil {
		return false
	}
	if diff := cmp.Diff(want, *got); diff != "" {
		t.Fatalf("%v by %v (-claim by claim +columns):\n%s", q.Kinds, q.GroupBy, diff)
	}
	return true
}

// randomFunding is a data set of claims between a few entities. Some are parts of claims that were made before.
func randomFunding(t *rapid.T, load int, made *[]*claim.Relationship) *claim.Dataset {
	d := &claim.Dataset{Name: fmt.Sprintf("random/%d", load)}
	document := claim.ID(fmt.Sprintf("document/d%d", load))
	second := document + "-again"
	d.Entities = []claim.EntityRecord{{ID: document, Name: "Report"}, {ID: second, Name: "Report again"}}
	ids := []claim.ID{"organisation/a", "organisation/b", "organisation/c", "programme/p", "funding-source/f"}
	if load == 0 {
		for _, id := range append(ids, "place/north", "place/south") {
			d.Entities = append(d.Entities, claim.EntityRecord{ID: id, Name: string(id)})
		}
		for i, id := range ids[:3] {
			place := []claim.ID{"place/north", "place/south"}[i%2]
			d.Claims = append(d.Claims, &claim.Relationship{Assertion: cited(document), Kind: "LOCATED_IN", Subject: id, Object: place})
		}
	}
	said := map[claim.ID]bool{}
	for range rapid.IntRange(1, 12).Draw(t, "claims") {
		r := &claim.Relationship{
			Assertion: cited(rapid.SampledFrom([]claim.ID{document, second}).Draw(t, "document")),
			Kind:      rapid.SampledFrom([]claim.RelationshipKind{"FUNDS", "FUNDS", "INVESTS_IN"}).Draw(t, "kind"),
			Subject:   rapid.SampledFrom(ids).Draw(t, "subject"), Object: rapid.SampledFrom(ids).Draw(t, "object"),
		}
		if r.Subject == r.Object {
			continue
		}
		r.Amount = quantity(t, "amount", "", "5 GBP", "7.25 GBP", "5 USD", "10..20 GBP", "<9 GBP", ">9 GBP", "~3 GBP", "123456789012.1234 GBP", "1234567890123456 GBP", "3 GBP | 4 USD")
		r.Quantity = quantity(t, "quantity", "", "", "", "8 job", "2..3 job")
		r.ValidTime.EDTF = rapid.SampledFrom([]claim.EDTF{"", "2004-05-06", "2004", "2005-01/2005-03", "2004/2006", "2006-05", "../2004"}).Draw(t, "time")
		if len(*made) > 0 && rapid.IntRange(0, 3).Draw(t, "part") == 0 {
			r.IncludedIn = rapid.SampledFrom(*made).Draw(t, "whole").ID
		}
		claim.Normalise(r)
		if said[r.ID] {
			continue
		}
		said[r.ID] = true
		d.Claims = append(d.Claims, r)
		*made = append(*made, r)
	}
	return d
}

func cited(document claim.ID) claim.Assertion {
	return claim.Assertion{Citations: []claim.Citation{{Document: document, Locator: "page 1"}}}
}

func quantity(t *rapid.T, what string, texts ...string) *claim.Quantity {
	text := rapid.SampledFrom(texts).Draw(t, what)
	if text == "" {
		return nil
	}
	q, err := claim.ParseQuantity(text)
	if err != nil {
		t.Fatal(err)
	}
	return &q
}
