package paths_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/graph/paths"
)

// pathRankings are graphs with one or two ways from a to z, and which of them comes first, and why.
var pathRankings = []struct {
	name, facts string
	want        []string
	why         string // of the first
}{
	{
		"the shorter, however poor its evidence",
		"organisation/a FUNDS organisation/m; rumoured\norganisation/m FUNDS organisation/z; rumoured\norganisation/a OWNS organisation/x\norganisation/x OWNS organisation/y\norganisation/y OWNS organisation/z",
		[]string{"a m z", "a x y z"},
		"2 steps by way of m, which has 2 relationships; the weakest step rumoured, in 1 document",
	},
	{
		"the surer",
		"organisation/a FUNDS organisation/m; claimed; by person/ann\norganisation/m FUNDS organisation/z\norganisation/a FUNDS organisation/n\norganisation/n FUNDS organisation/z",
		[]string{"a n z", "a m z"},
		"2 steps by way of n, which has 2 relationships; every step stated, in 1 document",
	},
	{
		"what is before what is planned",
		"organisation/a FUNDS organisation/m; planned\norganisation/m FUNDS organisation/z\norganisation/a FUNDS organisation/n\norganisation/n FUNDS organisation/z",
		[]string{"a n z", "a m z"},
		"2 steps by way of n, which has 2 relationships; every step stated, in 1 document",
	},
	{
		"borne out by more documents",
		"organisation/a FUNDS organisation/m\norganisation/m FUNDS organisation/z\norganisation/a FUNDS organisation/n; role one\norganisation/a FUNDS organisation/n; role two; doc document/b\norganisation/n FUNDS organisation/z\norganisation/a LEADS organisation/m",
		[]string{"a n z", "a m z"},
		"2 steps by way of n, which has 3 relationships; every step stated, in 2 documents",
	},
	{
		"held at one time",
		"organisation/a FUNDS organisation/m; at 2001\norganisation/m FUNDS organisation/z; at 2010\norganisation/a FUNDS organisation/n; at 2001/2012\norganisation/n FUNDS organisation/z; at 2010/..",
		[]string{"a n z", "a m z"},
		"2 steps by way of n, which has 2 relationships; every step stated, in 1 document; the times given overlap",
	},
	{
		"not through a hub",
		"organisation/a LOCATED_IN place/hub\norganisation/z LOCATED_IN place/hub\norganisation/b LOCATED_IN place/hub\norganisation/c LOCATED_IN place/hub\norganisation/d LOCATED_IN place/hub\norganisation/a FUNDS organisation/n\norganisation/n FUNDS organisation/z",
		[]string{"a n z", "a hub z"},
		"2 steps by way of n, which has 2 relationships; every step stated, in 1 document",
	},
	{
		"by name, all else being equal",
		"organisation/a FUNDS organisation/n\norganisation/n FUNDS organisation/z\norganisation/a FUNDS organisation/m\norganisation/m FUNDS organisation/z",
		[]string{"a m z", "a n z"},
		"2 steps by way of m, which has 2 relationships; every step stated, in 1 document",
	},
	{
		"years apart",
		"organisation/a FUNDS organisation/m; at 2001\norganisation/m FUNDS organisation/z; at 2010",
		[]string{"a m z"},
		"2 steps by way of m, which has 2 relationships; every step stated, in 1 document; the times given lie 8 years apart",
	},
	{
		"directly",
		"organisation/a FUNDS organisation/z; expected; proposed",
		[]string{"a z"},
		"1 step; expected and proposed, in 1 document",
	},
}

func TestPathRanking(t *testing.T) {
	for _, c := range pathRankings {
		r, err := paths.Find(t.Context(), graphtest.View(t, c.facts), paths.Query{From: "organisation/a", To: "organisation/z", MaxLength: 4})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		lines := graphtest.Chains(r)
		if diff := cmp.Diff(c.want, lines[:len(lines)-1]); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
		if diff := cmp.Diff(c.why, r.Paths[0].Why); diff != "" {
			t.Errorf("%s: why:\n%s", c.name, diff)
		}
		if len(r.Paths) > 1 && r.Paths[0].Score < r.Paths[1].Score {
			t.Errorf("%s: scores %v and %v", c.name, r.Paths[0].Score, r.Paths[1].Score)
		}
	}
}

func TestStepTies(t *testing.T) {
	v := graphtest.View(t, `
		organisation/a FUNDS organisation/b; role old; doc document/old
		organisation/a FUNDS organisation/b; role new; doc document/new
		organisation/b OWNS organisation/a; role unknown; doc document/undated
		organisation/b FUNDS organisation/c
		document/old published = 2001
		document/new published = 2020; doc document/new
	`)
	r, err := paths.Find(t.Context(), v, paths.Query{From: "organisation/a", To: "organisation/c"})
	if err != nil || len(r.Paths) != 1 {
		t.Fatal(graphtest.Chains(r), err)
	}
	for _, c := range []struct {
		first int
		want  []string
	}{{10, []string{"new", "old", "unknown"}}, {1, []string{"new"}}, {0, nil}} {
		ties, err := paths.StepClaims(t.Context(), v, r.Paths[0].Steps, c.first)
		if err != nil {
			t.Fatal(err)
		}
		var roles []string
		for _, tie := range ties[0] {
			roles = append(roles, tie.Role)
		}
		if diff := cmp.Diff(c.want, roles); diff != "" || len(ties) != 2 {
			t.Errorf("the latest %d of the first of %d steps:\n%s", c.first, len(ties), diff)
		}
	}
}

// TestPathClocks asks for paths as they were, and as sources had them.
func TestPathClocks(t *testing.T) {
	v := graphtest.View(t, `
		organisation/a FUNDS organisation/b; at 2001
		organisation/b FUNDS organisation/c; at 2001/2005
		organisation/a OWNS organisation/c; at 2010; by person/ann
		person/ann SPOKE_ABOUT organisation/c; doc document/b
	`)
	for _, c := range []struct {
		name   string
		filter graph.RelationshipFilter
		want   string
	}{
		{"now and ever", graph.RelationshipFilter{}, "a c|a b c"},
		{"in 2001", graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{ValidAt: "2001"}}, "a b c"},
		{"in 2010", graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{ValidAt: "2010"}}, "a c"},
		{"in 2005", graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{ValidAt: "2005"}}, ""},
		{"as ann has it", graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{StatedBy: []claim.ID{"person/ann"}}}, "a c"},
		{"as a document has it", graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{Documents: []claim.ID{"document/b"}}}, ""},
		{"between two that fund", graph.RelationshipFilter{Subject: &graph.EntityFilter{Has: []graph.HasRelationship{{Kinds: []claim.RelationshipKind{"FUNDS"}, Direction: claim.Out}}}}, "a c|a b c"},
	} {
		r, err := paths.Find(t.Context(), v, paths.Query{From: "organisation/a", To: "organisation/c", Filter: c.filter})
		if err != nil {
			t.Fatal(err)
		}
		lines := graphtest.Chains(r)
		if got := strings.Join(lines[:len(lines)-1], "|"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
