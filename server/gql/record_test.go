package gql_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whence/graph"
	"whence/loader"
	"whence/server/auth"
	"whence/server/gql"
)

// peopleMapping makes names of a table of people.
const peopleMapping = `"@context": http://www.w3.org/ns/csvw
id: test/people
tableSchema:
  primaryKey: number
  columns:
    - {name: number, titles: id}
    - {name: name, titles: name, required: true}
claims:
  - {about: "organisation/{_dataset}.{number}", property: name, value: "{name}"}
`

// TestRecordsOfFiles looks at what is cited from a table as the table changes: a row moves, says something else, goes, and at last
// the file. A reader sees the cited field, an editor the record.
func TestRecordsOfFiles(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("people.csv-metadata.yaml", peopleMapping)
	write("people.csv", "id,name\n1,Ada\n2,Bea\n")
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	if _, err := (&loader.Loader{Graph: g}).Load(t.Context(), filepath.Join(folder, "people.csv")); err != nil {
		t.Fatal(err)
	}
	s := serve(gql.New(g, gql.Options{Records: &loader.RecordFiles{Folder: folder}}))
	look := func(role auth.Role) string {
		ctx := auth.With(t.Context(), &auth.Caller{Agent: auth.Agent{ID: "agent/ann"}, Role: role})
		response := s.answer(ctx, operation{document: `{ attributes(property: "name") { nodes { value citations { state verified quote record { key fields { name value } } } } } }`})
		if len(response.Errors) > 0 {
			t.Fatal(response.Errors)
		}
		var lines []string
		for _, n := range decode(t, response.Data).(map[string]any)["attributes"].(map[string]any)["nodes"].([]any) {
			node := n.(map[string]any)
			cite := node["citations"].([]any)[0].(map[string]any)
			if node["value"] != "Bea" {
				continue
			}
			var fields []string
			for _, f := range cite["record"].(map[string]any)["fields"].([]any) {
				fields = append(fields, fmt.Sprint(f.(map[string]any)["name"], "=", f.(map[string]any)["value"]))
			}
			lines = append(lines, fmt.Sprint(cite["state"], " ", cite["verified"], " ", cite["quote"], " ", fields))
		}
		return strings.Join(lines, "; ")
	}
	for _, step := range []struct{ name, table, want string }{
		{"as it was loaded", "id,name\n1,Ada\n2,Bea\n", "VERIFIED true name: Bea [id=2 name=Bea]"},
		{"a row is put before it", "id,name\n0,Zoe\n1,Ada\n2,Bea\n", "MOVED true name: Bea [id=2 name=Bea]"},
		{"it says something else", "id,name\n1,Ada\n2,Beatrix\n", "CHANGED false <nil> [id=2 name=Beatrix]"},
		{"the row has gone", "id,name\n1,Ada\n", "GONE false <nil> []"},
		{"it is no table any more", "<html>\n", "NOT_HELD <nil> <nil> []"},
	} {
		write("people.csv", step.table)
		if got := look(auth.Editor); got != step.want {
			t.Errorf("%s: %s; want %s", step.name, got, step.want)
		}
	}
	write("people.csv", "id,name\n1,Ada\n2,Bea\n")
	if got, want := look(auth.Reader), "VERIFIED true name: Bea [name=Bea]"; got != want {
		t.Errorf("a reader sees %s; want %s", got, want)
	}
	if err := os.Remove(filepath.Join(folder, "people.csv")); err != nil {
		t.Fatal(err)
	}
	if got, want := look(auth.Editor), "NOT_HELD <nil> <nil> []"; got != want {
		t.Errorf("without the file: %s; want %s", got, want)
	}
}
