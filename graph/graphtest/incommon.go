package graphtest

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/paging"
	"whence/graph/paths"
)

// Board is people with posts, clubs and a hall in common.
const Board = `
	person/ann LEADS organisation/trust
	person/bob EMPLOYED_BY organisation/trust
	person/ann MEMBER_OF organisation/club
	person/bob MEMBER_OF organisation/club
	person/cat MEMBER_OF organisation/club
	person/dan MEMBER_OF organisation/club
	person/ann FUNDS place/hall; rumoured
	person/bob FUNDS place/hall; rumoured
	organisation/trust FUNDS place/hall
	person/cat LEADS organisation/shop
	organisation/shop LOCATED_IN place/hall
	person/bob FUNDS person/ann
	person/eve FUNDS person/bob
`

// Met is what is shared as lines: the entity, and behind a colon the chain from each of the given.
func Met(c paths.CommonNeighbours) []string {
	var lines []string
	for _, s := range c.Entities {
		var ways []string
		for _, p := range s.Paths {
			ways = append(ways, slugs(p.Entities))
		}
		lines = append(lines, slug(s.Entity.ID)+": "+strings.Join(ways, ", "))
	}
	if c.Truncated {
		lines = append(lines, "truncated")
	}
	return lines
}

func testInCommon(t *testing.T, open Opener) {
	_, g := with(t, open, Board)
	testShared(t, g.Now())
	testInCommonErrors(t, g.Now())
}

func testShared(t *testing.T, v *graph.View) {
	t.Helper()
	ann, bob, cat := claim.ID("person/ann"), claim.ID("person/bob"), claim.ID("person/cat")
	for _, c := range []struct {
		name  string
		query paths.CommonQuery
		want  []string
	}{
		{
			"the better evidenced and the less connected first",
			paths.CommonQuery{Of: []claim.ID{ann, bob}},
			[]string{"trust: ann trust, bob trust", "club: ann club, bob club", "hall: ann hall, bob hall"},
		},
		{"the best alone", paths.CommonQuery{Of: []claim.ID{bob, ann}, First: 1}, []string{"trust: bob trust, ann trust", "truncated"}},
		{"of three", paths.CommonQuery{Of: []claim.ID{ann, bob, cat}}, []string{"club: ann club, bob club, cat club"}},
		{"by a kind", paths.CommonQuery{Of: []claim.ID{ann, bob}, Kinds: []claim.RelationshipKind{"FUNDS"}}, []string{"hall: ann hall, bob hall"}},
		{
			"of what is stated",
			paths.CommonQuery{Of: []claim.ID{ann, bob}, Filter: graph.RelationshipFilter{ClaimFilter: graph.ClaimFilter{Certainty: []claim.Certainty{claim.Stated}}}},
			[]string{"trust: ann trust, bob trust", "club: ann club, bob club"},
		},
		{"nothing within a step", paths.CommonQuery{Of: []claim.ID{ann, "person/eve"}, Kinds: []claim.RelationshipKind{"LEADS", "MEMBER_OF"}}, nil},
		{
			"two steps",
			paths.CommonQuery{Of: []claim.ID{"organisation/shop", "organisation/trust"}, MaxDistance: 2, Kinds: []claim.RelationshipKind{"FUNDS", "LEADS", "LOCATED_IN"}},
			[]string{"hall: shop hall, trust hall", "ann: shop hall ann, trust ann", "bob: shop hall bob, trust ann bob"},
		},
	} {
		got, err := paths.Common(t.Context(), v, c.query)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if diff := cmp.Diff(c.want, Met(got)); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func testInCommonErrors(t *testing.T, v *graph.View) {
	t.Helper()
	two := []claim.ID{"person/ann", "person/bob"}
	for _, c := range []struct {
		name  string
		query paths.CommonQuery
		want  error
	}{
		{"of one", paths.CommonQuery{Of: two[:1]}, claim.ErrInvalid},
		{"of one twice", paths.CommonQuery{Of: []claim.ID{two[0], two[0]}}, claim.ErrInvalid},
		{"of what is unknown", paths.CommonQuery{Of: []claim.ID{two[0], "person/nobody"}}, graph.ErrNotFound},
		{"too far", paths.CommonQuery{Of: two, MaxDistance: paths.MaxCommonDistance + 1}, claim.ErrInvalid},
		{"too many", paths.CommonQuery{Of: two, First: paging.MaxPage + 1}, claim.ErrInvalid},
	} {
		if _, err := paths.Common(t.Context(), v, c.query); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if _, err := paths.Common(ending{t.Context()}, v, paths.CommonQuery{Of: two}); !errors.Is(err, graph.ErrLimit) {
		t.Errorf("the limit reached: %v, want %v", err, graph.ErrLimit)
	}
}
