package quadstore

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

// TestLabels removes one of three quads that differ by their label only, before
// and after compaction and reopening.
func TestLabels(t *testing.T) {
	ctx := context.Background()
	quads := []quad.Quad{quad.MakeIRI("a", "b", "c", ""), quad.MakeIRI("a", "b", "c", "x"), quad.MakeIRI("a", "b", "c", "y")}
	for i := range quads {
		for _, folded := range []bool{false, true} {
			o := Options{Path: t.TempDir()}
			s := openTest(t, o)
			if err := s.Apply(ctx, Batch{Add: quads}); err != nil {
				t.Fatal(err)
			}
			if folded && !s.compact(ctx) {
				t.Fatal("not compacted")
			}
			if err := s.Apply(ctx, Batch{Remove: quads[i : i+1]}); err != nil {
				t.Fatal(err)
			}
			want := texts(slices.Delete(slices.Clone(quads), i, i+1))
			for _, s := range []*Store{s, reopen(t, s, o)} {
				if diff := cmp.Diff(want, texts(slices.Collect(quadsOf(t, s.Snapshot())))); diff != "" {
					t.Errorf("without %v, folded %v (-want +got):\n%s", quads[i], folded, diff)
				}
			}
		}
	}
}

// TestCancelledMidway cancels while answers are being read: what reads on says
// that it was cancelled, and no part passes for the whole.
func TestCancelledMidway(t *testing.T) {
	s := openTest(t, Options{})
	const size = bulkMin
	if err := s.Apply(context.Background(), Batch{Add: manyQuads(size)}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	n, err := cancelledWithin(s.Snapshot().Quads(ctx), cancel)
	if !errors.Is(err, context.Canceled) || n >= size {
		t.Errorf("quads: %d read, error %v", n, err)
	}
	ctx, cancel = context.WithCancel(context.Background())
	n, err = cancelledWithin(s.Snapshot().Sorted(ctx), cancel)
	if !errors.Is(err, context.Canceled) || n >= size {
		t.Errorf("sorted: %d read, error %v", n, err)
	}
}

// cancelledWithin cancels at the first element and returns how many came and the
// error that ended them.
func cancelledWithin[Q any](quads iter.Seq2[Q, error], cancel func()) (n int, err error) {
	for _, err := range quads {
		if err != nil {
			return n, err
		}
		n++
		cancel()
	}
	return n, nil
}
