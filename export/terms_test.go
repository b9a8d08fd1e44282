package export_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"whence/export"
	"whence/graph"
	"whence/graph/claim"
	"whence/graph/extract"
)

const underTerms = `{"license": "https://creativecommons.org/licenses/by/4.0/", "attribution": "The Acme Trust & friends", "grants": [{"id": "360G-a-1", "title": "A boat", "currency": "GBP",
"amountAwarded": 5, "awardDate": "2021-01-26", "fundingOrganization": [{"id": "GB-CHC-1000147", "name": "Acme"}], "recipientOrganization": [{"id": "GB-CHC-1090123", "name": "Club"}]}]}`

const ownTerms = `
id: example/terms
attribution: the whole file
documents: [{id: document/report, title: A report, licence: "https://example.org/terms", attribution: The report's author}]
entities: [{id: organisation/gb-chc-1000147, name: Acme}, {id: organisation/b, name: B}]
claims: [{subject: organisation/gb-chc-1000147, kind: OWNS, object: organisation/b, cite: {locator: page 1}}]
`

// plainText is what an export says, whatever it is packed in.
func plainText(t *testing.T, f export.Format, content []byte) string {
	t.Helper()
	switch f {
	case export.Neo4j:
		archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for _, file := range archive.File {
			in, err := file.Open()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(&out, in); err != nil {
				t.Fatal(err)
			}
		}
		return out.String()
	case export.XLSX:
		book, err := excelize.OpenReader(bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := book.GetRows("Claims")
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for _, row := range rows {
			out.WriteString(strings.Join(row, "\t") + "\n")
		}
		return out.String()
	}
	return strings.NewReplacer("&amp;", "&", "&#39;", "'", `\u0026`, "&").Replace(string(content))
}

// TestTermsGoOut holds that every format says where the terms stand and what must be said, of the whole graph and of a selection: those of the
// data set, or of the document where it has its own.
func TestTermsGoOut(t *testing.T) {
	g := empty(t)
	load(t, g, "grants.json", []byte(underTerms))
	load(t, g, "terms.yaml", []byte(ownTerms))
	selections := map[string]struct {
		selected   *extract.Selection
		has, lacks []string
	}{
		"all":   {nil, []string{"https://creativecommons.org/licenses/by/4.0/", "The Acme Trust & friends", "https://example.org/terms", "The report's author"}, nil},
		"funds": {&extract.Selection{Kinds: []claim.RelationshipKind{"FUNDS"}, Filter: graph.RelationshipFilter{}}, []string{"https://creativecommons.org/licenses/by/4.0/", "The Acme Trust & friends"}, []string{"The report's author"}},
		"owns":  {&extract.Selection{Kinds: []claim.RelationshipKind{"OWNS"}, Filter: graph.RelationshipFilter{}}, []string{"https://example.org/terms", "The report's author"}, nil},
	}
	for name, s := range selections {
		for _, f := range export.Formats {
			text := plainText(t, f, written(t, g, f, s.selected))
			for _, want := range s.has {
				if !strings.Contains(text, want) {
					t.Errorf("%s as %s lacks %q", name, f, want)
				}
			}
			for _, not := range s.lacks {
				if strings.Contains(text, not) {
					t.Errorf("%s as %s has %q", name, f, not)
				}
			}
		}
	}
}
