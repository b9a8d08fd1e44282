package write_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/extract"
	"whence/graph/history"
	"whence/graph/identity"
	"whence/graph/paging"
	"whence/graph/quote"
	"whence/graph/search"
	"whence/graph/write"
)

const story = "Acme Trust gave £1.2m to the Hub. The Hub is in Leeds. ACME gave the Hub a plaque."

// written is a graph with one data set: a document, three organisations, a place, and what ties them.
func written(t testing.TB) *graph.Graph {
	t.Helper()
	g, err := graph.Open(context.Background(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	text := story
	o := carryOut(t, g, write.AssertClaims{
		Documents: []write.NewDocument{{Key: "story", Title: "A story", Text: &text}},
		Entities: []write.NewEntity{
			{Key: "acme", Kind: claim.Organisation, Name: "Acme Trust", Identifiers: []claim.Identifier{{Scheme: "GB-COH", Value: "1"}}},
			{Key: "hub", Kind: claim.Place, Name: "The Hub"},
			{Key: "leeds", Kind: claim.Place, Name: "Leeds"},
		},
		Claims: []write.NewClaim{
			{Key: "grant", Claim: funds("#acme", "#hub", "1200000"), Cited: said("Acme Trust gave £1.2m to the Hub")},
			{Claim: &claim.Relationship{Kind: "LOCATED_IN", Subject: "#hub", Object: "#leeds"}, Cited: said("The Hub is in Leeds")},
		},
	})
	if len(o.Errors) > 0 || len(o.Warnings) > 0 {
		t.Fatalf("%+v %+v", o.Errors, o.Warnings)
	}
	return g
}

func funds(from, to claim.ID, pounds string) *claim.Relationship {
	q, err := claim.ParseQuantity(pounds + " GBP")
	if err != nil {
		panic(err)
	}
	return &claim.Relationship{Kind: "FUNDS", Subject: from, Object: to, Amount: &q}
}

func said(words string) []write.Cited {
	return []write.Cited{{Document: "#story", Words: quote.Words{Exact: words}}}
}

// saidIn cites the document that the graph has by now.
func saidIn(words string) []write.Cited {
	return []write.Cited{{Document: "document/a-story", Words: quote.Words{Exact: words}}}
}

func carryOut(t testing.TB, g *graph.Graph, m write.Mutation) *write.Outcome {
	t.Helper()
	o, err := write.Commit(context.Background(), g, m, write.Options{Author: write.Author{Agent: "agent/ann", Reason: "as told"}})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func code(o *write.Outcome) (codes []write.UserErrorCode) {
	for _, e := range o.Errors {
		codes = append(codes, e.Code)
	}
	return codes
}

// snapshot is what a view shows: each entity with its name and degree, and each claim that stands.
func snapshot(t testing.TB, v *graph.View) (lines []string) {
	t.Helper()
	ctx := context.Background()
	entities, err := v.List(ctx, graph.EntityQuery{Window: paging.Window{First: 100}})
	if err != nil {
		t.Fatal(err)
	}
	degrees, err := v.Degrees(ctx, entities.Items)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range entities.Items {
		lines = append(lines, string(e.ID)+" "+e.Name+" "+string(rune('0'+degrees[i])))
	}
	for c, err := range extract.Claims(ctx, v, extract.Selection{}) {
		if err != nil {
			t.Fatal(err)
		}
		sentences, err := v.Sentences(ctx, []claim.Claim{c})
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, sentences[0])
	}
	slices.Sort(lines)
	return lines
}

func TestAssert(t *testing.T) {
	g := written(t)
	want := []string{
		"Acme Trust funds The Hub with £1.2 million.", "The Hub is in Leeds.", "document/a-story A story 0",
		"organisation/acme-trust Acme Trust 1", "place/leeds Leeds 1", "place/the-hub The Hub 2",
	}
	if diff := cmp.Diff(want, snapshot(t, g.Now())); diff != "" {
		t.Error(diff)
	}
	number, _ := g.Now().Head()
	c, err := history.CommitByNumber(g.Now(), number)
	if err != nil || number != 1 || c.Agent != "agent/ann" || c.EditCount != 6 {
		t.Fatalf("commit %d: %+v, %v", number, c, err)
	}
	claims, err := g.Now().Claims(context.Background(), claimsOf(t, g))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range claims {
		quotes, err := g.Now().Quotes(context.Background(), c.Base().Citations)
		if err != nil || !quotes[0].Verified {
			t.Errorf("%s: %+v, %v", c.Base().ID, quotes, err)
		}
		if history.CommitAt(g.Now(), c.Base().RecordedAt) != 1 {
			t.Errorf("%s was recorded by commit %d", c.Base().ID, history.CommitAt(g.Now(), c.Base().RecordedAt))
		}
	}
}

func claimsOf(t testing.TB, g *graph.Graph) (ids []claim.ID) {
	for c, err := range extract.Claims(context.Background(), g.Now(), extract.Selection{}) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, c.Base().ID)
	}
	return ids
}

// grant is the id of the claim that Acme Trust funds the hub.
func grant(t testing.TB, g *graph.Graph) claim.ID {
	for c, err := range extract.Claims(context.Background(), g.Now(), extract.Selection{Kinds: []claim.RelationshipKind{"FUNDS"}}) {
		if err != nil {
			t.Fatal(err)
		}
		return c.Base().ID
	}
	t.Fatal("nobody funds anything")
	return ""
}

func TestRefusals(t *testing.T) {
	g := written(t)
	before := snapshot(t, g.Now())
	for _, c := range []struct {
		name     string
		carryOut write.Mutation
		want     write.UserErrorCode
	}{
		{"no citation", write.AssertClaims{Claims: []write.NewClaim{{Claim: funds("organisation/acme-trust", "place/leeds", "1")}}}, write.EvidenceRequired},
		{"words that aren't there", write.AssertClaims{Claims: []write.NewClaim{{Claim: funds("organisation/acme-trust", "place/leeds", "1"), Cited: saidIn("gave £1.3m to the Hub")}}}, write.QuoteNotFound},
		{"words that are there twice", write.AssertClaims{Claims: []write.NewClaim{{Claim: funds("organisation/acme-trust", "place/leeds", "1"), Cited: saidIn("he Hub")}}}, write.QuoteAmbiguous},
		{"an unknown entity", write.AssertClaims{Claims: []write.NewClaim{{Claim: funds("organisation/acme-trst", "place/leeds", "1"), Cited: saidIn("£1.2m")}}}, write.UnknownID},
		{"an unknown key", write.AssertClaims{Claims: []write.NewClaim{{Claim: funds("#x", "place/leeds", "1"), Cited: saidIn("£1.2m")}}}, write.UnknownID},
		{"a claim that ties a thing to itself", write.AssertClaims{Claims: []write.NewClaim{{Claim: funds("place/leeds", "place/leeds", "1"), Cited: saidIn("£1.2m")}}}, write.RuleBroken},
		{"an entity that is there", write.AssertClaims{Entities: []write.NewEntity{{Key: "a", Kind: claim.Organisation, Name: "ACME Trust"}}}, write.DuplicateSuspected},
		{"an entity that nothing names", write.AssertClaims{Entities: []write.NewEntity{{Key: "a", Kind: claim.Organisation, Name: "Zeta"}}}, write.EvidenceRequired},
		{"a claim that is unknown", write.RetractClaims{Claims: []claim.ID{"claim/00000000000000000000000000000000"}}, write.UnknownID},
		{"a merge with itself", write.MergeEntities{Keep: "place/leeds", Merge: []claim.ID{"place/leeds"}}, write.InvalidValue},
		{"a merge of two kinds", write.MergeEntities{Keep: "place/leeds", Merge: []claim.ID{"organisation/acme-trust"}}, write.RuleBroken},
		{"a merge without evidence", write.MergeEntities{Keep: "place/leeds", Merge: []claim.ID{"place/the-hub"}}, write.EvidenceRequired},
		{"an undo of nothing", write.UndoCommit{Number: 7}, write.UnknownID},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := carryOut(t, g, c.carryOut)
			if !slices.Contains(code(o), c.want) || o.Commit != nil {
				t.Errorf("%+v, commit %v, want %s", o.Errors, o.Commit, c.want)
			}
		})
	}
	if diff := cmp.Diff(before, snapshot(t, g.Now())); diff != "" {
		t.Error(diff)
	}
	if n, _ := g.Now().Head(); n != 1 {
		t.Errorf("%d commits, want 1", n)
	}
	o, err := write.Commit(context.Background(), g, write.RetractClaims{Claims: claimsOf(t, g)}, write.Options{Author: write.Author{Agent: "agent/ann", Reason: " "}})
	if err != nil || !slices.Contains(code(o), write.ReasonRequired) {
		t.Errorf("a blank reason: %+v, %v", o, err)
	}
}

func TestWarnings(t *testing.T) {
	g := written(t)
	o := carryOut(t, g, write.AssertClaims{Claims: []write.NewClaim{
		{Claim: funds("organisation/acme-trust", "place/the-hub", "12000000"), Cited: saidIn("Acme Trust gave £1.2m to the Hub")},
		{Claim: funds("organisation/acme-trust", "place/the-hub", "1200000"), Cited: saidIn("Acme Trust gave £1.2m to the Hub")},
	}})
	var codes []write.WarningCode
	for _, w := range o.Warnings {
		codes = append(codes, w.Code)
	}
	if diff := cmp.Diff([]write.WarningCode{write.NearlySaid, write.FigureNotInQuote, write.AlreadySaid}, codes); diff != "" {
		t.Error(diff)
	}
}

func TestCorrect(t *testing.T) {
	g := written(t)
	old := grant(t, g)
	before := g.Now()
	at := time.Now()
	o := carryOut(t, g, write.CorrectClaim{Claim: old, Correct: func(c claim.Claim) claim.Claim {
		r := *c.(*claim.Relationship)
		q, _ := claim.ParseQuantity("1300000 GBP")
		r.Amount = &q
		return &r
	}})
	if len(o.Errors) > 0 || len(o.Warnings) != 1 {
		t.Fatalf("%+v %+v", o.Errors, o.Warnings)
	}
	found, err := g.Now().Claims(context.Background(), []claim.ID{old, o.Claims[0]})
	if err != nil || found[0].Base().RetractedAt.IsZero() || !found[1].Base().RetractedAt.IsZero() || len(found[1].Base().Citations) != 1 {
		t.Fatalf("%+v, %v", found, err)
	}
	page, err := g.Now().AllRelationships(context.Background(), graph.RelationshipQuery{
		Kinds: []claim.RelationshipKind{"FUNDS"}, Filter: graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{KnownAt: at}}, Window: paging.Window{First: 5},
	})
	if err != nil || len(page.Items) != 1 || page.Items[0].ID != old {
		t.Errorf("at the earlier moment: %+v, %v", page.Items, err)
	}
	if again := carryOut(t, g, write.RetractClaims{Claims: []claim.ID{old}}); !slices.Contains(code(again), write.Stale) || !slices.Equal(again.Errors[0].BlockedBy, []uint64{2}) {
		t.Errorf("a retraction of what stands no more: %+v", again.Errors)
	}
	undone := carryOut(t, g, write.UndoCommit{Number: 2})
	if len(undone.Errors) > 0 {
		t.Fatalf("%+v", undone.Errors)
	}
	if diff := cmp.Diff(snapshot(t, before), snapshot(t, g.Now())); diff != "" {
		t.Error(diff)
	}
}

// twins adds a second Acme with the same register number, and what it gave.
func twins(t testing.TB, g *graph.Graph) {
	t.Helper()
	o := carryOut(t, g, write.AssertClaims{
		Entities: []write.NewEntity{{Key: "b", Kind: claim.Organisation, Name: "ACME", NotSameAs: nil}},
		Claims:   []write.NewClaim{{Claim: &claim.Relationship{Kind: "BACKS", Subject: "#b", Object: "place/the-hub"}, Cited: saidIn("ACME gave the Hub a plaque")}},
	})
	if len(o.Errors) > 0 {
		t.Fatalf("%+v", o.Errors)
	}
}

func TestMergeAndUndo(t *testing.T) {
	ctx := context.Background()
	g := written(t)
	twins(t, g)
	before := snapshot(t, g.Now())
	ids := claimsOf(t, g)
	at := time.Now()
	o := carryOut(t, g, write.MergeEntities{Keep: "organisation/acme-trust", Merge: []claim.ID{"organisation/acme"}, Cited: saidIn("ACME gave the Hub a plaque")})
	if len(o.Errors) > 0 || !slices.Equal(o.Replaced, []claim.ID{"organisation/acme"}) {
		t.Fatalf("%+v, replaced %v", o.Errors, o.Replaced)
	}
	v := g.Now()
	want := []string{
		"Acme Trust backs The Hub.", "Acme Trust funds The Hub with £1.2 million.", "The Hub is in Leeds.", "document/a-story A story 0",
		"organisation/acme-trust Acme Trust 2", "place/leeds Leeds 1", "place/the-hub The Hub 3",
	}
	if diff := cmp.Diff(want, snapshot(t, v)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(ids, claimsOf(t, g)); diff != "" {
		t.Errorf("the ids of claims: %s", diff)
	}
	for _, id := range []claim.ID{"organisation/acme", "organisation/acme-trust"} {
		e, err := v.Entity(ctx, id)
		if err != nil || e.ID != "organisation/acme-trust" || e.Name != "Acme Trust" {
			t.Fatalf("%s answers %+v, %v", id, e, err)
		}
		aliases, err := v.Aliases(ctx, []*claim.Entity{e})
		if err != nil || !slices.Equal(aliases[0], []string{"ACME"}) {
			t.Errorf("aliases %v, %v", aliases, err)
		}
	}
	hits, err := search.Entities(ctx, v, search.EntityQuery{Text: "acme", Window: paging.Window{First: 10}})
	if err != nil || len(hits.Items) != 1 || hits.Items[0].Entity.ID != "organisation/acme-trust" {
		t.Errorf("search: %+v, %v", hits.Items, err)
	}
	if diff := cmp.Diff(before, snapshot(t, v.At(at))); diff != "" {
		t.Errorf("before the merge: %s", diff)
	}
	if o := carryOut(t, g, write.UndoCommit{Number: 1}); !slices.Contains(code(o), write.UndoBlocked) {
		t.Errorf("an undo of what others build on: %+v", o.Errors)
	}
	if o := carryOut(t, g, write.UndoCommit{Number: 3}); len(o.Errors) > 0 {
		t.Fatalf("%+v", o.Errors)
	}
	if diff := cmp.Diff(before, snapshot(t, g.Now())); diff != "" {
		t.Errorf("after the undo: %s", diff)
	}
	hits, err = search.Entities(ctx, g.Now(), search.EntityQuery{Text: "acme", Window: paging.Window{First: 10}})
	if err != nil || len(hits.Items) != 2 {
		t.Errorf("search after the undo: %+v, %v", hits.Items, err)
	}
}

func TestJudgedDifferent(t *testing.T) {
	g := written(t)
	twins(t, g)
	judge := func(v identity.Verdict) *write.Outcome {
		return carryOut(t, g, write.JudgeIdentity{Left: "organisation/acme-trust", Right: "organisation/acme", Verdict: v, Cited: saidIn("ACME gave the Hub a plaque")})
	}
	if o := judge(identity.Different); len(o.Errors) > 0 {
		t.Fatalf("%+v", o.Errors)
	}
	o := carryOut(t, g, write.MergeEntities{Keep: "organisation/acme-trust", Merge: []claim.ID{"organisation/acme"}, Cited: saidIn("ACME gave the Hub a plaque")})
	if !slices.Contains(code(o), write.JudgedDifferent) || !slices.Equal(o.Errors[0].BlockedBy, []uint64{3}) {
		t.Errorf("a merge of what was judged to be two: %+v", o.Errors)
	}
	if o := judge(identity.Same); len(o.Errors) > 0 { // it withdraws the one before
		t.Fatalf("%+v", o.Errors)
	}
	e, err := g.Now().Entity(context.Background(), "organisation/acme")
	if err != nil || e.ID != "organisation/acme-trust" {
		t.Errorf("%+v, %v", e, err)
	}
	all, err := g.Now().Judgements(context.Background(), e)
	if err != nil || len(all) != 2 || all[0].Verdict != identity.Same || all[1].Withdrawn.IsZero() {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestIdempotencyKey(t *testing.T) {
	ctx := context.Background()
	g := written(t)
	m := write.RetractClaims{Claims: []claim.ID{grant(t, g)}}
	o := write.Options{Author: write.Author{Agent: "agent/ann", Reason: "wrong", Key: "12345678", Content: [32]byte{1}}}
	first, err := write.Commit(ctx, g, m, o)
	if err != nil || first.Commit == nil || first.Replayed {
		t.Fatalf("%+v, %v", first, err)
	}
	again, err := write.Commit(ctx, g, m, o)
	if err != nil || !again.Replayed || again.Commit.Number != first.Commit.Number || !slices.Equal(again.Claims, first.Claims) {
		t.Errorf("the same again: %+v, %v", again, err)
	}
	o.Author.Content = [32]byte{2}
	other, err := write.Commit(ctx, g, m, o)
	if err != nil || !slices.Contains(code(other), write.IdempotencyMismatch) {
		t.Errorf("the key for something else: %+v, %v", other, err)
	}
	o.Author.Agent = "agent/bob"
	bob, err := write.Commit(ctx, g, m, o)
	if err != nil || !slices.Contains(code(bob), write.Stale) {
		t.Errorf("another agent's key is another key: %+v, %v", bob, err)
	}
}

func TestDryRun(t *testing.T) {
	g := written(t)
	o, err := write.Commit(context.Background(), g, write.RetractClaims{Claims: []claim.ID{grant(t, g)}}, write.Options{DryRun: true, Author: write.Author{Agent: "agent/ann", Reason: "x"}})
	if err != nil || o.Commit != nil || o.Report.Retracted != 1 {
		t.Errorf("%+v, %v", o, err)
	}
	if n, _ := g.Now().Head(); n != 1 {
		t.Errorf("%d commits", n)
	}
}

// TestUndoRestores undoes random commits right after they were made: the view is what it was before each.
func TestUndoRestores(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		g := written(t)
		twins(t, g)
		for range rapid.IntRange(1, 4).Draw(r, "commits") {
			before := snapshot(t, g.Now())
			ids := claimsOf(t, g)
			var m write.Mutation
			switch rapid.IntRange(0, 3).Draw(r, "kind") {
			case 0:
				m = write.RetractClaims{Claims: []claim.ID{rapid.SampledFrom(ids).Draw(r, "claim")}}
			case 1:
				m = write.MergeEntities{Keep: "organisation/acme-trust", Merge: []claim.ID{"organisation/acme"}, Cited: saidIn("£1.2m")}
			case 2:
				m = write.MergeEntities{Keep: "place/leeds", Merge: []claim.ID{"place/the-hub"}, Cited: saidIn("£1.2m")}
			case 3:
				m = write.AssertClaims{Claims: []write.NewClaim{{Claim: funds("organisation/acme", "place/leeds", "5"), Cited: saidIn("£1.2m")}}}
			}
			o := carryOut(t, g, m)
			if len(o.Errors) > 0 {
				r.Fatalf("%+v", o.Errors)
			}
			if undone := carryOut(t, g, write.UndoCommit{Number: o.Commit.Number}); len(undone.Errors) > 0 {
				r.Fatalf("%+v", undone.Errors)
			}
			if diff := cmp.Diff(before, snapshot(t, g.Now())); diff != "" {
				r.Fatalf("after the undo of %T: %s", m, diff)
			}
		}
	})
}

// TestForeseen warns of claims that can't hold beside what is asserted, and of those that say the same but for one field; of what a
// correction replaces it does not.
func TestForeseen(t *testing.T) {
	g := written(t)
	measure := func(jobs string) *claim.Measure {
		q, err := claim.ParseQuantity(jobs + " job")
		if err != nil {
			t.Fatal(err)
		}
		return &claim.Measure{About: "place/the-hub", Metric: "jobs created", Value: q}
	}
	founded := func(year claim.EDTF) *claim.Attribute {
		return &claim.Attribute{About: "place/the-hub", Property: "founded", Value: string(year), Date: claim.When{EDTF: year}}
	}
	warned := func(m write.Mutation) (codes []string) {
		t.Helper()
		o := carryOut(t, g, m)
		if len(o.Errors) > 0 {
			t.Fatalf("%+v", o.Errors)
		}
		for _, w := range o.Warnings {
			if w.Code != write.FigureNotInQuote && w.Code != write.NamesNotInQuote {
				codes = append(codes, string(w.Code))
			}
		}
		return codes
	}
	hub := saidIn("The Hub is in Leeds")
	one := func(c claim.Claim) write.AssertClaims {
		return write.AssertClaims{Claims: []write.NewClaim{{Claim: c, Cited: hub}}}
	}
	endorsed := funds("organisation/acme-trust", "place/the-hub", "1200000")
	endorsed.Role = "main funder"
	loan := funds("organisation/acme-trust", "place/the-hub", "1200000")
	loan.Role, loan.Instrument = "main funder", "LOAN"
	for _, c := range []struct {
		name  string
		write write.Mutation
		want  []string
	}{
		{"the first figure of a metric", one(measure("40")), nil},
		{"another figure of it", one(measure("60")), []string{"CONFLICTS"}},
		{"a first founding", one(founded("1999")), nil},
		{"a second founding", one(founded("2003")), []string{"CONFLICTS"}},
		{"the same money with a role", one(endorsed), []string{"NEARLY_SAID"}},
		{"with a role and an instrument", one(loan), []string{"NEARLY_SAID"}},
		{"another sum for it", one(funds("organisation/acme-trust", "place/the-hub", "900000")), []string{"NEARLY_SAID"}},
		{"another pair", one(&claim.Relationship{Kind: "OWNS", Subject: "organisation/acme-trust", Object: "place/the-hub"}), nil},
		{"a sole owner beside an owner", one(&claim.Relationship{Kind: "OWNS", Subject: "place/leeds", Object: "place/the-hub", Role: "sole owner"}), []string{"CONFLICTS"}},
	} {
		if diff := cmp.Diff(c.want, warned(c.write)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	o := carryOut(t, g, one(measure("75")))
	correct := write.CorrectClaim{Claim: o.Claims[0], Correct: func(claim.Claim) claim.Claim { return measure("76") }}
	if got := warned(correct); !cmp.Equal(got, []string{"CONFLICTS"}) { // with 40 and 60, and not with 75
		t.Errorf("a correction: %v", got)
	}
}

// TestForeseenIsBounded: what many claims of a pair say is not compared, so that a write costs the same however many there are.
func TestForeseenIsBounded(t *testing.T) {
	g := written(t)
	const compared = 32
	for n := 1; n <= compared+2; n++ {
		o := carryOut(t, g, write.AssertClaims{Claims: []write.NewClaim{{
			Claim: funds("organisation/acme-trust", "place/leeds", fmt.Sprint(n)), Cited: saidIn("The Hub is in Leeds"),
		}}})
		warned := slices.ContainsFunc(o.Warnings, func(w write.Warning) bool { return w.Code == write.NearlySaid })
		if before := n - 1; warned != (before > 0 && before <= compared) {
			t.Errorf("beside %d claims of the pair: warned %t, errors %+v", before, warned, o.Errors)
		}
	}
}
