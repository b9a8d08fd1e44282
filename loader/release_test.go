package loader_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"whence/loader"
)

// TestReleases loads a publisher's next release, which says a little more, or otherwise, or the same in another order.
func TestReleases(t *testing.T) {
	text, err := os.ReadFile(shared(t, "360giving/sport_england_exchequer.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows := slices.Collect(strings.Lines(string(text)))
	row := "2009/2010,99999999,360G-ACW-99999999,Wiltshire Council,CSCS,5044,2009-05-19,GBP,Community Sports Coach Scheme,Sport Participation and Capacity Building," +
		"South West,Wiltshire,Devizes,Local Authority,GB-COH-RC000766,Sport England,http://www.sportengland.org/funding/investments-weve-made/,2015-06-11\n"
	sorted := slices.Clone(rows)
	slices.Reverse(sorted[1:])
	g := newGraph(t)
	load := func(rows []string) loader.Report {
		t.Helper()
		file := filepath.Join(t.TempDir(), "sport.csv")
		if err := os.WriteFile(file, []byte(strings.Join(rows, "")), 0o600); err != nil {
			t.Fatal(err)
		}
		report, err := (&loader.Loader{Graph: g}).Load(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		return report
	}
	first := load(rows)
	for _, test := range []struct {
		name      string
		rows      []string
		asserted  int
		retracted int
		quads     int // at the most
	}{
		{"the same again", rows, 0, 0, 0},
		{"rows sorted otherwise", sorted, 0, 0, 1}, // the digest of the file
		{"back again", rows, 0, 0, 1},
		{"a row inserted", slices.Concat(rows[:1], []string{row}, rows[1:]), 6, 0, 40},
		{"a cell changed", slices.Concat(rows[:1], []string{strings.Replace(row, ",5044,", ",6044,", 1)}, rows[1:]), 1, 1, 60},
		{"a row taken back", rows, 0, 6, 60},
	} {
		report := load(test.rows)
		if report.Asserted != test.asserted || report.Retracted != test.retracted || report.Quads > test.quads {
			t.Errorf("%s: %d asserted, %d retracted, %d quads; want %d, %d and at most %d", test.name,
				report.Asserted, report.Retracted, report.Quads, test.asserted, test.retracted, test.quads)
		}
	}
	t.Logf("%d claims, %d quads at first", first.Claims, first.Quads)
}
