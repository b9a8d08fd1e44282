package graphtest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/paths"
)

// Line is five organisations in a row, a sixth beside the second, and two apart.
const Line = `
	organisation/a FUNDS organisation/b
	organisation/b FUNDS organisation/c
	organisation/c FUNDS organisation/d
	organisation/d FUNDS organisation/e
	organisation/b OWNS organisation/f
	organisation/x FUNDS organisation/y
`

// Chains is a result as lines: the chains of ids without their kinds, then how far the search looked.
func Chains(r paths.Result) []string {
	var lines []string
	for _, p := range r.Paths {
		lines = append(lines, slugs(p.Entities))
	}
	return append(lines, fmt.Sprintf("searched to %d, truncated %v", r.SearchedTo, r.Truncated))
}

// slug is an id without its kind.
func slug(id claim.ID) string {
	_, slug, _ := strings.Cut(string(id), "/")
	return slug
}

// slugs is the ids of entities without their kinds, in a line.
func slugs(of []*claim.Entity) string {
	names := make([]string, len(of))
	for i, e := range of {
		names[i] = slug(e.ID)
	}
	return strings.Join(names, " ")
}

func testPaths(t *testing.T, open Opener) {
	_, g := with(t, open, Line)
	testFiveAnswers(t, g.Now())
	testPathErrors(t, g.Now())
}

// ending is a context at whose deadline nobody has noticed yet.
type ending struct{ context.Context }

func (ending) Deadline() (time.Time, bool) { return time.Now(), true }

func testFiveAnswers(t *testing.T, v *graph.View) {
	t.Helper()
	for _, c := range []struct {
		name  string
		query paths.Query
		want  []string
	}{
		{"at exactly the length", paths.Query{From: "organisation/a", To: "organisation/e", MaxLength: 4}, []string{"a b c d e", "searched to 4, truncated false"}},
		{"one short of it", paths.Query{From: "organisation/a", To: "organisation/e", MaxLength: 3}, []string{"searched to 3, truncated false"}},
		{"the second neighbour", paths.Query{From: "organisation/b", To: "organisation/f"}, []string{"b f", "searched to 6, truncated false"}},
		{"start equal to end", paths.Query{From: "organisation/a", To: "organisation/a"}, []string{"searched to 6, truncated false"}},
		{"no path", paths.Query{From: "organisation/a", To: "organisation/y"}, []string{"searched to 6, truncated false"}},
		{"subject to object", paths.Query{From: "organisation/a", To: "organisation/c", Direction: claim.Out}, []string{"a b c", "searched to 6, truncated false"}},
		{"object to subject", paths.Query{From: "organisation/c", To: "organisation/a", Direction: claim.In}, []string{"c b a", "searched to 6, truncated false"}},
		{"against the direction", paths.Query{From: "organisation/c", To: "organisation/a", Direction: claim.Out}, []string{"searched to 6, truncated false"}},
		{"by a kind", paths.Query{From: "organisation/a", To: "organisation/f", Kinds: []claim.RelationshipKind{"FUNDS"}}, []string{"searched to 6, truncated false"}},
		{"but a kind", paths.Query{From: "organisation/a", To: "organisation/f", ExcludeKinds: []claim.RelationshipKind{"OWNS"}}, []string{"searched to 6, truncated false"}},
		{"around", paths.Query{From: "organisation/a", To: "organisation/c", ExcludeEntities: []claim.ID{"organisation/b"}}, []string{"searched to 6, truncated false"}},
		{"around itself", paths.Query{From: "organisation/a", To: "organisation/b", ExcludeEntities: []claim.ID{"organisation/b"}}, []string{"searched to 6, truncated false"}},
	} {
		r, err := paths.Find(t.Context(), v, c.query)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if diff := cmp.Diff(c.want, Chains(r)); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func testPathErrors(t *testing.T, v *graph.View) {
	t.Helper()
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		name  string
		ctx   context.Context
		query paths.Query
		want  error
	}{
		{"unknown from", t.Context(), paths.Query{From: "organisation/z", To: "organisation/a"}, graph.ErrNotFound},
		{"unknown to", t.Context(), paths.Query{From: "organisation/a", To: "organisation/z"}, graph.ErrNotFound},
		{"unknown avoided", t.Context(), paths.Query{From: "organisation/a", To: "organisation/b", ExcludeEntities: []claim.ID{"organisation/z"}}, graph.ErrNotFound},
		{"a kind that is none", t.Context(), paths.Query{From: "organisation/a", To: "organisation/b", Kinds: []claim.RelationshipKind{"LIKES"}}, claim.ErrInvalid},
		{"too long", t.Context(), paths.Query{From: "organisation/a", To: "organisation/b", MaxLength: paths.MaxPathLength + 1}, claim.ErrInvalid},
		{"too short", t.Context(), paths.Query{From: "organisation/a", To: "organisation/b", MaxLength: -1}, claim.ErrInvalid},
		{"too many", t.Context(), paths.Query{From: "organisation/a", To: "organisation/b", First: paging.MaxPage + 1}, claim.ErrInvalid},
		{"the limit reached", ending{t.Context()}, paths.Query{From: "organisation/a", To: "organisation/e"}, graph.ErrLimit},
		{"cancelled", cancelled, paths.Query{From: "organisation/a", To: "organisation/e"}, context.Canceled},
	} {
		if r, err := paths.Find(c.ctx, v, c.query); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, %v; want %v", c.name, Chains(r), err, c.want)
		}
	}
}
