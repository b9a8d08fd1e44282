package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"whence/bench/gen"
	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/sums"
	"whence/graph/write"
)

// embeddedQuestion is one question to the graph and to one or both of the rivals.
type embeddedQuestion struct {
	name string // of the rivals' question
	runs int
	args map[string]any
	ask  func(ctx context.Context, v *graph.View) ([][]any, error)
	bars []embeddedBar
}

// embeddedBar is how many times as long as the graph a rival must take.
type embeddedBar struct {
	store string
	cpu   bool // compared by CPU, of which both use as many processors as there are; else by p50
	least float64
}

const (
	rivalHub     claim.ID = "organisation/funder-0"
	rivalCountry claim.ID = "place/country-0"
	rivalRegion  claim.ID = "place/region-3"
)

func embeddedQuestions() []embeddedQuestion {
	hub := map[string]any{"hub": entityOf(rivalHub)}
	return []embeddedQuestion{
		{"page", 200, hub, hubPage, []embeddedBar{{"sqlite", false, 0.5}}},
		{"largest", 100, hub, largestGrants, []embeddedBar{{"duckdb", false, 10}, {"sqlite", false, 0.01}}},
		{"years", 20, map[string]any{}, fundingByYear(""), []embeddedBar{{"duckdb", true, 2}}},
		{"country", 20, map[string]any{"place": entityOf(rivalCountry)}, fundingByYear(rivalCountry), []embeddedBar{{"duckdb", true, 2}}},
		{"best", 20, map[string]any{"place": entityOf(rivalRegion)}, bestFunded, []embeddedBar{{"duckdb", true, 2}}},
		{"tree", 20, map[string]any{"place": entityOf(rivalRegion)}, regionTree, []embeddedBar{{"duckdb", false, 1}}},
	}
}

// grants is a page of the hub's awards, as the rivals show them.
func grants(ctx context.Context, v *graph.View, order graph.ClaimOrder) ([]*claim.Relationship, error) {
	hub, err := v.Entity(ctx, rivalHub)
	if err != nil {
		return nil, err
	}
	pages, err := v.Relationships(ctx, []*claim.Entity{hub}, graph.RelationshipQuery{Order: order, Window: paging.Window{First: 20}})
	if err != nil {
		return nil, err
	}
	return pages[0].Items, nil
}

func hubPage(ctx context.Context, v *graph.View) (rows [][]any, err error) {
	page, err := grants(ctx, v, graph.ClaimOrder{})
	if err != nil {
		return nil, err
	}
	ids := make([]claim.ID, len(page))
	for i, r := range page {
		ids[i] = r.Object
	}
	recipients, err := v.Entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	for i, r := range page {
		rows = append(rows, []any{
			digitsOf(r.ID), poundsOf(r), string(r.ValidTime.EDTF), r.Purpose, r.Citations[0].Locator, recipients[i].Name,
		})
	}
	return rows, nil
}

func largestGrants(ctx context.Context, v *graph.View) (rows [][]any, err error) {
	page, err := grants(ctx, v, graph.ClaimOrder{By: graph.ByAmount, Descending: true})
	for _, r := range page {
		rows = append(rows, []any{digitsOf(r.ID), poundsOf(r)})
	}
	return rows, err
}

func digitsOf(id claim.ID) string { return string(id[len(id)-32:]) }

func poundsOf(r *claim.Relationship) float64 { return r.Amount.Value.Float64() }

// funding is sums of awards, to who lies in a place where one is named.
func funding(ctx context.Context, v *graph.View, place claim.ID, first int, by ...sums.GroupBy) (rows [][]any, err error) {
	q := sums.Query{Kinds: []claim.RelationshipKind{"FUNDS"}, GroupBy: by, First: first}
	if place != "" {
		q.Filter.Object = &graph.EntityFilter{Within: place}
	}
	found, err := sums.Aggregate(ctx, v, q)
	for _, row := range found.Rows {
		cells := []any{entityOf(row.Key[0].Entity.ID)}
		for _, k := range row.Key[1:] {
			cells = append(cells, k.Value)
		}
		rows = append(rows, append(cells, float64(row.Count), row.Totals[0].Low.Float64()))
	}
	return rows, err
}

func fundingByYear(place claim.ID) func(context.Context, *graph.View) ([][]any, error) {
	return func(ctx context.Context, v *graph.View) ([][]any, error) {
		return funding(ctx, v, place, 50, sums.BySubject, sums.ByYear)
	}
}

func bestFunded(ctx context.Context, v *graph.View) ([][]any, error) {
	return funding(ctx, v, rivalRegion, 10, sums.ByObject)
}

// regionTree counts all that lies in a region, itself among it.
func regionTree(ctx context.Context, v *graph.View) ([][]any, error) {
	page, err := v.List(ctx, graph.EntityQuery{Filter: graph.EntityFilter{Within: rivalRegion}})
	return [][]any{{float64(page.Total)}}, err
}

// embeddedRun measures both sides.
type embeddedRun struct {
	g      *graph.Graph
	child  *stores
	out    io.Writer
	counts gen.Counts
	share  float64
}

func (e embeddedRun) runs(n int) int { return max(1, int(float64(n)*e.share)) }

// ask measures a question on either side, and compares the answers.
func (e embeddedRun) ask(ctx context.Context, q embeddedQuestion) error {
	v, runs := e.g.Now(), e.runs(q.runs)
	var said [][]any
	if _, err := q.ask(ctx, v); err != nil { // warms up
		return err
	}
	before := cpuTime()
	times, err := Measure(runs, func(int) (err error) {
		said, err = q.ask(ctx, v)
		return err
	})
	if err != nil {
		return err
	}
	cpu := (cpuTime() - before).Seconds() * 1000 / float64(runs+runs/10)
	ms := func(d time.Duration) float64 { return d.Seconds() * 1000 }
	fmt.Fprintf(e.out, "# %s: Whence p50 %.3f, p99 %.3f, CPU %.3f ms\n", q.name, ms(times.Quantile(0.5)), ms(times.Quantile(0.99)), cpu)
	for _, bar := range q.bars {
		theirs, err := e.child.ask(storesAsked{Store: bar.store, Ask: q.name, Args: q.args, Runs: runs})
		if err != nil {
			return err
		}
		if err := sameAnswers(said, theirs.Answer); err != nil {
			return fmt.Errorf("%s: %w", bar.store, err)
		}
		took := theirs.times()
		fmt.Fprintf(e.out, "# %s: %s p50 %.3f, p99 %.3f, CPU %.3f ms\n", q.name, bar.store, ms(took.Quantile(0.5)), ms(took.Quantile(0.99)), theirs.CPU)
		ratio, by := ms(took.Quantile(0.5))/ms(times.Quantile(0.5)), "p50"
		if bar.cpu {
			ratio, by = theirs.CPU/cpu, "cpu"
		}
		Bar{"rivals." + q.name + "_over_" + bar.store + "_" + by, ratio, "x", bar.least, true}.Print(e.out)
	}
	return nil
}

// sameAnswers compares two answers by what they say.
func sameAnswers(ours, theirs [][]any) error {
	if len(ours) == 0 || len(ours) != len(theirs) {
		return fmt.Errorf("%d rows, and ours are %d", len(theirs), len(ours))
	}
	for i := range ours {
		a, err := json.Marshal(ours[i])
		if err != nil {
			return err
		}
		b, err := json.Marshal(theirs[i])
		if err != nil {
			return err
		}
		if strings.ReplaceAll(string(a), `"`, "") != strings.ReplaceAll(string(b), `"`, "") {
			return fmt.Errorf("row %d is %s, and ours is %s", i, b, a)
		}
	}
	return nil
}

// writes measures commits of one claim, alone and beside a reader.
func (e embeddedRun) writes(ctx context.Context) error {
	runs := e.runs(1000)
	one := func(from int) (Times, error) {
		return Measure(runs, func(i int) error { return e.load(ctx, from+i) })
	}
	alone, err := one(0)
	if err != nil {
		return err
	}
	theirs, err := e.child.ask(storesAsked{Store: "sqlite", Ask: "commits", Runs: runs})
	if err != nil {
		return err
	}
	e.print("commit", alone, theirs.times())
	Bar{"rivals.commit_over_sqlite", ratio(theirs.times(), alone, 0.5), "x", 0.5, true}.Print(e.out)
	Bar{"rivals.commit_p99", alone.Quantile(0.99).Seconds() * 1000, "ms", 2, false}.Print(e.out)
	return e.besideReader(ctx, runs, one)
}

func ratio(theirs, ours Times, share float64) float64 {
	return float64(theirs.Quantile(share)) / float64(ours.Quantile(share))
}

func (e embeddedRun) print(what string, ours, theirs Times) {
	fmt.Fprintf(e.out, "# %s: Whence p50 %v, p99 %v; SQLite p50 %v, p99 %v\n", what,
		ours.Quantile(0.5), ours.Quantile(0.99), theirs.Quantile(0.5), theirs.Quantile(0.99))
}

// besideReader measures commits while somebody reads pages, and those pages beside what they take alone.
func (e embeddedRun) besideReader(ctx context.Context, runs int, one func(from int) (Times, error)) error {
	quiet, err := Measure(e.runs(20_000), func(int) error { return e.page(ctx) })
	if err != nil {
		return err
	}
	reading, stop := context.WithCancel(ctx)
	defer stop()
	var reads Times
	var failed error
	var reader sync.WaitGroup
	begun := make(chan struct{})
	reader.Go(func() {
		for n := 0; reading.Err() == nil && failed == nil; n++ {
			start := time.Now()
			failed = e.page(ctx)
			if reads = append(reads, time.Since(start)); n == 0 {
				close(begun)
			}
		}
	})
	<-begun
	began := time.Now()
	times, err := one(2 * runs)
	perSecond := float64(runs+runs/10) / time.Since(began).Seconds()
	stop()
	reader.Wait()
	if err != nil || failed != nil {
		return fmt.Errorf("beside a reader: %w, the reader: %w", err, failed)
	}
	theirs, err := e.child.ask(storesAsked{Store: "sqlite", Ask: "beside", Runs: runs, From: runs + 1, Args: map[string]any{"entities": e.counts.Organisations}})
	if err != nil {
		return err
	}
	e.print("commit beside a reader", times, theirs.times())
	Bar{"rivals.commits_beside_a_reader", perSecond, "/s", 2000, true}.Print(e.out)
	Bar{"rivals.page_p99_beside_commits", float64(reads.Quantile(0.99)) / float64(quiet.Quantile(0.99)), "x", 1.5, false}.Print(e.out)
	return nil
}

// page asks for some organisation with its first relationships.
func (e embeddedRun) page(ctx context.Context) error {
	v := e.g.Now()
	of, err := v.Entity(ctx, claim.ID(fmt.Sprintf("organisation/org-%d", rand.IntN(e.counts.Organisations))))
	if err != nil {
		return err
	}
	_, err = v.Relationships(ctx, []*claim.Entity{of}, graph.RelationshipQuery{Window: paging.Window{First: 20}})
	return err
}

// load writes one more award, cited from the register.
func (e embeddedRun) load(ctx context.Context, n int) error {
	c := grant(n)
	c.Subject, c.Object = "organisation/funder-1", "organisation/org-0"
	c.ValidTime.EDTF, c.Purpose = "2024-05-06", fmt.Sprintf("Study of commits %d", n)
	_, err := writing{e.g}.send(ctx, write.AssertClaims{Claims: []write.NewClaim{{
		Claim: c, Cited: []write.Cited{{Document: "document/register-0", Locator: "row 0"}},
	}}})
	return err
}
