package storetest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
	compare "github.com/google/go-cmp/cmp"

	"whence/graph/store"
)

func checkScan(t *testing.T, f *fixture) {
	s, ctx := f.snapshot(t), context.Background()
	all := f.inIDs(t, s)
	preds := append(ids(t, s, quad.IRI("p0"), quad.IRI("p3"), quad.IRI("s1")), 0)
	for _, pred := range preds {
		want := edgesOf(all, pred, store.Predicate, 0, nil)
		if pred == 0 {
			want = slices.Clone(all)
			slices.SortFunc(want, order(store.Subject))
		}
		var got []store.Quad
		for q, err := range s.Scan(ctx, pred) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, q)
		}
		if diff := compare.Diff(want, got); diff != "" {
			t.Errorf("predicate %d (-want +got):\n%s", pred, diff)
		}
		for _, err := range s.Scan(ctx, pred) {
			if err != nil {
				t.Fatal(err)
			}
			break // ends a scan early, which is no error
		}
	}
}

func quadsOf(t testing.TB, s store.Snapshot) []quad.Quad {
	t.Helper()
	var out []quad.Quad
	for q, err := range s.Quads(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, q)
	}
	return out
}

// checkQuads compares with a store into which the same quads came one by one, the other way round.
func checkQuads(t *testing.T, f *fixture) {
	got := quadsOf(t, f.snapshot(t))
	if len(got) != len(f.quads) {
		t.Errorf("%d quads of %d", len(got), len(f.quads))
	}
	for _, q := range got {
		if !f.quads[q] {
			t.Errorf("%v is not in the store", q)
		}
	}
	other := f.config.Open(t, t.TempDir())
	defer func() { _ = other.Close() }() // its folder goes with it
	reversed := slices.Clone(got)
	slices.Reverse(reversed)
	for chunk := range slices.Chunk(reversed, 50) {
		if err := other.Apply(context.Background(), chunk, nil); err != nil {
			t.Fatal(err)
		}
	}
	s, err := other.Snapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	if diff := compare.Diff(got, quadsOf(t, s)); diff != "" {
		t.Errorf("in another order of coming in (-want +got):\n%s", diff)
	}
}

// checkIdentity writes while a snapshot is held.
func checkIdentity(t *testing.T, f *fixture) {
	early, want := f.snapshot(t), f.inIDs(t, f.snapshot(t))
	version, stats, quads := early.Version(), early.Stats(), quadsOf(t, early)
	if again := f.snapshot(t); again.Version() != version {
		t.Errorf("versions %d and %d of one state", version, again.Version())
	}
	f.apply(t, []quad.Quad{quad.MakeIRI("s1", "p1", "s2", "of a later time"), quad.MakeIRI("later", "p1", "s1", "")}, quads[:10])
	late := f.snapshot(t)
	if late.Version() <= version {
		t.Errorf("version %d after %d", late.Version(), version)
	}
	if early.Version() != version || early.Stats() != stats {
		t.Errorf("version %d, %+v: was %d, %+v", early.Version(), early.Stats(), version, stats)
	}
	if diff := compare.Diff(quads, quadsOf(t, early)); diff != "" {
		t.Errorf("quads (-before +after the write):\n%s", diff)
	}
	has := make([]bool, len(want))
	if err := early.HasAll(context.Background(), has, want); err != nil || slices.Contains(has, false) {
		t.Errorf("has not what it had: %v, %v", has, err)
	}
	if of := ids(t, early, quad.IRI("later")); of[0] != 0 {
		t.Errorf("a term of a later write has ID %d", of[0])
	}
	var edges store.Edges
	beyond := ids(t, late, quad.IRI("later"))
	if err := early.Expand(context.Background(), &edges, beyond, store.Subject, 0); err != nil || edges.Len() != 0 {
		t.Errorf("a term of a later write has %d edges, %v", edges.Len(), err)
	}
	if err := f.store.Apply(context.Background(), quads[20:30], nil); err != nil {
		t.Fatal(err)
	}
	if same := f.snapshot(t); same.Version() != late.Version() {
		t.Errorf("version %d after a write that changes nothing, was %d", same.Version(), late.Version())
	}
}

// checkCancelled asks everything with a context that has ended.
func checkCancelled(t *testing.T, f *fixture) {
	s := f.snapshot(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var edges store.Edges
	var texts store.Texts
	of := []store.ID{1, 2}
	for name, err := range map[string]error{
		"IDs":       s.IDs(ctx, make([]store.ID, 1), []quad.Value{quad.IRI("s1")}),
		"Values":    s.Values(ctx, make([]quad.Value, 2), of),
		"Texts":     s.Texts(ctx, &texts, of),
		"ClaimKeys": s.ClaimKeys(ctx, make([]store.ClaimKey, 2), of),
		"Degrees":   s.Degrees(ctx, make([]uint32, 2), of, store.Subject),
		"Expand":    s.Expand(ctx, &edges, of, store.Subject, 0),
		"Columns":   s.Columns(ctx, [][]store.ID{make([]store.ID, 2)}, of, 1),
		"HasAll":    s.HasAll(ctx, make([]bool, 1), []store.Quad{{Subject: 1}}),
		"Scan":      firstError(s.Scan(ctx, 0)),
		"Quads":     firstError(s.Quads(ctx)),
		"Apply":     f.store.Apply(ctx, []quad.Quad{quad.MakeIRI("never", "p1", "s1", "")}, nil),
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if got := ids(t, f.snapshot(t), quad.IRI("never")); got[0] != 0 {
		t.Error("a write with a context that has ended is done")
	}
}

func firstError[T any](seq func(func(T, error) bool)) (err error) {
	seq(func(_ T, e error) bool {
		err = e
		if err == nil {
			err = errors.New("goes on")
		}
		return false
	})
	return err
}

// checkClose closes snapshots and the store, twice each. One snapshot that is closed is none of another's business.
func checkClose(t *testing.T, f *fixture) {
	a, b := f.snapshot(t), f.snapshot(t)
	for range 2 {
		if err := a.Close(); err != nil {
			t.Errorf("closing a snapshot: %v", err)
		}
	}
	if n := len(quadsOf(t, b)); n != len(f.quads) {
		t.Errorf("%d quads of %d", n, len(f.quads))
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	for range 2 {
		if err := f.store.Close(); err != nil {
			t.Errorf("closing the store: %v", err)
		}
	}
	if err := f.store.Apply(context.Background(), []quad.Quad{quad.MakeIRI("never", "p", "s", "")}, nil); err == nil {
		t.Error("a store that is closed is written to")
	}
}
