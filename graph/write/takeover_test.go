package write_test

import (
	"errors"
	"strings"
	"testing"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/write"
)

// A file can neither rename what others describe nor, under the name of another, take away what that said, unless its loader
// says that it is meant.
func TestStrangersTakeNothingOver(t *testing.T) {
	ctx := t.Context()
	g, err := graph.Open(ctx, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	register := manyClaims(0, 100)
	register.Name = "towns/register"
	if _, err := write.Load(ctx, g, []*claim.Dataset{register}); err != nil {
		t.Fatal(err)
	}
	renaming := func(dataset string) *claim.Dataset {
		return &claim.Dataset{Name: dataset, Entities: []claim.EntityRecord{{ID: "organisation/mallory", Name: "Mallory", FormerIDs: []claim.ID{"organisation/o1"}}}}
	}
	few := manyClaims(0, 3)
	few.Name = "towns/register"
	for name, d := range map[string]*claim.Dataset{
		"another owner's entity": renaming("mallory/x"), "an owner whose name begins alike": renaming("towns-too/x"), "another file under its name": few,
	} {
		for _, dry := range []bool{true, false} {
			var err error
			if dry {
				_, err = write.PlanLoad(ctx, g, write.Author{}, []*claim.Dataset{d})
			} else {
				_, err = write.Load(ctx, g, []*claim.Dataset{d})
			}
			if !errors.Is(err, claim.ErrInvalid) || !strings.Contains(err.Error(), "--take-over") {
				t.Errorf("%s, dry run %v: %v", name, dry, err)
			}
		}
	}
	if number, _ := g.Now().Head(); number != 1 {
		t.Errorf("%d commits, want the first alone", number)
	}
	if _, err := write.Load(ctx, g, []*claim.Dataset{renaming("towns/names")}); err != nil {
		t.Errorf("the owner renames: %v", err)
	}
	_, report, err := write.LoadAs(ctx, g, write.Author{Agent: write.LocalAgent, TakeOver: true}, []*claim.Dataset{few})
	if err != nil || report.Retracted != 97 {
		t.Errorf("taken over: %+v, %v", report, err)
	}
}
