package cayley_test

import (
	"context"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/graphtest"
	"github.com/cayleygraph/cayley/graph/graphtest/testutil"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"

	"whence/graph/quadstore"
	"whence/graph/quadstore/cayley"
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
				return cayley.New(s), nil, func() {
					if err := s.Close(); err != nil {
						t.Error(err)
					}
				}
			}
			graphtest.TestAll(t, testutil.DatabaseFunc(open), &graphtest.Config{AlwaysRunIntegration: true})
		})
	}
}

// defect is the one case of the suite that is left out. Cayley's recursive
// iterator, asked whether it contains a node that it has not come by yet, hands
// out the tags of the node it was asked for before; whether that shows depends
// on the order of a store's quads, which Cayley does not lay down.
const defect = "^TestConformance$/.*/^paths$/^follows_recursive_loop$"

func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("test.skip"); f.Value.String() == "" {
		if err := f.Value.Set(defect); err != nil {
			panic(err) // the flag takes any string
		}
	}
	os.Exit(m.Run())
}

// TestDefect shows it on Cayley's own memory store: with two quads of the suite's
// case the other way round, node 3 is said to be reached through 1, which does
// not know it.
func TestDefect(t *testing.T) {
	qs := memstore.New(
		quad.MakeIRI("1", "relatesTo", "x", ""),
		quad.MakeIRI("2", "relatesTo", "x", ""),
		quad.MakeIRI("3", "relatesTo", "y", ""),
		quad.MakeIRI("1", "knows", "2", ""),
		quad.MakeIRI("2", "knows", "1", ""),
		quad.MakeIRI("2", "knows", "3", ""),
	)
	p := path.StartPath(qs, quad.IRI("1")).FollowRecursive(
		path.StartMorphism().Tag("via").Out(quad.IRI("knows")), 2, nil,
	).Has(quad.IRI("relatesTo")).Tag("node")
	got := map[quad.Value]quad.Value{}
	err := p.Iterate(context.Background()).TagValues(qs, func(m map[string]quad.Value) {
		got[m["node"]] = m["via"]
	})
	if err != nil {
		t.Fatal(err)
	}
	if got[quad.IRI("3")] != quad.IRI("1") {
		t.Fatalf("3 is reached through %v: Cayley is mended, the suite's case can be run", got[quad.IRI("3")])
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
