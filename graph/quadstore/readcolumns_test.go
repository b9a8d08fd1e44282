package quadstore

import (
	"context"
	"errors"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

// TestColumns holds columns to what Expand reads, with changes on top of the
// base and with all of them compacted.
func TestColumns(t *testing.T) {
	s, ctx := openTest(t, Options{ClaimPrefix: claimPrefix}), context.Background()
	quads := manyQuads(3000)
	if _, err := s.Load(ctx, seqOf(quads[:2000], nil)); err != nil {
		t.Fatal(err)
	}
	if err := s.Apply(ctx, Batch{Add: quads[2000:], Remove: quads[:900]}); err != nil {
		t.Fatal(err)
	}
	for _, state := range []string{"changed", "compacted"} {
		if state == "compacted" && !s.compact(ctx) {
			t.Fatal("not compacted")
		}
		snap := s.Snapshot()
		preds := []ID{snap.ID(quad.IRI("http://example.org/p1")), 0, snap.ID(quad.IRI("http://example.org/p4"))}
		of := []ID{0, firstClaim}
		for id := range snap.Stats().Terms {
			of = append(of, ID(id)+1)
		}
		got, want := make([][]ID, len(preds)), make([][]ID, len(preds))
		for p := range preds {
			got[p], want[p] = make([]ID, len(of)), make([]ID, len(of))
			got[p][1] = 7 // what was there before
		}
		if err := snap.Columns(ctx, got, of, preds...); err != nil {
			t.Fatal(err)
		}
		var edges Edges
		if err := snap.Expand(ctx, &edges, of, quad.Subject); err != nil {
			t.Fatal(err)
		}
		for i := range of {
			for j, hi := edges.Of(i); j < hi; j++ {
				for p, pred := range preds {
					if edges.Pred[j] == pred {
						want[p][i] = edges.Object[j]
					}
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-expanded +columns):\n%s", state, diff)
		}
		ended, end := context.WithCancel(ctx)
		end()
		if err := snap.Columns(ended, got, of, preds...); !errors.Is(err, context.Canceled) {
			t.Errorf("with a context that has ended: %v", err)
		}
	}
}
