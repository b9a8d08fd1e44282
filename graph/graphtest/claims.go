package graphtest

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/write"
)

const everyField = `
	organisation/council FUNDS place/hub; amount >1000000.50 GBP "over £1m" | 1600000 USD; instrument LOAN; purpose building; via funding-source/loan; recipient organisation/acme; at 2014-03/..; by person/ann; claimed; planned; doc document/a,document/b
	organisation/acme PLEDGES_JOBS_IN place/town; quantity <=30 job; role employer; key all
	organisation/bee PLEDGES_JOBS_IN place/town; quantity 5..10 job; in all
	place/hub: jobs created = ? job "hundreds"; place place/town; scope firms; expected; rumoured
	place/hub started = 2014-06
	organisation/zed PARTNER_OF organisation/acme
	place/hub LOCATED_IN place/town
`

// unread are the fields that a claim only has once a store has read it.
var unread = cmpopts.IgnoreFields(claim.Assertion{}, "Ref")

func testClaims(t *testing.T, open Opener) {
	ctx, g := with(t, open, everyField)
	want := Facts(t, "test/facts", everyField).Claims
	var all []claim.ID
	for _, c := range want {
		all = append(all, c.Base().ID)
	}
	got := must[[]claim.Claim](t)(g.Now().Claims(ctx, append(all, "claim/00000000000000000000000000000000")))
	if got[len(all)] != nil {
		t.Errorf("a claim that is not there: %v", got[len(all)])
	}
	for i, c := range want {
		if got[i] == nil || got[i].Base().RecordedAt.IsZero() {
			t.Errorf("claim %d was not read back, or not recorded: %+v", i, got[i])
			continue
		}
		c.Base().RecordedAt = got[i].Base().RecordedAt
		if diff := cmp.Diff(c, got[i], unread, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("claim %d (-want +got):\n%s", i, diff)
		}
	}
	testDump(t, open, g)
}

// testDump loads what a graph dumps into an empty one, which then dumps the same.
func testDump(t *testing.T, open Opener, g *graph.Graph) {
	t.Helper()
	copied := open(t)
	if _, err := write.LoadQuads(t.Context(), copied, g.Now().Quads(t.Context())); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(dump(t, g), dump(t, copied)); diff != "" {
		t.Errorf("a dump loaded into an empty graph (-want +got):\n%s", diff)
	}
}

func dump(t *testing.T, g *graph.Graph) []string {
	t.Helper()
	var lines []string
	for q, err := range g.Now().Quads(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, q.NQuad())
	}
	return lines
}

func testLoading(t *testing.T, open Opener) {
	ctx, g := with(t, open, everyField)
	before := dump(t, g)
	if report := load(t, g, "test/facts", everyField); report.Changed() {
		t.Errorf("the same facts again changed something: %+v", report)
	}
	if diff := cmp.Diff(before, dump(t, g)); diff != "" {
		t.Errorf("the same facts again changed the dump:\n%s", diff)
	}
	less := "place/hub LOCATED_IN place/town\norganisation/new FUNDS place/hub"
	plan := must[write.Report](t)(write.PlanLoad(ctx, g, write.Author{}, []*claim.Dataset{Facts(t, "test/facts", less)}))
	report := load(t, g, "test/facts", less)
	if diff := cmp.Diff(plan, report); diff != "" {
		t.Errorf("what was planned is not what was done:\n%s", diff)
	}
	if report.Asserted != 1 || report.Retracted != 6 || report.Unchanged != 1 {
		t.Errorf("a changed file: %+v", report)
	}
	if again := load(t, g, "test/facts", everyField); again.Asserted != 6 || again.Retracted != 1 {
		t.Errorf("and back: %+v", again)
	}
	claims := must[[]claim.Claim](t)(g.Now().Claims(ctx, []claim.ID{Facts(t, "x/y", everyField).Claims[0].Base().ID}))
	if a := claims[0].Base(); !a.RetractedAt.IsZero() || len(a.Citations) != 2 {
		t.Errorf("a claim asserted again: retracted %v, %d citations", a.RetractedAt, len(a.Citations))
	}
	testSharedClaim(t, open)
	testRefusals(t, g)
}

// testSharedClaim takes one of the two files away that make one claim.
func testSharedClaim(t *testing.T, open Opener) {
	t.Helper()
	ctx, g := with(t, open, "organisation/a FUNDS place/b")
	if r := load(t, g, "test/other", "organisation/a FUNDS place/b; doc document/other"); r.Unchanged != 1 || r.Cited != 1 {
		t.Errorf("a second document that says the same: %+v", r)
	}
	if r := load(t, g, "test/facts", "organisation/a OWNS place/b"); r.Retracted != 0 || r.Uncited != 1 {
		t.Errorf("the first document no longer says it: %+v", r)
	}
	page := must[paging.Page[*claim.Relationship]](t)(g.Now().AllRelationships(ctx, graph.RelationshipQuery{
		Kinds: []claim.RelationshipKind{"FUNDS"}, Window: paging.Window{First: 5},
	}))
	if len(page.Items) != 1 || len(page.Items[0].Citations) != 1 || page.Items[0].Citations[0].Document != "document/other" {
		t.Errorf("the claim should stand on the other document alone: %+v", page.Items)
	}
	if r := load(t, g, "test/other", "organisation/a OWNS place/b; doc document/other"); r.Retracted != 1 {
		t.Errorf("nobody says it any more: %+v", r)
	}
}

func testRefusals(t *testing.T, g *graph.Graph) {
	t.Helper()
	before := dump(t, g)
	for name, facts := range map[string]string{
		"a place in itself":  "place/a LOCATED_IN place/b\nplace/b LOCATED_IN place/c\nplace/c LOCATED_IN place/a",
		"tied to itself":     "place/a LOCATED_IN place/a",
		"an impossible date": "place/a LOCATED_IN place/b; at 2014-02-30",
		"an unknown kind":    "place/a LIES_IN place/b",
		"through the store":  "place/town LOCATED_IN place/hub; doc document/z",
	} {
		_, err := write.Load(t.Context(), g, []*claim.Dataset{Facts(t, "test/bad", facts)})
		if problems := claim.ValidationErrors(nil); !errors.As(err, &problems) || !errors.Is(err, claim.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if diff := cmp.Diff(before, dump(t, g)); diff != "" {
		t.Errorf("a refused load changed the store:\n%s", diff)
	}
}

func testRenaming(t *testing.T, open Opener) {
	ctx, g := with(t, open, "organisation/tcio FUNDS place/hub; key k\norganisation/council FUNDS place/hub; via organisation/tcio")
	old := Facts(t, "x/y", "organisation/tcio FUNDS place/hub").Claims[0].Base().ID
	renamed := Facts(t, "test/new", "organisation/tech-city-uk OWNS place/hub; doc document/c")
	renamed.Entities[0].FormerIDs = []claim.ID{"organisation/tcio"}
	must[write.Report](t)(write.Load(ctx, g, []*claim.Dataset{renamed}))
	v := g.Now()
	present := one(t, v, "organisation/tcio")
	if present[0].ID != "organisation/tech-city-uk" {
		t.Errorf("the old id answers with %s", present[0].ID)
	}
	page := must[[]paging.Page[*graph.Neighbour]](t)(v.Neighbours(ctx, present, graph.NeighbourQuery{Window: paging.Window{First: 9}}))[0]
	if page.Total != 1 || page.Items[0].Entity.ID != "place/hub" || page.Items[0].Count != 2 {
		t.Errorf("what the old id was tied to: %+v", page)
	}
	through := must[paging.Page[*claim.Relationship]](t)(v.AllRelationships(ctx, graph.RelationshipQuery{
		Filter: graph.RelationshipFilter{FundedThrough: []claim.ID{"organisation/tcio"}}, Window: paging.Window{First: 9},
	}))
	if through.Total != 1 || through.Items[0].FundedThrough != "organisation/tech-city-uk" {
		t.Errorf("what goes through the old id: %+v", through)
	}
	if c := must[[]claim.Claim](t)(v.Claims(ctx, []claim.ID{old}))[0]; c == nil || !c.Base().RetractedAt.IsZero() {
		t.Errorf("the old claim answers with %+v", c)
	}
}
