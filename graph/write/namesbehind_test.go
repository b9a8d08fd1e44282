package write_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/search"
	"whence/graph/write"
)

// TestNamesAfterACrash writes at random what changes names, and lets the process die after some commits: the index of names,
// which is written behind them, is brought up from its own version by the commits since, and finds what an index finds that
// is made anew.
func TestNamesAfterACrash(t *testing.T) {
	folder := t.TempDir()
	g := openAt(t, graph.Options{Path: folder})
	story := write.Cited{Document: "document/minutes", Locator: "page 1"}
	carryOut(t, g, write.AssertClaims{Documents: []write.NewDocument{{Key: "minutes", Title: "Minutes"}}})
	if err := g.Close(); err != nil { // the index is on disk
		t.Fatal(err)
	}
	g = openAt(t, graph.Options{Path: folder})
	r := rand.New(rand.NewPCG(5, 6))
	var entities []claim.ID
	var commits []uint64
	for step := range 60 {
		var m write.Mutation
		switch one := r.IntN(8); {
		case one < 3 || len(entities) < 3:
			m = write.AssertClaims{
				Entities: []write.NewEntity{{Key: "new", Kind: claim.Organisation, Name: fmt.Sprintf("Trust %d of Leeds", step)}},
				Claims:   []write.NewClaim{{Claim: &claim.Attribute{About: "#new", Property: "website", Value: fmt.Sprintf("https://trust-%d.example.org/", step)}, Cited: []write.Cited{story}}},
			}
		case one < 5:
			m = write.AssertClaims{Claims: []write.NewClaim{{Claim: &claim.Attribute{
				About: pick(r, entities), Property: "name", Value: fmt.Sprintf("Charity %d of York", step),
			}, Cited: []write.Cited{story}}}}
		case one < 6:
			keep, gone := pick(r, entities), pick(r, entities)
			m = write.MergeEntities{Keep: keep, Merge: []claim.ID{gone}, Cited: []write.Cited{story}}
		default:
			m = write.UndoCommit{Number: pick(r, commits)}
		}
		o := carryOut(t, g, m)
		if o.Commit != nil {
			commits = append(commits, o.Commit.Number)
			for _, id := range o.Entities {
				if id.Kind() == claim.Organisation && !slices.Contains(entities, id) {
					entities = append(entities, id)
				}
			}
		}
		if step%7 == 6 {
			namesAfterDeath(t, folder)
		}
	}
	if len(commits) < 30 {
		t.Errorf("%d commits of 60: the test says little", len(commits))
	}
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// openAt opens a graph until the test ends.
func openAt(t *testing.T, o graph.Options) *graph.Graph {
	t.Helper()
	g, err := graph.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	return g
}

// namesAfterDeath opens a copy of a graph's folder, as a process that dies leaves it.
func namesAfterDeath(t *testing.T, folder string) {
	t.Helper()
	died := t.TempDir()
	if err := os.CopyFS(died, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	anew := openAt(t, graph.Options{Path: died, ReadOnly: true}) // of which the index is made in memory
	want := namesFound(t, anew)
	if err := anew.Close(); err != nil {
		t.Fatal(err)
	}
	before := filesIn(t, filepath.Join(died, "names"))
	again := openAt(t, graph.Options{Path: died})
	if diff := cmp.Diff(want, namesFound(t, again)); diff != "" {
		t.Fatalf("names (-made anew +brought up):\n%s", diff)
	}
	if after := filesIn(t, filepath.Join(died, "names")); !slices.Equal(before, after) {
		t.Errorf("the index was made anew, not brought up: %v, and before %v", after, before)
	}
}

// namesFound is what searches find, in no order: weights are of the moment of indexing.
func namesFound(t *testing.T, g *graph.Graph) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for _, text := range []string{"trust", "charity", "leeds", "york", "trust 3 of leeds", "minutes"} {
		page, err := search.Entities(t.Context(), g.Now(), search.EntityQuery{Text: text, Window: paging.Window{First: 100}})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range page.Items {
			found[text] = append(found[text], fmt.Sprintf("%s as %q", h.Entity.ID, h.Matched))
		}
		slices.Sort(found[text])
	}
	return found
}

func filesIn(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
