package export_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"whence/export"
	"whence/graph"
	"whence/graph/claim"
	"whence/graph/extract"
	"whence/graph/sums"
	"whence/loader"
	"whence/seeds"
)

const grants = `Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,Funding Org:Identifier,Funding Org:Name
360G-acme-1,"=SUM(A1)",GBP,1200.50,2021-01-26,GB-CHC-1090123,Canal Company,GB-CHC-1000147,Acme Trust
360G-acme-2,A <new> boat & crew,GBP,5000,26/02/2021,GB-CHC-1090123,Canal Company,GB-CHC-1000147,Acme Trust
`

// open is a graph of the seeds and some grants.
func open(t *testing.T) *graph.Graph {
	t.Helper()
	g := empty(t)
	l := loader.Loader{Graph: g}
	if _, err := l.LoadFS(t.Context(), seeds.Files); err != nil {
		t.Fatal(err)
	}
	load(t, g, "grants.csv", []byte(grants))
	return g
}

func empty(t *testing.T) *graph.Graph {
	t.Helper()
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	return g
}

// file is a file with a content.
func file(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func load(t *testing.T, g *graph.Graph, name string, content []byte) loader.Report {
	t.Helper()
	report, err := (&loader.Loader{Graph: g}).Load(t.Context(), file(t, name, content))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return report
}

func written(t *testing.T, g *graph.Graph, f export.Format, s *extract.Selection) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := export.Write(t.Context(), g.Now(), &out, f, s); err != nil {
		t.Fatalf("%s: %v", f, err)
	}
	return out.Bytes()
}

// What goes out as RDF comes in again alike.
func TestRDFComesInAgain(t *testing.T) {
	g := open(t)
	want := written(t, g, export.NQuads, nil)
	for format, name := range map[export.Format]string{export.NQuads: "dump.nq", export.Turtle: "dump.ttl", export.JSONLD: "dump.jsonld"} {
		again := empty(t)
		report := load(t, again, name, written(t, g, format, nil))
		if got := written(t, again, export.NQuads, nil); !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes of N-Quads went out and %d came in again; %+v", format, len(want), len(got), report.Report)
		}
		if len(report.Warnings) > 0 {
			t.Errorf("%s: %v", format, report.Warnings)
		}
	}
}

// A selection comes in again as a graph of its claims alone.
func TestSelectionComesInAgain(t *testing.T) {
	g := open(t)
	selected := &extract.Selection{Kinds: []claim.RelationshipKind{"FUNDS"}, Filter: graph.RelationshipFilter{Through: &graph.EntityFilter{Kinds: []claim.EntityKind{claim.Award}}}}
	for format, name := range map[export.Format]string{export.NQuads: "dump.nq", export.Turtle: "dump.ttl", export.JSONLD: "dump.jsonld"} {
		again := empty(t)
		load(t, again, name, written(t, g, format, selected))
		if count, sum := funds(t, again); count != 2 || sum != "6200.50 GBP" && sum != "6200.5 GBP" {
			t.Errorf("%s: %d payments that come to %s", format, count, sum)
		}
	}
}

func funds(t *testing.T, g *graph.Graph) (int, string) {
	t.Helper()
	a, err := sums.Aggregate(context.Background(), g.Now(), sums.Query{Kinds: []claim.RelationshipKind{"FUNDS"}, First: 1})
	if err != nil {
		t.Fatal(err)
	}
	var text []string
	for _, s := range a.Total.Totals {
		text = append(text, s.Low.String()+" "+s.Unit)
	}
	return a.Total.Count, strings.Join(text, ", ")
}

func TestFollowTheMoneyComesInAgain(t *testing.T) {
	g := empty(t)
	load(t, g, "grants.csv", []byte(grants))
	again := empty(t)
	load(t, again, "dump.json", written(t, g, export.FTM, nil))
	if count, sum := funds(t, again); count != 2 || sum != "6200.5 GBP" {
		t.Errorf("%d payments that come to %s", count, sum)
	}
}

func TestTables(t *testing.T) {
	g := open(t)
	claims := 0
	for _, err := range g.Now().EveryClaim(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		claims++
	}
	text := written(t, g, export.CSV, nil)
	if !bytes.HasPrefix(text, []byte("\uFEFF")) {
		t.Error("the table begins without a byte order mark")
	}
	rows, err := csv.NewReader(bytes.NewReader(text[3:])).ReadAll()
	if err != nil || len(rows) != claims+1 {
		t.Fatalf("%d rows of %d claims, %v", len(rows), claims, err)
	}
	for _, r := range rows {
		for _, cell := range r {
			if strings.HasPrefix(cell, "=") {
				t.Errorf("a cell is a formula: %s", cell)
			}
		}
	}
	book, err := excelize.OpenReader(bytes.NewReader(written(t, g, export.XLSX, nil)))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := book.GetRows("Claims")
	if err != nil || len(sheet) != claims+1 {
		t.Errorf("%d rows of a sheet of %d claims, %v", len(sheet), claims, err)
	}
}

func TestGraphs(t *testing.T) {
	g := open(t)
	for _, format := range []export.Format{export.GraphML, export.GEXF} {
		edges, nodes := 0, map[string]bool{}
		decoder := xml.NewDecoder(bytes.NewReader(written(t, g, format, nil)))
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", format, err)
			}
			e, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			attributes := map[string]string{}
			for _, a := range e.Attr {
				attributes[a.Name.Local] = a.Value
			}
			switch e.Name.Local {
			case "node":
				nodes[attributes["id"]] = true
			case "edge":
				if edges++; !nodes[attributes["source"]] || !nodes[attributes["target"]] {
					t.Errorf("%s: an edge from %s to %s, of which one is no node", format, attributes["source"], attributes["target"])
				}
			}
		}
		if edges == 0 {
			t.Errorf("%s has no edges", format)
		}
	}
	archive := written(t, g, export.Neo4j, nil)
	files, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil || len(files.File) != 2 {
		t.Fatalf("%v: %v", files, err)
	}
	for _, f := range files.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if rows, err := csv.NewReader(in).ReadAll(); err != nil || len(rows) < 100 {
			t.Errorf("%s: %d rows, %v", f.Name, len(rows), err)
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	if err := export.Write(t.Context(), empty(t).Now(), io.Discard, "rar", nil); !errors.Is(err, claim.ErrInvalid) {
		t.Errorf("rar: %v", err)
	}
}
