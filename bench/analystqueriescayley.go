package bench

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"

	"whence/bench/gen"
	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/sums"
)

// QuestionsBesideCayley asks the questions of Questions of Cayley's path API on its memstore too, as PathsBesideCayley
// does. A path can not go from a claim to the ends of what it labels: so the pages are of people, of whom all that is said
// are their posts, and the sums are by year alone.
func QuestionsBesideCayley(ctx context.Context, w io.Writer, quads int) error {
	return besideCayley(ctx, w, quads, questionsOfBoth)
}

// both is one register in both.
type both struct {
	view   *graph.View
	memory cayley.QuadStore
	counts gen.Counts
}

func (b both) node(id claim.ID) *path.Path { return path.StartPath(b.memory, quad.IRI(b.view.IRI(id))) }

func questionsOfBoth(ctx context.Context, v *graph.View, memory cayley.QuadStore, counts gen.Counts) ([]versus, error) {
	people, err := employed(ctx, v, rand.New(rand.NewPCG(5, 2)), counts)
	b := both{v, memory, counts}
	return []versus{
		{
			"a person with every post and what proves it", 400,
			func(i int) (string, error) { return b.ourPage(ctx, people[i%len(people)]) },
			func(i int) (string, error) { return b.theirPage(ctx, people[i%len(people)]) },
		},
		{
			"funding by year within a region", 5,
			func(i int) (string, error) { return b.ourSums(ctx, i%counts.Regions) },
			func(i int) (string, error) { return b.theirSums(ctx, i%counts.Regions) },
		},
	}, err
}

// ourPage is a line a claim: its id, when it was recorded, and the document that proves it.
func (b both) ourPage(ctx context.Context, id claim.ID) (string, error) {
	e, err := b.view.Entity(ctx, id)
	if err != nil {
		return "", err
	}
	pages, err := b.view.Relationships(ctx, []*claim.Entity{e}, graph.RelationshipQuery{Window: paging.Window{First: 20}})
	if err != nil {
		return "", err
	}
	var lines []string
	for _, r := range pages[0].Items {
		lines = append(lines, fmt.Sprint(b.view.IRI(r.ID), r.RecordedAt.Format(time.RFC3339), b.view.IRI(r.Citations[0].Document)))
	}
	return joined(lines), nil
}

func (b both) theirPage(ctx context.Context, id claim.ID) (string, error) {
	claims := b.node(id).Labels().Unique().Tag("claim").
		Save(quad.IRI("http://www.w3.org/ns/prov#generatedAtTime"), "recorded").
		Save(quad.IRI("http://www.w3.org/ns/prov#wasQuotedFrom"), "document")
	var lines []string
	err := claims.Iterate(ctx).TagValues(b.memory, func(tags map[string]quad.Value) {
		lines = append(lines, fmt.Sprint(lexical(tags["claim"]), lexical(tags["recorded"]), lexical(tags["document"])))
	})
	return joined(lines), err
}

func joined(lines []string) string {
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// ourSums is the number of awards, and the sum of every year, greatest first.
func (b both) ourSums(ctx context.Context, region int) (string, error) {
	got, err := sums.Aggregate(ctx, b.view, sums.Query{
		Kinds: []claim.RelationshipKind{"FUNDS"}, GroupBy: []sums.GroupBy{sums.ByYear}, First: paging.MaxPage,
		Filter: graph.RelationshipFilter{Object: &graph.EntityFilter{Within: claim.ID(fmt.Sprintf("place/region-%d", region))}},
	})
	if err != nil {
		return "", err
	}
	var sums []string
	for _, r := range got.Rows {
		sums = append(sums, r.Totals[0].Low.String())
	}
	return fmt.Sprint(got.Total.Count, sums), nil
}

func (b both) theirSums(ctx context.Context, region int) (string, error) {
	inside := b.node(claim.ID(fmt.Sprintf("place/region-%d", region))).In(ways[located]).In(ways[located])
	awards := inside.Labels().Unique().
		Save(quad.IRI("https://schema.org/amount"), "amount").Save(quad.IRI("http://purl.org/dc/terms/temporal"), "time")
	sums := map[string]int{}
	count := 0
	var malformed error
	err := awards.Iterate(ctx).TagValues(b.memory, func(tags map[string]quad.Value) {
		amount, err := strconv.Atoi(strings.TrimSuffix(lexical(tags["amount"]), " GBP"))
		malformed = cmp.Or(malformed, err)
		sums[lexical(tags["time"])[:len("2006")]] += amount
		count++
	})
	greatest := slices.Sorted(maps.Values(sums))
	slices.Reverse(greatest)
	return fmt.Sprint(count, greatest), cmp.Or(err, malformed)
}

// lexical is the text of an IRI or a typed literal.
func lexical(v quad.Value) string {
	switch v := v.(type) {
	case quad.IRI:
		return string(v)
	case quad.TypedString:
		return string(v.Value)
	}
	return ""
}
