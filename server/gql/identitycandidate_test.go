package gql_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/identity"
	"whence/graph/write"
	"whence/server/gql"
)

// TestIdentityCandidates asks for pairs to judge, pages through them, and judges one, which is then none.
func TestIdentityCandidates(t *testing.T) {
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	d := &claim.Dataset{Name: "test/clubs"}
	for id, name := range map[claim.ID]string{
		"organisation/a": "Quayside Rowing Society Ltd", "organisation/b": "The Quayside Rowing Society", "organisation/c": "Humming Wood Theatre", "organisation/d": "Humming Wood Theatre (HWT)",
		"organisation/e": "Nobody's Twin", "person/a": "Quayside Rowing Society",
	} {
		d.Entities = append(d.Entities, claim.EntityRecord{ID: id, Name: name})
	}
	if _, err := write.Load(t.Context(), g, []*claim.Dataset{d}); err != nil {
		t.Fatal(err)
	}
	s := serve(gql.New(g, gql.Options{}))
	ask := func(query string, into any) {
		t.Helper()
		response := s.answer(t.Context(), operation{document: query})
		if len(response.Errors) > 0 {
			t.Fatalf("%s: %v", query, response.Errors)
		}
		if err := json.Unmarshal(response.Data, into); err != nil {
			t.Fatal(err)
		}
	}
	pairs := func(arguments string) (out []string, next string) {
		t.Helper()
		var got struct {
			IdentityCandidates struct {
				Nodes []struct {
					Left, Right struct{ ID string }
					For         []string
				}
				PageInfo   struct{ EndCursor string }
				TotalCount int
			}
		}
		ask(`{identityCandidates`+arguments+`{nodes{left{id} right{id} score for against} pageInfo{endCursor} totalCount}}`, &got)
		for _, n := range got.IdentityCandidates.Nodes {
			ends := []string{strings.TrimPrefix(n.Left.ID, "organisation/"), strings.TrimPrefix(n.Right.ID, "organisation/")}
			out = append(out, min(ends[0], ends[1])+max(ends[0], ends[1]))
			if len(n.For) == 0 {
				t.Errorf("nothing speaks for %v", ends)
			}
		}
		return append(out, fmt.Sprint(got.IdentityCandidates.TotalCount)), got.IdentityCandidates.PageInfo.EndCursor
	}
	all, _ := pairs("")
	if len(all) != 3 || all[2] != "2" {
		t.Fatalf("pairs: %v", all)
	}
	one, next := pairs("(first: 1)")
	two, _ := pairs(`(first: 1, after: "` + next + `")`)
	if diff := cmp.Diff(all, []string{one[0], two[0], "2"}); diff != "" {
		t.Error(diff)
	}
	for arguments, want := range map[string][]string{
		`(about: "organisation/b")`: {"ab", "1"}, `(about: "organisation/e")`: {"0"}, `(maxScore: 0.4)`: {"0"},
	} {
		if got, _ := pairs(arguments); cmp.Diff(want, got) != "" {
			t.Errorf("%s: %v, want %v", arguments, got, want)
		}
	}
	var of struct {
		Entities []struct {
			Candidates []struct{ Right, Left struct{ ID string } }
		}
	}
	ask(`{entities: nodes(ids: ["organisation/a", "organisation/e", "person/a"]) {... on Entity {candidates {left {id} right {id}}}}}`, &of)
	if len(of.Entities) != 3 || len(of.Entities[0].Candidates) != 1 || len(of.Entities[1].Candidates) != 0 || len(of.Entities[2].Candidates) != 0 {
		t.Errorf("candidates of each: %+v", of)
	}
	score := 0.99
	if _, err := write.Commit(t.Context(), g, write.JudgeIdentity{Left: "organisation/a", Right: "organisation/b", Verdict: identity.Same, Score: &score}, write.Options{Author: write.Author{Agent: "agent/matcher", Reason: "alike"}}); err != nil {
		t.Fatal(err)
	}
	if got, _ := pairs(""); cmp.Diff([]string{"cd", "1"}, got) != "" {
		t.Errorf("after one is judged: %v", got)
	}
}
