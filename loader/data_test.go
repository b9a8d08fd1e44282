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
func sumOf(t testing.TB, g *graph.Graph, f graph.RelationshipFilter, by ...graph.GroupBy) (count int, sum string, rows map[string]string) {
	t.Helper()
	a, err := g.Now().Aggregate(context.Background(), graph.AggregateQuery{Kinds: []claim.RelationshipKind{"FUNDS"}, Filter: f, GroupBy: by, First: 100})
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

func total(r graph.AggregateRow) string {
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
			count, sum, rows := sumOf(t, g, graph.RelationshipFilter{}, graph.GroupByYear)
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
