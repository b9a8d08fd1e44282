package paths_test

import (
	"testing"

	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/graph/paths"
)

// BenchmarkSearches asks around a hub of twenty thousand. The figures that the README gives are bench's.
func BenchmarkSearches(b *testing.B) {
	v := graphtest.View(b, graphtest.Star(20_000))
	leaves := []claim.ID{"organisation/leaf0", "organisation/leaf1"}
	for name, ask := range map[string]func() error{
		"path": func() error {
			_, err := paths.Find(b.Context(), v, paths.Query{From: leaves[0], To: leaves[1], First: 1})
			return err
		},
		"every path": func() error {
			_, err := paths.Find(b.Context(), v, paths.Query{From: leaves[0], To: leaves[1]})
			return err
		},
		"neighbourhood": func() error {
			_, err := paths.Neighbourhood(b.Context(), v, paths.NeighbourhoodQuery{Of: []claim.ID{"place/hub"}, Depth: 2})
			return err
		},
		"in common": func() error {
			_, err := paths.Common(b.Context(), v, paths.CommonQuery{Of: leaves})
			return err
		},
		"in common at two steps": func() error {
			_, err := paths.Common(b.Context(), v, paths.CommonQuery{Of: leaves, MaxDistance: 2})
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
