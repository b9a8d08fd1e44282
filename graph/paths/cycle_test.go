package paths_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/graph/paths"
	"whence/graph/write"
)

// Owners that own each other, by way of others or at once, and what owns itself, are found from any of them.
func TestCircles(t *testing.T) {
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	_, err = write.Load(t.Context(), g, []*claim.Dataset{graphtest.Facts(t, "test/cycles", `
organisation/a OWNS organisation/b
organisation/b OWNS organisation/c
organisation/c OWNS organisation/a
organisation/b OWNS organisation/a
organisation/a OWNS organisation/leaf
organisation/solo OWNS organisation/solo
organisation/a FUNDS organisation/c
`)})
	if err != nil {
		t.Fatal(err)
	}
	own := []claim.RelationshipKind{"OWNS"}
	for _, c := range []struct {
		claim string
		query paths.Query
		want  []string
	}{
		{"all that a owns a by", paths.Query{From: "organisation/a", Kinds: own, Direction: claim.Out}, []string{"a b a", "a b c a"}},
		{"the other way round", paths.Query{From: "organisation/a", Kinds: own, Direction: claim.In}, []string{"a b a", "a c b a"}},
		{"by one step", paths.Query{From: "organisation/solo", Direction: claim.Out}, []string{"solo solo"}},
		{"two steps at most", paths.Query{From: "organisation/a", Kinds: own, Direction: claim.Out, MaxLength: 2}, []string{"a b a"}},
		{"the best alone", paths.Query{From: "organisation/a", Kinds: own, Direction: claim.Out, First: 1}, []string{"a b a"}},
		{"not by c", paths.Query{From: "organisation/a", Kinds: own, Direction: claim.Out, ExcludeEntities: []claim.ID{"organisation/c"}}, []string{"a b a"}},
		{"either way at each step: once, and not there and back", paths.Query{From: "organisation/a", Kinds: own}, []string{"a b c a"}},
		{"in no cycle", paths.Query{From: "organisation/leaf"}, nil},
	} {
		c.query.To = c.query.From
		r, err := paths.Find(t.Context(), g.Now(), c.query)
		var got []string
		for _, p := range r.Paths {
			var ids []string
			for _, e := range p.Entities {
				ids = append(ids, strings.TrimPrefix(string(e.ID), "organisation/"))
			}
			got = append(got, strings.Join(ids, " "))
			if p.Score <= 0 || p.Score > 1 || len(p.Steps) != len(p.Entities)-1 {
				t.Errorf("%s: %q scores %f by %d steps", c.claim, ids, p.Score, len(p.Steps))
			}
		}
		if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", c.claim, fmt.Sprint(err), diff)
		}
	}
}
