package paths_test

import (
	"encoding/json"
	"strings"
	"testing"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/graph/paging"
	"whence/graph/paths"
	"whence/graph/search"
	"whence/loader"
	"whence/seeds"
	"whence/testenv"
)

// TestSeedPaths asks how things are tied that readers of the seed documents asked about, and wants the path that they
// read off the documents first.
func TestSeedPaths(t *testing.T) {
	text := testenv.Read(t, "questions/questions.json")
	var asked struct {
		Questions []struct {
			Type, Question string
			Answer         json.RawMessage
		}
	}
	if err := json.Unmarshal(text, &asked); err != nil {
		t.Fatal(err)
	}
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if _, err := (&loader.Loader{Graph: g}).LoadFS(t.Context(), seeds.Files); err != nil {
		t.Fatal(err)
	}
	paths := 0
	for _, q := range asked.Questions {
		if q.Type != "path" {
			continue
		}
		paths++
		var want []string
		if err := json.Unmarshal(q.Answer, &want); err != nil {
			t.Fatal(err)
		}
		checkSeedPath(t, g.Now(), q.Question, want)
	}
	if paths == 0 {
		t.Error("no question of type path")
	}
}

func checkSeedPath(t *testing.T, v *graph.View, question string, want []string) {
	t.Helper()
	ids := make([]claim.ID, len(want))
	for i, name := range want {
		name, _, _ = strings.Cut(name, " (") // what a reader added to tell it from others
		found, err := search.Entities(t.Context(), v, search.EntityQuery{Text: name, Window: paging.Window{First: 1}})
		if err != nil || len(found.Items) == 0 {
			t.Errorf("%s: no %q: %v", question, name, err)
			return
		}
		ids[i] = found.Items[0].Entity.ID
	}
	query := paths.Query{From: ids[0], To: ids[len(ids)-1]}
	if strings.Contains(question, "apart from what he says") {
		query.ExcludeKinds = []claim.RelationshipKind{"SPOKE_ABOUT"}
	}
	r, err := paths.Find(t.Context(), v, query)
	if err != nil || len(r.Paths) == 0 {
		t.Errorf("%s: %v, %v", question, graphtest.Chains(r), err)
		return
	}
	for i, e := range r.Paths[0].Entities {
		if i >= len(ids) || e.ID != ids[i] {
			t.Errorf("%s: %v, want %v", question, graphtest.Chains(r), ids)
			return
		}
	}
}
