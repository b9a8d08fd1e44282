package write_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/search"
	"whence/graph/write"
)

// payments is a data set of a payer and some payees, of which those that are paid have a claim.
func payments(named []string, paid ...string) *claim.Dataset {
	d := &claim.Dataset{Name: "test/payments", Entities: []claim.EntityRecord{{ID: "document/p", Name: "Payments"}, {ID: "organisation/payer", Name: "Payer"}}}
	for _, n := range named {
		d.Entities = append(d.Entities, claim.EntityRecord{ID: claim.ID("organisation/" + n), Name: "Beneficiary " + n, Aliases: []string{"Alias " + n}})
	}
	for _, n := range paid {
		r := funds("organisation/payer", claim.ID("organisation/"+n), "100")
		r.Citations = []claim.Citation{{Document: "document/p", Locator: "row " + n}}
		d.Claims = append(d.Claims, r)
	}
	return d
}

// TestFormerEntities loads a data set that leaves some entities out: what nothing speaks of any more is in no list and no search, what
// another source speaks of stays, past claims still show the name, and the entity comes back with its description.
func TestFormerEntities(t *testing.T) {
	for name, path := range map[string]string{"mem": "", "disk": t.TempDir()} {
		t.Run(name, func(t *testing.T) {
			g, err := graph.Open(t.Context(), graph.Options{Path: path})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = g.Close() })
			load := func(d *claim.Dataset) {
				t.Helper()
				if _, err := write.Load(t.Context(), g, []*claim.Dataset{d}); err != nil {
					t.Fatal(err)
				}
			}
			load(payments([]string{"a", "b", "c"}, "a", "b", "c"))
			all := []claim.ID{"document/p", "organisation/a", "organisation/b", "organisation/c", "organisation/payer"}
			wantListed(t, g, "at first", all...)
			first := g.Now()

			// Another source speaks of b, without a name for it.
			other := &claim.Dataset{Name: "test/other", Entities: []claim.EntityRecord{{ID: "document/o", Name: "Other"}}}
			about := &claim.Attribute{About: "organisation/b", Property: "description", Value: "A payee"}
			about.Citations = []claim.Citation{{Document: "document/o", Locator: "line 1"}}
			other.Claims = []claim.Claim{about}
			load(other)

			load(payments([]string{"a"}, "a"))
			wantListed(t, g, "without b and c", "document/o", "document/p", "organisation/a", "organisation/b", "organisation/payer")
			v := g.Now()
			gone, err := v.Entities(t.Context(), []claim.ID{"organisation/c"})
			if err != nil || gone[0] == nil || gone[0].Name != "Beneficiary c" {
				t.Errorf("what is left out shows as %+v, %v", gone, err)
			}
			page, err := v.List(t.Context(), graph.EntityQuery{Filter: graph.EntityFilter{IDs: []claim.ID{"organisation/c", "organisation/b"}}, Window: paging.Window{First: 9}})
			if err != nil || page.Total != 1 {
				t.Errorf("a list by ids: %+v, %v", page.Items, err)
			}

			// The load is undone, and undone again.
			number := v.LogHead().Number
			if o := carryOut(t, g, write.UndoCommit{Number: number}); len(o.Errors) > 0 {
				t.Fatalf("%+v", o.Errors)
			}
			wantListed(t, g, "undone", append([]claim.ID{"document/o"}, all...)...)
			load(payments([]string{"a"}, "a"))
			wantListed(t, g, "without them again", "document/o", "document/p", "organisation/a", "organisation/b", "organisation/payer")

			// The other source takes back what it said of b.
			load(&claim.Dataset{Name: "test/other", Entities: []claim.EntityRecord{{ID: "document/o", Name: "Other"}}})
			wantListed(t, g, "without a word of b", "document/o", "document/p", "organisation/a", "organisation/payer")

			load(payments([]string{"a", "c"}, "a"))
			wantListed(t, g, "c is named anew", "document/o", "document/p", "organisation/a", "organisation/c", "organisation/payer")
			if n, err := first.Stats(t.Context()); err != nil || n.Entities != len(all) {
				t.Errorf("the view of before counts %d entities, %v", n.Entities, err)
			}
		})
	}
}

// wantListed holds lists, counts and search to one set of entities.
func wantListed(t *testing.T, g *graph.Graph, when string, want ...claim.ID) {
	t.Helper()
	v := g.Now()
	page, err := v.List(t.Context(), graph.EntityQuery{Window: paging.Window{First: 50}})
	if err != nil {
		t.Fatal(err)
	}
	var got []claim.ID
	for _, e := range page.Items {
		got = append(got, e.ID)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", when, diff)
	}
	stats, err := v.Stats(t.Context())
	if err != nil || stats.Entities != len(want) {
		t.Errorf("%s: %d entities are counted, %v", when, stats.Entities, err)
	}
	hits, err := search.Entities(t.Context(), v, search.EntityQuery{Text: "beneficiary", Window: paging.Window{First: 50}})
	if err != nil {
		t.Fatal(err)
	}
	listed := 0
	for _, id := range want {
		if len(id) == len("organisation/a") {
			listed++
		}
	}
	if len(hits.Items) != listed || hits.Total != listed {
		t.Errorf("%s: %d of %d payees are found", when, len(hits.Items), listed)
	}
}
