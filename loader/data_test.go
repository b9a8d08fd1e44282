package loader_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/sums"
	"whence/loader"
)

// shared is a file of the folder of real data; the test is skipped where that is not at hand.
func shared(t testing.TB, name string) string {
	t.Helper()
	file := filepath.Join("../../shared/data", name)
	if _, err := os.Stat(file); os.IsNotExist(err) && os.Getenv("CI") != "true" {
		t.Skipf("the data are not at hand: %v", err)
	} else if err != nil {
		t.Fatal(err)
	}
	return file
}

// imports loads files of the shared folder, one after another.
func imports(t testing.TB, g *graph.Graph, names ...string) loader.Report {
	t.Helper()
	var report loader.Report
	for _, name := range names {
		var err error
		l := loader.Loader{Graph: g}
		if report, err = l.Load(context.Background(), shared(t, name)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return report
}

// places are the tables of places.
var places = []string{
	"places/ons_lad_to_region_2018-12.csv", "places/ons_lad_to_county_2020-04.csv", "places/ons_lad_to_combined_authority_2019-12.csv",
	"places/ons_lad_to_country_2019-04.csv",
}

// sumOf is the number of payments and what they come to, by a filter.
func sumOf(t testing.TB, g *graph.Graph, f graph.RelationshipFilter, by ...sums.GroupBy) (count int, sum string, rows map[string]string) {
	t.Helper()
	a, err := sums.Aggregate(context.Background(), g.Now(), sums.Query{Kinds: []claim.RelationshipKind{"FUNDS"}, Filter: f, GroupBy: by, First: 100})
	if err != nil {
		t.Fatal(err)
	}
	rows = map[string]string{}
	for _, r := range a.Rows {
		key := r.Key[0].Value
		if r.Key[0].Entity != nil {
			key = r.Key[0].Entity.Name
		}
		rows[key] = total(r)
	}
	return a.Total.Count, total(a.Total), rows
}

func total(r sums.Row) string {
	var sums []string
	for _, s := range r.Totals {
		sums = append(sums, s.Low.String()+" "+s.Unit)
	}
	return strings.Join(sums, ", ")
}

func TestPlaces(t *testing.T) {
	g := newGraph(t)
	imports(t, g, places...)
	s, err := g.Now().Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	placesFound := 0
	for _, k := range s.ByKind {
		if k.Kind == claim.Place {
			placesFound = k.Count
		}
	}
	if got := [2]int{placesFound, s.Relationships + s.Attributes}; got != [2]int{452, 1470} {
		t.Errorf("%d places and %d claims, want 452 and 1470", got[0], got[1])
	}
}

func TestGrants(t *testing.T) {
	years := map[string]string{
		"2013": "555000 GBP", "2014": "660500 GBP", "2015": "853000 GBP", "2016": "1081400 GBP", "2017": "1385500 GBP", "2018": "1515000 GBP",
		"2019": "2465225 GBP", "2020": "3520000 GBP", "2021": "750000 GBP",
	}
	for _, test := range []struct {
		file       string
		count      int
		sum        string
		recipients int
		years      map[string]string
	}{
		{"360giving/ab_charitable_trust.json", 783, "12785625 GBP", 322, years},
		{"360giving/ab_charitable_trust.original.xlsx", 783, "12785625 GBP", 322, years},
		{"360giving/sport_england_exchequer.csv", 2434, "510872121 GBP", 960, nil},
		{"360giving/arts_council_england.csv", 2162, "43057543 GBP", 0, map[string]string{"2013": "23503559 GBP", "2014": "19553984 GBP"}},
	} {
		t.Run(filepath.Base(test.file), func(t *testing.T) {
			g := newGraph(t)
			report := imports(t, g, test.file)
			if report.Records != test.count || len(report.Refused) > 0 {
				t.Errorf("read %d records and set aside %d of them, want %d and 0: %v", report.Records, len(report.Refused), test.count, report.Refused)
			}
			count, sum, rows := sumOf(t, g, graph.RelationshipFilter{}, sums.ByYear)
			if count != test.count || sum != test.sum {
				t.Errorf("%d payments that come to %s, want %d and %s", count, sum, test.count, test.sum)
			}
			if diff := cmp.Diff(test.years, rows); test.years != nil && diff != "" {
				t.Errorf("by year, -want +got:\n%s", diff)
			}
			page, err := g.Now().List(t.Context(), graph.EntityQuery{Filter: graph.EntityFilter{Has: []graph.HasRelationship{{Kinds: []claim.RelationshipKind{"FUNDS"}, Direction: claim.In}}}})
			if err != nil || test.recipients > 0 && page.Total != test.recipients {
				t.Errorf("%d recipients, %v, want %d", page.Total, err, test.recipients)
			}
		})
	}
}

// TestGrantsByPlace asks how much money goes where, of grants that name their places by words alone.
func TestGrantsByPlace(t *testing.T) {
	g := newGraph(t)
	imports(t, g, append(places, "360giving/sport_england_exchequer.csv")...)
	for place, want := range map[claim.ID][2]any{"place/gss-e08000025": {59, "6863710 GBP"}, "place/gss-e12000005": {272, "32848230 GBP"}} {
		count, sum, _ := sumOf(t, g, graph.RelationshipFilter{Place: place})
		if count != want[0] || sum != want[1] {
			t.Errorf("%s: %d payments that come to %s, want %v", place, count, sum, want)
		}
	}
}

func TestOtherMoney(t *testing.T) {
	for _, test := range []struct {
		file     string
		records  int
		count    int
		unstated int
		sum      string
		kinds    map[claim.EntityKind]int
	}{
		// One payment has two payers: the second is said to take part in it, without a sum.
		{"ftm/ftm_parteispenden.ftm.json", 475, 291, 1, "40589689.15 EUR", map[claim.EntityKind]int{claim.Organisation: 56 + 18, claim.Person: 22}},
		{"ftm/ftm_eu_authorities.ftm.json", 151, 0, 0, "", map[claim.EntityKind]int{claim.Organisation: 151}},
		{"gtr/gtr_export_excerpt_2025.csv", 11, 11, 3, "2345476 GBP", map[claim.EntityKind]int{claim.Person: 8, claim.Award: 11}},
	} {
		t.Run(filepath.Base(test.file), func(t *testing.T) {
			g := newGraph(t)
			report := imports(t, g, test.file)
			if report.Records != test.records || len(report.Refused) > 0 {
				t.Errorf("read %d records and set aside %d of them, want %d and 0: %v", report.Records, len(report.Refused), test.records, report.Refused)
			}
			a, err := sums.Aggregate(t.Context(), g.Now(), sums.Query{Kinds: []claim.RelationshipKind{"FUNDS"}, First: 1})
			if err != nil || a.Total.Count != test.count || a.Total.Unstated != test.unstated || total(a.Total) != test.sum {
				t.Errorf("%d payments, %d without a sum, that come to %s, %v; want %d, %d and %s", a.Total.Count, a.Total.Unstated, total(a.Total), err, test.count, test.unstated, test.sum)
			}
			s, err := g.Now().Stats(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, k := range s.ByKind {
				if want, ok := test.kinds[k.Kind]; ok && want != k.Count {
					t.Errorf("%d of %s, want %d", k.Count, k.Kind, want)
				}
			}
		})
	}
}
