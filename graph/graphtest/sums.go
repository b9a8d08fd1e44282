package graphtest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/conflicts"
	"whence/graph/paging"
	"whence/graph/sums"
)

// shown is a row as a line: count, unstated, and the sums.
func shown(r sums.Row) string {
	parts := []string{fmt.Sprintf("%d", r.Count)}
	if r.Unstated > 0 {
		parts = append(parts, fmt.Sprintf("%d unstated", r.Unstated))
	}
	for _, s := range append(r.Totals, r.Quantities...) {
		high := "?"
		if s.High != nil {
			high = s.High.String()
		}
		if text := s.Low.String(); text != high {
			high = text + ".." + high
		}
		parts = append(parts, high+" "+s.Unit)
	}
	return strings.Join(parts, ", ")
}

func testSums(t *testing.T, open Opener) {
	for _, c := range []struct {
		name, facts string
		query       sums.Query
		want        string
		rows        map[string]string
	}{
		{"nothing", "person/a LEADS organisation/b", sums.Query{}, "0", nil},
		{"plain amounts, cents kept", "organisation/a FUNDS place/b; amount 0.10 GBP\norganisation/a FUNDS place/c; amount 0.20 GBP", sums.Query{}, "2, 0.3 GBP", nil},
		{"never over currencies", "organisation/a FUNDS place/b; amount 1 GBP\norganisation/a FUNDS place/c; amount 2 USD", sums.Query{}, "2, 1 GBP, 2 USD", nil},
		{"one sum in two currencies", "organisation/a FUNDS place/b; amount 1000 USD | 620 GBP", sums.Query{}, "1, 1000 USD", nil},
		{"unstated beside the sum", "organisation/a FUNDS place/b; amount 1 GBP\norganisation/c FUNDS place/b", sums.Query{}, "2, 1 unstated, 1 GBP", nil},
		{"comparators leave room", "organisation/a FUNDS place/b; amount <=30 GBP\norganisation/c FUNDS place/b; amount 5..10 GBP", sums.Query{}, "2, 5..40 GBP", nil},
		{"more than has no end", "organisation/a FUNDS place/b; amount >30 GBP", sums.Query{}, "1, 30..? GBP", nil},
		{"a whole, not its parts", "organisation/a FUNDS place/b; amount 30 GBP; key all\norganisation/a FUNDS place/c; amount 4 GBP; in all", sums.Query{GroupBy: []sums.GroupBy{sums.ByObject}}, "2, 30 GBP", map[string]string{"b": "1, 30 GBP", "c": "1, 4 GBP"}},
		{"parts of a whole that is not there", "place/z: jobs = 30 job; key all\norganisation/a PLEDGES_JOBS_IN place/b; quantity 10 job; in all\norganisation/b PLEDGES_JOBS_IN place/b; quantity <=3 job; in all", sums.Query{Kinds: []claim.RelationshipKind{"PLEDGES_JOBS_IN"}}, "2, 10..13 job", nil},
		{"told by two", "organisation/a FUNDS place/b; amount 30 GBP; by person/x\norganisation/a FUNDS place/b; amount 30 GBP; by person/y", sums.Query{}, "2, 30 GBP", nil},
		{"told differently", "organisation/a FUNDS place/b; amount 30 GBP; by person/x\norganisation/a FUNDS place/b; amount 40 GBP; by person/y", sums.Query{}, "2, 30..40 GBP", nil},
		{"two grants in one list", "organisation/a FUNDS place/b; amount 30 GBP\norganisation/a FUNDS place/b; amount 40 GBP", sums.Query{}, "2, 70 GBP", nil},
		{"two years are two grants", "organisation/a FUNDS place/b; amount 30 GBP; at 2014\norganisation/a FUNDS place/b; amount 30 GBP; at 2015; by person/x", sums.Query{GroupBy: []sums.GroupBy{sums.ByYear}}, "2, 60 GBP", map[string]string{"2014": "1, 30 GBP", "2015": "1, 30 GBP"}},
		{"money passed on", "organisation/gov FUNDS programme/p; amount 30 GBP\nprogramme/p FUNDS organisation/a; amount 10 GBP", sums.Query{GroupBy: []sums.GroupBy{sums.BySubject}}, "2, 30 GBP", map[string]string{"gov": "1, 30 GBP", "p": "1, 10 GBP"}},
		{"an organisation's own money", "organisation/gov FUNDS organisation/p; amount 30 GBP\norganisation/p FUNDS organisation/a; amount 10 GBP", sums.Query{}, "2, 40 GBP", nil},
		{"in several places, once in all", "organisation/a FUNDS organisation/b; amount 5 GBP\norganisation/b LOCATED_IN place/x\norganisation/b LOCATED_IN place/y", sums.Query{GroupBy: []sums.GroupBy{sums.ByPlace}}, "1, 5 GBP", map[string]string{"x": "1, 5 GBP", "y": "1, 5 GBP"}},
		{"status parts them", "organisation/a FUNDS place/b; amount 5 GBP\norganisation/a FUNDS place/c; amount 6 GBP; planned", sums.Query{GroupBy: []sums.GroupBy{sums.ByStatus}}, "2, 11 GBP", map[string]string{"ACTUAL": "1, 5 GBP", "PLANNED": "1, 6 GBP"}},
		{"by kind", "organisation/a FUNDS place/b; amount 5 GBP\norganisation/a OWNS place/b", sums.Query{Kinds: []claim.RelationshipKind{"FUNDS", "OWNS"}, GroupBy: []sums.GroupBy{sums.ByKind}}, "2, 1 unstated, 5 GBP", map[string]string{"FUNDS": "1, 5 GBP", "OWNS": "1, 1 unstated"}},
		{"by instrument", "organisation/a FUNDS place/b; amount 5 GBP; instrument LOAN\norganisation/a FUNDS place/c; amount 6 GBP", sums.Query{GroupBy: []sums.GroupBy{sums.ByInstrument}}, "2, 11 GBP", map[string]string{"LOAN": "1, 5 GBP", "": "1, 6 GBP"}},
		{"by sector, of what is paid for, else of who pays", "organisation/a FUNDS organisation/b; amount 5 GBP\norganisation/a FUNDS place/c; amount 6 GBP\norganisation/b ACTIVE_IN_SECTOR sector/x\norganisation/a SUPPORTS_SECTOR sector/y", sums.Query{GroupBy: []sums.GroupBy{sums.BySector}}, "2, 11 GBP", map[string]string{"x": "1, 5 GBP", "y": "1, 6 GBP"}},
		{"by programme, through what the money comes", "organisation/a FUNDS organisation/b; amount 5 GBP; via funding-source/f\nfunding-source/f PART_OF programme/p\norganisation/a FUNDS programme/q; amount 6 GBP", sums.Query{GroupBy: []sums.GroupBy{sums.ByProgramme}}, "2, 11 GBP", map[string]string{"p": "1, 5 GBP", "q": "1, 6 GBP"}},
		{"within a place, all the way down", "organisation/a FUNDS organisation/b; amount 5 GBP\norganisation/a FUNDS place/z; amount 6 GBP\norganisation/b LOCATED_IN place/x\nplace/x LOCATED_IN place/y", sums.Query{Filter: graph.RelationshipFilter{Object: &graph.EntityFilter{Within: "place/y"}}}, "1, 5 GBP", nil},
		{"cents beyond the fourth, and sums beyond the millions", "organisation/a FUNDS place/b; amount 0.00005 GBP\norganisation/a FUNDS place/c; amount 9000000000000000000 GBP\norganisation/a FUNDS place/d; amount 1000000000000 GBP", sums.Query{}, "3, 9000001000000000000.00005 GBP", nil},
		{"told twice, a part, and passed on, in one group of several", "organisation/gov FUNDS programme/p; amount 30 GBP; key all\norganisation/gov FUNDS organisation/b; amount 4 GBP; in all\nprogramme/p FUNDS organisation/a; amount 10 GBP\norganisation/x FUNDS organisation/a; amount 7 GBP; by person/u\norganisation/x FUNDS organisation/a; amount 9 GBP; by person/v\norganisation/x FUNDS organisation/b; amount 1 GBP", sums.Query{GroupBy: []sums.GroupBy{sums.ByObject}}, "6, 38..40 GBP", map[string]string{"p": "1, 30 GBP", "b": "2, 5 GBP", "a": "3, 17..19 GBP"}},
		{"pairs", "organisation/a FUNDS place/b; amount 5 GBP; at 2014\norganisation/a FUNDS place/c; amount 6 GBP", sums.Query{GroupBy: []sums.GroupBy{sums.BySubject, sums.ByYear}}, "2, 11 GBP", map[string]string{"a 2014": "1, 5 GBP", "a ": "1, 6 GBP"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, g := with(t, open, c.facts)
			if c.query.Kinds == nil {
				c.query.Kinds = []claim.RelationshipKind{"FUNDS"}
			}
			c.query.First = 50
			got := must[sums.Result](t)(sums.Aggregate(ctx, g.Now(), c.query))
			if shown(got.Total) != c.want {
				t.Errorf("total %q, want %q", shown(got.Total), c.want)
			}
			rows := map[string]string{}
			for _, r := range got.Rows {
				var key []string
				for _, k := range r.Key {
					key = append(key, k.Value)
				}
				rows[strings.Join(key, " ")] = shown(r)
			}
			if diff := cmp.Diff(c.rows, rows); diff != "" && c.rows != nil {
				t.Error(diff)
			}
		})
	}
}

func testConflicts(t *testing.T, open Opener) {
	for _, c := range []struct {
		name, facts string
		want        int // claims in conflict
	}{
		{"two figures of one metric", "place/a: jobs = 400 job\nplace/a: jobs = 500 job", 2},
		{"within the comparator", "place/a: jobs = >300 job\nplace/a: jobs = 500 job", 0},
		{"about is a tenth either way", "place/a: jobs = ~100 job\nplace/a: jobs = 109 job", 0},
		{"about is no more", "place/a: jobs = ~100 job\nplace/a: jobs = 111 job", 2},
		{"words alone", "place/a: jobs = ? job \"hundreds\"\nplace/a: jobs = 500 job", 0},
		{"another unit", "place/a: size = 400 person\nplace/a: size = 500 square-foot", 0},
		{"another scope", "place/a: jobs = 400 job; scope men\nplace/a: jobs = 500 job", 0},
		{"another place", "place/a: jobs = 400 job; place place/b\nplace/a: jobs = 500 job", 0},
		{"another period", "place/a: jobs = 400 job; at 2014\nplace/a: jobs = 500 job; at 2015", 0},
		{"the same period", "place/a: jobs = 400 job; at 2014\nplace/a: jobs = 500 job; at 2014", 2},
		{"planned and actual", "place/a: jobs = 400 job; planned\nplace/a: jobs = 500 job", 0},
		{"a part and its whole", "place/a: jobs = 500 job; key k\nplace/a: jobs = 400 job; in k", 0},
		{"last year of two documents", "place/a: jobs = 400 job; wording last year\nplace/a: jobs = 500 job; wording last year; doc document/b", 0},
		{"two founding dates", "organisation/a founded = 2010\norganisation/a founded = 2012", 2},
		{"a date and its year", "organisation/a founded = 2010\norganisation/a founded = 2010-03", 0},
		{"two descriptions", "organisation/a description = x\norganisation/a description = y", 0},
		{"one grant told differently", "organisation/a FUNDS place/b; amount 30 GBP; by person/x\norganisation/a FUNDS place/b; amount 40 GBP; by person/y", 2},
		{"two grants", "organisation/a FUNDS place/b; amount 30 GBP\norganisation/a FUNDS place/b; amount 40 GBP", 0},
		{"a sole owner and another", "organisation/a OWNS place/b; role sole owner\norganisation/c OWNS place/b", 2},
		{"two owners", "organisation/a OWNS place/b\norganisation/c OWNS place/b", 0},
		{"two mayors at one time", "person/a HOLDS_OFFICE_IN place/b; role Mayor; at 2014/2016\nperson/c HOLDS_OFFICE_IN place/b; role mayor; at 2015/2017", 2},
		{"one mayor after another", "person/a HOLDS_OFFICE_IN place/b; role Mayor; at 2014/2016\nperson/c HOLDS_OFFICE_IN place/b; role mayor; at 2017/2019", 0},
		{"some day of one year", "person/a HOLDS_OFFICE_IN place/b; role Mayor; at 2014\nperson/c HOLDS_OFFICE_IN place/b; role mayor; at 2014", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, g := with(t, open, c.facts)
			v := g.Now()
			all := must[paging.Page[*conflicts.Conflict]](t)(conflicts.About(ctx, v, "", paging.Window{First: 100}))
			listed := 0
			for _, conflict := range all.Items {
				listed += len(conflict.Claims)
				same := must[*conflicts.Conflict](t)(conflicts.ByID(ctx, v, conflict.ID))
				if diff := cmp.Diff(conflict, same); diff != "" {
					t.Errorf("the conflict by its id:\n%s", diff)
				}
			}
			claims := must[paging.Page[claim.Claim]](t)(v.AllClaims(ctx, graph.ClaimQuery{Window: paging.Window{First: 100}}))
			own := 0
			for _, conflicts := range must[[][]*conflicts.Conflict](t)(conflicts.Of(ctx, v, claims.Items)) {
				own += len(conflicts)
			}
			if listed != c.want || own != c.want {
				t.Errorf("%d claims in the list of conflicts, %d by their own account, want %d", listed, own, c.want)
			}
		})
	}
}

// testOrderOfSums asks for the rows of one aggregation in every order.
func testOrderOfSums(t *testing.T, open Opener) {
	ctx, g := with(t, open, `
		organisation/a FUNDS place/x; amount 5 GBP
		organisation/a FUNDS place/y; amount 4 GBP
		organisation/b FUNDS place/x; amount 20 GBP
		organisation/b FUNDS place/y; amount 1 USD
		organisation/c FUNDS place/x; amount 9 USD
		organisation/d FUNDS place/x
		organisation/d FUNDS place/y
		organisation/d FUNDS place/z`)
	for _, c := range []struct {
		order sums.Order
		want  string
	}{
		{sums.Order{}, "b a c d"},
		{sums.Order{By: sums.ByAmount, Currency: "GBP"}, "b a c d"},
		{sums.Order{By: sums.ByAmount, Currency: "GBP", Ascending: true}, "a b c d"},
		{sums.Order{By: sums.ByAmount, Currency: "USD"}, "c b a d"},
		{sums.Order{By: sums.ByAmount, Currency: "USD", Ascending: true}, "b c a d"},
		{sums.Order{By: sums.ByCount}, "d a b c"},
		{sums.Order{By: sums.ByCount, Ascending: true}, "c a b d"},
		{sums.Order{By: sums.ByKey}, "d c b a"},
		{sums.Order{By: sums.ByKey, Ascending: true}, "a b c d"},
	} {
		result := must[sums.Result](t)(sums.Aggregate(ctx, g.Now(), sums.Query{
			Kinds: []claim.RelationshipKind{"FUNDS"}, GroupBy: []sums.GroupBy{sums.BySubject}, Order: c.order, First: 9,
		}))
		var got []string
		for _, row := range result.Rows {
			got = append(got, row.Key[0].Value)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%+v: %v; want %s", c.order, got, c.want)
		}
	}
	for _, bad := range []sums.Order{{By: sums.ByAmount}, {By: sums.ByAmount, Currency: "pounds"}, {By: sums.ByCount, Currency: "GBP"}} {
		_, err := sums.Aggregate(ctx, g.Now(), sums.Query{Kinds: []claim.RelationshipKind{"FUNDS"}, GroupBy: []sums.GroupBy{sums.BySubject}, Order: bad, First: 9})
		if !errors.Is(err, claim.ErrInvalid) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}
