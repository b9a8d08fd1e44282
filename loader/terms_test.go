package loader_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/datasets"
	"whence/graph/paging"
	"whence/loader"
)

// ccBy is a licence that files below are under.
const ccBy = "https://creativecommons.org/licenses/by/4.0/"

// infoOf is what the one data set of a graph says of itself, without counts.
func infoOf(t *testing.T, g *graph.Graph) claim.DatasetInfo {
	t.Helper()
	page, err := datasets.List(t.Context(), g.Now(), paging.Window{First: 5})
	if err != nil || len(page.Items) != 1 {
		t.Fatalf("%d data sets, %v", len(page.Items), err)
	}
	info := page.Items[0].Info
	info.Records, info.Refused = 0, 0
	return info
}

const grant = `{"id": "360G-a-1", "title": "A boat", "currency": "GBP", "amountAwarded": 5, "awardDate": "2021-01-26",
	"fundingOrganization": [{"id": "GB-CHC-1000147", "name": "Acme"}], "recipientOrganization": [{"id": "GB-CHC-1090123", "name": "Club"}]}`

// TestTermsOfFiles reads what files say of themselves, wherever their formats say it.
func TestTermsOfFiles(t *testing.T) {
	const ogl = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
	for name, test := range map[string]struct {
		file, text, mapping string
		want                claim.DatasetInfo
		warnings            int
	}{
		"a 360Giving package": {
			"f.json", `{"title": "Acme's grants", "issued": "2021-03-01T00:00:00Z", "publisher": {"name": "Acme", "identifier": "GB-CHC-1000147"}, "license": "` + ccBy + `",
				"accessURL": "https://acme.example/grants", "grants": [` + grant + `], "version": "1.1"}`, "",
			claim.DatasetInfo{Title: "Acme's grants", Publisher: "Acme", Licence: ccBy, URL: "https://acme.example/grants", Issued: "2021-03-01"},
			0,
		},
		"a 360Giving package that tells behind its grants": {
			"f.json", `{"grants": [` + grant + `], "license": "` + ccBy + `"}`, "", claim.DatasetInfo{Title: "f.json", Licence: ccBy}, 0,
		},
		"a licence that is no address": {"f.json", `{"license": "CC BY", "grants": [` + grant + `]}`, "", claim.DatasetInfo{Title: "f.json"}, 1},
		"a claims file": {
			"f.yaml", "licence: " + ccBy + "\nattribution: Acme, and others\n" + sound, "", claim.DatasetInfo{Licence: ccBy, Attribution: "Acme, and others"}, 2, // of its quotes
		},
		"a claims file whose licence is no address": {"f.yaml", "licence: CC BY\nattribution: Acme\n" + sound, "", claim.DatasetInfo{Attribution: "Acme"}, 3},
		"ROR": {
			"f.json", `[{"id": "https://ror.org/03angcq70", "status": "active", "types": [], "external_ids": [], "links": [], "locations": [], "relationships": [],
				"names": [{"value": "Birmingham", "types": ["ror_display"]}]}]`, "",
			claim.DatasetInfo{
				Title: "f.json", Publisher: "Research Organization Registry", Licence: "https://creativecommons.org/publicdomain/zero/1.0/", URL: "https://ror.org",
			},
			0,
		},
		"places of the ONS": {
			"f.csv", "LAD19CD,LAD19NM,RGN19CD,RGN19NM\nE08000001,Bolton,E12000002,North West\n", "",
			claim.DatasetInfo{
				Title: "f.csv", Publisher: "Office for National Statistics", Licence: ogl,
				Attribution: "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. Contains OS data © Crown copyright and database right 2019",
			},
			0,
		},
		"statements of ownership, under two licences": {
			"f.json", `[{"statementId": "a", "recordId": "a", "recordType": "entity", "recordDetails": {"name": "A"}, "publicationDetails": {"license": "` + ccBy + `", "publisher": {"name": "Register"}}},
				{"statementId": "b", "recordId": "b", "recordType": "entity", "recordDetails": {"name": "B"}, "publicationDetails": {"license": "https://example.org/other", "publisher": {"name": "Register"}}}]`, "",
			claim.DatasetInfo{Title: "f.json", Publisher: "Register", Licence: ccBy},
			1,
		},
		"FollowTheMoney, as it is exported": {
			"f.json", `{"id": "a", "schema": "Company", "properties": {"name": ["A"]}, "licence": ["` + ccBy + `"], "attribution": ["Acme", "Others"]}`, "",
			claim.DatasetInfo{Title: "f.json", Licence: ccBy, Attribution: "Acme; Others"},
			0,
		},
		"a table by its mapping, as CSV on the Web has it": {
			"f.csv", "name\nA\n", `{"dc:title": {"@value": "Clubs", "@language": "en"}, "dc:license": {"@id": "` + ccBy + `"}, "dcterms:bibliographicCitation": Acme, ` + clubs + `}`,
			claim.DatasetInfo{Title: "Clubs", Licence: ccBy, Attribution: "Acme"},
			0,
		},
		"JSON by a mapping, which says it beside its records": {
			"f.json", `{"dct:license": {"@id": "` + ccBy + `"}, "publisher": {"name": "Acme"}, "all": [{"name": "A"}]}`, `{"records": "/all", ` + clubs + `}`,
			claim.DatasetInfo{Title: "f.json", Licence: ccBy, Publisher: "Acme"},
			0,
		},
		"what the mapping says goes before": {
			"f.json", `{"license": "https://example.org/other", "all": [{"name": "A"}]}`, `{"dc:license": "` + ccBy + `", "records": "/all", ` + clubs + `}`,
			claim.DatasetInfo{Title: "f.json", Licence: ccBy},
			1,
		},
		"RDF with a catalogue's record, by a mapping": {
			"f.ttl", `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
				<http://e.x/d> a dcat:Dataset ; dct:title "Clubs" ; dct:publisher [ foaf:name "Acme" ] ; dct:issued "2021-03-01" ; dcat:distribution <http://e.x/f> .
				<http://e.x/f> a dcat:Distribution ; dct:license <` + ccBy + `> . <http://e.x/a> a <http://e.x/Club> ; <http://e.x/name> "A" .`,
			`{"records": "http://e.x/Club", "tableSchema": {"columns": [{"name": "name", "path": "http://e.x/name"}]}, "claims": [{"about": "organisation/{_dataset}.{name}", "property": "name", "value": "{name}"}]}`,
			claim.DatasetInfo{Title: "Clubs", Publisher: "Acme", Licence: ccBy, Issued: "2021-03-01"},
			0,
		},
		"JSON-LD, by a mapping": {
			"f.jsonld", `[{"@id": "http://e.x/d", "@type": "http://schema.org/Dataset", "http://schema.org/license": {"@id": "` + ccBy + `"}}, {"@id": "http://e.x/a", "@type": "http://e.x/Club", "http://e.x/name": "A"}]`,
			`{"records": "http://e.x/Club", "tableSchema": {"columns": [{"name": "name", "path": "http://e.x/name"}]}, "claims": [{"about": "organisation/{_dataset}.{name}", "property": "name", "value": "{name}"}]}`,
			claim.DatasetInfo{Title: "f.jsonld", Licence: ccBy},
			0,
		},
	} {
		t.Run(name, func(t *testing.T) {
			g := newGraph(t)
			t.Chdir(t.TempDir())
			if err := os.WriteFile(test.file, []byte(test.text), 0o600); err != nil {
				t.Fatal(err)
			}
			l := loader.Loader{Graph: g, Texts: texts}
			if test.mapping != "" {
				l.Mapping = parse(t, test.mapping)
			}
			report, err := l.Load(t.Context(), test.file)
			if err != nil || len(report.Refused) > 0 {
				t.Fatalf("%v, %v", err, report.Refused)
			}
			if diff := cmp.Diff(test.want, infoOf(t, g)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if len(report.Warnings) != test.warnings {
				t.Errorf("%d kinds of warnings, want %d: %v", len(report.Warnings), test.warnings, report.Warnings)
			}
		})
	}
}

// clubs makes a name of each record.
const clubs = `"tableSchema": {"columns": [{"name": "name", "path": "name"}]}, "claims": [{"about": "organisation/{_dataset}.{name}", "property": "name", "value": "{name}"}]`

// TestTermsOfAWorkbook reads the sheet that says what a publication is, above the grants or behind them, written across or down.
func TestTermsOfAWorkbook(t *testing.T) {
	for name, meta := range map[string][][]any{
		"down":   {{"Title", "Acme's grants"}, {"License", ccBy}, {"Publisher:Name", "Acme"}, {"Issued", "2021-03-01"}},
		"across": {{"Title", "License", "Publisher:Name", "Issued"}, {"Acme's grants", ccBy, "Acme", "2021-03-01"}},
	} {
		for _, first := range []bool{true, false} {
			book := excelize.NewFile()
			sheets := []string{"Grants", "Meta"}
			if first {
				sheets = []string{"Meta", "Grants"}
			}
			if err := book.SetSheetName("Sheet1", sheets[0]); err != nil {
				t.Fatal(err)
			}
			if _, err := book.NewSheet(sheets[1]); err != nil {
				t.Fatal(err)
			}
			rows := map[string][][]any{"Meta": meta, "Grants": {
				{"Identifier", "Title", "Currency", "Amount Awarded", "Award Date", "Recipient Org:Identifier", "Recipient Org:Name", "Funding Org:Identifier", "Funding Org:Name"},
				{"360G-a-1", "A boat", "GBP", 5, "2021-01-26", "GB-CHC-1090123", "Club", "GB-CHC-1000147", "Acme"},
			}}
			for sheet, list := range rows {
				for i, row := range list {
					at, err := excelize.CoordinatesToCellName(1, i+1)
					if err == nil {
						err = book.SetSheetRow(sheet, at, &row)
					}
					if err != nil {
						t.Fatal(err)
					}
				}
			}
			t.Chdir(t.TempDir())
			if err := book.SaveAs("f.xlsx"); err != nil {
				t.Fatal(err)
			}
			g := newGraph(t)
			report, err := (&loader.Loader{Graph: g}).Load(t.Context(), "f.xlsx")
			if err != nil || report.Records != 1 || len(report.Warnings) > 0 {
				t.Fatalf("%s: %d records, %v, %v", name, report.Records, err, report.Warnings)
			}
			want := claim.DatasetInfo{Title: "Acme's grants", Publisher: "Acme", Licence: ccBy, Issued: "2021-03-01"}
			if diff := cmp.Diff(want, infoOf(t, g)); diff != "" {
				t.Errorf("%s, -want +got:\n%s", name, diff)
			}
		}
	}
}
