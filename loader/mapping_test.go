package loader_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"whence/graph/claim"
	"whence/loader"
	"whence/loader/mapping"
)

// parse reads a mapping, which has to be right.
func parse(t testing.TB, text string) *mapping.Mapping {
	t.Helper()
	m, err := loader.ReadMapping("m.yaml", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// example is one of the mappings that come with the project.
func example(t testing.TB, name string) *mapping.Mapping {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("mapping/examples", name))
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(text))
}

func TestMappingMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"claims: []\n": "m.yaml:1:1: no `claims`: say what claims a record makes; whence map FILE writes a first mapping",
		"claim: []\n":  "m.yaml:1:1: unknown key \"claim\" of a mapping; did you mean `claims`?",
		"claims:\n  - {subject: \"{a}\", kind: FUNDS}\n":                               "m.yaml:2:5: want an entity (`id`), a relationship (`subject`, `kind`, `object`), a measure (`about`, `metric`, `figure`) or an attribute (`about`, `property`, `value`)",
		"claims:\n  - {about: \"organisation/{a}\", property: nme, value: \"{b}\"}\n":  "m.yaml:2:43: unknown property \"nme\": did you mean name",
		"claims:\n  - {about: \"{a}\", property: name, value: \"{b}\"}\n":              "m.yaml:2:13: \"x\": want an id such as organisation/{_dataset}.{name}, {identifier|org} or {town|place}",
		"claims:\n  - {id: \"place/{a\"}\n":                                            "m.yaml:2:10: \"place/{a\": a brace is not closed",
		"claims:\n  - {id: \"place/{a|nowhere}\"}\n":                                   "m.yaml:2:10: {a|nowhere}: \"nowhere\" can't be made of a value",
		"tableSchema: {columns: [{name: a, datatype: dat}]}\n":                         "m.yaml:1:45: unknown datatype \"dat\"",
		"tableSchema: {columns: [{name: a, datatype: {base: date, format: dd/QQ}}]}\n": "date format \"dd/QQ\": \"QQ\" is not known",
		"tableSchema: {columns: [{name: a}, {name: a}]}\n":                             "two columns are named \"a\"",
		"dialect: {delimiter: ab}\n":                                                   "m.yaml:1:22: delimiter \"ab\": want one character such as ;",
		"a: &x [b]\nclaims: *x\n":                                                      "an anchor, alias or tag, which mappings do without",
		"claims:\n  - {id: {a}}\n":                                                     "put a text that begins with a brace in quotation marks",
		"id: Not A Name\n":                                                             "dataset name \"Not A Name\"",
		"":                                                                             "m.yaml:1:1: the file is empty",
	} {
		_, err := loader.ReadMapping("m.yaml", strings.NewReader(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q:\n got %v\nwant %s", text, err, want)
		}
	}
}

// boats is a mapping for the tables below.
const boats = `
tableSchema:
  primaryKey: number
  columns:
    - {name: number, titles: No}
    - {name: club, titles: [Club, Boat club], required: true}
    - {name: day, titles: Day, datatype: {base: date, format: dd/MM/yyyy}}
    - {name: sum, titles: Sum, datatype: decimal, "null": ["", n/a]}
claims:
  - subject: organisation/acme
    kind: FUNDS
    object: organisation/{_dataset}.{club}
    amount: {value: "{sum}", currency: GBP}
    holds: "{day}"
  - {id: organisation/acme, name: Acme}
`

// loadText loads one file by a mapping, and says what became of it.
func loadText(t *testing.T, m *mapping.Mapping, name, text string) (got []string, err error) {
	t.Helper()
	g := newGraph(t)
	l := loader.Loader{Graph: g, Refuse: "all"}
	report, err := l.LoadFiles(t.Context(), []loader.File{{Name: name, Mapping: m, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}})
	if err != nil {
		return nil, err
	}
	for c, err := range g.Now().EveryClaim(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if r, ok := c.(*claim.Relationship); ok {
			line := string(r.Object) + " " + string(r.ValidTime.EDTF)
			if r.Amount != nil {
				line += " " + r.Amount.String()
			}
			got = append(got, strings.TrimSpace(line))
		}
	}
	slices.Sort(got)
	for _, w := range report.Warnings {
		for _, f := range w.First {
			got = append(got, "warning: "+strings.TrimPrefix(f.Error(), "f.csv:"))
		}
	}
	for _, r := range report.Refused {
		got = append(got, "aside: "+strings.TrimPrefix(r.String(), "f.csv:"))
	}
	return got, nil
}

// TestMappedTables reads what tables of the world have in them.
func TestMappedTables(t *testing.T) {
	long := strings.Repeat("x", 10<<20)
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"as it should be":         {"No,Club,Day,Sum\n1,A,26/01/2021,12\n", []string{"organisation/f.a 2021-01-26 12 GBP"}},
		"titles in another case":  {"NO,boat  CLUB,day,sum\n1,A,26/01/2021,12\n", []string{"organisation/f.a 2021-01-26 12 GBP"}},
		"a byte order mark":       {"\uFEFFNo,Club,Day,Sum\n1,A,,12\n", []string{"organisation/f.a  12 GBP"}},
		"Latin-1":                 {"No,Club,Day,Sum\n1,Caf\xe9,,12\n", []string{"organisation/f.cafe  12 GBP"}},
		"UTF-16":                  {"\xff\xfeN\x00o\x00,\x00C\x00l\x00u\x00b\x00,\x00D\x00a\x00y\x00,\x00S\x00u\x00m\x00\n\x001\x00,\x00A\x00,\x00,\x001\x002\x00\n\x00", []string{"organisation/f.a  12 GBP"}},
		"a NUL":                   {"No,Club,Day,Sum\n1,A\x00,,12\n2,B,,1\n", []string{"organisation/f.b  1 GBP", "aside: 2: row 2: column 2 (Club) holds a NUL character"}},
		"semicolons":              {"No;Club;Day;Sum\n1;A;;12\n", []string{"organisation/f.a  12 GBP"}},
		"31 February":             {"No,Club,Day,Sum\n1,A,31/02/2021,12\n", []string{"organisation/f.a  12 GBP", `warning: 2:1: row 2: Day: "31/02/2021" is no date as dd/MM/yyyy; it is left out`}},
		"a date with a zone":      {"No,Club,Day,Sum\n1,A,2021-01-26T00:00:00+01:00,12\n", []string{"organisation/f.a  12 GBP", `warning: 2:1: row 2: Day: "2021-01-26T00:00:00+01:00" is no date as dd/MM/yyyy; it is left out`}},
		"thousands":               {"No,Club,Day,Sum\n1,A,,\"1,234.50\"\n", []string{"organisation/f.a  1234.5 GBP"}},
		"thousands otherwise":     {"No,Club,Day,Sum\n1,A,,\"1.234,50\"\n", []string{"organisation/f.a", `warning: 2:1: row 2: Sum: "1.234,50" is no number: want plain digits such as 1234.50; it is left out`}},
		"less than nothing":       {"No,Club,Day,Sum\n1,A,,-5\n", []string{"organisation/f.a  -5 GBP", "warning: 2:1: row 2: Sum: -5 is less than nothing"}},
		"nothing":                 {"No,Club,Day,Sum\n1,A,,0\n", []string{"organisation/f.a  0 GBP"}},
		"a secret":                {"No,Club,Day,Sum\n1,A,,commercial in confidence\n", []string{"organisation/f.a", `warning: 2:1: row 2: Sum: "commercial in confidence" is no number: want plain digits such as 1234.50; it is left out`}},
		"what stands for nothing": {"No,Club,Day,Sum\n1,A,,n/a\n", []string{"organisation/f.a"}},
		"a row cut short":         {"No,Club,Day,Sum\n1,A\n2,B,,1\n", []string{"organisation/f.b  1 GBP", "aside: 2: row 2: the row has 2 cells and the header 4: it is cut short"}},
		"a row too long":          {"No,Club,Day,Sum\n1,A,,1,more\n2,B,,1\n", []string{"organisation/f.b  1 GBP", "aside: 2: row 2: the row has 5 cells and the header 4; a cell with a separator in it needs quotation marks"}},
		"a cell of 10 MB":         {"No,Club,Day,Sum\n1," + long + ",,1\n2,B,,1\n", []string{"organisation/f.b  1 GBP", "aside: 2: row 2: column 2 (Club) holds 10485760 bytes; a cell may hold 1048576"}},
		"an unclosed quote":       {"No,Club,Day,Sum\n1,A,,1\n2,\"B,,1\n3,C,,1\n", []string{"organisation/f.a  1 GBP", "aside: 3: row 3: the quotation mark of line 3 is not closed, or text stands behind its end"}},
		"what is required":        {"No,Club,Day,Sum\n1,,,12\n2,B,,1\n", []string{"organisation/f.b  1 GBP", "aside: 2: row 2: Club is empty, and the mapping requires it"}},
		"a key used again":        {"No,Club,Day,Sum\n1,A,,12\n1,B,,1\n", []string{"organisation/f.a  12 GBP", "organisation/f.b  1 GBP"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := loadText(t, parse(t, boats), "f.csv", test.text)
			if diff := cmp.Diff(test.want, got); err != nil || diff != "" {
				t.Errorf("%v, -want +got:\n%s", err, diff)
			}
		})
	}
	for text, want := range map[string]string{
		"No,Club,Club,Day,Sum\n1,A,A,,1\n": "columns 2 and 3 are both titled \"Club\"",
		"No,Club,Sum\n1,A,1\n":             "the table has no column \"Day\", which the mapping reads; it has No, Club, Sum",
		"":                                 "the file is empty",
	} {
		if _, err := loadText(t, parse(t, boats), "f.csv", text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// TestMappedWorkbook reads a sheet with a formula, a merged cell, a serial number of a day and a second sheet.
func TestMappedWorkbook(t *testing.T) {
	book := excelize.NewFile()
	for cell, value := range map[string]any{"A1": "No", "B1": "Club", "C1": "Day", "D1": "Sum", "A2": 1, "B2": "A", "C2": 44222, "D2": 12.5, "A3": 2, "B3": "B", "A4": 3} {
		if err := book.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	second, err := book.NewSheet("Notes")
	if err == nil {
		err = errors.Join(book.SetCellFormula("Sheet1", "D3", "D2*2"), book.MergeCell("Sheet1", "B3", "B4"), book.SetCellValue("Notes", "A1", "a note"))
	}
	var file strings.Builder
	if err := errors.Join(err, book.Write(&file)); err != nil || second == 0 {
		t.Fatal(err)
	}
	got, err := loadText(t, parse(t, boats), "f.xlsx", file.String())
	want := []string{
		"organisation/f.a 2021-01-26 12.5 GBP", "organisation/f.b", // a formula that nobody has worked out has no value
		"warning: f.xlsx:0:0: sheet Notes: sheet Sheet1 alone is read",
		"aside: f.xlsx: sheet Sheet1, row 4: Club is empty, and the mapping requires it",
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v, -want +got:\n%s", err, diff)
	}
}

// TestMappedLists reads several values of one record: elements of one array go together, those of two each with each.
func TestMappedLists(t *testing.T) {
	m := parse(t, `
records: /all
tableSchema:
  columns: [{name: club, path: clubs/*/name}, {name: sum, path: clubs/*/sum}, {name: giver, path: givers/*}]
claims:
  - {subject: "organisation/{giver}", kind: FUNDS, object: "organisation/{club}", amount: {value: "{sum}", currency: GBP}, when: sum, unless: {giver: nobody}}
`)
	got, err := loadText(t, m, "f.json", `{"n": {"all": [{}]}, "all": [{"clubs": [{"name": "A", "sum": 1}, {"name": "B"}, {"name": "C", "sum": 3}], "givers": ["X", "nobody", "Y"]}, 7]}`)
	want := []string{
		"organisation/a  1 GBP", "organisation/a  1 GBP", "organisation/c  3 GBP", "organisation/c  3 GBP",
		"aside: f.json:1: /all/1: want an object",
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v, -want +got:\n%s", err, diff)
	}
	if _, err := loadText(t, m, "f.json", `{"some": []}`); err == nil || !strings.Contains(err.Error(), "the file has no array /all") {
		t.Errorf("records that are not there: %v", err)
	}
}

// TestMappingsSayTheSame holds mappings against the importers of the same formats.
func TestMappingsSayTheSame(t *testing.T) {
	for name, file := range map[string]string{"ons-regions.yaml": "places/ons_lad_to_region_2018-12.csv", "gtr-projects.yaml": "gtr/gtr_export_excerpt_2025.csv"} {
		path := shared(t, file)
		said := func(m *mapping.Mapping) (all []string) {
			g := newGraph(t)
			l := loader.Loader{Graph: g, Mapping: m}
			if _, err := l.Load(t.Context(), path); err != nil {
				t.Fatal(err)
			}
			for c, err := range g.Now().EveryClaim(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, string(c.Base().ID)+" "+c.Base().Citations[0].Field+" "+string(c.Base().Citations[0].Record))
			}
			slices.Sort(all)
			return all
		}
		if diff := cmp.Diff(said(nil), said(example(t, name))); diff != "" {
			t.Errorf("%s: -importer +mapping:\n%s", name, diff)
		}
	}
}

// TestOpportunities counts what the calls of UK Research and Innovation say.
func TestOpportunities(t *testing.T) {
	g := newGraph(t)
	l := loader.Loader{Graph: g, Mapping: example(t, "ukri-opportunities.yaml")}
	report, err := l.Load(t.Context(), shared(t, "ukri/ukri_funding_opportunities.ttl"))
	if err != nil || report.Records != 1119 || len(report.Refused) > 0 {
		t.Fatalf("%d records, %d set aside, %v", report.Records, len(report.Refused), err)
	}
	got := map[string]int{}
	for c, err := range g.Now().EveryClaim(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		switch c := c.(type) {
		case *claim.Relationship:
			got[strings.TrimPrefix(string(c.Subject), "organisation/ukri.")]++
		case *claim.Attribute:
			got[c.Property]++
		}
	}
	want := map[string]int{
		"opens": 1062, "closes": 1080, "innovate-uk": 359, "mrc": 159, "esrc": 151, "epsrc": 120, "bbsrc": 86, "ahrc": 82, "stfc": 71, "nerc": 60, "ukri": 25,
		"research-england": 6, "description": got["description"], "website": got["website"],
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestDrafts loads real files by the mappings that are written of them.
func TestDrafts(t *testing.T) {
	for file, claims := range map[string]int{
		"places/register_local-authority-eng.csv": 1592, "360giving/sport_england_exchequer.csv": 5830, "360giving/ab_charitable_trust.original.xlsx": 2704,
		"gtr/gtr_export_excerpt_2025.csv": 38, "ukri/ukri_funding_opportunities.ttl": 2698, "ftm/ftm_parteispenden.ftm.json": 476,
	} {
		path := shared(t, file)
		var written strings.Builder
		if err := loader.Draft(t.Context(), &written, path, func() (io.ReadCloser, error) { return os.Open(path) }); err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		l := loader.Loader{Graph: newGraph(t), Mapping: parse(t, written.String()), DryRun: true}
		report, err := l.Load(t.Context(), path)
		if err != nil || report.Asserted < claims {
			t.Errorf("%s: %d claims, %v, want %d; by the mapping\n%s", file, report.Asserted, err, claims, written.String())
		}
	}
}
