package conflicts_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/conflicts"
	"whence/graph/graphtest"
	"whence/graph/paging"
)

// checkConflicts holds the list, and what each claim says of itself, to what is found by hand.
func checkConflicts(t rapid.TB, v *graph.View) []*conflicts.Conflict {
	want, err := conflicts.ByHand(context.Background(), v)
	if err != nil {
		t.Fatal(err)
	}
	page, err := conflicts.About(context.Background(), v, "", paging.Window{First: paging.MaxPage})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want[:min(len(want), paging.MaxPage)], page.Items, cmpopts.EquateEmpty()); diff != "" || page.Total != len(want) || page.HasNext != (len(want) > paging.MaxPage) {
		t.Fatalf("the list of %d, %d by hand (-by hand +got):\n%s", page.Total, len(want), diff)
	}
	var claims []claim.Claim
	mine := map[claim.ID][]*conflicts.Conflict{}
	for c, err := range v.EveryClaim(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		claims = append(claims, c)
	}
	for _, c := range want {
		for _, id := range c.Claims {
			mine[id] = append(mine[id], c)
		}
	}
	own, err := conflicts.Of(context.Background(), v, claims)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range claims {
		if diff := cmp.Diff(mine[c.Base().ID], own[i]); diff != "" {
			t.Fatalf("of %s alone (-by hand +got):\n%s", c.Base().ID, diff)
		}
	}
	return want
}

// TestConflictsAgainstAllDecoded draws facts of few things, told in many ways.
func TestConflictsAgainstAllDecoded(t *testing.T) {
	of := func(words ...string) *rapid.Generator[string] { return rapid.SampledFrom(words) }
	fact := rapid.Custom(func(t *rapid.T) string {
		head := of(
			"organisation/a FUNDS place/x; amount ", "organisation/a FUNDS place/y; amount ", "organisation/b FUNDS place/x; amount ",
			"place/x: jobs = ", "place/x: visitors = ", "place/y: jobs = ",
		).Draw(t, "head")
		unit := " GBP"
		if strings.Contains(head, ":") {
			unit = of(" job", " person").Draw(t, "unit")
		}
		return head + of("5", "5.0", "~5", "~-5", ">5", "7", "3..8", "<4").Draw(t, "figure") + unit +
			of("", "", "; at 2014", "; at 2014-01-01/2014-12-31", "; at 2014~", "; at 2015", "; at 2014/..", "; wording last year").Draw(t, "time") +
			of("", "; by person/u", "; by person/v").Draw(t, "by") + of("", "; doc document/b").Draw(t, "doc") + of("", "; planned").Draw(t, "status")
	})
	met := 0
	rapid.Check(t, func(rt *rapid.T) {
		v := graphtest.View(t, strings.Join(rapid.SliceOfN(fact, 1, 40).Draw(rt, "facts"), "\n"))
		met += len(checkConflicts(rt, v))
	})
	if met == 0 {
		t.Error("no facts conflict")
	}
}

// TestConflictsOfMany finds those of more clusters than are judged at once, and within one that is too great for that.
func TestConflictsOfMany(t *testing.T) {
	const many = 2100
	var b strings.Builder
	for i := range many {
		fmt.Fprintf(&b, "organisation/o%d founded = 2010\norganisation/o%[1]d founded = 2012\n", i)
		fmt.Fprintf(&b, "place/x: metric %d = 1 job\nplace/x: metric %[1]d = 2 job\n", i)
		fmt.Fprintf(&b, "place/x: quiet %d = 1 job\nplace/y: metric %[1]d = 3 job\n", i)
	}
	graphtest.OnEach(t, b.String(), func(t *testing.T, v *graph.View) {
		if got := checkConflicts(t, v); len(got) != 2*many {
			t.Errorf("%d conflicts, want %d", len(got), 2*many)
		}
		of, err := conflicts.About(t.Context(), v, "place/x", paging.Window{First: 1})
		if err != nil || of.Total != many {
			t.Errorf("%d conflicts of one place, want %d: %v", of.Total, many, err)
		}
	})
}
