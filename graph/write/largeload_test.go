package write_test

import (
	"errors"
	"fmt"
	"testing"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/write"
)

// manyClaims is a dataset of n measures of a thousand organisations, from a number on.
func manyClaims(from, n int) *claim.Dataset {
	d := &claim.Dataset{Name: "large/register", Entities: []claim.EntityRecord{{ID: "document/register", Name: "Register"}}}
	for i := range 1000 {
		d.Entities = append(d.Entities, claim.EntityRecord{ID: claim.ID(fmt.Sprintf("organisation/o%d", i)), Name: fmt.Sprintf("Organisation %d", i)})
	}
	for i := from; i < from+n; i++ {
		value := claim.NewDecimal(int64(i), 0)
		d.Claims = append(d.Claims, &claim.Measure{
			Assertion: claim.Assertion{Citations: []claim.Citation{{Document: "document/register", Locator: "row"}}},
			About:     claim.ID(fmt.Sprintf("organisation/o%d", i%1000)), Metric: "jobs", Value: claim.Quantity{Comparator: claim.Exactly, Value: &value, Unit: "job"},
		})
	}
	return d
}

// A large load changes and logs what it would in small parts, and its second load changes nothing.
func TestLargeLoad(t *testing.T) {
	const n = 40_000
	for name, path := range map[string]string{"in memory": "", "on disk": t.TempDir()} {
		t.Run(name, func(t *testing.T) {
			ctx := t.Context()
			g, err := graph.Open(ctx, graph.Options{Path: path})
			if err != nil {
				t.Fatal(err)
			}
			defer g.Close()
			planned, err := write.PlanLoad(ctx, g, write.Author{}, []*claim.Dataset{manyClaims(0, n)})
			if err != nil {
				t.Fatal(err)
			}
			load := func(from int) write.Report {
				r, err := write.Load(ctx, g, []*claim.Dataset{manyClaims(from, n)})
				if err != nil {
					t.Fatal(err)
				}
				return r
			}
			if r := load(0); r.Asserted != n || r.Entities != 1001 || planned.Quads < r.Quads {
				t.Errorf("loaded %+v after a plan of %+v", r, planned)
			}
			if r := load(0); r.Changed() || r.Unchanged != n {
				t.Errorf("the second load: %+v", r)
			}
			if r := load(10_000); r.Asserted != 10_000 || r.Retracted != 10_000 || r.Unchanged != n-10_000 {
				t.Errorf("the third load: %+v", r)
			}
			if number, _ := g.Now().Head(); number != 2 {
				t.Errorf("%d commits, want 2", number)
			}
			bad := manyClaims(0, n)
			bad.Name, bad.Entities[0].ID = "large/other", "document/other"
			if _, err := write.Load(ctx, g, []*claim.Dataset{bad}); !errors.Is(err, claim.ErrInvalid) {
				t.Errorf("claims that cite an undeclared document: %v", err)
			}
		})
	}
}
