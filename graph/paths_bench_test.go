package graph_test

import (
	"testing"

	"whence/graph"
	"whence/graph/claim"
)

// BenchmarkSearches asks around a hub of twenty thousand. The figures that the README gives are bench's.
func BenchmarkSearches(b *testing.B) {
	v := graphOf(b, star(20_000))
	leaves := []claim.ID{"organisation/leaf0", "organisation/leaf1"}
	for name, ask := range map[string]func() error{
		"path": func() error {
			_, err := v.Paths(b.Context(), graph.PathQuery{From: leaves[0], To: leaves[1], First: 1})
			return err
		},
		"every path": func() error {
			_, err := v.Paths(b.Context(), graph.PathQuery{From: leaves[0], To: leaves[1]})
			return err
		},
		"neighbourhood": func() error {
			_, err := v.Neighbourhood(b.Context(), graph.NeighbourhoodQuery{Of: []claim.ID{"place/hub"}, Depth: 2})
			return err
		},
		"in common": func() error {
			_, err := v.InCommon(b.Context(), graph.InCommonQuery{Of: leaves})
			return err
		},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := ask(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
