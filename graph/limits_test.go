package graph_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/conflicts"
	"whence/graph/counts"
	"whence/graph/datasets"
	"whence/graph/graphtest"
	"whence/graph/history"
	"whence/graph/paging"
	"whence/graph/paths"
	"whence/graph/search"
	"whence/graph/sums"
	"whence/graph/write"
)

// crossroads is a place about which there is something of everything.
func crossroads() string {
	return graphtest.Star(30) + `
		place/hub: jobs = 400 job
		place/hub: jobs = 500 job; doc document/b
		place/hub: visitors = 7 person
		place/hub founded = 2010
		place/hub founded = 2012; doc document/b
		place/hub description = A hub for start-ups
		organisation/leaf0 FUNDS place/hub; amount 30 GBP; by person/x; at 2014
		organisation/leaf0 FUNDS place/hub; amount 40 GBP; by person/y; at 2014
		organisation/leaf1 FUNDS place/hub; amount 5 GBP; at 2015
		programme/p FUNDS place/hub; amount 9 GBP; at 2016
	`
}

// question is one that lists or counts. Held is what it can't be answered without holding two of.
type question struct {
	ask  func(context.Context, *graph.View) (any, error)
	held string // "claims", "entities" or, where it is bounded by what it is asked for, ""
}

// questions is every question that is not a search, about the hub of crossroads.
func questions(t *testing.T, v *graph.View) map[string]question {
	t.Helper()
	entity, err := v.Entity(t.Context(), "place/hub")
	if err != nil {
		t.Fatal(err)
	}
	hub, page, funds := []*claim.Entity{entity}, paging.Window{First: 20}, []claim.RelationshipKind{"FUNDS"}
	tied, err := v.Neighbours(t.Context(), hub, graph.NeighbourQuery{Window: page})
	if err != nil {
		t.Fatal(err)
	}
	measured, err := v.AllMeasures(t.Context(), graph.MeasureQuery{Window: page})
	if err != nil {
		t.Fatal(err)
	}
	claims := make([]claim.Claim, len(measured.Items))
	for i, m := range measured.Items {
		claims[i] = m
	}
	stated := graph.ClaimFilter{Certainty: []claim.Certainty{claim.Stated}}
	within := &graph.EntityFilter{Within: "place/country"}
	relationships := func(q graph.RelationshipQuery) func(context.Context, *graph.View) (any, error) {
		q.Window = page
		return func(ctx context.Context, v *graph.View) (any, error) { return v.AllRelationships(ctx, q) }
	}
	entities := func(q graph.EntityQuery) func(context.Context, *graph.View) (any, error) {
		q.Window = page
		return func(ctx context.Context, v *graph.View) (any, error) { return v.List(ctx, q) }
	}
	return map[string]question{
		"relationships": {func(ctx context.Context, v *graph.View) (any, error) {
			return v.Relationships(ctx, hub, graph.RelationshipQuery{Window: page})
		}, "claims"},
		"neighbours": {func(ctx context.Context, v *graph.View) (any, error) {
			return v.Neighbours(ctx, hub, graph.NeighbourQuery{Window: page, Order: graph.EntityOrder{By: graph.ByName}})
		}, "claims"},
		"claims": {func(ctx context.Context, v *graph.View) (any, error) {
			return v.ClaimsAbout(ctx, hub, graph.ClaimQuery{Window: page})
		}, "claims"},
		"measures": {func(ctx context.Context, v *graph.View) (any, error) {
			return v.Measures(ctx, hub, graph.MeasureQuery{Window: page})
		}, "claims"},
		"attributes": {func(ctx context.Context, v *graph.View) (any, error) {
			return v.Attributes(ctx, hub, graph.AttributeQuery{Window: page})
		}, "claims"},
		"documents": {func(ctx context.Context, v *graph.View) (any, error) { return v.Documents(ctx, hub, page) }, "claims"},
		"counts": {func(ctx context.Context, v *graph.View) (any, error) {
			return counts.Relationships(ctx, v, hub, graph.RelationshipFilter{ClaimFilter: stated})
		}, "claims"},
		"contained in":             {func(ctx context.Context, v *graph.View) (any, error) { return v.ContainedIn(ctx, hub) }, ""},
		"ties of neighbours":       {func(ctx context.Context, v *graph.View) (any, error) { return v.NeighbourTies(ctx, tied[0].Items, 5) }, ""},
		"all relationships":        {relationships(graph.RelationshipQuery{}), "claims"},
		"the largest":              {relationships(graph.RelationshipQuery{Kinds: funds, Order: graph.ClaimOrder{By: graph.ByAmount, Descending: true}}), "claims"},
		"relationships that stand": {relationships(graph.RelationshipQuery{Filter: graph.RelationshipFilter{ClaimFilter: stated}}), "claims"},
		"relationships in a place": {relationships(graph.RelationshipQuery{Filter: graph.RelationshipFilter{Object: within}}), "claims"},
		"relationships of a document": {relationships(graph.RelationshipQuery{
			Filter: graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{Documents: []claim.ID{"document/a"}}},
		}), "claims"},
		"relationships of a data set": {relationships(graph.RelationshipQuery{
			Filter: graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{Datasets: []claim.ID{"dataset/test/facts"}}},
		}), "claims"},
		"entities of a data set": {entities(graph.EntityQuery{Filter: graph.EntityFilter{Datasets: []claim.ID{"dataset/test/facts"}}}), "entities"},
		"data sets":              {func(ctx context.Context, v *graph.View) (any, error) { return datasets.List(ctx, v, page) }, ""},
		"data sets of some":      {func(ctx context.Context, v *graph.View) (any, error) { return datasets.Of(ctx, v, claims) }, ""},
		"sum by data sets": {func(ctx context.Context, v *graph.View) (any, error) {
			return sums.Aggregate(ctx, v, sums.Query{Kinds: funds, GroupBy: []sums.GroupBy{sums.ByDataset}, First: 20})
		}, "entities"},
		"all measures": {func(ctx context.Context, v *graph.View) (any, error) {
			return v.AllMeasures(ctx, graph.MeasureQuery{Window: page})
		}, "claims"},
		"measures of jobs": {func(ctx context.Context, v *graph.View) (any, error) {
			return v.AllMeasures(ctx, graph.MeasureQuery{Metric: "jobs", Window: page})
		}, "claims"},
		"all attributes": {func(ctx context.Context, v *graph.View) (any, error) {
			return v.AllAttributes(ctx, graph.AttributeQuery{Window: page})
		}, "claims"},
		"all claims": {func(ctx context.Context, v *graph.View) (any, error) {
			return v.AllClaims(ctx, graph.ClaimQuery{Window: page})
		}, "claims"},
		"entities":           {entities(graph.EntityQuery{}), "entities"},
		"entities by name":   {entities(graph.EntityQuery{Order: graph.EntityOrder{By: graph.ByName}}), "entities"},
		"entities in places": {entities(graph.EntityQuery{Filter: *within}), "claims"},
		"search": {func(ctx context.Context, v *graph.View) (any, error) {
			return search.Entities(ctx, v, search.EntityQuery{Text: "leaf", Window: page})
		}, ""},
		"stats":     {func(ctx context.Context, v *graph.View) (any, error) { return v.Stats(ctx) }, ""},
		"conflicts": {func(ctx context.Context, v *graph.View) (any, error) { return conflicts.About(ctx, v, "", page) }, "claims"},
		"conflicts of one": {func(ctx context.Context, v *graph.View) (any, error) {
			return conflicts.About(ctx, v, "place/hub", page)
		}, "claims"},
		"conflicts of some": {func(ctx context.Context, v *graph.View) (any, error) { return conflicts.Of(ctx, v, claims) }, ""},
		"changes": {func(ctx context.Context, v *graph.View) (any, error) {
			return history.Changes(ctx, v, history.ChangesQuery{Window: page})
		}, "entities"},
		"changes of one": {func(ctx context.Context, v *graph.View) (any, error) {
			return history.Changes(ctx, v, history.ChangesQuery{About: "place/hub", Window: page})
		}, "claims"},
		"sum": {func(ctx context.Context, v *graph.View) (any, error) {
			return sums.Aggregate(ctx, v, sums.Query{Kinds: funds, GroupBy: []sums.GroupBy{sums.ByPlace, sums.ByYear}, First: 20})
		}, "entities"},
	}
}

// alike compares answers down to the positions of their items.
func alike(want, got any) string {
	return cmp.Diff(want, got, cmp.Exporter(func(reflect.Type) bool { return true }))
}

// TestQuestionsAtTheLimit asks each with its time spent, and with room for one of what it holds: the error is ErrLimit and
// says what to do. With as much as it needs, the answer is the same as without a limit.
func TestQuestionsAtTheLimit(t *testing.T) {
	graphtest.OnEach(t, crossroads(), testQuestionsAtTheLimit)
}

func testQuestionsAtTheLimit(t *testing.T, v *graph.View) {
	ctx := t.Context()
	for name, q := range questions(t, v) {
		want, err := q.ask(ctx, v)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, enough := range []graph.Allowance{{}, {Time: time.Hour}, {Claims: 100, Entities: 100}} {
			got, err := q.ask(ctx, v.Within(enough))
			if diff := alike(want, got); diff != "" || err != nil {
				t.Errorf("%s, within %+v: %v\n%s", name, enough, err, diff)
			}
		}
		_, err = q.ask(ctx, v.Within(graph.Allowance{Time: -time.Second}))
		if !errors.Is(err, graph.ErrLimit) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s, late: %v, want %v", name, err, graph.ErrLimit)
		}
		for held, little := range map[string]graph.Allowance{"claims": {Claims: 1}, "entities": {Entities: 1}} {
			_, err := q.ask(ctx, v.Within(little))
			switch {
			case held != q.held && err != nil:
				t.Errorf("%s, room for one of the %s: %v", name, held, err)
			case held == q.held && (!errors.Is(err, graph.ErrLimit) || errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), ": ask for")):
				t.Errorf("%s, room for one of the %s: %v, want %v", name, held, err, graph.ErrLimit)
			}
		}
	}
}

// TestQuestionsKeepToDeadlines asks every question with a deadline that has passed, and for a client that has gone: the
// answer is the context's error, never one that hides it.
func TestQuestionsKeepToDeadlines(t *testing.T) {
	graphtest.OnEach(t, crossroads(), testQuestionsKeepToDeadlines)
}

func testQuestionsKeepToDeadlines(t *testing.T, v *graph.View) {
	late, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancel()
	gone, leave := context.WithCancel(t.Context())
	leave()
	of := []claim.ID{"organisation/leaf0", "organisation/leaf1"}
	all := questions(t, v)
	all["paths"] = question{ask: func(ctx context.Context, v *graph.View) (any, error) {
		return paths.Find(ctx, v, paths.Query{From: of[0], To: of[1]})
	}}
	all["neighbourhood"] = question{ask: func(ctx context.Context, v *graph.View) (any, error) {
		return paths.Neighbourhood(ctx, v, paths.NeighbourhoodQuery{Of: of, Depth: 1})
	}}
	all["in common"] = question{ask: func(ctx context.Context, v *graph.View) (any, error) {
		return paths.Common(ctx, v, paths.CommonQuery{Of: of})
	}}
	for name, q := range all {
		for _, v := range []*graph.View{v, v.Within(graph.Allowance{})} {
			if _, err := q.ask(late, v); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, graph.ErrLimit) {
				t.Errorf("%s: %v, want %v", name, err, context.DeadlineExceeded)
			}
			if _, err := q.ask(gone, v); !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v, want %v", name, err, context.Canceled)
			}
		}
	}
}

// slow is a context that takes a millisecond to look at, so that a question's time is spent by what it does and not by how
// fast.
type slow struct{ context.Context }

func (s slow) Err() error {
	time.Sleep(time.Millisecond)
	return s.Context.Err()
}

// askSlowly asks with so many looks at the context before the request's deadline.
func askSlowly(t *testing.T, looks int, ask func(context.Context) error) (err error) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(looks)*time.Millisecond)
		defer cancel()
		err = ask(slow{ctx})
	})
	return err
}

// TestQuestionsEndInTime gives each question more and more time until it answers: until then the error is ErrLimit and not
// that the request took too long, for a quarter of its time is left.
func TestQuestionsEndInTime(t *testing.T) { graphtest.OnEach(t, crossroads(), testQuestionsEndInTime) }

func testQuestionsEndInTime(t *testing.T, v *graph.View) {
	v = v.Within(graph.Allowance{})
	for name, q := range questions(t, v) {
		for looks := 8; ; looks++ { // of which a quarter is two
			err := askSlowly(t, looks, func(ctx context.Context) error { _, err := q.ask(ctx, v); return err })
			if err == nil {
				break
			}
			if !errors.Is(err, graph.ErrLimit) || looks > 10_000 {
				t.Errorf("%s in the time of %d looks: %v", name, looks, err)
				break
			}
		}
	}
}

// TestSumsEndInTime gives a sum of a hub's edges more and more time: it answers with nothing, with a part, and with the
// whole, and a part is no more than the whole.
func TestSumsEndInTime(t *testing.T) {
	const leaves = 20_000
	for name, path := range map[string]string{"memory": "", "disk": t.TempDir()} {
		t.Run(name, func(t *testing.T) {
			g := graphtest.Open(t, path)
			if _, err := write.LoadQuads(t.Context(), g, greatStar(leaves)); err != nil {
				t.Fatal(err)
			}
			for _, filter := range []graph.RelationshipFilter{
				{},
				{ClaimFilter: graph.ClaimFilter{ValidAt: "1900/2100"}},
				{ClaimFilter: graph.ClaimFilter{Documents: []claim.ID{"document/report"}}},
				{Object: &graph.EntityFilter{IDs: []claim.ID{"place/hub"}}},
			} {
				checkSumInTime(t, g.Now(), leaves, filter)
			}
		})
	}
}

func checkSumInTime(t *testing.T, v *graph.View, leaves int, filter graph.RelationshipFilter) {
	t.Helper()
	q := sums.Query{Kinds: []claim.RelationshipKind{"LOCATED_IN"}, GroupBy: []sums.GroupBy{sums.ByObject}, Filter: filter, First: 5}
	parts := 0
	for looks := 8; looks < 1<<14; looks += 1 + looks/8 {
		var got sums.Result
		err := askSlowly(t, looks, func(ctx context.Context) (err error) { got, err = sums.Aggregate(ctx, v, q); return err })
		switch {
		case err != nil && !errors.Is(err, graph.ErrLimit):
			t.Fatalf("in the time of %d looks: %v, want %v", looks, err, graph.ErrLimit)
		case err != nil:
		case got.Partial:
			parts++
			if got.Total.Count == 0 || got.Total.Count >= leaves || len(got.Rows) != 1 || got.Rows[0].Count != got.Total.Count || !got.Truncated {
				t.Errorf("in the time of %d looks: %d of %d claims, rows %+v", looks, got.Total.Count, leaves, got.Rows)
			}
		default:
			if got.Total.Count != leaves || parts == 0 {
				t.Errorf("in the time of %d looks: %d of %d claims after %d parts", looks, got.Total.Count, leaves, parts)
			}
			return
		}
	}
	t.Error("no time is enough")
}

// awards is grants of distinct pairs, some of them parts of one, some passed on by a programme that was given money.
var awards = []string{
	"organisation/gov FUNDS programme/p; amount 30 GBP; at 2014",
	"programme/p FUNDS organisation/a; amount 10 GBP; at 2015",
	"programme/p FUNDS organisation/b; amount 15 GBP; at 2015",
	"organisation/gov FUNDS place/x; amount >100 GBP; key all; at 2014",
	"organisation/city FUNDS place/x; amount 40 GBP; in all; at 2014",
	"organisation/city FUNDS place/y; amount 7.00005 GBP; at 2016",
	"organisation/city FUNDS organisation/a; amount 3 EUR",
	"organisation/bank FUNDS organisation/b; quantity 12 job",
	"organisation/bank FUNDS organisation/c; amount ~9 GBP; planned",
}

// TestSumsOfPart gives a sum room for one claim, for two, and so on: what it answers is what a graph of nothing but the
// claims that it has read answers, and with room for all it is the whole.
func TestSumsOfPart(t *testing.T) {
	everything := strings.Join(awards, "\n") + located
	graphtest.OnEach(t, everything, func(t *testing.T, v *graph.View) {
		for name, filter := range map[string]graph.RelationshipFilter{
			"all":           {},
			"sifted":        {ClaimFilter: graph.ClaimFilter{Status: claim.Statuses}},
			"of a document": {ClaimFilter: graph.ClaimFilter{Documents: []claim.ID{"document/a"}}},
			"within":        {Object: &graph.EntityFilter{Within: "place/country"}},
			"of some":       {Object: &graph.EntityFilter{Within: "place/country", Kinds: claim.EntityKinds}},
		} {
			q := sums.Query{
				Kinds: []claim.RelationshipKind{"FUNDS"}, GroupBy: []sums.GroupBy{sums.BySubject, sums.ByObject}, Filter: filter, First: 50,
			}
			whole, err := sums.Aggregate(t.Context(), v, q)
			if err != nil || whole.Partial || whole.Total.Count != len(awards) {
				t.Fatalf("%s: %+v, %v", name, whole, err)
			}
			for room := 1; ; room++ {
				part, err := sums.Aggregate(t.Context(), v.Within(graph.Allowance{Claims: room}), q)
				if err != nil && !errors.Is(err, graph.ErrLimit) || room > 100 {
					t.Fatalf("%s, room for %d: %v", name, room, err)
				}
				if err == nil && !part.Partial {
					if diff := alike(whole, part); diff != "" {
						t.Errorf("%s, room for %d:\n%s", name, room, diff)
					}
					break
				}
				if err == nil {
					checkPart(t, fmt.Sprint(name, ", room for ", room), part, q)
				}
			}
		}
	})
}

// located holds every object of an award.
const located = `
	programme/p COVERS place/country
	organisation/a LOCATED_IN place/country
	organisation/b LOCATED_IN place/country
	organisation/c LOCATED_IN place/country
	place/x LOCATED_IN place/country
	place/y LOCATED_IN place/country
`

// checkPart holds a part to a graph of the claims that its rows are of.
func checkPart(t *testing.T, name string, part sums.Result, q sums.Query) {
	t.Helper()
	var read []string
	for _, row := range part.Rows {
		pair := string(row.Key[0].Entity.ID) + " FUNDS " + string(row.Key[1].Entity.ID) + ";"
		for _, award := range awards {
			if strings.HasPrefix(award, pair) {
				read = append(read, award)
			}
		}
	}
	facts := strings.Join(read, "\n")
	if !strings.Contains(facts, "key all") {
		facts = strings.ReplaceAll(facts, "; in all", "")
	}
	want, err := sums.Aggregate(t.Context(), graphtest.View(t, facts+located), q)
	if err != nil {
		t.Fatal(err)
	}
	if got := part.Total; got.Count != len(read) || !part.Truncated || len(read) == 0 {
		t.Errorf("%s: count %d, %d claims read, truncated %v", name, got.Count, len(read), part.Truncated)
	}
	if diff := cmp.Diff(shown(want), shown(part)); diff != "" {
		t.Errorf("%s (-of what was read +got):\n%s", name, diff)
	}
}

// shown is an aggregation as lines.
func shown(a sums.Result) []string {
	line := func(r sums.Row) string {
		var b strings.Builder
		for _, k := range r.Key {
			b.WriteString(k.Value + " ")
		}
		fmt.Fprintf(&b, "%d, %d unstated", r.Count, r.Unstated)
		for _, s := range append(r.Totals, r.Quantities...) {
			fmt.Fprintf(&b, ", %v..%v %s", s.Low, s.High, s.Unit)
		}
		return b.String()
	}
	lines := []string{line(a.Total)}
	for _, r := range a.Rows {
		lines = append(lines, line(r))
	}
	return lines
}
