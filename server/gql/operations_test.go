package gql_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
)

// screens are the ten operations that clients send, with what each is sent with.
var screens = []struct {
	operation string
	variables map[string]any
}{
	{"EntityPage", map[string]any{"id": "place/icentrum"}},
	{"Autocomplete", map[string]any{"q": "birming"}},
	{"GraphExpand", map[string]any{"id": "programme/wmhtia", "drawn": []any{"place/west-midlands"}, "kinds": []any{"FUNDS", "LEADS", "PARTNER_OF", "SUPPORTS"}}},
	{"PathFinder", map[string]any{"a": "person/neil-rami", "b": "person/andy-street"}},
	{"RegionFunding", map[string]any{"region": "place/west-midlands"}},
	{"ProgrammePage", map[string]any{"id": "programme/innovation-accelerator"}},
	{"Timeline", map[string]any{"id": "organisation/tech-city-uk"}},
	{"Changed", map[string]any{"from": "2026-01-01T00:00:00Z", "about": "person/neil-rami"}},
	{"DocumentPage", map[string]any{"id": "document/birmingham-expands-innovation-campus"}},
	{"ConflictReview", nil},
}

// TestOperations answers each screen on the seed graph, in one request, and compares with the answer that was looked at.
// The texts are not at hand, so that no quote stands in testdata.
func TestOperations(t *testing.T) {
	document := readShared(t, "operations.graphql")
	if _, errs := gqlparser.LoadQueryWithRules(schema(t), document, nil); len(errs) > 0 {
		t.Fatal(errs)
	}
	service := serve(seeded(t)["mem"])
	for _, screen := range screens {
		t.Run(screen.operation, func(t *testing.T) {
			got := lasting(t, service.ask(t, operation{document, screen.operation, screen.variables}))
			golden(t, filepath.Join("testdata/operations", screen.operation+".json"), got)
		})
	}
}

// golden compares with a file of testdata.
func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-looked at +got):\n%s", file, diff)
	}
}
