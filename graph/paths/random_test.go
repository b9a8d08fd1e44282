package paths_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/paths"
)

// edge is one fact of a random graph.
type edge struct {
	from, to int
	kind     claim.RelationshipKind
	rumoured bool
}

type edges []edge

func randomEdges(t *rapid.T) edges {
	n := rapid.IntRange(2, 9).Draw(t, "entities")
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) edge {
		from := rapid.IntRange(0, n-1).Draw(t, "from")
		return edge{
			from, (from + rapid.IntRange(1, n-1).Draw(t, "to")) % n,
			rapid.SampledFrom([]claim.RelationshipKind{"FUNDS", "OWNS", "LEADS"}).Draw(t, "kind"), rapid.Bool().Draw(t, "rumoured"),
		}
	}), 1, 24).Draw(t, "edges")
}

func (es edges) facts() string {
	var b strings.Builder
	for i, e := range es {
		fmt.Fprintf(&b, "organisation/n%d %s organisation/n%d; role r%d", e.from, e.kind, e.to, i)
		if e.rumoured {
			b.WriteString("; rumoured")
		}
		fmt.Fprintf(&b, "; at %d\n", 1990+i%7)
	}
	return b.String()
}

// nodePaths is every path of distinct nodes, by brute force; of a node to itself, every cycle, once.
func (es edges) nodePaths(q paths.Query) []string {
	var found []string
	var walk func(path []string)
	walk = func(path []string) {
		at := path[len(path)-1]
		if at == string(q.To) && (q.From != q.To || len(path) > 1) {
			if q.From != q.To || q.Direction != claim.Both || path[1] < path[len(path)-2] {
				found = append(found, strings.Join(path, " "))
			}
			return
		}
		if len(path) > q.MaxLength {
			return
		}
		var next []string
		for _, e := range es {
			ends := []string{fmt.Sprintf("organisation/n%d", e.from), fmt.Sprintf("organisation/n%d", e.to)}
			passes := (q.Kinds == nil || slices.Contains(q.Kinds, e.kind)) && !slices.Contains(q.ExcludeKinds, e.kind) &&
				(q.Filter.Certainty == nil || !e.rumoured)
			if passes && q.Direction != claim.In && ends[0] == at {
				next = append(next, ends[1])
			}
			if passes && q.Direction != claim.Out && ends[1] == at {
				next = append(next, ends[0])
			}
		}
		slices.Sort(next)
		for _, n := range slices.Compact(next) {
			if (!slices.Contains(path, n) || q.From == q.To && n == string(q.To)) && !slices.Contains(q.ExcludeEntities, claim.ID(n)) {
				walk(append(slices.Clone(path), n))
			}
		}
	}
	if !slices.Contains(q.ExcludeEntities, q.From) && !slices.Contains(q.ExcludeEntities, q.To) {
		walk([]string{string(q.From)})
	}
	slices.SortFunc(found, compareChains)
	return found
}

func compareChains(a, b string) int {
	if n := strings.Count(a, " ") - strings.Count(b, " "); n != 0 {
		return n
	}
	return strings.Compare(a, b)
}

func randomPathQuery(t *rapid.T, ids []claim.ID) paths.Query {
	q := paths.Query{
		From: rapid.SampledFrom(ids).Draw(t, "from"), To: rapid.SampledFrom(ids).Draw(t, "to"),
		Direction: rapid.SampledFrom([]claim.Direction{claim.Out, claim.In, claim.Both}).Draw(t, "direction"),
		MaxLength: rapid.IntRange(1, 7).Draw(t, "length"), First: paging.MaxPage,
	}
	switch rapid.IntRange(0, 4).Draw(t, "narrowed") {
	case 0:
		q.Kinds = []claim.RelationshipKind{"FUNDS", "LEADS"}
	case 1:
		q.ExcludeKinds = []claim.RelationshipKind{"OWNS"}
	case 2:
		q.ExcludeEntities = []claim.ID{rapid.SampledFrom(ids).Draw(t, "avoid")}
	case 3:
		q.Filter.Certainty = []claim.Certainty{claim.Stated}
	}
	return q
}

func TestPathsAgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		ctx, es := context.Background(), randomEdges(rt)
		v, ids := randomGraph(t, rt, es)
		q := randomPathQuery(rt, ids)
		all, err := paths.Find(ctx, v, q)
		if err != nil {
			rt.Fatal(err)
		}
		checkPaths(rt, es.nodePaths(q), all, q)
		q.First = rapid.IntRange(1, 5).Draw(rt, "first")
		few, err := paths.Find(ctx, v, q)
		if err != nil {
			rt.Fatal(err)
		}
		checkFew(rt, all, few, q)
	})
}

// checkPaths holds an answer to everything that brute force found.
func checkPaths(t *rapid.T, want []string, r paths.Result, q paths.Query) {
	var got []string
	for i, p := range r.Paths {
		var names []string
		for _, e := range p.Entities {
			names = append(names, string(e.ID))
		}
		got = append(got, strings.Join(names, " "))
		if i > 0 && p.Score > r.Paths[i-1].Score {
			t.Fatalf("path %d scores %v after %v", i, p.Score, r.Paths[i-1].Score)
		}
		if len(p.Steps) != len(p.Entities)-1 || p.Score < 0 || p.Score > 1 || p.Why == "" {
			t.Fatalf("%d steps between %d entities, score %v, why %q", len(p.Steps), len(p.Entities), p.Score, p.Why)
		}
	}
	slices.SortFunc(got, compareChains)
	looked := q.MaxLength
	if len(want) >= q.First { // the rest was not asked for
		looked = strings.Count(want[q.First-1], " ")
		want = slices.DeleteFunc(want, func(c string) bool { return strings.Count(c, " ") >= looked })
		got = slices.DeleteFunc(got, func(c string) bool { return strings.Count(c, " ") >= looked })
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%+v:\n%s", q, diff)
	}
	if r.SearchedTo != looked || r.Truncated {
		t.Fatalf("searched to %d, truncated %v; want %d", r.SearchedTo, r.Truncated, looked)
	}
}

// checkFew holds the best few to be the first of all.
func checkFew(t *rapid.T, all, few paths.Result, q paths.Query) {
	want := all.Paths[:min(q.First, len(all.Paths))]
	if len(few.Paths) != len(want) {
		t.Fatalf("%d paths of %d, want %d", len(few.Paths), len(all.Paths), len(want))
	}
	for i, p := range few.Paths {
		if p.Score != want[i].Score || p.Why != want[i].Why || !slices.EqualFunc(p.Entities, want[i].Entities, func(a, b *claim.Entity) bool { return a.ID == b.ID }) {
			t.Fatalf("path %d: %v %s, want %v %s", i, p.Score, p.Why, want[i].Score, want[i].Why)
		}
	}
}
