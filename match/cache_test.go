package match_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whence/graph"
	"whence/graph/claim"
	"whence/graph/identity"
	"whence/graph/write"
	"whence/match"
)

// TestCache asks for pairs from several sides while they are judged: a pair is never given after its judgement, and in the end the pairs are
// those of the view.
func TestCache(t *testing.T) {
	g, err := graph.Open(t.Context(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	d := &claim.Dataset{Name: "test/clubs"}
	const pairs = 20
	for i := range pairs {
		name := fmt.Sprintf("%c%c%c Quayside Rowing", 'a'+i, 'f'+i/2, 'a'+i)
		d.Entities = append(d.Entities,
			claim.EntityRecord{ID: claim.ID(fmt.Sprintf("organisation/a%d", i)), Name: name},
			claim.EntityRecord{ID: claim.ID(fmt.Sprintf("organisation/b%d", i)), Name: name + " Ltd"})
	}
	if _, err := write.Load(t.Context(), g, []*claim.Dataset{d}); err != nil {
		t.Fatal(err)
	}
	var cache match.Cache
	var wg sync.WaitGroup
	stop := make(chan struct{})
	for range 3 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				v := g.Now()
				judged := map[claim.ID]bool{}
				for _, j := range v.JudgementLog().All {
					judged[v.IDAt(j.Left)] = true
				}
				found, err := cache.Of(t.Context(), v)
				if err != nil {
					t.Error(err)
					return
				}
				for i := range pairs {
					id := claim.ID(fmt.Sprintf("organisation/a%d", i))
					for _, p := range found.About(id) {
						if twin := claim.ID(fmt.Sprintf("organisation/b%d", i)); judged[id] && (p.Right.ID == twin || p.Left.ID == twin) {
							t.Errorf("%s and %s are judged and given as a pair", id, twin)
						}
					}
				}
			}
		})
	}
	for i := range pairs / 2 {
		_, err := write.Commit(t.Context(), g, write.JudgeIdentity{
			Left: claim.ID(fmt.Sprintf("organisation/a%d", i)), Right: claim.ID(fmt.Sprintf("organisation/b%d", i)), Verdict: identity.Different,
		}, write.Options{Author: write.Author{Agent: "agent/judge", Reason: "two clubs"}})
		if err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	wg.Wait()
	want, err := match.Find(t.Context(), g.Now())
	if err != nil {
		t.Fatal(err)
	}
	for range 200 { // the first answers may be of before
		found, err := cache.Of(t.Context(), g.Now())
		if err != nil {
			t.Fatal(err)
		}
		if cmp.Equal(want, found.Pairs) {
			return
		}
	}
	t.Error("the pairs are not those of the view")
}
