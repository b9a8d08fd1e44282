package export_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/export"
	"whence/graph"
	"whence/graph/claim"
	"whence/loader"
)

// ties is the relationships of a graph in words: who to whom, how much, when, as what, without what a format gives ids of its own.
func ties(t *testing.T, g *graph.Graph) []string {
	t.Helper()
	v := g.Now()
	name := func(id claim.ID) string {
		found, err := v.Entities(t.Context(), []claim.ID{id})
		if err != nil || found[0] == nil {
			t.Fatalf("%s: %v", id, err)
		}
		return string(id.Kind()) + " " + found[0].Name
	}
	var out []string
	for c, err := range v.EveryClaim(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		r, ok := c.(*claim.Relationship)
		if !ok {
			continue
		}
		line := []string{name(r.Subject), string(r.Kind), name(r.Object), r.Role, string(r.ValidTime.EDTF)}
		if r.Amount != nil {
			line = append(line, r.Amount.String())
		}
		if r.Quantity != nil {
			line = append(line, r.Quantity.String())
		}
		out = append(out, strings.Join(line, " | "))
	}
	slices.Sort(out)
	return out
}

const owners = `
id: example/owners
licence: https://creativecommons.org/licenses/by/4.0/
attribution: The Registrar
documents: [{id: document/register, title: A register}]
entities:
  - {id: organisation/a, name: A & Sons}
  - {id: organisation/b, name: B}
  - {id: person/c, name: C}
  - {id: person/d, name: D}
  - {id: place/e, name: E}
claims:
  - {subject: organisation/a, kind: OWNS, object: organisation/b, quantity: {value: 40, unit: percent}, holds: 2019/2021, cite: {locator: row 1}}
  - {subject: person/c, kind: LEADS, object: organisation/a, role: chair, holds: 2020-01-02/.., cite: {locator: row 2}}
  - {subject: person/c, kind: MEMBER_OF, object: organisation/b, cite: {locator: row 3}}
  - {subject: person/d, kind: EMPLOYED_BY, object: organisation/b, role: clerk, cite: {locator: row 4}}
  - {subject: person/c, kind: FAMILY_OF, object: person/d, cite: {locator: row 5}}
  - {subject: organisation/a, kind: FUNDS, object: organisation/b, amount: {value: 12.5, currency: EUR}, holds: 2021-03-04, cite: {locator: row 6}}
  - {subject: organisation/a, kind: LOCATED_IN, object: place/e, cite: {locator: row 7}}
`

// TestTiesComeInAgainFromFollowTheMoney holds that what the format has a schema for comes in alike. What it has none for is left out: places, here.
func TestTiesComeInAgainFromFollowTheMoney(t *testing.T) {
	g := empty(t)
	load(t, g, "owners.yaml", []byte(owners))
	again := empty(t)
	report := load(t, again, "owners.json", written(t, g, export.FTM, nil))
	if len(report.Warnings) > 0 || len(report.Refused) > 0 {
		t.Errorf("%v %v", report.Warnings, report.Refused)
	}
	want := slices.DeleteFunc(ties(t, g), func(line string) bool { return strings.Contains(line, "LOCATED_IN") })
	if diff := cmp.Diff(want, ties(t, again)); diff != "" {
		t.Errorf("-out +in:\n%s", diff)
	}
	if second := string(written(t, again, export.FTM, nil)); !strings.Contains(second, `"attribution":["The Registrar"]`) {
		t.Errorf("out again: %s", second)
	}
}

// TestNoWayBack holds that the formats that are made for other programs are not taken for something else when they are loaded: each is refused and changes nothing.
func TestNoWayBack(t *testing.T) {
	g := open(t)
	for format, test := range map[export.Format]struct{ name, says string }{
		export.CSV:     {"claims.csv", "no format that is known has them"},
		export.XLSX:    {"claims.xlsx", "lacks columns of the 360Giving standard"},
		export.GraphML: {"claims.graphml", "XML, which is not read"},
		export.GEXF:    {"claims.gexf", "XML, which is not read"},
		export.Neo4j:   {"claims.zip", "no format that is known has them"},
	} {
		again := empty(t)
		_, err := (&loader.Loader{Graph: again}).Load(t.Context(), file(t, test.name, written(t, g, format, nil)))
		if err == nil || !strings.Contains(err.Error(), test.says) || !again.IsEmpty() {
			t.Errorf("%s: %v, want %q and nothing loaded", format, err, test.says)
		}
	}
}

// claimsMapping reads the payments of a table of claims.
const claimsMapping = `
id: example/again
tableSchema:
  primaryKey: claim
  columns:
    - {name: claim, titles: claim_id}
    - {name: from, titles: subject}
    - {name: to, titles: object}
    - {name: what, titles: relationship}
    - {name: sum, titles: amount, datatype: decimal}
    - {name: currency, titles: currency}
    - {name: holds, titles: holds}
claims:
  - {subject: "organisation/{_dataset}.{from}", kind: FUNDS, object: "organisation/{_dataset}.{to}", amount: {value: "{sum}", currency: "{currency}"}, holds: "{holds}", reference: "{claim}", when: {what: funds}}
  - {id: "organisation/{_dataset}.{from}", name: "{from}", when: {what: funds}}
  - {id: "organisation/{_dataset}.{to}", name: "{to}", when: {what: funds}}
`

// TestTableComesInByAMapping holds that a table of claims comes in again by a mapping, its payments alike.
func TestTableComesInByAMapping(t *testing.T) {
	g := empty(t)
	load(t, g, "owners.yaml", []byte(owners))
	m, err := loader.ReadMapping("m.yaml", strings.NewReader(claimsMapping))
	if err != nil {
		t.Fatal(err)
	}
	for format, name := range map[export.Format]string{export.CSV: "claims.csv", export.XLSX: "claims.xlsx"} {
		again := empty(t)
		report, err := (&loader.Loader{Graph: again, Mapping: m, Refuse: "all"}).Load(t.Context(), file(t, name, written(t, g, format, nil)))
		if err != nil {
			t.Fatalf("%s: %v, %v", format, err, report.Refused)
		}
		want := slices.DeleteFunc(ties(t, g), func(line string) bool { return !strings.Contains(line, "FUNDS") })
		if diff := cmp.Diff(want, ties(t, again)); diff != "" {
			t.Errorf("%s, -out +in:\n%s", format, diff)
		}
	}
}
