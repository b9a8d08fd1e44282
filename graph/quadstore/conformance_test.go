package quadstore_test

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/graphtest"
	"github.com/cayleygraph/cayley/graph/graphtest/testutil"

	"whence/graph/quadstore"
)

// TestConformance runs Cayley's own suite, the queries on film data included.
// The data are in Cayley's module; the suite looks for them from the folder of
// its own tests.
func TestConformance(t *testing.T) {
	t.Chdir(filepath.Join(cayleyModule(t), "graph", "graphtest"))
	for name, path := range map[string]func(testing.TB) string{
		"in memory": func(testing.TB) string { return "" },
		"on disk":   func(t testing.TB) string { return t.TempDir() },
	} {
		t.Run(name, func(t *testing.T) {
			open := func(t testing.TB) (graph.QuadStore, graph.Options, func()) {
				s, err := quadstore.Open(context.Background(), quadstore.Options{Path: path(t)})
				if err != nil {
					t.Fatal(err)
				}
				return s.QuadStore(), nil, func() {
					if err := s.Close(); err != nil {
						t.Error(err)
					}
				}
			}
			graphtest.TestAll(t, testutil.DatabaseFunc(open), &graphtest.Config{AlwaysRunIntegration: true})
		})
	}
}

// cayleyModule returns the folder of Cayley's module.
func cayleyModule(t testing.TB) string {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/cayleygraph/cayley").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return strings.TrimSpace(string(out))
}
