package paths_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/graphtest"
	"whence/graph/paths"
	"whence/graph/write"
)

// TestSearchesShareNothing asks everything from many goroutines at once, of a graph in memory and of one on disk: the room
// that searches use again must not carry anything from one to the next.
func TestSearchesShareNothing(t *testing.T) {
	facts := graphtest.Star(200) + graphtest.Line + graphtest.Village + graphtest.Board
	disk, err := graph.Open(t.Context(), graph.Options{Path: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	if _, err := write.Load(t.Context(), disk, []*claim.Dataset{graphtest.Facts(t, "test/facts", facts)}); err != nil {
		t.Fatal(err)
	}
	memory := graphtest.View(t, facts)
	want := everything(t, memory)
	var all sync.WaitGroup
	for i := range 8 {
		v := memory
		if i%2 == 1 {
			v = disk.Now()
		}
		all.Go(func() {
			for range 5 {
				if diff := cmp.Diff(want, everything(t, v)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
	all.Wait()
}

// everything asks a question of each sort, of small things and of a hub.
func everything(t *testing.T, v *graph.View) []string {
	var lines []string
	for _, ends := range [][2]claim.ID{
		{"organisation/leaf0", "organisation/leaf1"},
		{"organisation/leaf7", "place/country"},
		{"organisation/a", "organisation/e"},
		{"organisation/a", "organisation/y"},
		{"person/ann", "person/dan"},
	} {
		r, err := paths.Find(t.Context(), v, paths.Query{From: ends[0], To: ends[1]})
		lines = append(lines, fmt.Sprint(strings.Join(graphtest.Chains(r), ", "), err))
	}
	for _, of := range []claim.ID{"organisation/trust", "person/bob"} {
		s, err := paths.Neighbourhood(t.Context(), v, paths.NeighbourhoodQuery{Of: []claim.ID{of}, Depth: 2})
		lines = append(lines, fmt.Sprint(graphtest.Drawn(s), err))
	}
	hub, err := paths.Neighbourhood(t.Context(), v, paths.NeighbourhoodQuery{Of: []claim.ID{"place/hub"}, Depth: 1, Limit: 5})
	lines = append(lines, fmt.Sprint(len(hub.Nodes), hub.Hidden, err))
	c, err := paths.Common(t.Context(), v, paths.CommonQuery{Of: []claim.ID{"person/ann", "person/bob"}, MaxDistance: 2})
	return append(lines, fmt.Sprint(graphtest.Met(c), err))
}
